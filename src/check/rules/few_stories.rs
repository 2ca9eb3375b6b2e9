//! `few-stories`: a principle that has not been seen often enough, or not everywhere.

use std::collections::BTreeSet;

use crate::check::words::count;
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::{DocId, Handbook};
use crate::parse::document::{Data, Document, Kind};
use crate::parse::kinds::PageType;
use crate::parse::link::LinkField;

pub(super) const RULE: Rule = Rule {
    name: "few-stories",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "A principle that fewer than three stories show, or stories from fewer than three places. A handbook with \
           fewer `places` needs one from each.",
    why: "A principle is believed when people have seen it done, here, by somebody they know. Three stories from three \
          places are few enough to collect in a month and enough to show that it is no single person's habit.",
    example: "# content/principles/own-it-to-the-end.md, and only one story says\nshows: [principles/own-it-to-the-end]",
    fix: "# content/stories/friday-at-three.md\ndate: 2026-10-12\nwhere: dock-rd\ntype: miss\nshows: [principles/own-it-to-the-end]",
    check,
};

const ENOUGH: usize = 3;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    let is_principle = |document: &Document| matches!(&document.data, Data::Page(page) if page.page_type == PageType::Principle);
    let mut principles = context.documents().filter(|(_, document)| is_principle(document)).peekable();
    if principles.peek().is_none() || handbook.of_kind(Kind::Story).any(|id| is_unsure(handbook, id)) {
        return;
    }
    let all = handbook.settings.places.len();
    let places_needed = if all == 0 { ENOUGH } else { all.min(ENOUGH) };
    for (id, document) in principles {
        let stories = handbook.sources(id, LinkField::Shows);
        let places: BTreeSet<&str> = stories.iter().filter_map(|story| place(handbook, *story)).collect();
        if stories.len() >= ENOUGH && places.len() >= places_needed {
            continue;
        }
        let told = match (stories.len(), places.iter().next()) {
            (0, _) => "no story yet".to_string(),
            (1, _) => "only one story".to_string(),
            (stories, Some(place)) if places.len() == 1 => {
                format!("{stories} stories, all from {}", name_of(handbook, place))
            }
            (stories, _) => format!("{stories} stories from {}", count(places.len(), "place", "places")),
        };
        let message =
            format!("\"{}\" has {told}, and people believe what they have seen done", document.title());
        let help = format!(
            "write {} `shows: [{}]`",
            if stories.len() < ENOUGH {
                "a story in `content/stories/` with"
            } else {
                "one from another place, with"
            },
            document.id.value
        );
        let span = document.title_place();
        findings.add(&document.path, span, message).help(help);
    }
}

/// Whether a story may show something, or come from somewhere, that could not be read.
fn is_unsure(handbook: &Handbook, id: DocId) -> bool {
    handbook.document(id).is_unsure("where")
        || place(handbook, id).is_none()
        || doubt::is_unsure(handbook, id, LinkField::Shows)
        || !handbook.document(id).links.iter().any(|link| link.field == LinkField::Shows)
}

fn place(handbook: &Handbook, id: DocId) -> Option<&str> {
    let Data::Story(story) = &handbook.document(id).data else { return None };
    story.place.as_ref().map(|place| place.value.as_str())
}

/// What a place is called.
fn name_of<'a>(handbook: &'a Handbook, place: &'a str) -> &'a str {
    let named = handbook.settings.places.iter().find(|(id, _)| id.value == place);
    named.map_or(place, |(_, name)| name.value.as_str())
}
