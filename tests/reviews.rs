//! Laws of reviews: what changes a fingerprint and what never does, and what writing `reviews.lock` never loses.
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;
use throughline::parse::fingerprint::Fingerprint;
use throughline::parse::reviews::edit::{Record, record};
use throughline::parse::reviews::{self, Entry, Parent};
use throughline::parse::{Document, Layout, Parsed, meaning, parse};
use throughline::source::{SourceFile, VPath};

/// Header fields, lists as lists; and a body.
#[derive(Debug, Clone)]
struct Draft {
    path: &'static str,
    fields: Vec<(&'static str, Vec<String>)>,
    body: String,
}

impl Draft {
    fn text(&self) -> String {
        let lines: String = self
            .fields
            .iter()
            .map(|(name, values)| match values.as_slice() {
                [one] => format!("{name}: {one}\n"),
                many => format!("{name}: [{}]\n", many.join(", ")),
            })
            .collect();
        format!("---\n{lines}---\n{}", self.body)
    }

    fn document(&self) -> std::sync::Arc<Document> {
        let path = VPath::new(self.path).expect("a path");
        match parse(&SourceFile::text(path, &self.text()), Layout::Handbook, "content") {
            Parsed::Document(document) => document,
            other => panic!("{other:?}"),
        }
    }

