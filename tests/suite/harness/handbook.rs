//! From the blocks of a case to a source tree: its base handbook with the case's files on top.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use throughline::source::{Content, Refusal, SourceFile, SourceTree, VPath};

use super::case::{Case, Form, Part, Suite};

/// Stand-ins for characters that nobody can see: a no-break space and a tab.
const VISIBLE: [(char, char); 2] = [('⍽', '\u{a0}'), ('⇥', '\t')];

/// Paths and texts.
pub type Files = BTreeMap<String, String>;

/// The base handbooks by name: the files of `tests/suite/_base/NAME.md`.
pub struct Bases(BTreeMap<String, Files>);

impl Bases {
    /// The base handbooks among `suites`.
    pub fn of(suites: &[Suite]) -> Result<Self> {
        let mut bases = BTreeMap::new();
        for suite in suites {
            let Some(name) = suite.name.strip_prefix("_base/") else { continue };
            let mut files = Files::new();
            for part in suite.cases.iter().flat_map(|case| &case.parts) {
                apply(&mut files, part)?;
            }
            bases.insert(name.to_string(), files);
        }
        Ok(Self(bases))
    }

    /// The files of one base.
    pub fn files(&self, name: &str) -> Result<&Files> {
        self.0.get(name).with_context(|| format!("there is no base `{name}`"))
    }

    /// The tree of a case.
    pub fn tree(&self, case: &Case) -> Result<SourceTree> {
        self.tree_of(case, |_| true)
    }

    /// The tree that a case begins with: its base, and what its blocks say of the state before.
    pub fn tree_before(&self, case: &Case) -> Result<SourceTree> {
        self.tree_of(case, |part| part.before)
    }

    fn tree_of(&self, case: &Case, counts: impl Fn(&Part) -> bool) -> Result<SourceTree> {
        let mut files = match &case.base {
            Some(base) => self.files(base)?.clone(),
            None => Files::new(),
        };
        let mut refused = Vec::new();
        for part in case.parts.iter().filter(|part| counts(part)) {
            if part.form == Form::Refused {
                files.remove(&part.path);
                let path = VPath::new(&part.path).context("a path")?;
                refused.push(SourceFile { path, content: Content::Refused(refusal(part)?) });
            } else {
                apply(&mut files, part).with_context(|| format!("line {}: {}", part.line, part.path))?;
            }
        }
        let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let mut tree = SourceTree::from_texts("suite", texts);
        refused.into_iter().for_each(|file| tree.insert(file));
        Ok(tree)
    }
}

/// What nobody could see in `text`, made visible.
pub fn show(text: &str) -> String {
    VISIBLE.iter().fold(text.to_string(), |text, (shown, meant)| text.replace(*meant, &shown.to_string()))
}

fn hide(text: &str) -> String {
    VISIBLE.iter().fold(text.to_string(), |text, (shown, meant)| text.replace(*shown, &meant.to_string()))
}

fn apply(files: &mut Files, part: &Part) -> Result<()> {
    let text = hide(&part.text);
    match part.form {
        // An empty block takes the base's file away; where there is none, it is an empty file.
        Form::Whole if text.trim().is_empty() && files.remove(&part.path).is_some() => {}
        Form::Whole => {
            files.insert(part.path.clone(), text);
        }
        Form::Diff => {
            let before = files.get(&part.path).context("there is no such file to change")?;
            let after = patch(before, &text)?;
            files.insert(part.path.clone(), after);
        }
        Form::Refused => bail!("a base has no files that cannot be read"),
    }
    Ok(())
}

/// Applies `-old`, `+new` and ` context` lines; without either before them, new lines go to the end of the file.
fn patch(before: &str, diff: &str) -> Result<String> {
    let mut lines: Vec<&str> = before.lines().collect();
    let mut at = None;
    for change in diff.lines().filter(|line| !line.is_empty()) {
        let (sign, line) = change.split_at(1);
        if sign == "+" {
            let place = at.unwrap_or(lines.len());
            lines.insert(place, line);
            at = Some(place + 1);
            continue;
        }
        let from = at.unwrap_or(0);
        let found: Vec<usize> = (from..lines.len()).filter(|n| lines[*n] == line).collect();
        let place = match found.as_slice() {
            [] => bail!("no line is `{line}`"),
            [one] => *one,
            [first, ..] if at.is_some() => *first,
            _ => bail!("several lines are `{line}`"),
        };
        match sign {
            "-" => {
                lines.remove(place);
                at = Some(place);
            }
            " " => at = Some(place + 1),
            _ => bail!("`{change}` begins with neither `+`, `-` nor a space"),
        }
    }
    Ok(lines.join("\n") + "\n")
}

fn refusal(part: &Part) -> Result<Refusal> {
    let words = part.text.trim();
    let (kind, rest) = words.split_once(' ').unwrap_or((words, ""));
    Ok(match kind {
        "link" => Refusal::Link,
        "not-utf8" => Refusal::NotUtf8 { line: rest.parse()? },
        "too-large" => Refusal::TooLarge { len: rest.parse()? },
        "pointer" => Refusal::Pointer,
        "unreadable" => Refusal::Unreadable(rest.to_string()),
        _ => bail!(
            "`{kind}` is no reason; write link, not-utf8 LINE, too-large BYTES, pointer or unreadable WORDS"
        ),
    })
}
