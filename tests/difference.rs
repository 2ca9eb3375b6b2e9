//! Laws of the difference between two states of a handbook, on handbooks made at random.
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "the manual's list of names is read from the disk")]

#[path = "helpers/markdown.rs"]
#[allow(dead_code, reason = "one function of it is used here")]
mod markdown;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use throughline::difference::{self, Change, Difference, Name, Thing};
use throughline::model::Handbook;
use throughline::parse::checklist::Step;
use throughline::parse::document::{Document, Kind};
use throughline::parse::link::LinkField;
use throughline::parse::meaning::{self, Said};
use throughline::pipeline::{self, Drafts};
use throughline::source::SourceTree;

/// How many numbers a handbook is made of.
const DICE: usize = 64;

type Files = Vec<(String, String)>;

struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Dice<'_> {
    fn of(&mut self, all: &[&str]) -> String {
        let number = self.0.next().copied().unwrap_or_default();
        all[usize::from(number) % all.len()].to_string()
    }

    fn field(&mut self, name: &str, all: &[&str]) -> String {
        match &*self.of(all) {
            "" => String::new(),
            value => format!("{name}: {value}\n"),
        }
    }
}

/// A handbook of a few documents, of which each field says one of a few things; some documents come and go. Every id is
/// written, so that a file can lie anywhere.
fn files(numbers: &[u8]) -> Files {
    let dice = &mut Dice(numbers.iter());
    let mut files = vec![
        ("handbook.yaml".to_string(), "title: World\n".to_string()),
        (
            "content/journey.yaml".to_string(),
            "- { id: call, title: Calling, during: before }\n- { id: pay, title: Paying, during: leaving }\n"
                .to_string(),
        ),
    ];
    let mut put = |folder: &str, id: &str, header: String, body: String| {
        files.push((format!("content/{folder}{id}.md"), format!("---\nid: {id}\n{header}---\n{body}")));
    };
    put("", "vision", vision(dice), dice.of(&["A picture.\n", "Another picture.\n"]));
    for id in ["door", "back"] {
        let says = dice.field("says", &["You are expected.", "You are expected, by name."]);
        let serves = dice.field("serves", &["calm", "fresh", "[calm, fresh]"]);
        put("missions/", id, format!("{says}{serves}owner: lead\n"), String::new());
    }
    for id in ["one", "two"] {
        let header = promise(dice);
        if dice.of(&["here", "here", "here", "gone"]) == "here" {
            put("promises/", id, header, dice.of(&["Why.\n", "Why not.\n"]));
        }
    }
    put("systems/", "list", system(dice), steps(dice));
    for id in ["lead", "desk", "all"] {
        let mut header = format!("title: The {id}\n");
        if id != "lead" {
            header += &dice.field("reports_to", &["lead", "desk"]);
        }
        header += &dice.field("may", &["", "[\"spend 10 €\"]", "[\"spend 20 €\", \"say sorry\"]"]);
        header += &dice.field("backup", &["", "lead", "all"]);
        put("roles/", id, header, String::new());
    }
    for id in ["guests", "carers"] {
        put("customers/", id, format!("title: The {id}\n"), String::new());
    }
    let want = [
        dice.field("says", &["", "Only checking.", "Are you there?"]),
        dice.field("means", &["Did you notice me?", "Am I one of many?"]),
        dice.field("from", &["guests", "[guests, carers]"]),
        dice.field("at", &["", "call", "pay"]),
        dice.field("decision", &["listening", "adopt", "decline", "change-vision"]),
        dice.field("reason", &["", "too dear"]),
        "owner: lead\n".to_string(),
    ];
    put("wants/", "seen", want.concat(), String::new());
    files
}

fn vision(dice: &mut Dice<'_>) -> String {
    let mut header = dice.field("says", &["Nobody waits.", "Nobody waits alone.", "nobody waits!"]);
    header += "owner: lead\naims:\n  calm: It is calm.\n";
    header += &dice.of(&["", "  fresh: It is fresh.\n", "  fresh: It is always fresh.\n"]);
    header + &dice.field("when_in_doubt", &["", "[safety, speed]", "[speed, safety]"])
}

