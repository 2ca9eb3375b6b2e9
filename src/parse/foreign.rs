//! What pages that were written for another tool say in its words: their titles and their old addresses.

use super::header::Header;
use super::markdown::Outline;
use super::{file_name, slug, yaml};
use crate::source::{Span, Spanned};

/// A page's title when its header gives none that can be read and no heading will do: what the header's title seems to
/// be, an `<h1>` in raw HTML, or the file's name. The front page of the whole tree is called what the tree is called.
pub(super) fn title(
    outline: &Outline,
    node: &yaml::Node,
    inside: &str,
    top: Span,
    text: &str,
) -> Option<Spanned<String>> {
    let as_typed = yaml::typed(node, "title").map(|span| {
        let typed = text[span.range()].trim().trim_matches(['"', '\'']).to_string();
        Spanned::new(typed, span)
    });
    let titled = as_typed.filter(|title| !title.value.is_empty());
    let given = titled.or_else(|| Some(Spanned::new(outline.html_title.clone()?, top)));
    given.or_else(|| {
        let has_heading = outline.body.headings.iter().any(|heading| !heading.text.is_empty());
        let (folder, name) = inside.rsplit_once('/').unwrap_or(("", inside));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let is_front = file_name::front_rank(stem).is_some();
        let name = if is_front { folder.rsplit('/').next().unwrap_or(folder) } else { stem };
        let words = slug::to_words(file_name::split_rank(name).1).trim().to_string();
        (!has_heading && !words.is_empty()).then(|| Spanned::new(words, top))
    })
}

/// Old addresses under the names that other generators have for them. One with a `:` is a pattern, not an address.
pub(super) fn aliases(header: &mut Header<'_>) -> Vec<Spanned<String>> {
    let mut aliases = header.texts("redirect_from");
    aliases.extend(header.texts("permalink"));
    aliases.extend(header.texts("slug").into_iter().filter(|slug| slug.value.starts_with('/')));
    aliases.retain(|alias| !alias.value.contains([':', '{']));
    aliases
}
