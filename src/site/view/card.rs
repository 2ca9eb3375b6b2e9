//! `/roles/ID/card/`: the pocket card, one sheet of A6 with a fold: what we want, what comes first, what we promise, what I may.

use tera::Value;

use super::super::value::{list, text};
use super::{Head, Maker, Page, home, promise, role};
use crate::model::DocId;
use crate::parse::document::Data;
use crate::parse::kinds::State;

/// No pocket holds more promises, and no head.
const PROMISES: usize = 5;

pub(super) fn page(maker: &Maker<'_>, id: DocId) -> Page {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let title = format!("Pocket card: {}", document.title());
    let head = Head {
        title: &title,
        kind: "card",
        kind_label: "Pocket card",
        section: "roles",
        description: "",
        body: "",
    };
    let mut context = maker.view(&head);
    context.insert_value("page", maker.page_record(&head, Some(id)));
    context.insert_value("line", Value::none());
    let promises = promises(maker, id);
    let may = if let Data::Role(role) = &document.data { role::may(role) } else { list([]) };
    let (front, back) = sizes(maker, id, &promises);
    context.insert_value("front", front.into());
    context.insert_value("back", back.into());
    context.insert_value("role", maker.link(id));
    context.insert_value("vision", home::vision(maker));
    context.insert_value("promises", list(promises.iter().filter_map(|id| promise::card(maker, *id))));
    context.insert_value("may", may);
    context.insert_value("as_of", text(Some(&maker.site.on.to_string())));
    Page { template: "card.html", context }
}

/// At most five promises that customers may hold us to: first those that pass through this role's hands.
fn promises(maker: &Maker<'_>, id: DocId) -> Vec<DocId> {
    let handbook = &*maker.site.handbook;
    let mine = handbook.touched_by(id).promises;
    let of_mine = |state: State| mine.iter().filter(move |id| handbook.state(**id) == Some(state));
    let others = handbook.promises_made().iter().filter(|id| !mine.contains(id));
    let standing = others.filter(|id| handbook.state(**id) == Some(State::Standing));
    of_mine(State::Standing).chain(of_mine(State::Trial)).chain(standing).take(PROMISES).copied().collect()
}

/// How large the words of either half can be set so that it holds them, as classes of the theme's.
fn sizes(maker: &Maker<'_>, id: DocId, promises: &[DocId]) -> (&'static str, &'static str) {
    // What an entry of a list costs beside its letters: the rest of its last line.
    const ENTRY: usize = 25;
    let handbook = &*maker.site.handbook;
    let letters = |text: &str| text.chars().count();
    let said = |id: DocId| handbook.document(id).says().map_or(0, |says| letters(&says.value));
    // The vision is set larger than the rest.
    let vision = handbook.vision().map_or(0, |(id, vision)| {
        said(id) * 2 + vision.when_in_doubt.iter().map(|word| letters(&word.value) + ENTRY).sum::<usize>()
    });
    let may = match &handbook.document(id).data {
        Data::Role(role) => role.may.iter().map(|may| letters(&may.value) + ENTRY).sum(),
        _ => 0,
    };
    let promises: usize = promises.iter().map(|id| said(*id) + ENTRY).sum();
    let back = promises + may;
    // Where one half needs more than its share, the other makes room.
    if vision + back > FULL { (size(vision + back), size(vision + back)) } else { (size(vision), size(back)) }
}

/// What a whole sheet of A6 holds at the sizes of its halves.
const FULL: usize = 1700;

/// What half a sheet of A6 holds at 13, 10, 7.6 and 6 points; the least size is for what never fits a pocket.
fn size(letters: usize) -> &'static str {
    match letters {
        0..=300 => "roomy",
        301..=560 => "usual",
        561..=1050 => "dense",
        1051..=2000 => "tiny",
        _ => "least",
    }
}
