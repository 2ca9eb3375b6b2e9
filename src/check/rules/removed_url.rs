//! `removed-url`: an address of an edition that leads nowhere today.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::edition::PublishedPage;
use crate::model::Handbook;
use crate::model::address::{alias_address, below, folders_above};
use crate::parse::document::Kind;
use crate::source::VPath;

pub(super) const RULE: Rule = Rule {
    name: "removed-url",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "An address that any edition of the list had and that is neither answered today, nor leads on, nor is declared \
           gone. It is told once, with the newest edition that had it. What follows from a page is not asked for: its \
           pictures and files lead to the page, and lists of a folder to where its pages are.",
    why: "People keep addresses: in a bookmark, on a print-out, behind a QR code at the counter. Whoever follows one should \
          find the page, what took its place, or a sentence that says why there is nothing any more. A bare \"not found\" \
          looks like a mistake, and nobody can tell whether the promise behind it still holds. (After Tim Berners-Lee, \
          \"Cool URIs don't change\", 1998.)",
    example: "edition 2026-1 has content/policies/parking.md, and today nothing stands at /policies/parking/",
    fix: "on the page that took its place:\naliases: [policies/parking/]\nor, in handbook.yaml, why it is gone:\ngone: { /policies/parking/: We have had no car park since May. }",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(settings) = context.settings_file() else { return };
    if context.editions.all().is_empty() {
        return;
    }
    let newest = context.since_last().map(|since| &*since.old);
    let heirs = Heirs::of(context.handbook);
    let mut answered = answered(context.handbook);
    // From the newest edition back: what is told of one need not be told of those before it.
    let published = context.editions.published(newest);
    for page in &published.pages {
        let lost: Vec<String> =
            page.addresses().into_iter().filter(|address| !answered.contains(address)).collect();
        let Some(address) = lost.first() else { continue };
        if !is_told_elsewhere(context, page) {
            let name = &context.editions.all()[page.edition].name;
            let title = &page.claim.title;
            let message =
                format!("edition {name} has “{title}” at `/{address}`, and today that address leads nowhere");
            let heir = heirs.help(page, address);
            findings
                .add(settings, context.handbook.settings.top, message)
                .help(format!("{heir}; or say why it is gone, here: `gone: {{ /{address}: … }}`"));
        }
        answered.extend(lost);
    }
    for (address, (edition, why)) in &published.gone {
        if !answered.contains(address) {
            let name = &context.editions.all()[*edition].name;
            let message =
                format!("edition {name} said why `/{address}` is gone, and today that address leads nowhere");
            findings
                .add(settings, context.handbook.settings.top, message)
                .help(format!("say it here again: `gone: {{ /{address}: {} }}`", why.trim()));
        }
    }
}

/// At a cut `vanished` speaks of a promise that the edition before made and that is gone.
fn is_told_elsewhere(context: &Context<'_>, page: &PublishedPage) -> bool {
    let is_of_last = page.edition + 1 == context.editions.all().len();
    context.cut.is_some()
        && is_of_last
        && page.claim.is_made
        && context.handbook.names.document(&page.claim.id).is_none()
}

/// Says what took the place of a page.
struct Heirs<'a> {
    handbook: &'a Handbook,
    /// Pages by what they are called; none where two are called the same. Made when the first address is lost.
    by_title: OnceCell<HashMap<&'a str, Option<&'a VPath>>>,
}

impl<'a> Heirs<'a> {
    fn of(handbook: &'a Handbook) -> Self {
        Self { handbook, by_title: OnceCell::new() }
    }

    /// What to write on the page that took the place of another, or that is meant to be published again.
    fn help(&self, page: &PublishedPage, address: &str) -> String {
        let claim = &page.claim;
        let stands = self.handbook.at_address(&page.address).map(|id| self.handbook.document(id));
        if let Some(draft) = stands.filter(|document| document.common.draft) {
            return format!("its page is a draft: take `draft` out of `{}`", draft.path);
        }
        // An old id leads on from where a document of that id stands, and from nowhere else.
        let follows_from_id =
            claim.kind.folder().is_some_and(|folder| address.starts_with(&format!("{folder}/{}/", claim.id)));
        if follows_from_id {
            return format!("write `was: {}` in the {} that took its place", claim.id, claim.kind);
        }
        let now = (claim.kind == Kind::Page).then(|| self.called(&claim.title)).flatten();
        let place = now.map_or("on the page that took its place".to_string(), |now| format!("in `{now}`"));
        format!("write `aliases: [{}]` {place}", address.trim_end_matches('/'))
    }

    /// The only page that is called this.
    fn called(&self, title: &str) -> Option<&'a VPath> {
        let by_title = self.by_title.get_or_init(|| {
            let mut by_title: HashMap<&str, Option<&VPath>> = HashMap::new();
            for document in self.handbook.of_kind(Kind::Page).map(|id| self.handbook.document(id)) {
                let path = Some(&document.path);
                by_title.entry(document.title()).and_modify(|other| *other = None).or_insert(path);
            }
            by_title
        });
        by_title.get(title).copied().flatten()
    }
}

/// Every address at which something stands today, or that leads on, or is declared gone.
fn answered(handbook: &Handbook) -> HashSet<String> {
    let mut answered: HashSet<String> = HashSet::new();
    // The vision stands at the front, whatever happens to it.
    answered.insert(String::new());
    for id in handbook.ids().filter(|id| !handbook.document(*id).common.draft) {
        let address = handbook.address(id);
        let pages = below(handbook.document(id).kind).iter();
        answered.extend(pages.map(|below| format!("{address}{below}")));
        answered.extend(handbook.aliases(id));
        if handbook.document(id).kind == Kind::Page {
            answered.extend(folders_above(address).map(ToString::to_string));
        }
    }
    answered.extend(handbook.settings.gone.iter().filter_map(|(address, _)| alias_address(&address.value)));
    answered
}
