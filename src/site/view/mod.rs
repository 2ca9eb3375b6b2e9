//! Views: one file each, turning a route into a template's name and what the template is told.
//!
//! Adding a view is adding a file here and a template to the theme.

mod alignment;
mod card;
pub(super) mod changes;
mod consistency;
mod costs;
mod customer;
mod editions;
mod folder;
mod frame;
mod glossary;
mod gone;
mod health;
mod home;
mod index;
mod journey;
mod ladder;
mod mission;
mod not_found;
mod not_promised;
mod plain;
mod plus_one;
mod price;
mod promise;
pub(super) mod register;
mod roadmap;
mod role;
mod rule;
mod run;
mod search;
mod standing;
mod start;
mod stories;
mod story;
mod system;
mod throughline;
mod today;
mod unread;
mod voices;
mod want;
mod weeks;

use std::collections::BTreeSet;

use tera::{Context, Value};

use super::edition::notice;
use super::route::Route;
use super::shared::label;
use super::value::{list, record, safe, shown, text, with_code};
use super::{Site, full_address};
use crate::check::rules;
use crate::model::DocId;
use crate::model::line::{LineUp, Point, Rung};
use crate::parse::document::{Data, Document, Kind};
use crate::parse::kinds::State;
use crate::parse::link::LinkField;
use crate::parse::quantity::Measure;

pub(super) use folder::nav as folder_nav;
pub(super) use {
    alignment::has_any as has_alignment, costs::has_any as has_costs, not_promised::has_any as has_refusals,
    standing::any_made as has_ladder,
};

/// A page ready to render.
pub(super) struct Page {
    pub(super) template: &'static str,
    pub(super) context: Context,
}

/// What the template of `route` is told. `file` is where the page is written, `root` the way from there to the root.
pub(super) fn page(site: &Site, route: &Route, file: &str, root: &str) -> Page {
    let maker = Maker { site, file, root };
    match route {
        Route::Home => home::page(&maker),
        Route::Throughline => throughline::page(&maker),
        Route::Ladder => ladder::page(&maker),
        Route::Alignment => alignment::page(&maker),
        Route::Journey => journey::page(&maker),
        Route::NotPromised => not_promised::page(&maker),
        Route::Costs => costs::page(&maker),
        Route::Index(Kind::Story) => stories::page(&maker),
        Route::Index(kind) => index::page(&maker, *kind),
        Route::Pages => folder::all_pages(&maker),
        Route::Folder(address) => folder::page(&maker, address),
        Route::Run(id) => run::page(&maker, *id),
        Route::Start(id) => start::page(&maker, *id),
        Route::Card(id) => card::page(&maker, *id),
        Route::Today => today::page(&maker),
        Route::Glossary => glossary::page(&maker),
        Route::Register => register::page(&maker),
        Route::Health if site.within.is_some() => unread::page(&maker),
        Route::Consistency => consistency::page(&maker),
        Route::PlusOne => plus_one::page(&maker),
        Route::Voices => voices::page(&maker),
        Route::Roadmap => roadmap::page(&maker),
        Route::Changes => changes::page(&maker),
        Route::Difference(pair) => changes::difference(&maker, pair),
        Route::Sheet(pair, id) => changes::sheet(&maker, pair, *id),
        Route::Search => search::page(&maker),
        Route::Health => health::page(&maker),
        Route::Editions => editions::page(&maker),
        Route::Gone(n) => gone::page(&maker, *n),
        Route::Rules => rule::index(&maker),
        Route::Rule(name) => {
            rules::find(name).map_or_else(|| not_found::page(&maker), |found| rule::page(&maker, found))
        }
        Route::Document(id) => document(&maker, *id),
        _ => not_found::page(&maker),
    }
}

/// The page for a missing address as a server at `root` shows it, with `body` in it.
pub(super) fn lost(site: &Site, root: &str, body: &str) -> Page {
    not_found::with_body(&Maker { site, file: "404.html", root }, body)
}

fn document(maker: &Maker<'_>, id: DocId) -> Page {
    match &maker.site.handbook.document(id).data {
        Data::Vision(_) | Data::Page(_) => plain::page(maker, id),
        Data::Mission(mission) => mission::page(maker, id, mission),
        Data::Promise(promise) => promise::page(maker, id, promise),
        Data::System(system) => system::page(maker, id, system),
        Data::Role(role) => role::page(maker, id, role),
        Data::Customer(customer) => customer::page(maker, id, customer),
        Data::Want(want) => want::page(maker, id, want),
        Data::Story(story) => story::page(maker, id, story),
    }
}

/// What every view is made with.
pub(super) struct Maker<'a> {
    site: &'a Site,
    file: &'a str,
    root: &'a str,
}

