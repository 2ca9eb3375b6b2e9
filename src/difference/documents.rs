//! Every document of either handbook: compared where it is in both, told as a whole where it comes or goes.

use super::fields::Fields;
use super::name::Name;
use super::question::{Ask, Question, State};
use super::sides::{Ends, On, Sides, Told};
use super::{control, others, promise, role, system, vision, want};
use crate::model::DocId;
use crate::parse::document::{Data, Document, Kind};
use crate::parse::fingerprint::normalised;
use crate::parse::link::LinkField;

/// Names what changed in every document.
pub(super) fn changes(sides: &mut Sides<'_>) {
    let same = sides.same;
    for (n, new) in same.new_of.iter().enumerate() {
        if let Some(new) = new {
            pair(sides, DocId::new(n), *new);
        }
    }
    for id in &same.removed {
        let document = sides.old.handbook.document(*id);
        let name = match document.kind {
            // They have no states: that one is gone is how it is retired.
            Kind::Role | Kind::System => Name::Retired,
            _ => Name::Removed,
        };
        sides.tell(&On::Document(Ends::old(*id)), Told::of(name).from(sentence(document)));
    }
    for id in &same.added {
        let document = sides.new.handbook.document(*id);
        let name = if document.kind == Kind::Want { Name::Heard } else { Name::Added };
        sides.tell(&On::Document(Ends::new(*id)), Told::of(name).to(sentence(document)));
    }
    for (old, new) in &same.merged {
        let (gone, into) = sides.documents(*old, *new);
        let told = Told::of(Name::Merged).from(gone.title().to_string()).to(into.title().to_string());
        sides.tell(&On::Document(Ends::old(*old)), told.beside(vec![On::Document(Ends::new(*new))]));
    }
    for (old, new) in &same.split {
        let (from, part) = sides.documents(*old, *new);
        let told = Told::of(Name::Split).from(from.title().to_string()).to(part.title().to_string());
        sides.tell(&On::Document(Ends::new(*new)), told.beside(vec![On::Document(Ends::old(*old))]));
    }
    for (old, new, alike) in &same.perhaps {
        let on = sides.subject(&On::Document(Ends::both(*old, *new)));
        let old_id = sides.old.handbook.document(*old).id.value.clone();
        sides.questions.push(Question { on, ask: Ask::IsItTheSame { old_id, alike: *alike } });
    }
}

/// What it says, or what it is called.
fn sentence(document: &Document) -> String {
    document.says().map_or(document.title(), |says| &says.value).to_string()
}

/// A document in both handbooks. Most are what they were, to the letter.
fn pair(sides: &mut Sides<'_>, old_id: DocId, new_id: DocId) {
    let (old, new) = sides.documents(old_id, new_id);
    let before = (sides.changes.len(), sides.questions.len());
    control::reviewed(sides, old_id, new_id);
    if old.text != new.text || old.id.value != new.id.value {
        control::document(sides, old_id, new_id);
        compare(sides, old_id, new_id);
    }
    if old.path != new.path && (sides.changes.len(), sides.questions.len()) == before {
        let told = Told::of(Name::MovedFile).from(old.path.to_string()).to(new.path.to_string());
        sides.tell(&On::Document(Ends::both(old_id, new_id)), told);
    }
}

fn compare(sides: &mut Sides<'_>, old_id: DocId, new_id: DocId) {
    let (old, new) = sides.documents(old_id, new_id);
    if new.unreadable || old.unreadable {
        let state = if new.unreadable { State::New } else { State::Old };
        sides.ask_to_read(old_id, new_id, state, None);
        return;
    }
    let mut fields = Fields::of(sides, old_id, new_id);
    renamed(sides, &mut fields);
    match (&old.data, &new.data) {
        (Data::Vision(old), Data::Vision(new)) => {
            vision::vision(sides, &mut fields, old, new);
            fields.link(sides, LinkField::Owner, Name::OwnerChanged);
        }
        (Data::Mission(old), Data::Mission(new)) => {
            vision::mission(sides, &mut fields, old, new);
            fields.link(sides, LinkField::Owner, Name::OwnerChanged);
        }
        (Data::Promise(old), Data::Promise(new)) => promise::changes(sides, &mut fields, old, new),
        (Data::System(old), Data::System(new)) => {
            system::changes(sides, &mut fields, (old_id, new_id), (old, new));
        }
        (Data::Role(old), Data::Role(new)) => role::changes(sides, &mut fields, old, new),
        (Data::Customer(old), Data::Customer(new)) => others::customer(sides, &mut fields, old, new),
        (Data::Want(old), Data::Want(new)) => want::changes(sides, &mut fields, old, new),
        (Data::Story(old), Data::Story(new)) => others::story(sides, &mut fields, old, new),
        (Data::Page(old), Data::Page(new)) => others::page(sides, &mut fields, old, new),
        // Two documents of one kind have the fields of that kind.
        _ => {}
    }
    let text = match new.kind {
        Kind::Customer | Kind::Story | Kind::Page => Name::Changed,
        _ => Name::Reworded,
    };
    fields.finish(sides, text);
}

/// Another id, or another title where the header has one; a title that stands in the text is part of the text.
fn renamed(sides: &mut Sides<'_>, fields: &mut Fields<'_>) {
    let (old, new) = (fields.old, fields.new);
    let has_title = (old.title.is_some() || new.title.is_some()) && fields.is_known("title");
    let has_other_title = has_title && normalised(old.title()) != normalised(new.title());
    // A page's id is the path of its file, and that is told as such.
    let is_its_path = |document: &Document| document.kind == Kind::Page && document.id.span == document.top;
    let has_other_id = old.id.value != new.id.value && !(is_its_path(old) && is_its_path(new));
    if has_other_id || has_other_title {
        let (from, to) =
            if has_other_title { (old.title(), new.title()) } else { (&*old.id.value, &*new.id.value) };
        let told = Told::of(Name::Renamed).from(from.to_string()).to(to.to_string());
        sides.tell(&fields.on, told);
    } else if has_title {
        fields.same_meaning("title", old.title(), new.title());
    }
}
