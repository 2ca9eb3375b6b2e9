//! What pages share, made once and when the first of them asks: the site's own record, a link to every document, and the
//! branches of the line.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use tera::Value;

use super::edition::{Stand, is_in_nav};
use super::kept;
use super::mark;
use super::plan::INDEXED;
use super::route::{encode, file_of};
use super::value::{list, record, text};
use super::view::{has_alignment, has_costs, has_ladder, has_refusals};
use crate::edition::{Editions, apart};
use crate::model::line::Point;
use crate::model::{DocId, Handbook};
use crate::parse::checklist::Step;
use crate::parse::document::{Document, Kind};
use crate::parse::kinds::State;
use crate::parse::logs::Rows;
pub(super) use crate::parse::markdown::plain;
use crate::record::Record;

/// Values that many pages show.
pub(super) struct Shared {
    /// The record called `site` in templates.
    pub(super) site: Value,
    /// The vision, which every role's card shows.
    pub(super) vision: OnceLock<Value>,
    /// What is told about each document; the lists run parallel to the handbook's.
    links: Vec<OnceLock<Value>>,
    /// Each document's page as links name it.
    hrefs: Vec<OnceLock<Box<str>>>,
    /// By what a device knows each document's words again.
    marks: Vec<OnceLock<Box<str>>>,
    /// The branch of each document.
    branches: Vec<OnceLock<Value>>,
    /// What the logs say, the day they are read as of, and the editions that the gate looks back to.
    record: OnceLock<Arc<Record>>,
    on: Date,
    editions: Arc<Editions>,
}

impl Shared {
    /// With nothing made yet but `site`, the record of that name.
    pub(super) fn new(
        handbook: &Handbook,
        site: Value,
        editions: Arc<Editions>,
        record: Option<Arc<Record>>,
        on: Date,
    ) -> Self {
        let documents = handbook.documents.len();
        Self {
            record: record.map(OnceLock::from).unwrap_or_default(),
            on,
            editions,
            site,
            vision: OnceLock::new(),
            links: empty(documents),
            hrefs: empty(documents),
            marks: empty(documents),
            branches: empty(documents),
        }
    }

    /// What the logs say as of the day, counted when the first page asks.
    pub(super) fn record(&self, handbook: &Handbook) -> &Arc<Record> {
        let count = || Record::of(handbook, self.on, &self.editions.history(handbook, self.on));
        // Pages are rendered on many threads, and the others wait for the first.
        self.record.get_or_init(|| Arc::new(apart(count)))
    }

    /// Takes over what another site has counted, when it has.
    pub(super) fn take_record(&self, other: &Self) {
        if let Some(record) = other.record.get() {
            self.record.get_or_init(|| Arc::clone(record));
        }
    }

    /// How well a promise is kept, in a few words; nothing for anything else.
    pub(super) fn kept(&self, handbook: &Handbook, id: DocId) -> Value {
        match handbook.document(id).kind {
            Kind::Promise => kept::chip(handbook, self.record(handbook), id),
            _ => Value::none(),
        }
    }

    /// A document as templates link to it: title, address, kind, its one sentence, and where it concerns only some places.
    pub(super) fn link(&self, handbook: &Handbook, id: DocId) -> Value {
        self.links[id.index()]
            .get_or_init(|| link(handbook, id, self.kept(handbook, id), self.mark(handbook, id)))
            .clone()
    }

    /// Where a document's page stands, as links name it.
    pub(super) fn href(&self, handbook: &Handbook, id: DocId) -> &str {
        self.hrefs[id.index()].get_or_init(|| href(handbook, id).into())
    }

    /// By what a device knows that a document says something else than when it was last seen.
    pub(super) fn mark(&self, handbook: &Handbook, id: DocId) -> &str {
        self.marks[id.index()].get_or_init(|| mark::of(handbook.document(id)).into())
    }

    /// A list of links.
    pub(super) fn links(&self, handbook: &Handbook, ids: impl IntoIterator<Item = DocId>) -> Value {
        list(ids.into_iter().map(|id| self.link(handbook, id)))
    }

    /// A point of the line as a link.
    pub(super) fn point(&self, handbook: &Handbook, point: Point) -> Value {
        match point {
            Point::Vision(id) | Point::Document(id) => self.link(handbook, id),
            Point::Aim(aim) => aim_link(handbook, aim),
            Point::Step(system, n) => step_node(handbook, system, n),
            // A moment is an answer of the command line; no page has one on its line.
            Point::Moment(_) => Value::none(),
        }
    }

    /// A list of branches. What is no longer promised does not hang on the line of today.
    pub(super) fn branches(&self, handbook: &Handbook, points: impl IntoIterator<Item = Point>) -> Value {
        let is_over = |point: &Point| matches!(point, Point::Document(id) if handbook.state(*id) == Some(State::Retired));
        list(points.into_iter().filter(|point| !is_over(point)).map(|point| self.branch(handbook, point)))
    }

