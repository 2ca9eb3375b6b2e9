//! One line of `editions.lock`: from text to an edition and back.

use std::fmt;

use jiff::civil::Date;

use super::{Despite, EditionName, Gate, Line, Shown};
use crate::parse::fault::{Fault, FaultKind};
use crate::parse::fingerprint::Fingerprint;
use crate::parse::{scalar, slug};
use crate::source::{Digest, Digests, Span};

/// The names of the parts of a line.
const PARTS: [&str; 8] = ["files", "objects", "cut", "from", "by", "note", "despite", "gate"];

/// Reads a line that is neither empty nor a comment; else what is wrong with it, and the name on it.
pub(super) fn read(line: &str, span: Span) -> Result<Line, (Option<EditionName>, Fault)> {
    let mut words = words(line, span).into_iter();
    let typed = words.next().unwrap_or(Word { text: String::new(), span, is_open: false });
    let name = match EditionName::new(&typed.text) {
        Ok(name) => name,
        Err(why) => {
            let why = format!("`{}` is no name for an edition: {why}", typed.text);
            let help = "a line begins with the name of its edition, such as `2026-1`; restore it, or delete it and cut anew";
            return Err((None, fault(typed.span, why, help.to_string())));
        }
    };
    Line::of(&name, words, span).map_err(|(span, why)| {
        let help = format!(
            "restore this line as it was, such as with `git checkout editions.lock`, or delete it and run `throughline edition cut {name}`"
        );
        (Some(name), fault(span, format!("{why}, so nothing is recorded of this edition"), help))
    })
}

/// Tells that an edition has a line already.
pub(super) fn twice(line: &Line) -> Fault {
    let message = format!("the edition `{}` is recorded already, and the line above counts", line.name);
    fault(line.span, message, "delete one of the two lines".to_string())
}

fn fault(span: Span, message: String, help: String) -> Fault {
    Fault { span, kind: FaultKind::Row { message, help } }
}

/// A word of a line, its quotation marks taken away.
struct Word {
    text: String,
    span: Span,
    /// Whether a quotation mark in it never closes.
    is_open: bool,
}

/// What is wrong, and where.
type Wrong = (Span, String);

impl Line {
    fn of(name: &EditionName, words: impl Iterator<Item = Word>, span: Span) -> Result<Self, Wrong> {
        let mut digests = Digests::default();
        let (mut cut, mut valid_from, mut approved_by) = (None, None, None);
        let (mut note, mut despite, mut gates) = (String::new(), Vec::new(), Vec::new());
        for word in words {
            let wrong = |why: String| (word.span, why);
            if word.is_open {
                return Err(wrong("a quotation mark here never closes".to_string()));
            }
            let (part, value) = word.text.split_once(':').unwrap_or((&word.text, ""));
            let digest = || Digest::parse(value).ok_or_else(|| wrong(format!("`{value}` is not 32 digits")));
            let day = || scalar::date(value).ok_or_else(|| wrong(format!("`{value}` is no day")));
            match part {
                "files" => digests.files = Some(digest()?),
                "objects" => digests.objects = Some(digest()?),
                "cut" => cut = Some(day()?),
                "from" => valid_from = Some(day()?),
                "by" => approved_by = Some(value.to_string()),
                "note" => note = value.to_string(),
                "despite" => despite.push(excuse(value)),
                "gate" => gates
                    .push(gate(value).ok_or_else(|| wrong(format!("`{value}` is no reading of the gate")))?),
                _ => {
                    let near = slug::nearest(part, PARTS).map(|near| format!(" (did you mean `{near}:`?)"));
                    return Err(wrong(format!("`{part}` says nothing here{}", near.unwrap_or_default())));
                }
            }
        }
        let Some(cut) = cut.filter(|_| digests != Digests::default()) else {
            return Err((span, "this line is not whole".to_string()));
        };
        let name = name.clone();
        Ok(Self { name, digests, cut, valid_from, approved_by, note, despite, gates, span })
    }
}

