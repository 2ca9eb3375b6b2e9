//! `personal-data`: a voice or a story from which a person can be reached.

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::parse::document::Kind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "personal-data",
    severity: Severity::Warning,
    fault_in_text: false,
    parameters: &[],
    what: "What looks like an e-mail address or a phone number in `voices.csv` or in a story.",
    why: "We keep what customers say because it teaches us something; who said it teaches nobody anything, and they \
          did not agree to stand in a file that everyone on the team can read. (ISO 10001 asks to protect it.)",
    example: "2026-10-20,new-patients,told,\"Ring me on 0151 555 01 42, I never know when.\"",
    fix: "2026-10-20,new-patients,told,\"Ring me, I never know when.\"",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for log in &context.handbook.logs {
        let text = context.tree.text(log.path.as_str()).unwrap_or("");
        for voice in log.rows.voices() {
            let row = text.get(voice.span.range()).unwrap_or("");
            if let Some((what, at)) = first(row) {
                let span = at.shifted(voice.span.start as usize);
                let message = format!("this looks like {what}, and a voice needs the words, not the person");
                findings.add(&log.path, span, message).help("take it out of the row");
            }
        }
    }
    for id in context.handbook.of_kind(Kind::Story) {
        let document = context.handbook.document(id);
        let body = document.text.get(document.body.span.range()).unwrap_or("");
        let mut start = document.body.span.start as usize;
        // One finding a line: an address and the link to it are one.
        for line in body.split_inclusive('\n') {
            if let Some((what, at)) = first(line) {
                let message =
                    format!("this looks like {what}, and a story needs what happened, not the person");
                findings
                    .add(&document.path, at.shifted(start), message)
                    .help("take it out, or say who it was in other words");
            }
            start += line.len();
        }
    }
}

/// What a person can be reached by, and where it stands.
fn first(text: &str) -> Option<(&'static str, Span)> {
    let address = e_mail(text).map(|at| ("an e-mail address", at));
    let number = phone(text).map(|at| ("a phone number", at));
    [address, number].into_iter().flatten().min_by_key(|(_, at)| at.start)
}

fn e_mail(text: &str) -> Option<Span> {
    let is_local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let is_domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
    text.match_indices('@').find_map(|(at, _)| {
        // No address is longer than this; without a limit a line of nothing but `@` would take for ever.
        let before = &text[text.floor_char_boundary(at.saturating_sub(64))..at];
        let behind = &text[at + 1..text.floor_char_boundary((at + 256).min(text.len())).max(at + 1)];
        let local = before.len() - before.trim_end_matches(is_local).len();
        let domain = behind.trim_start_matches(is_domain);
        let domain = behind[..behind.len() - domain.len()].trim_end_matches(['.', '-']);
        let (name, ending) = domain.rsplit_once('.')?;
        let fits =
            local > 0 && !name.is_empty() && ending.len() > 1 && ending.chars().all(char::is_alphabetic);
        fits.then(|| Span::new(at - local, at + 1 + domain.len()))
    })
}

/// Signs that stand between the digits of a phone number.
const BETWEEN: &[char] = &[' ', '\u{a0}', '-', '–', '/', '.', '(', ')'];

fn phone(text: &str) -> Option<Span> {
    let is_part = |c: char| c.is_ascii_digit() || BETWEEN.contains(&c);
    let mut from = 0;
    while let Some(found) = text[from..].find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')) {
        let start = from + found;
        let rest = &text[start..];
        let lead = usize::from(rest.starts_with('+'));
        let whole = rest[lead..].find(|c| !is_part(c)).map_or(rest, |end| &rest[..lead + end]);
        let run = whole.trim_end_matches(|c: char| !c.is_ascii_digit());
        if run.is_empty() {
            from = start + whole.len().max(1);
            continue;
        }
        let end = start + run.len();
        let before = text[..start].chars().next_back();
        let behind = text[end..].chars().next();
        // A number in an address, a price or a name is none to dial.
        let stands_alone = !before.is_some_and(|c| c.is_alphanumeric() || "/=#&_%€$£:".contains(c))
            && !behind.is_some_and(|c| c.is_alphanumeric() || "/%€$£:_".contains(c));
        if stands_alone && is_phone(run) {
            return Some(Span::new(start, end));
        }
        from = end;
    }
    None
}

fn is_phone(run: &str) -> bool {
    let groups: Vec<&str> =
        run.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let is_marked = run.starts_with(['+', '0', '(']);
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_year = |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let is_date = matches!(lengths.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4 | 2])
        && (run.matches(['-', '/', '.']).count() == 2);
    let are_years = groups.iter().all(|group| is_year(group));
    let is_amount = !is_marked
        && digits < 9
        && groups.iter().skip(1).all(|group| group.len() == 3)
        && lengths.first().is_some_and(|first| *first < 4);
    let is_enough = digits >= if is_marked || groups.len() > 1 { 7 } else { 9 };
    is_enough && digits <= 15 && !is_date && !are_years && !(is_amount && groups.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        first(text).map(|(_, at)| &text[at.range()])
    }

    #[test]
    fn numbers_to_dial_and_addresses_to_write_to_are_found() {
        for (text, wanted) in [
            ("Ring 0151 555 01 42, please", "0151 555 01 42"),
            ("(0151) 555-0142.", "(0151) 555-0142"),
            ("at 555 0142", "555 0142"),
            ("+49 30 901820 or so", "+49 30 901820"),
            ("write to a.b+c@post.example.org.", "a.b+c@post.example.org"),
            ("x,0151555142", "0151555142"),
        ] {
            assert_eq!(found(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn dates_times_amounts_and_roles_are_not() {
        for text in [
            "2026-10-20,patients,asked,fine",
            "on 20.10.2026 at 08:00-16:30",
            "from 2019-2024 and 2019–2024",
            "1 000 000 steps, 1.000.000 more, 12,500,000",
            "40 of 41, 12 and 7",
            "@front-desk, @a.b or a@b",
            "https://example.org/2026/00112233445566",
            "order 12345678",
            "",
            "+",
            "((((((((",
            "2026-W03 2026-W04",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
