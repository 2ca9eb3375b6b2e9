//! A sheet to draw on: lines that begin with the branches of a tree, and break at the terminal's width.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// What the line's own marks look like.
pub(super) const LABEL: Style = Style::new().bold();
/// What stands beside the words: paths, anchors, counts.
pub(super) const QUIET: Style = Style::new().dimmed();
/// A break.
pub(super) const CUT: Style = AnsiColor::Red.on_default().bold();
/// What was asked for.
pub(super) const ASKED: Style = Style::new().bold();
/// Plain words.
pub(super) const PLAIN: Style = Style::new();

/// Words are broken no narrower than this, however deep the tree: a column of single letters helps nobody.
const NARROWEST: usize = 24;

/// What was drawn so far.
pub(super) struct Sheet {
    out: String,
    width: Option<usize>,
    /// Whether to draw everything, however much it is.
    pub(super) all: bool,
    /// Whether something was left out.
    pub(super) has_left_out: bool,
}

impl Sheet {
    /// `width` in columns; without it no line is broken.
    pub(super) fn new(width: Option<usize>, all: bool) -> Self {
        Self { out: String::new(), width, all, has_left_out: false }
    }

    /// A line that begins with `first` and a label, and with `rest` where it goes on.
    pub(super) fn labelled(
        &mut self,
        first: &str,
        label: (Style, &str),
        rest: &str,
        words: &[(Style, &str)],
    ) {
        self.begin(first);
        self.styled(label.0, label.1);
        let pad = rest.width().saturating_sub(first.width() + label.1.width());
        self.out.push_str(&" ".repeat(pad));
        self.words(first.width() + label.1.width() + pad, rest, words);
    }

    /// A line that begins with `first`, and with `rest` where it goes on.
    pub(super) fn line(&mut self, first: &str, rest: &str, words: &[(Style, &str)]) {
        self.begin(first);
        self.words(first.width(), rest, words);
    }

    fn words(&mut self, mut column: usize, rest: &str, words: &[(Style, &str)]) {
        let width = self.width.map(|width| width.max(rest.width() + NARROWEST));
        let mut is_first = true;
        for (style, text) in words {
            // What two styles join is one space where it fits, and a new line where it does not.
            for word in text.split_whitespace() {
                let gap = usize::from(!is_first);
                if width.is_some_and(|width| !is_first && column + gap + word.width() > width) {
                    self.begin_next(rest);
                    column = rest.width();
                } else if gap > 0 {
                    self.out.push(' ');
                    column += 1;
                }
                self.styled(*style, word);
                column += word.width();
                is_first = false;
            }
        }
        self.out.push('\n');
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.out.push('\n');
    }

    /// What was drawn.
    pub(super) fn finish(mut self) -> String {
        if self.has_left_out {
            self.gap();
            self.line("", "", &[(QUIET, "Not everything is shown; add --all to see it whole.")]);
        }
        self.out
    }

    fn begin(&mut self, guide: &str) {
        let trimmed = guide.trim_end();
        if !trimmed.is_empty() {
            self.styled(QUIET, trimmed);
        }
        self.out.push_str(&guide[trimmed.len()..]);
    }

    fn begin_next(&mut self, rest: &str) {
        self.out.push('\n');
        self.begin(rest);
    }

    fn styled(&mut self, style: Style, text: &str) {
        // Somebody's text must not steer the terminal.
        let text = text.replace(char::is_control, "\u{fffd}");
        self.out.push_str(&format!("{style}{text}{style:#}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: Option<usize>) -> String {
        let mut sheet = Sheet::new(width, false);
        let words = [(PLAIN, "Leave a message and a person calls you back."), (QUIET, "#call")];
        sheet.labelled("├─ ", (LABEL, "Step"), "│        ", &words);
        anstream::adapter::strip_str(&sheet.finish()).to_string()
    }

    #[test]
    fn words_go_on_below_one_another_where_the_terminal_ends() {
        assert_eq!(
            drawn(Some(40)),
            "├─ Step  Leave a message and a person\n│        calls you back. #call\n"
        );
    }

    #[test]
    fn without_a_terminal_no_line_is_broken() {
        assert_eq!(drawn(None), "├─ Step  Leave a message and a person calls you back. #call\n");
    }

    #[test]
    fn a_narrow_terminal_still_shows_words() {
        assert!(drawn(Some(1)).lines().all(|line| line.chars().count() <= 9 + NARROWEST));
    }
}
