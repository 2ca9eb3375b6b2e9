//! The blocks of an HTML page in plain words: just enough to read what a company says elsewhere.

use super::prose::Block;
use crate::parse::raw_html::{self, Tag};
use crate::source::Span;

/// Tags that stand within a line; every other begins a new block.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "mark", "small", "span",
    "strong", "sub", "sup", "time", "u",
];
/// Tags whose text is no sentence of the page, or is somebody else's.
const UNREAD: [&str; 8] = ["template", "svg", "head", "blockquote", "pre", "code", "q", "textarea"];

/// Characters that pages write as names.
const NAMED: [(&str, &str); 16] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&nbsp;", " "),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&rsquo;", "’"),
    ("&lsquo;", "‘"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
    ("&hellip;", "…"),
    ("&shy;", ""),
];

/// The blocks of `html`, and the addresses of its links with their places.
pub fn of_html(html: &str) -> (Vec<Block>, Vec<(Span, String)>) {
    let mut page = Page {
        html,
        blocks: Vec::new(),
        block: Block::default(),
        unread: Vec::new(),
        code: None,
        excuse: false,
    };
    let mut links = Vec::new();
    let mut from = 0;
    for tag in raw_html::tags(html) {
        page.text(from, tag.span.start);
        from = tag.span.end;
        if let Some(href) = tag.attribute("href").filter(|_| tag.is("a")) {
            links.push((Span::from(tag.span.clone()), href.value.to_string()));
        }
        page.tag(&tag);
    }
    page.text(from, html.len());
    page.flush();
    (page.blocks, links)
}

struct Page<'a> {
    html: &'a str,
    blocks: Vec<Block>,
    block: Block,
    /// The open tags whose text is not read.
    unread: Vec<&'static str>,
    /// The open tag whose text is no HTML; what closes it is no tag to whoever lists them.
    code: Option<&'static str>,
    excuse: bool,
}

impl Page<'_> {
    fn tag(&mut self, tag: &Tag<'_>) {
        if let Some(name) = UNREAD.iter().find(|name| tag.is(name)) {
            if !tag.closes {
                self.unread.push(name);
            } else if let Some(open) = self.unread.iter().rposition(|open| open == name) {
                self.unread.truncate(open);
            }
        }
        self.code = ["script", "style"].into_iter().find(|name| tag.is(name) && !tag.closes);
        if tag.is("br") {
            self.block.push(" ", tag.span.start);
        } else if !INLINE.iter().chain(&["code", "q"]).any(|name| tag.is(name)) {
            self.flush();
        }
    }

    /// Text between two tags, comments left out.
    fn text(&mut self, mut from: usize, to: usize) {
        if let Some(name) = self.code.take() {
            let close = self.html[from..to].find(&format!("</{name}")).map_or(to, |close| from + close);
            from = self.html[close..to].find('>').map_or(to, |end| close + end + 1);
        }
        while let Some(open) = self.html[from..to].find("<!--") {
            self.words(from, from + open);
            let comment = from + open;
            let end = self.html[comment..to].find("-->").map_or(to, |end| comment + end + 3);
            if self.html[comment..end].contains("not a promise") {
                self.flush();
                self.excuse = true;
            }
            from = end;
        }
        self.words(from, to);
    }

    fn words(&mut self, mut from: usize, to: usize) {
        if !self.unread.is_empty() {
            return;
        }
        while let Some(at) = self.html[from..to].find('&') {
            let at = from + at;
            self.piece(from, at);
            let named = NAMED.iter().find(|(name, _)| self.html[at..to].starts_with(name));
            let (words, len) = named.map_or(("&", 1), |(name, words)| (*words, name.len()));
            self.block.push(words, at);
            from = at + len;
        }
        self.piece(from, to);
    }

    fn piece(&mut self, from: usize, to: usize) {
        let words = &self.html[from..to];
        // Space that opens a block is nobody's.
        let words = if self.block.text.is_empty() { words.trim_start() } else { words };
        if words.is_empty() {
            return;
        }
        let start = to - words.len();
        if self.block.text.is_empty() {
            self.block.span = Span::new(start, to);
        }
        self.block.span.end = Span::new(start, to).end;
        self.block.push(words, start);
    }

    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        if !block.text.trim().is_empty() {
            block.is_no_promise = std::mem::take(&mut self.excuse);
            self.blocks.push(block.close());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        of_html(html)
            .0
            .into_iter()
            .map(|block| block.text.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn what_a_visitor_reads_is_left() {
        let html = "<html><head><title>T</title><style>p{}</style></head><body><p>We <b>phone</b>\n you.<br>Today.</p>\
            <!-- p --><script>if (a<b) {}</script><blockquote>They</blockquote><ul><li>one<li>two &amp; three</ul>";
        assert_eq!(texts(html), ["We phone you. Today.", "one", "two & three"]);
    }

    #[test]
    fn a_stretch_knows_its_place() {
        let html = "<p> We <b>phone</b> you &ndash; today. Then rest.</p>";
        let (blocks, _) = of_html(html);
        let first = blocks[0].sentences()[0].clone();
        assert_eq!(&html[blocks[0].place(&first, html).range()], "We <b>phone</b> you &ndash; today.");
    }

    #[test]
    fn a_comment_excuses_the_next_block() {
        let (blocks, _) = of_html("<p>a</p><!-- not a promise --><p>b</p><p>c</p>");
        assert_eq!(blocks.iter().map(|b| b.is_no_promise).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn odd_pages_do_no_harm() {
        for html in ["<", "<p", "&", "&amp", "<!--", "<!-- not a promise", "</q></q>é&é", "<br>&"] {
            of_html(html);
        }
    }
}
