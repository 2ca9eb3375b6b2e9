//! One change as pages tell it: what it is called, what stood there and stands there, whom it touches, and how far it is
//! shown that it can be kept.

use tera::Value;

use super::super::super::route::encode;
use super::super::super::shared::{aim_href, plain};
use super::super::super::value::{list, record, text};
use super::super::Maker;
use super::gate_words;
use crate::chronicle::Told;
use crate::difference::{Change, Direction, Name, Piece, Thing, pieces};
use crate::edition::{Edition, Shown};
use crate::parse::document::Kind;

/// How the changes of one difference are told.
pub(super) struct Telling<'a> {
    pub(super) maker: &'a Maker<'a>,
    pub(super) told: &'a Told,
    /// The edition that brought them; `None` for the working folder.
    pub(super) edition: Option<&'a Edition>,
    /// The role that asks, by its id in the difference.
    pub(super) role: Option<&'a str>,
}

impl Telling<'_> {
    /// The change of a number.
    pub(super) fn change(&self, n: usize) -> Value {
        let change = &self.told.difference.changes[n];
        let names = |acts: bool| -> Vec<&str> {
            let roles =
                change.roles.iter().filter(|role| role.acts == acts && Some(role.id.as_str()) != self.role);
            roles.map(|role| self.told.title(&role.id)).collect()
        };
        let customers: Vec<&str> = change.customers.iter().map(|id| self.told.title(id)).collect();
        let joined = |names: Vec<&str>| text((!names.is_empty()).then(|| names.join(", ")).as_deref());
        let acts = self.role.map_or(change.is_for_action(), |role| change.is_for_action_of(role));
        // One part says nothing that the change does not say.
        let parts = if change.parts.len() > 1 { change.parts.as_slice() } else { &[] };
        let shown = |words: Option<&String>| {
            let is_markdown = change.on.thing == Thing::Step;
            words.map(|words| if is_markdown { plain(words) } else { words.clone() })
        };
        let (mut from, mut to) = (shown(change.from.as_ref()), shown(change.to.as_ref()));
        // What was dropped is struck: a row of the log that says so says what it was about.
        if change.name == Name::PlusOneDropped && from.is_none() {
            from = to.take();
        }
        // What is new, or gone, and says no more than its title has been said.
        let only = from.as_ref().xor(to.as_ref());
        let whole = if parts.is_empty() && only.is_none_or(|words| *words != title(change)) {
            words(from.as_deref(), to.as_deref())
        } else {
            list([])
        };
        record([
            ("anchor", self.told.anchors[n].as_str().into()),
            ("name", change.name.words().into()),
            ("way", text(way(change))),
            ("kind_label", kind_label(change.on.thing).into()),
            ("list", text(self.list_of(change))),
            ("title", title(change).into()),
            ("href", text(self.href(change).as_deref())),
            ("words", whole),
            (
                "parts",
                list(parts.iter().map(|part| {
                    record([
                        ("field", part.field.as_str().into()),
                        ("way", text(part.direction.map(words_of))),
                        ("words", words(part.from.as_deref(), part.to.as_deref())),
                    ])
                })),
            ),
            ("acts", joined(names(true))),
            ("knows", joined(names(false))),
            ("customers", joined(customers)),
            ("for_all", change.for_all.into()),
            ("is_action", acts.into()),
            ("show_once", (acts && change.must_step).into()),
            ("reading", text(self.reading(change).as_deref())),
            ("reason", text(self.reason(change).as_deref())),
        ])
    }

    /// The page of today on which the thing stands, if it still does.
    fn href(&self, change: &Change) -> Option<String> {
        let handbook = &*self.maker.site.handbook;
        let page = |kind: Kind| {
            let id = super::document(self.maker, kind, &change.on.id)?;
            Some((id, self.maker.site.shared.href(handbook, id).to_string()))
        };
        match change.on.thing {
            Thing::Document(kind) => page(kind).map(|(_, href)| href),
            Thing::PlusOne => page(Kind::System).map(|(_, href)| href),
            Thing::Step => {
                let (id, href) = page(Kind::System)?;
                let anchor = change.on.step.as_deref()?;
                let stands = |step: &crate::parse::checklist::Step| {
                    step.anchor.as_ref().is_some_and(|known| known.value == anchor)
                };
                let is_there = handbook.document(id).steps().iter().any(stands);
                Some(if is_there { format!("{href}#{}", encode(anchor)) } else { href })
            }
            Thing::Aim => handbook.names.aim(&change.on.id).map(|aim| aim_href(handbook, aim)),
            Thing::Term => handbook.names.term(&change.on.id).map(|_| "glossary/index.html".to_string()),
            Thing::Moment => handbook.names.moment(&change.on.id).map(|_| "journey/index.html".to_string()),
            Thing::Handbook => None,
        }
    }

    /// The list that a step stands on.
    fn list_of(&self, change: &Change) -> Option<&str> {
        let system = (change.on.thing == Thing::Step)
            .then(|| super::document(self.maker, Kind::System, &change.on.id))
            .flatten()?;
        Some(self.maker.site.handbook.document(system).title())
    }

    /// What the gate said of a promise that is harder to keep now.
    fn reading(&self, change: &Change) -> Option<String> {
        if !asks_more(change) {
            return None;
        }
        match self.edition {
            Some(edition) => edition
                .gate(&change.on.id)
                .map(|gate| format!("The gate, when this was cut: {}.", gate_words(gate))),
            None => change.reading.clone(),
        }
    }

    /// What was said for it: of a lowering the note of its edition, of a raise why it was made before it was shown.
    fn reason(&self, change: &Change) -> Option<String> {
        let edition = self.edition?;
        if asks_more(change) {
            let is_shown = edition.gate(&change.on.id).is_none_or(|gate| gate.verdict == Shown::Keeping);
            let mut despite = edition.despite.iter().filter(|despite| is_of_the_gate(&despite.rule));
            return if is_shown { None } else { despite.next().map(|despite| despite.because.clone()) };
        }
        let asks_less = matches!(
            change.name,
            Name::Lowered | Name::ChangedBothWays | Name::LevelDown | Name::FloorLowered | Name::Retired
        );
        (asks_less && !edition.note.is_empty()).then(|| edition.note.clone())
    }
}

