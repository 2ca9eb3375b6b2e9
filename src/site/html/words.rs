//! Text: sentences that stand in for `{{kind:ID}}`, and bare web addresses.

use pulldown_cmark::{CowStr, Event};

use super::{Page, autolink, escape, html};
use crate::model::Target;
use crate::model::resolve::existing_target;
use crate::parse::link::Restatement;
use crate::parse::{Layout, markdown};

impl<'a> Page<'a> {
    /// Text, with every `{{kind:ID}}` replaced by the one sentence it stands for.
    pub(super) fn text(&self, text: CowStr<'a>, out: &mut Vec<Event<'a>>) {
        // In a plain folder double braces are some other tool's.
        if !text.contains("{{") || self.bodies.handbook.layout == Layout::Plain {
            return self.words(text, out);
        }
        let mut rest = &*text;
        while let Some((before, inner, after)) = next_restatement(rest) {
            out.push(Event::Text(before.to_string().into()));
            match self.sentence(inner) {
                Some(sentence) => out.push(Event::Text(sentence.into())),
                None => out.push(html(format!("<span class=\"missing\">{}</span>", escape(inner)))),
            }
            rest = after;
        }
        out.push(Event::Text(rest.to_string().into()));
    }

    /// Text, with bare web addresses made links as Git hosts do.
    fn words(&self, text: CowStr<'a>, out: &mut Vec<Event<'a>>) {
        if self.in_code || !self.link_ends.is_empty() || !autolink::may_link(&text) {
            return out.push(Event::Text(text));
        }
        out.push(html(autolink::link(&text)));
    }

    fn sentence(&self, inner: &str) -> Option<String> {
        let (scheme, id) = Restatement::name_in(inner)?;
        let handbook = self.bodies.handbook;
        match existing_target(handbook, scheme, id)? {
            Target::Document(id) => {
                let document = handbook.document(id);
                Some(document.says().map_or(document.title(), |says| &says.value).to_string())
            }
            Target::Aim(aim) => Some(handbook.aims.get(aim)?.text.value.clone()),
            Target::Term(term) => {
                handbook.terms.get(term)?.entry.means.as_ref().map(|means| means.value.clone())
            }
            Target::Moment(moment) => {
                handbook.moments.get(moment)?.entry.title.as_ref().map(|t| t.value.clone())
            }
            Target::Step(..) => None,
        }
    }
}

/// The text before the next `{{kind:ID}}`, what stands inside, and what follows.
fn next_restatement(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let close = open + text[open..].find("}}")?;
        let inner = &text[open + 2..close];
        if markdown::is_restatement(inner) {
            return Some((&text[..open], inner, &text[close + 2..]));
        }
        from = open + 2;
    }
    None
}
