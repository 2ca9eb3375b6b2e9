//! One page as the engine reads it: what can be found, what a result shows, and where it leads.

use std::fmt::Write as _;

use super::feed;
use crate::parse::checklist::Step;
use crate::parse::document::{Data, Document};
use crate::parse::link::LinkField;
use crate::parse::markdown::plain;
use crate::site::html::escape;
use crate::site::{Route, Site, label, route, sentence};
use crate::source::Spanned;

/// The page of a route; `None` for one that says nothing of its own.
pub(super) fn html(site: &Site, route: &Route) -> Option<String> {
    if *route == Route::Glossary {
        return glossary(site);
    }
    let id = feed::document(site, route)?;
    let document = site.handbook.document(id);
    let mut page = Page::new(document.title(), label(document.kind), sentence(document));
    for owner in site.handbook.target_documents(id, LinkField::Owner) {
        page.filter("owner", site.handbook.document(owner).title());
    }
    for field in [LinkField::For, LinkField::FromCustomer] {
        for customer in site.handbook.target_documents(id, field) {
            page.filter("customer", site.handbook.document(customer).title());
        }
    }
    // Whoever knows it by its id types that.
    page.paragraph(&document.id.value);
    for words in fields(document) {
        page.paragraph(&words);
    }
    let tags = document.common.tags.iter().map(|tag| tag.value.as_str());
    page.paragraph(&tags.collect::<Vec<_>>().join(", "));
    page.html.push_str(&site.bodies().prose(id, &route::to_root(&site.file(route))));
    if let Data::Vision(vision) = &document.data {
        for (id, text) in &vision.aims {
            page.part(&id.value, &text.value);
        }
    }
    for step in document.steps() {
        self::step(&mut page, step);
    }
    Some(page.end())
}

fn step(page: &mut Page, step: &Step) {
    let anchor = step.anchor.as_ref().map_or("", |anchor| anchor.value.as_str());
    page.part(anchor, &plain(&step.action.value));
    for words in [&step.if_not, &step.proof].into_iter().flatten() {
        page.paragraph(&words.value);
    }
}

fn glossary(site: &Site) -> Option<String> {
    let terms = &site.handbook.terms;
    if terms.is_empty() {
        return None;
    }
    let mut page = Page::new("Glossary", "Our words", None);
    for term in terms {
        page.part(&term.entry.id, &term.entry.term.value);
        page.paragraph(term.entry.means.as_ref().map_or("", |means| &means.value));
        let others: Vec<&str> = term.entry.instead_of.iter().map(|word| word.value.as_str()).collect();
        page.paragraph(&others.join(", "));
    }
    Some(page.end())
}

/// What a header says in words, besides the one sentence.
fn fields(document: &Document) -> Vec<String> {
    let said = |texts: &[&Option<Spanned<String>>]| -> Vec<String> {
        texts.iter().copied().flatten().map(|text| text.value.clone()).collect()
    };
    let listed =
        |texts: &[Spanned<String>]| -> Vec<String> { texts.iter().map(|text| text.value.clone()).collect() };
    match &document.data {
        Data::Vision(vision) => listed(&vision.when_in_doubt),
        Data::Mission(mission) => said(&[&mission.department]),
        Data::Promise(promise) => {
            let limit = promise.measure.as_ref().map(|measure| measure.value.to_string());
            let fields = said(&[
                &promise.ours,
                &promise.not_included,
                &promise.if_we_miss,
                &promise.feels,
                &promise.told,
                &promise.basis,
                &promise.costs,
                &promise.worth,
                &promise.contact,
            ]);
            limit.into_iter().chain(fields).collect()
        }
        Data::System(system) => said(&[&system.run_when, &system.pause, &system.costs]),
        Data::Role(role) => [said(&[&role.department]), listed(&role.may)].concat(),
        Data::Customer(customer) => listed(&customer.how_we_listen),
        Data::Want(want) => said(&[&want.means, &want.cue, &want.reason, &want.say_instead, &want.send_to]),
        Data::Story(story) => said(&[&story.place, &story.told_by]),
        Data::Page(_) => Vec::new(),
    }
}

/// A page being put together.
struct Page {
    html: String,
}

impl Page {
    fn new(title: &str, kind: &str, sentence: Option<&str>) -> Self {
        let mut page = Self { html: String::with_capacity(4096) };
        let _ = write!(page.html, "<!doctype html><html><body><h1>{}</h1>", escape(title));
        // What is ignored is neither found nor quoted, and yet told with a result.
        let _ = write!(
            page.html,
            "<p data-pagefind-ignore><span data-pagefind-filter=\"kind\" data-pagefind-meta=\"kind\">{}</span></p>",
            escape(kind)
        );
        if let Some(sentence) = sentence {
            let _ = write!(
                page.html,
                "<p data-pagefind-weight=\"3\" data-pagefind-meta=\"says\">{}</p>",
                escape(sentence)
            );
        }
        page
    }

    fn filter(&mut self, name: &str, value: &str) {
        let _ = write!(
            self.html,
            "<p data-pagefind-ignore><span data-pagefind-filter=\"{name}\">{}</span></p>",
            escape(value)
        );
    }

    fn paragraph(&mut self, words: &str) {
        if !words.trim().is_empty() {
            let _ = write!(self.html, "<p>{}</p>", escape(words));
        }
    }

    /// A part of the page that a result can lead to. Without an anchor it leads to the page, and not to the part above.
    fn part(&mut self, anchor: &str, words: &str) {
        let (anchor, words) = (escape(anchor), escape(words));
        let _ = write!(
            self.html,
            "<h4 id=\"{anchor}\" data-pagefind-title=\"{words}\" data-pagefind-weight=\"1.5\">{words}</h4>"
        );
    }

    fn end(mut self) -> String {
        self.html.push_str("</body></html>");
        self.html
    }
}
