//! What a reader reads: the blocks of a document in plain words, each word with its place in the file.
//!
//! Marks, addresses of links and code are gone; what is quoted is marked, since a rule about our own words must not
//! hold somebody else's against us.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::sentence;
use crate::parse::markdown;
use crate::source::Span;

/// What an author writes above a block that only sounds like a promise.
const NOT_A_PROMISE: &str = "not a promise";

/// A paragraph, a heading, a cell or the text of a list item.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// Its plain words.
    pub text: String,
    /// Where it stands in the file.
    pub span: Span,
    /// Whether it belongs to a list.
    pub is_item: bool,
    /// Whether its author said that it is not a promise.
    pub is_no_promise: bool,
    /// What is quoted: code, what stands in quotation marks, and what the machine writes (`{{promise:ID}}`).
    pub quoted: Vec<Range<usize>>,
    /// Where pieces of `text` begin, there and in the file.
    pieces: Vec<(u32, u32)>,
}

impl Block {
    /// Its sentences.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        sentence::sentences(&self.text)
    }

    /// Whether a stretch is quoted.
    pub fn is_quoted(&self, range: &Range<usize>) -> bool {
        self.quoted.iter().any(|quoted| quoted.start < range.end && range.start < quoted.end)
    }

    /// Where a stretch of the text stands in `file`.
    pub fn place(&self, range: &Range<usize>, file: &str) -> Span {
        let at = |offset: usize| {
            let behind = self.pieces.partition_point(|(start, _)| *start as usize <= offset);
            self.pieces
                .get(behind.saturating_sub(1))
                .map(|(start, place)| *place as usize + offset - *start as usize)
        };
        let (Some(start), Some(last)) = (at(range.start), at(range.end.saturating_sub(1))) else {
            return self.span;
        };
        let found = start..last + 1;
        if file.get(found.clone()).is_some() { Span::from(found) } else { self.span }
    }

    /// Adds text that stands at `place` in the file.
    pub(super) fn push(&mut self, words: &str, place: usize) {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.pieces.push((number(self.text.len()), number(place)));
        self.text.push_str(words);
    }

    /// Adds text that somebody quotes.
    pub(super) fn push_quoted(&mut self, words: &str, place: usize) {
        let start = self.text.len();
        self.push(words, place);
        self.quoted.push(start..self.text.len());
    }

    /// Marks what its text quotes, once it is whole.
    pub(super) fn close(mut self) -> Self {
        quotations(&self.text, &mut self.quoted);
        restatements(&self.text, &mut self.quoted);
        self
    }
}

/// Pairs of quotation marks; one that is never closed quotes nothing.
fn quotations(text: &str, quoted: &mut Vec<Range<usize>>) {
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((start, end)) if c == end => {
                quoted.push(start..at + c.len_utf8());
                open = None;
            }
            Some(_) => {}
            None => {
                let end = match c {
                    '"' => '"',
                    '“' | '„' => '”',
                    '«' => '»',
                    _ => continue,
                };
                open = text[at + c.len_utf8()..].contains(end).then_some((at, end));
            }
        }
    }
}

fn restatements(text: &str, quoted: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while let Some(open) = text[from..].find("{{") {
        let open = from + open;
        let Some(close) = text[open..].find("}}") else { return };
        from = open + close + 2;
        quoted.push(open..from);
    }
}

/// The blocks of `text[start..]`, read as Markdown. Code and quoted blocks are left out.
pub fn of_markdown(text: &str, start: usize) -> Vec<Block> {
    let Some(body) = text.get(start..) else { return Vec::new() };
    let mut walk = Walk::default();
    for (event, range) in Parser::new_ext(body, markdown::options()).into_offset_iter() {
        walk.event(event, range.start + start..range.end + start);
    }
    walk.finish()
}

/// A walk over Markdown.
#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    block: Block,
    depth: usize,
    /// How deep the walk stands in lists, and in what is not read.
    lists: usize,
    unread: usize,
    /// The next block is no promise; the block at this depth and all in it is none.
    excuse: bool,
    excused: Option<usize>,
}