fn promise(dice: &mut Dice<'_>) -> String {
    [
        dice.field("title", &["", "We call", "We call back"]),
        dice.field("says", &["We call you today.", "We call you the same day.", "we call you, today"]),
        dice.field("serves", &["door", "back"]),
        dice.field("for", &["guests", "[guests, carers]", "carers", "[carers, guests]"]),
        dice.field("at", &["call", "pay", "[call, pay]"]),
        dice.field("level", &["satisfaction", "care"]),
        dice.field("state", &["draft", "trial", "standing", "retired"]),
        dice.of(&[
            "",
            "at_most: 6 hours\n",
            "at_most: 360 minutes\n",
            "at_most: 4 hours\n",
            "by: 18:00\n",
            "at_most: 2 visits\n",
        ]),
        dice.field("target", &["", "90%", "95%", "95.0 %"]),
        dice.field("not_included", &["", "Sundays."]),
        dice.field("if_we_miss", &["", "We say sorry.", "We say sorry, and mean it."]),
        dice.field("feels", &["", "safe"]),
        dice.field("owner", &["lead", "desk"]),
    ]
    .concat()
}

fn system(dice: &mut Dice<'_>) -> String {
    let floor = [
        "{ at_most: 4 hours, target: 97% }",
        "{ at_most: 3 hours, target: 96% }",
        "{ at_least: 2 calls, target: 97% }",
    ];
    [
        dice.field("keeps", &["one", "[one, two]"]),
        dice.field("run_when", &["a call comes", "a message comes"]),
        dice.field("floor", &floor),
        dice.field("pause", &["", "noon"]),
        dice.field("owner", &["lead", "desk"]),
    ]
    .concat()
}

/// Steps with anchors, each there or not, in one of a few orders.
fn steps(dice: &mut Dice<'_>) -> String {
    let mut steps: Vec<String> = Vec::new();
    for anchor in ["write", "phone", "thank", "close"] {
        let role = dice.of(&["desk", "lead", "all"]);
        let act = dice.of(&["Do the thing", "Do the other thing", "do the thing!"]);
        let details = [
            dice.of(&["", "  - within: 10 minutes\n", "  - within: 5 minutes\n"]),
            dice.of(&["", "  - must: yes\n"]),
            dice.of(&["", "  - then: lead\n", "  - then: all\n"]),
            dice.of(&["", "  - if not: say so\n"]),
        ];
        let step = format!("- [ ] @{role} {act} of {anchor}. ^{anchor}\n{}", details.concat());
        match &*dice.of(&["end", "front", "end", "gone"]) {
            "gone" => {}
            "front" => steps.insert(0, step),
            _ => steps.push(step),
        }
    }
    let plus = dice.of(&["", "## Plus one\n- [ ] @desk Smile. ^smile\n"]);
    format!("## Floor\n- [ ] @desk Begin. ^begin\n{}{plus}", steps.concat())
}

fn handbook(files: &Files) -> Handbook {
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    pipeline::link(&SourceTree::from_texts("world", texts), Drafts::Keep)
}

fn numbers() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), DICE)
}

/// Two handbooks that have much in common: the second is the first with a few numbers thrown again.
fn two() -> impl Strategy<Value = (Handbook, Handbook)> {
    let again = prop::collection::vec((0..DICE, any::<u8>()), 0..12);
    (numbers(), again).prop_map(|(old, again)| {
        let mut new = old.clone();
        again.into_iter().for_each(|(at, number)| new[at] = number);
        (handbook(&files(&old)), handbook(&files(&new)))
    })
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }
}

/// How often each thing has each name. Which of two steps that changed places was moved is told either way.
fn counts<'a>(names: impl Iterator<Item = (Name, &'a Change)>) -> BTreeMap<(Name, Thing, String), usize> {
    let mut counts = BTreeMap::new();
    for (name, change) in names {
        *counts.entry((name, change.on.thing, change.on.id.clone())).or_default() += 1;
    }
    counts
}

fn documents(handbook: &Handbook) -> impl Iterator<Item = &Document> {
    handbook.documents.iter().map(|document| &**document)
}

fn namesake<'a>(handbook: &'a Handbook, of: &Document) -> Option<&'a Document> {
    documents(handbook).find(|document| document.kind == of.kind && document.id.value == of.id.value)
}

/// The changes of a document, its aims and its steps.
fn about<'a>(difference: &'a Difference, document: &'a Document) -> impl Iterator<Item = &'a Change> {
    difference.changes.iter().filter(|change| match change.on.thing {
        Thing::Document(kind) => kind == document.kind && change.on.id == document.id.value,
        Thing::Step => document.kind == Kind::System && change.on.id == document.id.value,
        Thing::Aim => document.kind == Kind::Vision,
        _ => false,
    })
}

