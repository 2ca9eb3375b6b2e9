//! `reviews.lock`: what each document was last held against, beside `handbook.yaml`.
//!
//! ```text
//! # call-back
//! call-back call-back-today at:5d… for:… … target:… 2026-09-07 front-desk-lead
//! ```
//!
//! One line is one review of a child against one parent: the child's id, the parent's (`vision#AIM` for an aim, `-` when
//! nothing is above it), a fingerprint of each field of the parent's meaning (`-` for one that was not written), the day,
//! the role that answers for the child (`-` for nobody), and sometimes a note. A comment with the child's id stands
//! above its lines and never changes, so that Git joins the reviews of two neighbours by itself.
//!
//! A line that cannot be read is a fault at its place. [`edit`] leaves it where it is.

pub mod edit;

use std::fmt;

use jiff::civil::Date;
use percent_encoding::percent_decode_str;

use super::fault::{Fault, FaultKind};
use super::fingerprint::Fingerprint;
use super::lock::{Conflicts, is_mark, lines};
use super::scalar;
use crate::source::{Span, Spanned};

/// Everything that `reviews.lock` says.
#[derive(Debug, Clone, Default)]
pub struct Reviews {
    /// Its readable lines, in order.
    pub entries: Vec<Entry>,
    /// The first words of the lines that could not be read: their children may well have been reviewed.
    pub lost: Vec<String>,
    /// What was wrong.
    pub faults: Vec<Fault>,
}

/// One line: a child was held against a parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The id of the child.
    pub child: String,
    /// What it was held against; `None` when nothing is above it.
    pub parent: Option<Parent>,
    /// The fields of the parent's meaning with their fingerprints; `None` for one that was not written then.
    pub fields: Vec<(String, Option<Fingerprint>)>,
    /// The day.
    pub date: Date,
    /// The role that answered for the child.
    pub role: Option<String>,
    /// Whatever else was noted; mostly empty.
    pub note: String,
}

/// The name of a parent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Parent {
    /// The id of its document.
    pub document: String,
    /// The id of the aim, when it is one.
    pub aim: Option<String>,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", escaped(&self.child))?;
        match &self.parent {
            None => write!(f, "-")?,
            Some(Parent { document, aim: None }) => write!(f, "{}", escaped(document))?,
            Some(Parent { document, aim: Some(aim) }) => write!(f, "{}#{}", escaped(document), escaped(aim))?,
        }
        for (name, fingerprint) in &self.fields {
            match fingerprint {
                Some(fingerprint) => write!(f, " {name}:{fingerprint}")?,
                None => write!(f, " {name}:-")?,
            }
        }
        write!(f, " {}", self.date)?;
        match &self.role {
            Some(role) => write!(f, " {}", escaped(role))?,
            None => write!(f, " -")?,
        }
        let note = self.note.split_whitespace().collect::<Vec<_>>().join(" ");
        if note.is_empty() { Ok(()) } else { write!(f, " {note}") }
    }
}

/// An id in one word: a page's id is its path, and may hold spaces.
fn escaped(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for c in id.chars() {
        if c.is_whitespace() || c.is_control() || c == '%' || c == '#' || id == "-" {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

fn unescaped(word: &str) -> String {
    percent_decode_str(word).decode_utf8_lossy().into_owned()
}

/// What one line of the file is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// A comment of one word: the child whose lines stand below.
    Heading(String),
    Entry(Entry),
    /// Nothing, or a comment of more words.
    Aside,
    /// Git's mark between two versions that it could not join.
    Conflict,
    Damaged(Fault),
}

/// Reads the file. `text` has no byte order mark.
pub fn parse(text: &str) -> Reviews {
    let mut reviews = Reviews::default();
    let mut conflicts = Conflicts::default();
    for (line, span) in lines(text) {
        match classify(line, span) {
            Line::Entry(entry) => reviews.entries.push(entry),
            Line::Heading(_) | Line::Aside => {}
            Line::Conflict => {
                let what = "of two lines for one pair the later counts";
                reviews.faults.extend(conflicts.meet(line, span, what));
            }
            Line::Damaged(fault) => {
                reviews.lost.extend(line.split_whitespace().next().map(unescaped));
                reviews.faults.push(fault);
            }
        }
    }
    reviews
}

fn classify(line: &str, span: Span) -> Line {
    if is_mark(line) {
        return Line::Conflict;
    }
    let words = words(line, span.start as usize);
    match words.as_slice() {
        [] => Line::Aside,
        [mark, rest @ ..] if mark.value == "#" => match rest {
            [child] => Line::Heading(unescaped(&child.value)),
            _ => Line::Aside,
        },
        words => match entry(words, span) {
            Ok(entry) => Line::Entry(entry),
            Err(fault) => Line::Damaged(fault),
        },
    }
}

/// The words of a line, each with its place in the file.
fn words(line: &str, start: usize) -> Vec<Spanned<String>> {
    let place = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    let words = line.split_whitespace();
    words
        .map(|word| {
            let at = start + place(word);
            Spanned::new(word.to_string(), Span::new(at, at + word.len()))
        })
        .collect()
}

fn entry(words: &[Spanned<String>], line: Span) -> Result<Entry, Fault> {
    let [child, parent, rest @ ..] = words else { return Err(cut_short(words, line)) };
    let child_id = unescaped(&child.value);
    let parent = match parent.value.as_str() {
        "-" => None,
        name => {
            let (document, aim) = name.split_once('#').map_or((name, None), |(d, aim)| (d, Some(aim)));
            Some(Parent { document: unescaped(document), aim: aim.map(unescaped) })
        }
    };
    let count = rest.iter().take_while(|word| word.value.contains(':')).count();
    let (fields, rest) = rest.split_at(count);
    let fields: Vec<_> = fields.iter().map(|word| field(word, &child_id)).collect::<Result<_, _>>()?;
    let [date, role, note @ ..] = rest else { return Err(cut_short(words, line)) };
    let Some(day) = scalar::date(&date.value) else {
        return Err(damaged(&child_id, date.span, &format!("`{}` is no day", date.value)));
    };
    if parent.is_some() && fields.is_empty() {
        let why = "this line names no field that was looked at";
        return Err(damaged(&child_id, line, why));
    }
    let note: Vec<&str> = note.iter().map(|word| word.value.as_str()).collect();
    Ok(Entry {
        child: child_id,
        parent,
        fields,
        date: day,
        role: (role.value != "-").then(|| unescaped(&role.value)),
        note: note.join(" "),
    })
}

fn field(word: &Spanned<String>, child: &str) -> Result<(String, Option<Fingerprint>), Fault> {
    let (name, written) = word.value.rsplit_once(':').unwrap_or((&word.value, ""));
    let fingerprint = Fingerprint::parse(written);
    if name.is_empty() || (fingerprint.is_none() && written != "-") {
        let why = format!("`{}` is no field with the eight digits that stand for what it said", word.value);
        return Err(damaged(child, word.span, &why));
    }
    Ok((name.to_string(), fingerprint))
}

fn cut_short(words: &[Spanned<String>], line: Span) -> Fault {
    let child = words.first().map(|word| unescaped(&word.value)).unwrap_or_default();
    damaged(&child, line, "this line is not whole")
}

fn damaged(child: &str, span: Span, why: &str) -> Fault {
    let message = format!("{why}, so this review counts for nothing");
    let help = format!("delete the line, then run `throughline review {child}` to write it anew");
    Fault { span, kind: FaultKind::Row { message, help } }
}