/// The head of a page, before it becomes a template value.
struct Head<'a> {
    title: &'a str,
    kind: &'static str,
    kind_label: &'static str,
    /// The entry of the navigation that the page stands under.
    section: &'a str,
    description: &'a str,
    /// The body as HTML.
    body: &'a str,
}

impl<'a> Maker<'a> {
    /// The context of a page that is no document.
    fn view(&self, head: &Head<'_>) -> Context {
        let mut context = self.frame();
        context.insert_value("page", self.page_record(head, None));
        context.insert_value("line", self.line_of_view());
        context
    }

    /// The context of a view at `/SECTION/`, opened by the page at the front of a content folder of that name.
    fn view_at(&self, head: &Head<'_>) -> Context {
        let handbook = &*self.site.handbook;
        let front = handbook.at_address(&format!("{}/", head.section));
        let body = front.map(|id| self.site.bodies().prose(id, self.root)).unwrap_or_default();
        let title = front.map_or(head.title, |id| handbook.document(id).title());
        let head = Head { title, body: &body, ..*head };
        let mut context = self.view(&head);
        if front.is_some() {
            context.insert_value("page", self.page_record(&head, front));
        }
        context
    }

    /// A view hangs on the vision directly.
    fn line_of_view(&self) -> Value {
        let handbook = &*self.site.handbook;
        let Some((vision, _)) = handbook.vision().filter(|_| super::is_handbook(handbook)) else {
            return Value::none();
        };
        let level = record([
            ("label", "Vision".into()),
            ("nodes", self.list_of([vision])),
            ("broken", Value::none()),
        ]);
        record([("why", list([level])), ("how", list([]))])
    }

    /// The context of a document's page: its head, its body, its line.
    fn document(&self, id: DocId, section: &str) -> Context {
        let handbook = &*self.site.handbook;
        let document = handbook.document(id);
        let body = self.site.bodies().prose(id, self.root);
        let head = Head {
            title: document.title(),
            kind: document.kind.word(),
            kind_label: plain::kind_label(&document.data).unwrap_or(label(document.kind)),
            section,
            description: description(document),
            body: &body,
        };
        let mut context = self.frame();
        context.insert_value("page", self.page_record(&head, Some(id)));
        context.insert_value("line", self.line(id));
        context
    }