fn is_told_as(difference: &Difference, system: &str, anchor: &str, name: Name) -> usize {
    let on_step = |change: &&Change| change.on.thing == Thing::Step && change.on.id == system;
    let changes = difference.changes.iter().filter(on_step);
    changes.filter(|change| change.on.step.as_deref() == Some(anchor) && change.name == name).count()
}

fn anchored(document: &Document) -> BTreeMap<&str, (usize, &Step)> {
    let steps = document.steps().iter().enumerate();
    steps.filter_map(|(n, step)| Some((step.anchor.as_ref()?.value.as_str(), (n, step)))).collect()
}

fn named(document: &Document, field: LinkField, step: usize) -> BTreeSet<&str> {
    let links = document.links.iter().filter(|link| link.field == field && link.step == Some(step));
    links.map(|link| link.target.value.as_str()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_is_between_equals(numbers in numbers()) {
        let files = files(&numbers);
        let difference = difference::between(&handbook(&files), &handbook(&files));
        prop_assert!(difference.is_empty(), "{:#?}", difference.changes);
    }

    #[test]
    fn told_backward_each_change_has_its_mirror((old, new) in two()) {
        let (there, back) = (difference::between(&old, &new), difference::between(&new, &old));
        let mirrors = counts(there.changes.iter().filter_map(|change| Some((change.mirror()?, change))));
        prop_assert_eq!(mirrors, counts(back.changes.iter().map(|change| (change.name, change))));
    }

    #[test]
    fn files_that_were_renamed_are_only_moved(numbers in numbers()) {
        let files = files(&numbers);
        let renamed: Files = files
            .iter()
            .map(|(path, text)| match path.strip_suffix(".md").filter(|path| *path != "content/vision") {
                Some(stem) => {
                    let (folder, name) = stem.rsplit_once('/').expect("a folder");
                    (format!("{folder}/deep/{name}-renamed.md"), text.clone())
                }
                None => (path.clone(), text.clone()),
            })
            .collect();
        let difference = difference::between(&handbook(&files), &handbook(&renamed));
        let moved = files.iter().zip(&renamed).filter(|(before, after)| before.0 != after.0).count();
        prop_assert!(difference.questions.is_empty());
        prop_assert!(difference.changes.iter().all(|change| change.name == Name::MovedFile), "{:#?}", difference.changes);
        prop_assert_eq!(difference.changes.len(), moved);
    }

    #[test]
    fn header_fields_in_another_order_are_nothing(numbers in numbers()) {
        let files = files(&numbers);
        let turned: Files = files.iter().map(|(path, text)| (path.clone(), turned(text))).collect();
        let difference = difference::between(&handbook(&files), &handbook(&turned));
        prop_assert!(difference.is_empty(), "{:#?}", difference.changes);
    }

    #[test]
    fn every_difference_of_meaning_has_exactly_one_name((old, new) in two()) {
        let difference = difference::between(&old, &new);
        for before in documents(&old) {
            let Some(after) = namesake(&new, before) else { continue };
            let (then, now) = (meaning::of(before), meaning::of(after));
            let names: BTreeSet<&String> = then.iter().chain(&now).map(|field| &field.name).collect();
            for name in names.into_iter().filter(|name| !name.starts_with("step")) {
                let of = |fields: &[meaning::Field]| {
                    fields.iter().find(|field| field.name == *name).map_or(Said::Nothing, |field| field.said.clone())
                };
                let (then, now) = (of(&then), of(&now));
                if then == Said::Unsure || now == Said::Unsure {
                    continue;
                }
                let differs = then.fingerprint() != now.fingerprint();
                let told = about(&difference, after).filter(|change| change.fields.contains(name)).count();
                prop_assert_eq!(told, usize::from(differs), "{} of {}: {:#?}", name, after.id.value, difference.changes);
            }
        }
    }

    #[test]
    fn every_detail_of_a_step_that_counts_has_exactly_one_name((old, new) in two()) {
        let difference = difference::between(&old, &new);
        for before in documents(&old).filter(|document| document.kind == Kind::System) {
            let Some(after) = namesake(&new, before) else { continue };
            let system = after.id.value.as_str();
            let (then, now) = (anchored(before), anchored(after));
            for (anchor, (o, step)) in &then {
                let Some((n, later)) = now.get(anchor) else { continue };
                let words = |step: &Step| throughline::parse::fingerprint::normalised(&step.action.value);
                let within = |step: &Step| step.within.as_ref().map(|within| within.value.canonical());
                let links = |field| named(before, field, *o) != named(after, field, *n);
                let facts = [
                    (Name::StepReworded, words(step) != words(later)),
                    (Name::StepRetimed, within(step) != within(later)),
                    (Name::StepReassigned, links(LinkField::StepRole)),
                    (Name::BecameAMust, !step.must && later.must),
                    (Name::NoLongerAMust, step.must && !later.must),
                    (Name::HandOffChanged, links(LinkField::Then)),
                ];
                for (name, differs) in facts {
                    let told = is_told_as(&difference, system, anchor, name);
                    prop_assert_eq!(told, usize::from(differs), "{} of {}: {:#?}", name, anchor, difference.changes);
                }
            }
        }
    }

    #[test]
    fn role_sheets_leave_nothing_out_that_touches_a_role((old, new) in two()) {
        let difference = difference::between(&old, &new);
        for change in &difference.changes {
            let expected = whom(change, &old).into_iter().chain(whom(change, &new));
            for role in expected.chain(change.roles.iter().map(|role| role.id.clone())) {
                let sheet = difference.for_role(&role);
                prop_assert!(sheet.changes.contains(&change), "{} is not told of {:#?}", role, change);
                prop_assert_eq!(sheet.changes.len() + sheet.others, difference.changes.len());
            }
        }
    }
}

/// The roles that a change has to be told to, read from the text of one state and from nothing that the program worked out.
fn whom(change: &Change, handbook: &Handbook) -> Vec<String> {
    let Some(document) = documents(handbook).find(|document| {
        document.id.value == change.on.id
            && match change.on.thing {
                Thing::Step => document.kind == Kind::System,
                Thing::Document(kind) => document.kind == kind,
                _ => false,
            }
    }) else {
        return Vec::new();
    };
    let steps = anchored(document);
    let step = change.on.step.as_deref().and_then(|anchor| steps.get(anchor)).map(|(n, _)| *n);
    let is_meant = |link: &&throughline::parse::link::HeaderLink| match change.on.thing {
        Thing::Step => link.step.is_some() && link.step == step,
        _ => link.field == LinkField::Owner || link.field == LinkField::ReportsTo,
    };
    let mut roles: Vec<String> =
        document.links.iter().filter(is_meant).map(|link| link.target.value.clone()).collect();
    if document.kind == Kind::Role {
        roles.push(document.id.value.clone());
    }
    roles
}

/// A header whose fields stand in the opposite order, each with the lines that belong to it.
fn turned(text: &str) -> String {
    let Some((header, body)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")) else {
        return text.to_string();
    };
    let mut fields: Vec<String> = Vec::new();
    for line in header.split_inclusive('\n') {
        match fields.last_mut() {
            Some(field) if line.starts_with(' ') => field.push_str(line),
            _ => fields.push(line.to_string()),
        }
    }
    fields.reverse();
    format!("---\n{}---\n{body}", fields.concat())
}

#[test]
fn a_renamed_role_keeps_its_sheet() {
    let before = files(&[]);
    let after: Files = before
        .iter()
        .map(|(path, text)| {
            let text = text.replace("id: desk\n", "id: counter\nwas: desk\n").replace("@desk", "@counter");
            (path.clone(), text)
        })
        .collect();
    let difference = difference::between(&handbook(&before), &handbook(&after));
    let names: Vec<Name> = difference.changes.iter().map(|change| change.name).collect();
    assert_eq!(names, [Name::Renamed], "its steps are done by the same role: {:#?}", difference.changes);
    assert_eq!(difference.for_role("desk").changes, difference.for_role("counter").changes);
    assert_eq!(difference.for_role("desk").changes.len(), 1);
    assert_eq!(difference.for_role("all").others, 1);
}

#[test]
fn every_name_is_in_the_manual() {
    let manual = markdown::read("docs/changes.md");
    for name in Name::ALL {
        let row = format!("| {name} | `{}` |", name.word());
        assert!(manual.contains(&row), "docs/changes.md has no row that begins with {row}");
        assert_eq!(Name::from_word(&name.word()), Some(*name), "two names are one word: {name}");
    }
}