impl Walk {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.unread == 0 => self.push(&words, range, false),
            Event::Code(words) if self.unread == 0 => {
                let place = range.start + (range.len().saturating_sub(words.len())) / 2;
                self.push(&words, place..range.end, true);
            }
            Event::SoftBreak | Event::HardBreak if self.unread == 0 => self.push(" ", range, false),
            Event::Html(html) if html.contains(NOT_A_PROMISE) => self.excuse = true,
            Event::InlineHtml(html) if html.contains(NOT_A_PROMISE) => self.block.is_no_promise = true,
            _ => {}
        }
    }

    fn push(&mut self, words: &str, range: Range<usize>, quoted: bool) {
        let end = self.block.span.end.max(Span::from(range.clone()).end);
        if self.block.text.is_empty() {
            self.block.span = Span::from(range.clone());
        }
        self.block.span.end = end;
        if quoted { self.block.push_quoted(words, range.start) } else { self.block.push(words, range.start) }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if is_inline(&tag.to_end()) {
            return;
        }
        self.flush();
        self.depth += 1;
        if self.excuse && !matches!(tag, Tag::HtmlBlock) {
            self.excuse = false;
            self.excused = self.excused.or(Some(self.depth));
        }
        match tag {
            Tag::List(_) => self.lists += 1,
            tag if is_unread(&tag.to_end()) => self.unread += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if is_inline(&tag) {
            return;
        }
        self.flush();
        match tag {
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            tag if is_unread(&tag) => self.unread = self.unread.saturating_sub(1),
            _ => {}
        }
        if self.excused == Some(self.depth) {
            self.excused = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        if !block.text.trim().is_empty() {
            block.is_item = self.lists > 0;
            block.is_no_promise |= self.excused.is_some();
            self.blocks.push(block.close());
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

fn is_inline(tag: &TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    matches!(tag, Emphasis | Image | Link | Strikethrough | Strong | Subscript | Superscript)
}

/// Code, and somebody else's words. A box such as `> [!NOTE]` is our own.
fn is_unread(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::BlockQuote(None) | TagEnd::MetadataBlock(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::Passage;

    fn texts(markdown: &str) -> Vec<String> {
        of_markdown(markdown, 0).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn marks_and_addresses_are_gone() {
        let found = texts(
            "# A *b*\n\nSee [the list](x.md) and\n`code` &amp; **more**.\n\n- one\n  - two\n\n|a|b|\n|-|-|\n|c|d|\n",
        );
        assert_eq!(found, ["A b", "See the list and code & more.", "one", "two", "a", "b", "c", "d"]);
    }

    #[test]
    fn what_others_say_is_left_out() {
        assert_eq!(texts("> quoted\n\n> [!NOTE]\n> ours\n\n```\ncode\n```\n\nend"), ["ours", "end"]);
    }

    #[test]
    fn a_stretch_knows_its_place() {
        let file = "---\nx\n---\nWe **phone** you &amp; wait. Then *we\nrest*.";
        let blocks = of_markdown(file, 10);
        let places =
            blocks[0].sentences().into_iter().map(|range| &file[blocks[0].place(&range, file).range()]);
        assert_eq!(places.collect::<Vec<_>>(), ["We **phone** you &amp; wait.", "Then *we\nrest*."]);
    }

    #[test]
    fn quotations_restatements_and_code_are_quoted() {
        let text = "He says \"call me\" and `code` and “so” {{promise:x}} 5\" end";
        let block = &of_markdown(text, 0)[0];
        let passage = Passage::of(block);
        let own: Vec<_> = passage.own(&passage.words).map(|word| &*word.text).collect();
        assert_eq!(own, ["he", "says", "and", "and", "5", "end"]);
    }

    #[test]
    fn a_comment_excuses_the_next_block() {
        let blocks = of_markdown("one\n\n<!-- not a promise -->\n\n- two\n- three\n\nfour\n", 0);
        assert_eq!(blocks.iter().map(|b| b.is_no_promise).collect::<Vec<_>>(), [false, true, true, false]);
    }
}