    /// Each field's name and fingerprint.
    fn prints(&self) -> BTreeMap<String, Option<Fingerprint>> {
        let fields = meaning::of(&self.document()).into_iter();
        fields.map(|field| (field.name, field.said.fingerprint())).collect()
    }
}

fn promise() -> Draft {
    let one = |text: &str| vec![text.to_string()];
    Draft {
        path: "content/promises/call-back.md",
        fields: vec![
            ("title", one("We call back")),
            ("says", one("Leave a message and a person calls you back the same day")),
            ("serves", one("front-office")),
            ("for", vec!["patients".into(), "carers".into(), "new-patients".into()]),
            ("at", vec!["phone-call".into(), "flare-up".into()]),
            ("level", one("satisfaction")),
            ("state", one("standing")),
            ("at_most", one("6 hours")),
            ("target", one("95%")),
            ("not_included", one("Messages after 16:30")),
            ("if_we_miss", one("The manager phones you and says sorry")),
            ("owner", one("manager")),
            ("reviewed", one("2026-01-31")),
        ],
        body: "We cannot always pick up.\n".into(),
    }
}

/// Each meaning field: its header field, and other values that say something else.
const CHANGES: [(&str, &str, &[&str]); 9] = [
    (
        "says",
        "says",
        &["Leave a message and a person calls you back", "Leave a massage and a person calls you back"],
    ),
    ("limit", "at_most", &["6.5 hours", "7 hours", "6 minutes", "6 working hours"]),
    ("target", "target", &["94%", "95.5%", "100%"]),
    ("for", "for", &["patients", "[patients, carers]", "[patients, carers, new-carers]"]),
    ("at", "at", &["phone-call", "[phone-call, flare-up, paying]"]),
    ("not_included", "not_included", &["Messages after 17:30", "Messages", "''"]),
    ("if_we_miss", "if_we_miss", &["The manager phones you", "The manager phones you and says nothing"]),
    ("says", "says", &["''"]),
    ("target", "target", &["''"]),
];

/// Prose as somebody else would type it: other case, other spaces, other marks.
fn retyped(text: &str, case: bool, gap: &str, end: &str) -> String {
    let text = if case { text.to_uppercase() } else { text.to_string() };
    format!("\"{}{end}\"", text.split(' ').collect::<Vec<_>>().join(gap))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_case_spaces_punctuation_titles_and_prose_say_nothing(
        order in Just((0..13usize).collect::<Vec<_>>()).prop_shuffle(),
        customers in Just(vec!["patients", "carers", "new-patients"]).prop_shuffle(),
        moments in Just(vec!["phone-call", "flare-up"]).prop_shuffle(),
        case in any::<bool>(),
        gap in select(vec![" ", "  ", ", ", " \u{2013} ", "\u{a0}", ": ", "; ", " (", "\u{200b} "]),
        end in select(vec!["", ".", "!", "…", " ?"]),
        limit in select(vec!["6 hours", "6 h", "360 minutes", "0.25 days", "6.0 Hours"]),
        target in select(vec!["95%", "95 %", "95.0%"]),
        title in "[a-z]{1,12}",
        body in "[a-zA-Z \\n]{0,80}",
        reviewed in select(vec!["2026-01-31", "2025-12-01"]),
    ) {
        let wanted = promise().prints();
        let mut other = promise();
        for (name, values) in &mut other.fields {
            *values = match *name {
                "says" | "not_included" | "if_we_miss" => {
                    vec![retyped(&values[0], case, gap, end)]
                }
                "for" => customers.iter().map(ToString::to_string).collect(),
                "at" => moments.iter().map(ToString::to_string).collect(),
                "at_most" => vec![limit.to_string()],
                "target" => vec![target.to_string()],
                "title" => vec![title.clone()],
                "reviewed" => vec![reviewed.to_string()],
                _ => continue,
            };
        }
        other.fields = order.iter().map(|at| other.fields[*at].clone()).collect();
        other.body = body;
        prop_assert_eq!(other.prints(), wanted, "{}", other.text());
    }

    #[test]
    fn a_change_of_meaning_changes_its_fingerprint_and_no_other(
        change in 0..CHANGES.len(),
        value in any::<prop::sample::Index>(),
    ) {
        let (meant, field, values) = CHANGES[change];
        let value = values[value.index(values.len())];
        let mut other = promise();
        other.fields.iter_mut().find(|(name, _)| *name == field).expect("a field").1 = vec![value.to_string()];
        let (before, after) = (promise().prints(), other.prints());
        for (name, print) in &before {
            let is_same = after[name] == *print;
            prop_assert_eq!(is_same, name != meant, "{}: {} = {}", name, field, value);
        }
    }

    /// Other words are other fingerprints, whatever they are.
    #[test]
    fn other_words_differ(a in "[a-z0-9]{1,9}( [a-z0-9äß日]{1,9}){0,5}", b in "[a-z0-9]{1,9}( [a-z0-9äß日]{1,9}){0,5}") {
        prop_assert_eq!(a == b, Fingerprint::of_prose(&a) == Fingerprint::of_prose(&b));
    }

    #[test]
    fn no_lock_panics_or_points_outside(text in lock()) {
        let read = reviews::parse(&text);
        for fault in &read.faults {
            prop_assert!(text.get(fault.span.range()).is_some(), "{:?}", fault);
        }
    }

    #[test]
    fn recording_keeps_every_line_that_is_not_the_childs_own(text in lock()) {
        let fresh = entry("b-list", "call-back");
        let record_of_b = Record { child: "b-list".into(), was: vec![], entries: vec![fresh.clone()] };
        let after = record(&text, ["a-list", "b-list", "c-list"], std::slice::from_ref(&record_of_b));
        let others = |read: reviews::Reviews| -> Vec<Entry> {
            read.entries.into_iter().filter(|entry| entry.child != "b-list").collect()
        };
        prop_assert_eq!(others(reviews::parse(&after)), others(reviews::parse(&text)));
        let read = reviews::parse(&after);
        prop_assert_eq!(read.entries.iter().filter(|entry| entry.child == "b-list").collect::<Vec<_>>(), vec![&fresh]);
        // Whatever could not be read stands there still, in its order.
        let before = reviews::parse(&text);
        let damaged = |text: &str, read: &reviews::Reviews| -> Vec<String> {
            read.faults.iter().map(|fault| text[fault.span.range()].to_string()).collect()
        };
        prop_assert_eq!(damaged(&after, &read), damaged(&text, &before));
        let again = record(&after, ["a-list", "b-list", "c-list"], &[record_of_b]);
        prop_assert_eq!(again, after, "recording twice changes nothing");
    }

    #[test]
    fn a_line_reads_as_it_was_written(
        child in "\\PC{1,12}", document in "\\PC{1,12}", aim in proptest::option::of("\\PC{1,8}"),
        role in proptest::option::of("[a-z-]{1,5}[a-z]"), note in "[ a-z:,-]{0,20}",
    ) {
        let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
        let entry = Entry { child, parent: Some(Parent { document, aim }), role, note, ..entry("", "") };
        let read = reviews::parse(&format!("{entry}\n"));
        let is_mark = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| entry.child.starts_with(mark));
        prop_assume!(!is_mark);
        prop_assert_eq!(read.entries, vec![entry]);
    }
}

