//! `same-address`: two files that would be one page.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::check::{Context, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::Handbook;
use crate::model::resolve::Destination;
use crate::parse::document::Kind;
use crate::source::{Span, VPath};

pub(super) const RULE: Rule = Rule {
    name: "same-address",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "Two files that would stand at the same address of the site, or a page that would hide one of its views; a \
           warning where two names differ in capitals only.",
    why: "An address shows one thing. When two files want it, one of them would silently win, and on a disk that does \
          not tell capitals from small letters it may be either. Links to the other would show the wrong words.",
    example: "content/opening.md and content/Opening.md",
    fix: "Give one of the two files another name.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let handbook = context.handbook;
    for clash in handbook.clashes() {
        let document = handbook.document(clash.document);
        let message = match &clash.with {
            Some(_) => format!("two files would stand at `/{}`, and an address shows only one", clash.wanted),
            None => format!("a page at `/{}` would hide the view of that name", clash.wanted),
        };
        let other = clash.with.as_ref().and_then(|path| handbook.at_path(path));
        let other = other.map(|id| handbook.document(id));
        // Two of one kind with one id, and two visions, are faults that other rules tell better.
        let same_name = |other| {
            let other: &crate::parse::document::Document = other;
            other.kind == document.kind && (other.id.value == document.id.value || other.kind == Kind::Vision)
        };
        if other.is_some_and(same_name) || (clash.with.is_some() && document.path.stem() == "roles") {
            continue;
        }
        let finding = findings.add(&document.path, document.top, message);
        let finding =
            finding.help(format!("give this file another name; for now it stands at `/{}`", clash.instead));
        if let Some(other) = other {
            finding.related(&other.path, other.top, "stands there already");
        }
    }
    capitals(handbook, findings);
}

/// Files and folders of the site that are one on a disk or a host that does not tell capitals from small letters.
fn capitals(handbook: &Handbook, findings: &mut Findings) {
    let linked = handbook.ids().flat_map(|id| handbook.body_links(id));
    let linked = linked.filter_map(|(_, to)| match to {
        Destination::File(file) => Some(file),
        _ => None,
    });
    let pages = handbook.documents.iter().map(|document| &document.path);
    let files: BTreeSet<&VPath> = pages.chain(linked).collect();
    let told: HashSet<&VPath> =
        handbook.clashes().iter().map(|clash| &handbook.document(clash.document).path).collect();
    let mut told_of: HashSet<&str> = HashSet::new();
    let mut first: HashMap<String, (&str, &VPath)> = HashMap::new();
    for path in files {
        let text = path.as_str();
        let ends = text.match_indices('/').map(|(at, _)| at).chain([text.len()]);
        // Of a folder and the files in it the folder is told, once.
        let other = ends.map(|end| &text[..end]).find_map(|part| {
            let (other, file) = *first.entry(part.to_lowercase()).or_insert((part, path));
            (other != part).then_some((part, other, file))
        });
        let Some((part, other, file)) = other.filter(|_| !told.contains(path)) else { continue };
        if part.len() < text.len() && !told_of.insert(part) {
            continue;
        }
        findings
            .add(
                path,
                Span::default(),
                format!("`{part}` and `{other}` differ in capitals only, and on many disks they are one"),
            )
            .help("give one of them another name: a computer that does not tell them apart would lose it")
            .related(file, Span::default(), "the other one")
            .weighing(Severity::Warning);
    }
}
