//! Bare web addresses in text become links, as on Git hosts: `see https://example.org/x.`

use super::escape;

/// How addresses begin.
const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// Whether a text may hold an address: a cheap look, since most hold none.
pub(super) fn may_link(text: &str) -> bool {
    text.contains("://") || text.contains("www.")
}

/// The text as HTML, its addresses as links.
pub(super) fn link(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((start, len)) = next(rest) {
        let address = &rest[start..start + len];
        let scheme = if address.starts_with("www.") { "http://" } else { "" };
        out.push_str(&escape(&rest[..start]));
        out.push_str(&format!("<a href=\"{scheme}{0}\">{0}</a>", escape(address)));
        rest = &rest[start + len..];
    }
    out.push_str(&escape(rest));
    out
}

/// Where the next address begins, and how long it is.
fn next(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let found =
            STARTS.iter().filter_map(|start| Some((from + text.get(from..)?.find(start)?, start.len())));
        let (start, prefix) = found.min()?;
        let before = text[..start].chars().next_back();
        let is_free =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '*' | '_' | '~' | '"' | '\''));
        let len = length(&text[start..]);
        if is_free && len > prefix {
            return Some((start, len));
        }
        from = start + prefix;
    }
}

/// How far an address reaches: to the next space or `<`, without the punctuation of the sentence around it.
fn length(text: &str) -> usize {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '"')).unwrap_or(text.len());
    let mut address = &text[..end];
    loop {
        let unopened = address.ends_with(')') && address.matches(')').count() > address.matches('(').count();
        let shorter = address.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', ';', '\'']);
        let shorter = if unopened { &address[..address.len() - 1] } else { shorter };
        if shorter.len() == address.len() {
            return address.len();
        }
        address = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        assert_eq!(
            link("See (https://example.org/a_(b)), or www.example.org."),
            "See (<a href=\"https://example.org/a_(b)\">https://example.org/a_(b)</a>), or \
             <a href=\"http://www.example.org\">www.example.org</a>."
        );
    }

    #[test]
    fn what_only_looks_like_one_stays_text() {
        for text in ["https:// and http://", "xhttps://a.b", "a://b", "www.", "é://"] {
            assert_eq!(link(text), text);
        }
        assert_eq!(
            link("<&> https://a.b/?x=1&y"),
            "&lt;&amp;&gt; <a href=\"https://a.b/?x=1&amp;y\">https://a.b/?x=1&amp;y</a>"
        );
    }
}
