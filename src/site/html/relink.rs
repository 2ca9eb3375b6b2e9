//! Raw HTML whose links and pictures lead where Markdown's would.

use super::{Page, escape};
use crate::model::resolve::{Destination, is_picture};
use crate::parse::raw_html::{self, Attribute, Says, Tag};

/// A copy of `raw` with its links led on, its pictures given a size, and its first-level headings put below the page's
/// own.
pub(super) fn relink(raw: &str, page: &Page<'_>) -> String {
    let mut out = String::with_capacity(raw.len() + 64);
    let mut from = 0;
    for tag in raw_html::tags(raw) {
        let mut attributes_of_ours = String::new();
        if tag.is("h1") {
            let name = tag.span.start + 1 + usize::from(tag.closes);
            replace(raw, &mut out, &mut from, name..name + tag.name.len(), "h2");
        }
        for attribute in &tag.attributes {
            let (Some(says), to) = (tag.says(attribute), attribute.value.replace("&amp;", "&")) else {
                continue;
            };
            if says == Says::Anchor {
                continue;
            }
            let destination = page.leads_to(&to);
            match page.href(&to, &destination) {
                // Pages ask no other site for anything; the words for the picture have to do.
                Some(_) if says == Says::Media && destination == Destination::Outside && !is_picture(&to) => {
                    replace(raw, &mut out, &mut from, attribute.span.clone(), "");
                }
                Some(href) => {
                    let value = format!("\"{}\"", escape(&href));
                    replace(raw, &mut out, &mut from, quoted(raw, attribute), &value);
                }
                None => replace(raw, &mut out, &mut from, attribute.span.clone(), "class=\"missing\""),
            }
            attributes_of_ours.push_str(&picture(&tag, attribute, page, &destination));
        }
        if !attributes_of_ours.is_empty() {
            // Before the end of the tag; of `<img src=x/>` the `/` belongs to the value.
            let end = tag.span.end - 1 - usize::from(raw[..tag.span.end].ends_with("/>"));
            let end = end.max(from);
            replace(raw, &mut out, &mut from, end..end, &attributes_of_ours);
        }
    }
    out.push_str(&raw[from..]);
    out
}

/// Copies up to `range` and puts `by` in its place.
fn replace(raw: &str, out: &mut String, from: &mut usize, range: std::ops::Range<usize>, by: &str) {
    out.push_str(&raw[*from..range.start]);
    out.push_str(by);
    *from = range.end;
}

/// The value with its quotation marks, when it has any.
fn quoted(raw: &str, attribute: &Attribute<'_>) -> std::ops::Range<usize> {
    let value = attribute.value_span.clone();
    let has_marks = raw[..value.start].ends_with(['"', '\'']);
    if has_marks { value.start - 1..value.end + 1 } else { value }
}

/// What a picture lacks: its size, unless the writer gave one, and leave to load it late.
fn picture(tag: &Tag<'_>, attribute: &Attribute<'_>, page: &Page<'_>, destination: &Destination) -> String {
    if !tag.is("img")
        || !attribute.name.eq_ignore_ascii_case("src")
        || !matches!(destination, Destination::File(_))
    {
        return String::new();
    }
    let has_size = tag.attribute("width").is_some() || tag.attribute("height").is_some();
    let size = if has_size { None } else { page.size(destination) };
    let lazy = if tag.attribute("loading").is_some() { "" } else { " loading=\"lazy\"" };
    format!("{}{lazy}", size.unwrap_or_default())
}
