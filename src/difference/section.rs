//! Where a change is told, in the order of `domain.md`'s telling: customers first, words last.

use super::change::Section;
use super::name::Name;
use super::sides::{Ends, On, Side, Sides};
use crate::model::DocId;
use crate::parse::document::Kind;
use crate::parse::kinds::State;

/// Where a change to `on` is told.
pub(super) fn of(sides: &Sides<'_>, on: &On, name: Name) -> Section {
    let is_step = matches!(on, On::Step(_));
    if name.is_of_control() || name == Name::Reworded || (name == Name::DetailsChanged && !is_step) {
        return Section::WordsOnly;
    }
    match on {
        On::Handbook | On::Term(_) | On::Moment(_) => Section::WordsOnly,
        On::Aim(_) => Section::Top,
        On::Step(_) => match name {
            Name::Renamed => Section::WordsOnly,
            Name::StepRemoved => Section::Stopped,
            Name::StepReassigned | Name::HandOffChanged => Section::WhoDoesIt,
            _ => Section::YouDo,
        },
        On::PlusOne(..) if name == Name::PlusOneDropped => Section::Stopped,
        On::PlusOne(..) => Section::YouDo,
        On::Document(ends) => document(sides, *ends, name),
    }
}

fn document(sides: &Sides<'_>, ends: Ends<DocId>, name: Name) -> Section {
    let kind = |side: Side<'_>, id: Option<DocId>| id.map(|id| side.handbook.document(id).kind);
    let kind = kind(sides.new, ends.new).or(kind(sides.old, ends.old)).unwrap_or(Kind::Page);
    match (kind, name) {
        (Kind::Promise, _) => promise(sides, ends, name),
        (Kind::System, Name::Retired) | (Kind::Customer | Kind::Want, Name::Removed | Name::Merged) => {
            Section::Stopped
        }
        (_, Name::Renamed) if kind != Kind::Role => Section::WordsOnly,
        (_, Name::OwnerChanged) => Section::WhoDoesIt,
        (Kind::System, _) | (Kind::Role, Name::MayDoMore | Name::MayDoLess) => Section::YouDo,
        (Kind::Role, _) => Section::WhoDoesIt,
        (Kind::Vision | Kind::Mission, _) => Section::Top,
        (Kind::Customer, Name::Added)
        | (Kind::Want, Name::Adopted | Name::Declined | Name::ChangesTheVision | Name::DecisionReversed) => {
            Section::CustomersHear
        }
        (Kind::Customer | Kind::Want | Kind::Story | Kind::Page, _) => Section::WordsOnly,
    }
}

/// A promise that nobody makes is nothing that a customer hears.
fn promise(sides: &Sides<'_>, ends: Ends<DocId>, name: Name) -> Section {
    let state = |side: Side<'_>, id: Option<DocId>| id.and_then(|id| side.handbook.state(id));
    let (old, new) = (state(sides.old, ends.old), state(sides.new, ends.new));
    let is_made = |state: Option<State>| state.is_some_and(State::is_made);
    if !is_made(old) && !is_made(new) {
        return Section::WordsOnly;
    }
    match name {
        Name::Renamed => Section::WordsOnly,
        Name::OwnerChanged => Section::WhoDoesIt,
        Name::Removed | Name::Retired | Name::ReplacedBy | Name::Merged | Name::BackToDraft => {
            Section::Stopped
        }
        _ => Section::CustomersHear,
    }
}
