//! Anybody's words in a comment on a Git host: shown as they are, and obeyed by nothing.
//!
//! A host reads more out of a comment than Markdown: `@name` calls people, `#12`, `!12`, `&12`, `~label` and `%milestone`
//! link things and leave traces there. A code span keeps all of that out; elsewhere a sign that nobody sees parts the mark
//! from what follows.

/// Behind this mark a host sees no name.
const UNSEEN: char = '\u{200b}';

/// Longer texts are cut: a comment tells what changed, not all that stands there.
const MOST: usize = 400;

/// A code span, whatever stands in it.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    if text.is_empty() { String::new() } else { format!("{fence}{space}{text}{space}{fence}") }
}

/// Plain words.
pub(super) fn words(text: &str) -> String {
    let text =
        one_line(text).replace("://", &format!(":{UNSEEN}//")).replace("www.", &format!("www{UNSEEN}."));
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars().take(MOST) {
        if c.is_ascii_punctuation()
            && !matches!(c, '.' | ',' | ';' | ':' | '?' | '/' | '\'' | '"' | '-' | '+')
        {
            out.push('\\');
        }
        out.push(c);
        if matches!(c, '@' | '#' | '!' | '&' | '%' | '$' | '~' | '^') {
            out.push(UNSEEN);
        }
    }
    if text.chars().count() > MOST {
        out.push('…');
    }
    out
}

/// Words on one line, without control characters.
fn one_line(text: &str) -> String {
    let shown: String =
        text.chars().map(|c| if c.is_control() && !c.is_whitespace() { '\u{fffd}' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_and_nothing_is_opened() {
        assert_eq!(words("ask @all"), "ask \\@\u{200b}all");
        assert_eq!(words("#12"), "\\#\u{200b}12");
        assert_eq!(words("a|b <b>c</b> `d`"), "a\\|b \\<b\\>c\\</b\\> \\`d\\`");
        assert_eq!(words("two\nlines\u{1b}[1m"), "two lines\u{fffd}\\[1m");
    }

    #[test]
    fn a_code_span_is_not_left() {
        assert_eq!(code("all"), "`all`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`@all`"), "`` `@all` ``");
        assert_eq!(code(""), "");
    }
}
