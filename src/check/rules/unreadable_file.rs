//! `unreadable-file`: a file that belongs to the handbook and could not be read.

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::parse::is_markdown;
use crate::source::{Content, Refusal, Span};

pub(super) const RULE: Rule = Rule {
    name: "unreadable-file",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A file that is no text in UTF-8, is too large, may not be read, or is a link that leads out of the handbook.",
    why: "What cannot be read would be missing from the site without a word. A link out of the folder is not followed, \
          because what it leads to is not part of the handbook: it differs from one computer to the next, and it may \
          not be meant for everyone who reads the site.",
    example: "content/policies/returns.md saved as Windows-1252",
    fix: "Save the file again as UTF-8; replace a link by a copy of the file.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let plain = doubt::is_plain(context);
    for file in context.tree.files() {
        let Content::Refused(refusal) = &file.content else { continue };
        // Of a plain folder only what becomes a page is ours to read.
        if plain && !is_markdown(&file.path) {
            continue;
        }
        let (message, help) = words(refusal);
        findings.add(&file.path, Span::default(), message).help(help);
    }
}

fn words(refusal: &Refusal) -> (String, String) {
    match refusal {
        Refusal::Link => (
            "this is a link out of the handbook's folder or to nothing, and such links are not followed"
                .into(),
            "put a copy of the file in its place".into(),
        ),
        Refusal::NotUtf8 { line } => (
            format!("line {line} is not UTF-8 text, so the file was left out"),
            "save the file with the encoding UTF-8".into(),
        ),
        Refusal::TooLarge { len } => (
            format!("this file has {} MB, and no page needs that much text", (len + 500_000) / 1_000_000),
            "split it, or keep it outside `content/` and link to it".into(),
        ),
        Refusal::Pointer => (
            "this file is kept in Git LFS, and only a pointer to it is here".into(),
            "bring it with `git lfs pull`; better, keep texts out of Git LFS".into(),
        ),
        Refusal::Unreadable(reason) => (
            format!("this file cannot be read: {reason}"),
            "allow it to be read, or take it out of the folder".into(),
        ),
    }
}