fn entry(child: &str, parent: &str) -> Entry {
    Entry {
        child: child.into(),
        parent: Some(Parent { document: parent.into(), aim: None }),
        fields: vec![("limit".into(), Some(Fingerprint::of_exactly("x"))), ("not_included".into(), None)],
        date: date(2026, 11, 16),
        role: Some("manager".into()),
        note: String::new(),
    }
}

/// Locks as people and merges leave them.
fn lock() -> impl Strategy<Value = String> {
    let good = ["a-list", "b-list", "c-list"].map(|child| entry(child, "call-back").to_string());
    let lines = select(vec![
        good[0].clone(),
        good[1].clone(),
        good[2].clone(),
        entry("b-list", "other").to_string(),
        "# a-list".into(),
        "# b-list".into(),
        "# a note of ours".into(),
        "#".into(),
        String::new(),
        "  \t".into(),
        "<<<<<<< HEAD".into(),
        "=======".into(),
        "||||||| 123".into(),
        ">>>>>>> other".into(),
        "b-list".into(),
        "b-list call-back limit:xyz 2026-01-01 manager".into(),
        "b-list call-back limit:12345678 soon manager".into(),
        "käse 日本 \u{0} : : :".into(),
        "b-list call-back 2026-01-01 manager".into(),
    ]);
    let ends = select(vec!["\n", "\n", "\n", "\r\n", ""]);
    prop::collection::vec((lines, ends), 0..12).prop_map(|lines| {
        let count = lines.len();
        let whole = lines.into_iter().enumerate();
        // Only the last line may lack its end.
        whole
            .map(|(n, (line, end))| line + if end.is_empty() && n + 1 < count { "\n" } else { end })
            .collect()
    })
}

#[test]
fn every_detail_of_a_step_counts_and_its_proof_and_cost_do_not() {
    let system = |steps: &str| Draft {
        path: "content/systems/list.md",
        fields: vec![
            ("title", vec!["A list".into()]),
            ("floor", vec!["{ at_most: 4 hours, target: 97% }".into()]),
        ],
        body: format!("## Floor\n{steps}"),
    };
    let base =
        "- [ ] @front-desk Call back. ^call\n  - within: 3 hours\n  - must: yes\n  - then: therapist\n";
    let print = |steps: &str| system(steps).prints()["step^call"];
    let same = [
        base.replace("Call back.", "call  back!"),
        base.replace("3 hours", "180 minutes"),
        format!("{base}  - proof: a list row\n  - costs: 1 minute\n"),
        base.replace("  - must: yes\n", "").replace("back. ^", "back. ! ^"),
    ];
    for other in same {
        assert_eq!(print(&other), print(base), "{other}");
    }
    let different = [
        base.replace("@front-desk", "@manager"),
        base.replace("Call back", "Write back"),
        base.replace("3 hours", "2 hours"),
        base.replace("  - must: yes\n", ""),
        base.replace("therapist", "manager"),
    ];
    for other in different {
        assert_ne!(print(&other), print(base), "{other}");
    }
    // Without an anchor a step goes by its words; moving it changes nothing.
    let two = system("- [ ] @a Open up.\n- [ ] @b Close.\n").prints();
    assert_eq!(two, system("- [ ] @b Close.\n- [ ] @a Open up.\n").prints());
    assert_ne!(two, system("- [ ] @b Close.\n- [ ] @a Open the door.\n").prints());
    let floor = |text: &str| {
        let mut draft = system("");
        draft.fields[1].1 = vec![text.into()];
        draft.prints()["floor"]
    };
    assert_eq!(floor("{ at_most: 240 minutes, target: 97.0% }"), floor("{ target: 97%, at_most: 4 hours }"));
    assert_ne!(floor("{ at_most: 4 hours, target: 96% }"), floor("{ at_most: 4 hours, target: 97% }"));
}