    /// A document at which the line is cut, with all that hangs below it.
    pub(super) fn cut(&self, handbook: &Handbook, id: DocId) -> Value {
        let point = Point::Document(id);
        let children = self.branches(handbook, handbook.below(point));
        let broken = handbook.missing_above(point);
        document_node(handbook, id, [None, broken], children, self.kept(handbook, id))
    }

    /// The whole branch of a point, down to the steps.
    pub(super) fn branch(&self, handbook: &Handbook, point: Point) -> Value {
        match point {
            Point::Document(id) if is_on_the_line(handbook.document(id).kind) => {
                self.branches[id.index()].get_or_init(|| self.make_branch(handbook, point)).clone()
            }
            point => self.make_branch(handbook, point),
        }
    }

    fn make_branch(&self, handbook: &Handbook, point: Point) -> Value {
        let below = handbook.below(point);
        let broken = if below.is_empty() { handbook.missing_below(point) } else { None };
        let children = self.branches(handbook, below);
        match point {
            Point::Step(system, n) => step_node(handbook, system, n),
            Point::Moment(_) => Value::none(),
            Point::Aim(aim) => {
                let Some(text) = handbook.aims.get(aim).map(|aim| aim.text.value.as_str()) else {
                    return Value::none();
                };
                node(["Aim", "aim", text, &aim_href(handbook, aim)], [None, broken], children, Value::none())
            }
            Point::Vision(id) | Point::Document(id) => {
                let says = sentence(handbook.document(id));
                document_node(handbook, id, [says, broken], children, self.kept(handbook, id))
            }
        }
    }
}

fn empty<T>(n: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(n).collect()
}

fn is_on_the_line(kind: Kind) -> bool {
    matches!(kind, Kind::Mission | Kind::Promise | Kind::System)
}

/// A document's node: what it says, and where the line is cut.
fn document_node(
    handbook: &Handbook,
    id: DocId,
    texts: [Option<&str>; 2],
    children: Value,
    kept: Value,
) -> Value {
    let document = handbook.document(id);
    let kind = document.kind;
    let label = match handbook.state(id) {
        Some(State::Draft) => "Promise, being written",
        Some(State::Trial) => "Promise on trial",
        _ => label(kind),
    };
    node([label, kind.word(), document.title(), &href(handbook, id)], texts, children, kept)
}

fn node(
    [label, kind, title, href]: [&str; 4],
    [says, broken]: [Option<&str>; 2],
    children: Value,
    kept: Value,
) -> Value {
    record([
        ("label", label.into()),
        ("kind", kind.into()),
        ("title", title.into()),
        ("text", text(says)),
        ("href", href.into()),
        ("role", Value::none()),
        ("must", false.into()),
        ("kept", kept),
        ("children", children),
        ("broken", text(broken)),
    ])
}

fn step_node(handbook: &Handbook, system: DocId, n: usize) -> Value {
    use crate::parse::link::LinkField;
    let document = handbook.document(system);
    let Some(step) = document.steps().get(n) else { return Value::none() };
    let role = handbook.step_documents(system, n, LinkField::StepRole).next();
    // A handbook has more steps than anything else, so that their nodes hold nothing but what a step has.
    record([
        ("kind", "step".into()),
        ("title", plain(&step.action.value).into()),
        ("href", step_href(handbook, system, step).into()),
        ("role", text(role.map(|role| handbook.document(role).title()))),
        ("must", step.must.into()),
        ("broken", text(handbook.missing_below(Point::Step(system, n)))),
    ])
}

/// Where a document's page stands, as links write it.
pub(super) fn href(handbook: &Handbook, id: DocId) -> String {
    encode(&file_of(handbook.address(id)))
}

/// Where a step stands on its system's page; one without an anchor is told by the page.
pub(super) fn step_href(handbook: &Handbook, system: DocId, step: &Step) -> String {
    let anchor = step.anchor.as_ref().map(|anchor| format!("#{}", anchor.value)).unwrap_or_default();
    format!("{}{anchor}", href(handbook, system))
}

/// Where an aim stands, as links write it.
pub(super) fn aim_href(handbook: &Handbook, aim: usize) -> String {
    let id = handbook.aims.get(aim).map(|aim| aim.id.value.as_str()).unwrap_or_default();
    format!("index.html#{}", encode(id))
}

fn aim_link(handbook: &Handbook, aim: usize) -> Value {
    let title = handbook.aims.get(aim).map(|aim| aim.text.value.as_str()).unwrap_or_default();
    record([
        ("title", title.into()),
        ("href", aim_href(handbook, aim).into()),
        ("kind", "aim".into()),
        ("kind_label", "Aim".into()),
        ("text", Value::none()),
    ])
}

fn link(handbook: &Handbook, id: DocId, kept: Value, mark: &str) -> Value {
    let document = handbook.document(id);
    record([
        ("kept", kept),
        ("mark", mark.into()),
        ("places", kept::places(handbook, id)),
        ("title", document.title().into()),
        ("href", href(handbook, id).into()),
        ("kind", document.kind.word().into()),
        ("kind_label", label(document.kind).into()),
        ("text", text(sentence(document))),
    ])
}