fn excuse(value: &str) -> Despite {
    let (rule, because) = value.split_once('=').unwrap_or((value, ""));
    Despite { rule: rule.to_string(), because: because.to_string() }
}

fn gate(value: &str) -> Option<Gate> {
    let (promise, rest) = value.split_once('=')?;
    let mut parts = rest.split(',');
    let verdict = Shown::parse(parts.next()?)?;
    let (kept, checked) = parts.next()?.split_once('/')?;
    let bound = known(parts.next()?, |text| text.parse().ok().filter(|bound| (0.0..=1.0).contains(bound)))?;
    let (look, looks) = parts.next()?.split_once('/')?;
    let floor = known(parts.next()?, Fingerprint::parse)?;
    let gate = Gate {
        promise: promise.to_string(),
        verdict,
        kept: kept.parse().ok()?,
        checked: checked.parse().ok()?,
        bound,
        look: look.parse().ok()?,
        looks: looks.parse().ok()?,
        floor,
    };
    (parts.next().is_none() && gate.kept <= gate.checked).then_some(gate)
}

/// What a word says where `-` means that nothing is known; `None` when it cannot be read.
fn known<T>(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text == "-" { Some(None) } else { read(text).map(Some) }
}

/// The words of a line. Between quotation marks a space parts nothing, and `\` keeps the character behind it.
fn words(line: &str, at: Span) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut is_inside, mut is_open, mut is_kept) = (false, false, false);
    for (start, c) in line.char_indices() {
        let end = start + c.len_utf8();
        if c.is_whitespace() && !is_open {
            is_inside = false;
            continue;
        }
        if !is_inside {
            let from = at.start as usize + start;
            words.push(Word { text: String::new(), span: Span::new(from, from), is_open });
            is_inside = true;
        }
        let Some(word) = words.last_mut() else { continue };
        word.span = Span::new(word.span.start as usize, at.start as usize + end);
        match c {
            c if is_kept => {
                word.text.push(c);
                is_kept = false;
            }
            '\\' if is_open => is_kept = true,
            '"' => is_open = !is_open,
            c => word.text.push(c),
        }
        word.is_open = is_open;
    }
    words
}

/// A value as it stands in a line: between quotation marks where it has to be.
struct Value<'a>(&'a str);

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text =
            self.0.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        let text = text.collect::<Vec<_>>().join(" ");
        if !text.contains([' ', '"', '\\']) {
            return f.write_str(&text);
        }
        write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// What is not known is written as `-`.
struct Known<T>(Option<T>);

impl<T: fmt::Display> fmt::Display for Known<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("-"),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |f: &mut fmt::Formatter<'_>, part: &str, day: Option<Date>| {
            day.map_or(Ok(()), |day| write!(f, " {part}:{day}"))
        };
        write!(f, "{}", self.name)?;
        for (part, digest) in [("files", self.digests.files), ("objects", self.digests.objects)] {
            if let Some(digest) = digest {
                write!(f, " {part}:{digest}")?;
            }
        }
        day(f, "cut", Some(self.cut))?;
        day(f, "from", self.valid_from)?;
        if let Some(role) = &self.approved_by {
            write!(f, " by:{}", Value(role))?;
        }
        if !self.note.trim().is_empty() {
            write!(f, " note:{}", Value(&self.note))?;
        }
        for Despite { rule, because } in &self.despite {
            write!(f, " despite:{rule}={}", Value(because))?;
        }
        for gate in &self.gates {
            write!(f, " gate:{gate}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = Known(self.bound.map(|bound| format!("{bound:.3}")));
        write!(f, "{}={},{}/{},{bound}", Value(&self.promise), self.verdict.word(), self.kept, self.checked)?;
        write!(f, ",{}/{},{}", self.look, self.looks, Known(self.floor))
    }
}
