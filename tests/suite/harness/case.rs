//! Reading a suite file: headings, files and answers, each with its line.

use std::ops::Range;

use anyhow::{Result, bail};

/// One Markdown file of cases.
pub struct Suite {
    /// Its path below `tests/suite/`, without `.md`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The sections that hold files or answers.
    pub cases: Vec<Case>,
}

/// One section.
#[derive(Default)]
pub struct Case {
    /// Its heading, after those above it.
    pub name: String,
    /// The line of its heading.
    pub line: usize,
    /// The handbook that its files change.
    pub base: Option<String>,
    /// Its files, in order.
    pub parts: Vec<Part>,
    /// What must be found.
    pub answers: Vec<Answer>,
    /// Where its last line ends.
    pub end: usize,
}

/// A fenced block with a path.
pub struct Part {
    /// The file.
    pub path: String,
    /// How the block says what is in it.
    pub form: Form,
    /// The block's content.
    pub text: String,
    /// The line of its fence.
    pub line: usize,
    /// Whether it is in the old state too, where a case is about a change.
    pub before: bool,
}

/// How a block says what is in a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The block is the file; an empty block takes the base's file away.
    Whole,
    /// The lines that differ from the base.
    Diff,
    /// The file cannot be read; the block says why.
    Refused,
}

/// A fenced block that holds what must be found.
pub struct Answer {
    /// `findings`, `short`, `json` or `changes`.
    pub format: String,
    /// Where its content stands in the suite file.
    pub range: Range<usize>,
    /// The line of its fence.
    pub line: usize,
}

const ANSWERS: [&str; 4] = ["findings", "short", "json", "changes"];

struct Fence {
    marks: usize,
    info: String,
    start: usize,
    line: usize,
}

impl Suite {
    /// Reads a suite file.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let mut sections: Vec<Case> = vec![Case::default()];
        let mut above: Vec<(usize, String, Option<String>)> = Vec::new();
        let mut fence: Option<Fence> = None;
        let mut offset = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let (start, number) = (offset, number + 1);
            offset += line.len();
            let line = line.trim_end();
            let marks = line.len() - line.trim_start_matches('`').len();
            match &fence {
                Some(open) if marks >= open.marks && line.len() == marks => {
                    if let (Some(open), Some(case)) = (fence.take(), sections.last_mut()) {
                        case.take(text, &open, open.start..start)?;
                    }
                }
                Some(_) => {}
                None if marks >= 3 => {
                    let info = line.trim_start_matches('`').trim().to_string();
                    fence = Some(Fence { marks, info, start: offset, line: number });
                }
                None if line.starts_with('#') => {
                    let case = heading(line, number, &mut above);
                    sections.push(case);
                }
                None => {
                    let base = line.strip_prefix("<!-- base:").and_then(|rest| rest.strip_suffix("-->"));
                    if let (Some(base), Some(case)) = (base, sections.last_mut()) {
                        case.base = Some(base.trim().to_string());
                        if let Some(heading) = above.last_mut() {
                            heading.2.clone_from(&case.base);
                        }
                    }
                }
            }
            if let Some(case) = sections.last_mut()
                && !line.is_empty()
            {
                case.end = start + line.len();
            }
        }
        if let Some(open) = fence {
            bail!("the block that opens on line {} never closes", open.line);
        }
        sections.retain(|case| !case.parts.is_empty() || !case.answers.is_empty());
        Ok(Self { name: name.to_string(), text: text.to_string(), cases: sections })
    }

    /// The contents of a case's answers.
    pub fn answers<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = &'a str> {
        case.answers.iter().map(|answer| self.text[answer.range.clone()].trim_end())
    }
}

/// A new section below the headings in `above`; it inherits their base.
fn heading(line: &str, number: usize, above: &mut Vec<(usize, String, Option<String>)>) -> Case {
    let level = line.len() - line.trim_start_matches('#').len();
    above.retain(|(other, ..)| *other < level);
    let base = above.last().and_then(|(_, _, base)| base.clone());
    above.push((level, line[level..].trim().to_string(), base.clone()));
    let words: Vec<&str> =
        above.iter().filter(|(level, ..)| *level > 1).map(|(_, words, _)| words.as_str()).collect();
    let name = if words.is_empty() { above[0].1.clone() } else { words.join(", ") };
    Case { name, line: number, base, ..Case::default() }
}

impl Case {
    fn take(&mut self, text: &str, fence: &Fence, range: Range<usize>) -> Result<()> {
        match fence.info.split_once(' ') {
            Some((language, path)) => {
                let form = match language {
                    "diff" => Form::Diff,
                    "refused" => Form::Refused,
                    _ => Form::Whole,
                };
                let text = text[range].to_string();
                let path = path.trim();
                let (before, path) = path.strip_prefix("before:").map_or((false, path), |path| (true, path));
                self.parts.push(Part { path: path.to_string(), form, text, line: fence.line, before });
            }
            None if ANSWERS.contains(&fence.info.as_str()) => {
                self.answers.push(Answer { format: fence.info.clone(), range, line: fence.line });
            }
            None if fence.info.is_empty() || fence.info == "text" => {}
            None => bail!("line {}: a block of `{}` needs a path behind it", fence.line, fence.info),
        }
        Ok(())
    }
}