    fn frame(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site.shared.site.clone());
        context.insert_value("root", self.root.into());
        context
    }

    fn page_record(&self, head: &Head<'_>, id: Option<DocId>) -> Value {
        let handbook = &*self.site.handbook;
        let document = id.map(|id| handbook.document(id));
        let common = document.map(|document| &document.common);
        let source =
            document.map_or_else(|| frame::source_of_view(self), |document| Some(document.path.as_str()));
        let edit = source.zip(handbook.settings.edit_url.as_deref());
        let on = self.site.on;
        let due = id.and_then(|id| handbook.due(id, on));
        record([
            ("title", head.title.into()),
            ("kind", head.kind.into()),
            ("kind_label", head.kind_label.into()),
            ("section", head.section.into()),
            ("description", head.description.into()),
            ("address", self.file.into()),
            ("canonical", text(self.site.base_url().map(|base| full_address(base, self.file)).as_deref())),
            ("source", text(source)),
            ("mark", text(id.map(|id| self.site.shared.mark(handbook, id)))),
            (
                "edit_href",
                text(edit.map(|(path, url)| url.replace("{path}", &super::route::encode(path))).as_deref()),
            ),
            ("report_href", text(frame::report_href(self, head.title, source).as_deref())),
            ("owner", frame::owner(self, id)),
            ("keeper", frame::keeper(self, id)),
            ("reviewed", shown(id.and_then(|id| handbook.reviewed(id, on)))),
            ("review_due", shown(due)),
            ("is_overdue", due.is_some_and(|due| due < on).into()),
            ("edition", changes::stamp(self)),
            (
                "tags",
                list(common.iter().flat_map(|common| &common.tags).map(|tag| tag.value.as_str().into())),
            ),
            ("state", text(id.and_then(|id| handbook.state(id)).map(State::word))),
            ("edition_html", self.edition(id)),
            ("body_html", safe(head.body)),
            ("toc", document.map_or_else(|| list([]), contents)),
        ])
    }

    /// Which edition the page is of: a place for the banner in an edition, and what a page of today differs in.
    fn edition(&self, id: Option<DocId>) -> Value {
        match &self.site.within {
            Some(within) => safe(&within.hole),
            None => notice(self.site, id, self.file, self.root).map_or_else(Value::none, |html| safe(&html)),
        }
    }

    /// The line of one document: why, up to the vision, and how, down to the steps.
    fn line(&self, id: DocId) -> Value {
        let handbook = &*self.site.handbook;
        if !super::is_handbook(handbook) {
            return Value::none();
        }
        let point = Point::Document(id);
        let up = handbook.line_up(point);
        // The steps of a system and of a role are the page itself: its content is the line's lower end.
        let shows_steps = matches!(handbook.document(id).kind, Kind::System | Kind::Role);
        let below = handbook.below(point);
        let broken = if below.is_empty() { handbook.missing_below(point) } else { None };
        let below = if shows_steps { Vec::new() } else { below };
        record([
            ("why", self.levels(&up)),
            ("how", self.site.shared.branches(handbook, below)),
            ("broken", text(broken)),
        ])
    }

    /// The rungs of a line, and where it is cut.
    fn levels(&self, up: &LineUp) -> Value {
        let handbook = &*self.site.handbook;
        let level = |label: &'static str, nodes: Value, broken: Option<&str>| {
            record([("label", label.into()), ("nodes", nodes), ("broken", text(broken))])
        };
        let mut levels = Vec::with_capacity(up.rungs.len() + 1);
        let reaches = up.rungs.first().is_some_and(|(rung, _)| *rung == Rung::Vision);
        let cut = up.breaks.first().map(|(_, sentence)| *sentence);
        if let (false, Some(sentence), Some((vision, _))) = (reaches, cut, handbook.vision()) {
            levels.push(level("Vision", self.list_of([vision]), Some(sentence)));
        }
        for (rung, points) in &up.rungs {
            let nodes = list(points.iter().map(|point| self.site.shared.point(handbook, *point)));
            levels.push(level(rung_label(*rung, points.len()), nodes, None));
        }
        list(levels)
    }

    fn link(&self, id: DocId) -> Value {
        self.site.shared.link(&self.site.handbook, id)
    }

    fn list_of(&self, ids: impl IntoIterator<Item = DocId>) -> Value {
        self.site.shared.links(&self.site.handbook, ids)
    }

    /// The documents that one names in `field`.
    fn links(&self, id: DocId, field: LinkField) -> Value {
        self.list_of(self.site.handbook.target_documents(id, field))
    }

    /// The documents that name one in `field`.
    fn links_from(&self, id: DocId, field: LinkField) -> Value {
        self.list_of(self.site.handbook.sources(id, field))
    }

    fn first_link(&self, id: DocId, field: LinkField) -> Value {
        self.site.handbook.target_documents(id, field).next().map_or_else(Value::none, |id| self.link(id))
    }

    /// What a moment is called.
    fn moment(&self, moment: usize) -> &str {
        let entry = self.site.handbook.moments.get(moment).map(|moment| &moment.entry);
        entry.map_or("", |moment| moment.title.as_ref().map_or(&moment.id.value, |title| &title.value))
    }

    /// Titles of the moments that a document names.
    fn moments(&self, id: DocId) -> Option<String> {
        let titles: Vec<&str> = self.site.handbook.moments_of(id).map(|moment| self.moment(moment)).collect();
        (!titles.is_empty()).then(|| titles.join(", "))
    }
}

/// Each of them; `None` alone where there are none.
fn or_none<T: Copy + Ord>(found: &BTreeSet<T>) -> Vec<Option<T>> {
    if found.is_empty() { vec![None] } else { found.iter().copied().map(Some).collect() }
}

fn rung_label(rung: Rung, n: usize) -> &'static str {
    match (rung, n) {
        (Rung::Vision, _) => "Vision",
        (Rung::Aims, 1) => "Aim",
        (Rung::Aims, _) => "Aims",
        (Rung::Missions, 1) => "Mission",
        (Rung::Missions, _) => "Missions",
        (Rung::Promises, 1) => "Promise",
        (Rung::Promises, _) => "Promises",
        (Rung::Systems, 1) => "System",
        (Rung::Systems, _) => "Systems",
        (Rung::Pages, _) => "Shows",
    }
}

/// One plain sentence for search engines and link previews.
fn description(document: &Document) -> &str {
    super::shared::sentence(document).unwrap_or(&document.body.summary)
}

/// The headings of a long plain page.
fn contents(document: &Document) -> Value {
    let headings = document.body.headings.iter().filter(|heading| matches!(heading.level, 2 | 3));
    let entries: Vec<Value> = headings
        .map(|heading| {
            record([
                ("title", heading.text.as_str().into()),
                ("anchor", super::route::encode(&heading.anchor).into()),
                ("level", u32::from(heading.level).into()),
            ])
        })
        .collect();
    if document.kind == Kind::Page && entries.len() >= 3 { list(entries) } else { list([]) }
}

/// A limit as people say it: `within 6 hours`, `by 18:00`.
fn limit(measure: &Measure) -> String {
    match measure {
        Measure::AtMost(quantity) if quantity.seconds().is_some() => format!("within {quantity}"),
        measure => measure.to_string(),
    }
}
