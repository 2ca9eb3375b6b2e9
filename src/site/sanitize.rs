//! Raw HTML from Markdown, made harmless: what can run, load from elsewhere or break out of its place is dropped.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::model::resolve::is_picture;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .add_tags(["input", "section", "video", "audio", "source", "picture"])
        .add_generic_attributes(["class", "id", "dir"])
        .add_tag_attributes("input", ["disabled", "checked", "aria-label"])
        .add_tag_attributes("a", ["name"])
        .add_tag_attributes("div", ["tabindex", "align"])
        .add_tag_attributes("p", ["align"])
        .add_tag_attributes("h2", ["align"])
        .add_tag_attributes("h3", ["align"])
        .add_tag_attributes("img", ["loading", "width", "height"])
        .add_tag_attributes("video", ["src", "controls", "width", "height", "poster", "preload"])
        .add_tag_attributes("audio", ["src", "controls", "preload"])
        .add_tag_attributes("source", ["src", "type"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .link_rel(None)
        .url_relative(UrlRelative::PassThrough)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "sms", "geo", "xmpp", "ftp", "data"]))
        .attribute_filter(keep);
    cleaner
});

/// Nobody writes deeper; a parser that has to look up through every open element would take minutes over it.
const DEEPEST: usize = 200;

/// Whether `html` is nested too deeply to be cleaned in good time. Counts tags that open and never close.
pub fn is_too_deep(html: &str) -> bool {
    const VOID: [&str; 9] = ["input", "img", "br", "hr", "source", "wbr", "col", "link", "meta"];
    let mut open: HashMap<String, usize> = HashMap::new();
    let mut depth = 0_usize;
    for (at, _) in html.match_indices('<') {
        let tag = &html[at + 1..];
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
        if name.is_empty() || VOID.contains(&name.as_str()) {
            continue;
        }
        // A tag closes only what bears its name: `</b>` leaves every `<div>` open.
        let count = open.entry(name).or_default();
        if !closes {
            *count += 1;
            depth += 1;
        } else if *count > 0 {
            *count -= 1;
            depth -= 1;
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Of addresses that hold their content themselves only pictures stay, and only as pictures.
fn keep<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let is_address = ["href", "src", "poster", "cite", "data"].contains(&attribute);
    let is_data = is_address && value.trim_start().get(..5).is_some_and(|s| s.eq_ignore_ascii_case("data:"));
    let is_fine = !is_data || (element == "img" && attribute == "src" && is_picture(value.trim_start()));
    is_fine.then_some(Cow::Borrowed(value))
}

/// A harmless copy of `html`.
pub fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::{clean, is_too_deep};

    #[test]
    fn scripts_and_handlers_never_reach_a_page() {
        assert_eq!(clean("<b onclick=x()>hi</b><script>alert(1)</script>"), "<b>hi</b>");
        assert_eq!(clean("<a href=\"javascript:x()\">hi</a>"), "<a>hi</a>");
        assert_eq!(clean("<form action=/x><input type=password></form>"), "<input>");
    }

    #[test]
    fn of_data_only_pictures_stay() {
        let picture = "<img src=\"data:image/png;base64,AA==\">";
        assert_eq!(clean(picture), picture);
        for bad in ["data:text/html,x", "data:image/svg+xml,<svg>", " DATA:text/html,x"] {
            assert_eq!(clean(&format!("<img src='{bad}'><a href='{bad}'>x</a>")), "<img><a>x</a>");
        }
        assert_eq!(clean("<a href=\"data:image/png;base64,AA==\">x</a>"), "<a>x</a>");
    }

    #[test]
    fn our_own_markup_survives() {
        let ours = "<h2 id=\"why\">Why</h2><div class=\"table\" tabindex=\"0\"></div>";
        assert_eq!(clean(ours), ours);
        let task = "<li><input type=\"checkbox\" disabled=\"\" aria-label=\"to do\"> x</li>";
        assert_eq!(clean(task), task);
    }

    #[test]
    fn a_bomb_of_open_tags_is_told_from_a_long_page() {
        assert!(is_too_deep(&"<div>".repeat(1000)));
        assert!(is_too_deep(&"<div></b>".repeat(1000)), "a tag closes only its own name");
        assert!(!is_too_deep(&"<p>one<br>two</p>".repeat(1000)));
    }

    #[test]
    fn nothing_breaks_out_of_its_place() {
        assert_eq!(clean("</main></body><p>x"), "<p>x</p>");
    }
}
