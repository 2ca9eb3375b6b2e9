//! `<!-- allow RULE: reason -->` in a body: an excuse for the block behind it.

use std::ops::Range;

use pulldown_cmark::Tag;

use super::document::{BlockWaiver, Waiver};
use super::slug;
use crate::source::{Span, Spanned};

/// Collects the excuses of one body.
#[derive(Default)]
pub struct Comments {
    found: Vec<BlockWaiver>,
    /// How many of those found have their block.
    placed: usize,
}

impl Comments {
    /// A block begins: whatever excuse stands right before it is for it.
    pub fn block(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let is_block = matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::List(_)
                | Tag::Item
                | Tag::FootnoteDefinition(_)
                | Tag::Table(_)
        );
        if is_block {
            self.place(Span::from(range.clone()));
        }
    }

    /// A block of raw HTML that stands at `range`: an excuse, or what one is for.
    pub fn html(&mut self, html: &str, range: Range<usize>) {
        match excuse(html, range.start) {
            Some(waiver) => {
                let end = Span::new(range.end, range.end);
                self.found.push(BlockWaiver { waiver, block: end });
            }
            None => self.place(Span::from(range)),
        }
    }

    fn place(&mut self, block: Span) {
        self.found[self.placed..].iter_mut().for_each(|waiver| waiver.block = block);
        self.placed = self.found.len();
    }

    /// Every excuse, in the order of the text.
    pub fn finish(&mut self) -> Vec<BlockWaiver> {
        std::mem::take(&mut self.found)
    }
}

/// The excuse that a comment gives, its reason missing when it has none.
fn excuse(html: &str, start: usize) -> Option<Waiver> {
    let inner = html.trim_end().strip_prefix("<!--")?.strip_suffix("-->")?;
    let words = inner.trim_start().strip_prefix("allow")?.strip_prefix(char::is_whitespace)?;
    let (rule, reason) = words.split_once(':').map_or((words, ""), |(rule, reason)| (rule, reason.trim()));
    let rule = rule.trim();
    if !slug::is_id(rule) {
        return None;
    }
    // The rule stands first, and the reason behind it.
    let mut from = html.find("allow").map_or(0, |at| at + "allow".len());
    let mut next = |part: &str| {
        let at = from + html[from..].find(part).unwrap_or(0);
        from = at + part.len();
        Spanned::new(part.to_string(), Span::new(start + at, start + from))
    };
    let rule = next(rule);
    let reason = (!reason.is_empty()).then(|| next(reason));
    Some(Waiver { rule, id: None, reason, until: None, by: None })
}
