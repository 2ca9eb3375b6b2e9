//! Footnotes: the number of each, and the way there and back.

use std::collections::HashMap;

use pulldown_cmark::Event;

/// The footnotes of one page. Their ids have a `:`, which no heading's anchor has.
#[derive(Default)]
pub(super) struct Footnotes {
    numbers: HashMap<String, usize>,
    /// How often each is referred to.
    references: HashMap<usize, usize>,
    /// Where the labels of definitions stand among the events, until it is known whether anything refers to them.
    labels: Vec<(usize, usize)>,
}

impl Footnotes {
    fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_string()).or_insert(next)
    }

    /// The mark in the text. Only the first of several is what the definition leads back to.
    pub(super) fn reference<'a>(&mut self, name: &str) -> Event<'a> {
        let n = self.number(name);
        let seen = self.references.entry(n).or_insert(0);
        *seen += 1;
        let id = if *seen == 1 { format!(" id=\"fnref:{n}\"") } else { String::new() };
        let mark = format!("<sup class=\"footnote-reference\"{id}><a href=\"#fn:{n}\">{n}</a></sup>");
        Event::InlineHtml(mark.into())
    }

    /// The head of a definition; its label follows in [`Self::finish`].
    pub(super) fn definition(&mut self, name: &str, out: &mut Vec<Event<'_>>) {
        let n = self.number(name);
        let open = format!("<div class=\"footnote-definition\" id=\"fn:{n}\">");
        out.push(Event::InlineHtml(open.into()));
        self.labels.push((out.len(), n));
        out.push(Event::InlineHtml("".into()));
    }

    /// Writes the labels: a way back for every definition that something refers to.
    pub(super) fn finish(&mut self, out: &mut [Event<'_>]) {
        for (at, n) in self.labels.drain(..) {
            let is_known = self.references.contains_key(&n);
            let back = if is_known { format!("<a href=\"#fnref:{n}\">{n}</a>") } else { n.to_string() };
            out[at] =
                Event::InlineHtml(format!("<sup class=\"footnote-definition-label\">{back}</sup>").into());
        }
    }
}