/// The one sentence beside a document's title, when it has one that is not the title itself.
pub(crate) fn sentence(document: &Document) -> Option<&str> {
    let says = match document.kind {
        Kind::Want => document.says().map(|says| says.value.as_str()),
        Kind::System => document.system().and_then(|s| s.run_when.as_ref()).map(|when| when.value.as_str()),
        Kind::Story | Kind::Page => Some(document.body.summary.as_str()),
        _ => document.says().map(|says| says.value.as_str()),
    };
    says.filter(|says| !says.is_empty() && *says != document.title())
}

/// A kind's name at the head of a page.
pub(crate) fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Vision => "Vision",
        Kind::Mission => "Mission",
        Kind::Promise => "Promise",
        Kind::System => "System",
        Kind::Role => "Role",
        Kind::Customer => "Customer",
        Kind::Want => "Want",
        Kind::Story => "Story",
        Kind::Page => "Page",
    }
}

/// A kind's name over a list.
pub(super) fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Vision => "Vision",
        Kind::Mission => "Missions",
        Kind::Promise => "Promises",
        Kind::System => "Systems",
        Kind::Role => "Roles",
        Kind::Customer => "Customers",
        Kind::Want => "Wants",
        Kind::Story => "Stories",
        Kind::Page => "Pages",
    }
}

/// The navigation: the method in four words, and what hangs on each. A view with nothing to show is left out, and a
/// group without views too. A group's `keys` say for which pages it stands open.
pub(super) fn nav(handbook: &Handbook, stand: &Stand<'_>) -> Value {
    if !super::is_handbook(handbook) {
        return list(super::view::folder_nav(handbook));
    }
    let item = |title: &str, href: &str, key: &'static str| Some(nav_item(title, href, key));
    let some = |is_there: bool, title: &str, key: &'static str| {
        is_there.then(|| nav_item(title, &format!("{key}/index.html"), key))
    };
    let kind = |kind: Kind| {
        let folder = kind.folder().filter(|_| INDEXED.contains(&kind))?;
        let first = handbook.of_kind(kind).next();
        first.and_then(|_| item(plural(kind), &format!("{folder}/index.html"), folder))
    };
    let pages =
        || handbook.of_kind(Kind::Page).next().and_then(|_| item("Pages", "pages/index.html", "pages"));
    let terms = || handbook.terms.first().and_then(|_| item("Glossary", "glossary/index.html", "glossary"));
    let today = handbook.has_line_up().then(|| nav_item("Today", "today/index.html", "today"));
    let logged = |count: fn(&Rows) -> usize| handbook.logs.iter().any(|log| count(&log.rows) > 0);
    let decide = vec![
        item("Vision", "index.html", "home"),
        item("The throughline", "throughline/index.html", "throughline"),
        kind(Kind::Mission),
        some(has_alignment(handbook), "Alignment", "alignment"),
        some(has_ladder(handbook), "The ladder", "ladder"),
        some(kept::has_plans(handbook), "Roadmap", "roadmap"),
    ];
    let discover = vec![
        some(!handbook.moments.is_empty(), "The journey", "journey"),
        kind(Kind::Customer),
        some(logged(|rows| rows.voices().len()), "Voices", "voices"),
        kind(Kind::Want),
        some(has_refusals(handbook), "Not promised", "not-promised"),
        kind(Kind::Story),
    ];
    let deliver = vec![
        today,
        kind(Kind::Promise),
        kind(Kind::System),
        kind(Kind::Role),
        some(logged(|rows| rows.kept().len()), "Consistency", "consistency"),
        some(logged(|rows| rows.plus_ones().len()), "Plus one", "plus-one"),
        some(has_costs(handbook), "What it costs", "costs"),
    ];
    let changes = vec![
        some(stand.has_changes, "What changed", "changes"),
        item("Editions", "editions/index.html", "editions").filter(|_| stand.has_editions),
    ];
    let look_up = vec![
        pages(),
        terms(),
        item("Register", "register/index.html", "register"),
        item("Health", "health/index.html", "health"),
    ];
    let groups = [
        ("Decide", decide),
        ("Discover", discover),
        ("Deliver", deliver),
        ("Changes", changes),
        ("Look up", look_up),
    ];
    list(
        groups
            .into_iter()
            .map(|(label, items)| (label, items.into_iter().flatten()))
            .map(|(label, items)| {
                (label, items.filter(|(key, _)| stand.within.is_none() || is_in_nav(key)).collect())
            })
            .filter_map(|(label, items)| nav_group(label, items)),
    )
}

/// An entry of the navigation and its key, by which pages say that they stand under it.
fn nav_item(title: &str, href: &str, key: &'static str) -> (&'static str, Value) {
    (key, record([("title", title.into()), ("href", href.into()), ("key", key.into())]))
}

fn nav_group(label: &str, items: Vec<(&'static str, Value)>) -> Option<Value> {
    let (keys, items): (Vec<&str>, Vec<Value>) = items.into_iter().unzip();
    let keys = list(keys.into_iter().map(Value::from));
    (!items.is_empty()).then(|| record([("label", label.into()), ("keys", keys), ("items", list(items))]))
}
