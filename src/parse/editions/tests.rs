//! Lines of `editions.lock`: what is written is read again, and what cannot be read is told and kept.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::source::Digest;

fn full(name: &str) -> Line {
    let digest = |text: &str| Some(Digest::of_bytes(text.as_bytes()));
    Line {
        name: EditionName::new(name).expect("a name"),
        digests: Digests { files: digest("files"), objects: digest("objects") },
        cut: date(2026, 1, 5),
        valid_from: Some(date(2026, 1, 12)),
        approved_by: Some("practice-manager".to_string()),
        note: "The year begins, says \"Ana\" \\ and it does".to_string(),
        despite: vec![Despite { rule: "unproven".to_string(), because: "we know: it holds".to_string() }],
        gates: vec![Gate {
            promise: "call-back-today".to_string(),
            verdict: Shown::Keeping,
            kept: 240,
            checked: 242,
            bound: Some(0.974),
            look: 1,
            looks: 4,
            floor: Fingerprint::parse("f2903a7b"),
        }],
        span: Span::default(),
    }
}

fn without_place(line: &Line) -> Line {
    Line { span: Span::default(), ..line.clone() }
}

#[test]
fn a_line_is_read_as_it_is_written() {
    let line = full("2026-1");
    let text = line.to_string();
    assert!(text.ends_with("gate:call-back-today=keeping,240/242,0.974,1/4,f2903a7b"), "{text}");
    assert!(text.contains(r#"despite:unproven="we know: it holds""#), "{text}");
    let lock = parse(&text);
    assert_eq!(lock.faults, []);
    assert_eq!(lock.lines.iter().map(without_place).collect::<Vec<_>>(), [line]);
}

#[test]
fn a_damaged_line_is_told_at_its_place_and_hides_no_other() {
    let whole = full("2026-2").to_string();
    for (damaged, at) in [
        ("2026-1 files:12 cut:2026-01-05", "files:12"),
        ("2026-1 cut:2026-01-05", "2026-1 cut:2026-01-05"),
        ("2026-1 files:00000000000000000000000000000000", "2026-1 files:00000000000000000000000000000000"),
        ("2026-1 cut:yesterday", "cut:yesterday"),
        ("2026-1 form:2026-01-12", "form:2026-01-12"),
        ("2026-1 note:\"without an end", "note:\"without an end"),
        ("2026-1 gate:x=keeping,2/1,-,1/4,-", "gate:x=keeping,2/1,-,1/4,-"),
        ("2026-1 gate:x=kept,1/1,-,1/4,-", "gate:x=kept,1/1,-,1/4,-"),
        ("2026/1 cut:2026-01-05", "2026/1"),
    ] {
        let text = format!("# Überschrift\r\n{damaged}\r\n{whole}\r\n");
        let lock = parse(&text);
        assert_eq!(lock.lines.len(), 1, "{damaged}");
        let places: Vec<&str> = lock.faults.iter().map(|fault| &text[fault.span.range()]).collect();
        assert_eq!(places, [at]);
        let is_named = damaged.starts_with("2026-1 ");
        assert_eq!(lock.lost.len(), usize::from(is_named), "{damaged}");
        let next = edit::record(&text, &full("2026-10"));
        assert!(next.contains(damaged) && next.ends_with("f2903a7b\r\n"), "{next}");
    }
}

#[test]
fn two_lines_for_one_edition_are_a_fault_and_the_first_counts() {
    let other = Line { note: "another".to_string(), ..full("2026-1") };
    let lock = parse(&format!("{}\n{other}\n", full("2026-1")));
    assert_eq!((lock.lines.len(), lock.faults.len()), (1, 1));
    assert_eq!(without_place(&lock.lines[0]), full("2026-1"));
    let joined = format!("<<<<<<< HEAD\n{}\n=======\n{other}\n>>>>>>> theirs\n", full("2025-4"));
    assert_eq!(parse(&joined).faults.len(), 1);
}

#[test]
fn lines_stand_in_the_order_of_their_names_below_an_opening() {
    let text = ["2026-10", "2025-4", "2026-2"]
        .into_iter()
        .fold(String::new(), |text, name| edit::record(&text, &full(name)));
    let names: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(names, ["2025-4", "2026-2", "2026-10"]);
    assert!(text.starts_with("# What every edition was"));
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic_and_kept_when_another_line_is_written(text in "[-a-z0-9 :\"\\\\#=,<>é\r\n]{0,200}") {
        let before = parse(&text);
        let after = edit::record(&text, &full("zz"));
        let next = parse(&after);
        prop_assert!(next.lines.len() >= before.lines.len());
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            prop_assert!(after.contains(line.trim_end_matches('\r')));
        }
    }

    #[test]
    fn any_note_comes_back_with_its_spaces_made_one(note in "\\PC{0,40}") {
        let line = Line { note: note.clone(), ..full("2026-1") };
        let lock = parse(&line.to_string());
        let wanted = note.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        prop_assert_eq!(&lock.lines[0].note, &wanted.collect::<Vec<_>>().join(" "));
    }
}