/// The rules that an edition may be cut despite of.
fn is_of_the_gate(rule: &str) -> bool {
    matches!(rule, "unproven" | "raised-too-soon")
}

/// Whether a promise is made, or is harder to keep.
fn asks_more(change: &Change) -> bool {
    let is_more = matches!(
        change.name,
        Name::Added
            | Name::Raised
            | Name::ChangedBothWays
            | Name::NotComparable
            | Name::NowStanding
            | Name::LevelUp
    );
    is_more && change.on.thing == Thing::Document(Kind::Promise)
}

/// Which way it went, as a class.
fn way(change: &Change) -> Option<&'static str> {
    match (change.direction, change.name) {
        (Some(direction), _) => Some(direction.word()),
        (None, Name::LevelUp | Name::FloorRaised) => Some(Direction::Raised.word()),
        (None, Name::LevelDown | Name::FloorLowered) => Some(Direction::Lowered.word()),
        (None, _) => None,
    }
}

fn words_of(direction: Direction) -> &'static str {
    match direction {
        Direction::Raised => "raised",
        Direction::Lowered => "lowered",
        Direction::BothWays => "both ways",
        Direction::NotComparable => "not comparable",
    }
}

fn kind_label(thing: Thing) -> &'static str {
    match thing {
        Thing::Document(kind) => super::super::label(kind),
        Thing::Handbook => "Settings",
        Thing::Aim => "Aim",
        Thing::Step => "Step",
        Thing::PlusOne => "Plus one",
        Thing::Moment => "Moment",
        Thing::Term => "Term",
    }
}

fn title(change: &Change) -> String {
    plain(change.on.title())
}

/// Two texts as one: what stayed, what was struck, what was added.
fn words(from: Option<&str>, to: Option<&str>) -> Value {
    let (from, to) = (from.unwrap_or(""), to.unwrap_or(""));
    let pieces = listed(from, to).unwrap_or_else(|| pieces(from, to));
    list(pieces.into_iter().map(|piece| {
        let (how, words) = match piece {
            Piece::Kept(words) => ("kept", words),
            Piece::Struck(words) => ("struck", words),
            Piece::Added(words) => ("added", words),
        };
        record([("how", how.into()), ("text", words.into())])
    }))
}

/// A list that only grew or only shrank: its entries stay whole, where a comparison word by word would mix the words of
/// two of them. `None` for anything else.
fn listed(from: &str, to: &str) -> Option<Vec<Piece>> {
    const BETWEEN: &str = ", ";
    let (old, new): (Vec<&str>, Vec<&str>) = (from.split(BETWEEN).collect(), to.split(BETWEEN).collect());
    let is_growing = new.len() > old.len();
    let (few, many) = if is_growing { (old, new) } else { (new, old) };
    // The entries that stay stand in the same order on both sides.
    let stays = |entry: &&&str| few.contains(*entry);
    if few.len() == many.len()
        || !many.iter().filter(stays).eq(few.iter())
        || from.is_empty()
        || to.is_empty()
    {
        return None;
    }
    let last = many.len() - 1;
    Some(
        many.iter()
            .enumerate()
            .map(|(n, entry)| {
                // A sentence needs no comma behind its full stop.
                let behind = if n == last {
                    ""
                } else if entry.ends_with('.') {
                    " "
                } else {
                    BETWEEN
                };
                let words = format!("{entry}{behind}");
                if few.contains(entry) {
                    Piece::Kept(words)
                } else if is_growing {
                    Piece::Added(words)
                } else {
                    Piece::Struck(words)
                }
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::{Piece, listed};

    #[test]
    fn a_list_that_grows_or_shrinks_keeps_its_entries_whole() {
        let (one, two) = ("You know your next step.", "You are believed., You know your next step.");
        let kept = || Piece::Kept("You know your next step.".into());
        assert_eq!(listed(one, two), Some(vec![Piece::Added("You are believed. ".into()), kept()]));
        assert_eq!(listed(two, one), Some(vec![Piece::Struck("You are believed. ".into()), kept()]));
        assert_eq!(
            listed("Carers", "Carers, New patients"),
            Some(vec![Piece::Kept("Carers, ".into()), Piece::Added("New patients".into())])
        );
    }

    #[test]
    fn what_is_no_such_list_is_compared_word_by_word() {
        for (from, to) in [
            ("", "a, b"),
            ("a, b", "b, a"),
            ("a, b", "a, c"),
            ("within 8 hours", "within 6 hours"),
            ("b, a", "a, b, c"),
        ] {
            assert_eq!(listed(from, to), None, "{from} | {to}");
        }
    }
}
