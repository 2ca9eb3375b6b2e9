//! `broken-link`: an id, a file, an anchor or an image that does not exist.

use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::names::Takes;
use crate::model::resolve::{Broken, Destination, known_scheme, typed_target};
use crate::model::{DocId, Resolved};
use crate::parse::document::{Document, Kind};
use crate::parse::link::LinkField;
use crate::source::{Span, VPath};

pub(super) const RULE: Rule = Rule {
    name: "broken-link",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A link to something that does not exist: an id in a header, a `kind:ID`, a file, an anchor or an image.",
    why: "Every line from the vision to a step is made of links. Where one leads nowhere, whoever follows it stops \
          there: a reader at a dead page, the tool at a promise that nobody seems to keep.",
    example: "keeps: call-back-todya",
    fix: "keeps: call-back-today",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (id, document) in context.documents() {
        header_links(context, id, document, findings);
        body_links(context, id, document, findings);
        restatements(context, document, findings);
    }
    brand(context, findings);
}

/// The logo and the fonts, which the settings name from the root.
fn brand(context: &Context<'_>, findings: &mut Findings) {
    let (Some(path), settings) = (context.settings_file(), &context.handbook.settings) else { return };
    let logo = settings.logo.iter().map(|logo| ("logo", logo.value.as_str(), logo.span));
    let fonts = settings.fonts.files().map(|font| ("fonts", font.value.as_str(), font.span));
    for (field, file, span) in logo.chain(fonts) {
        let is_there = VPath::new(file).is_some_and(|file| context.tree.get(&file).is_some());
        if !is_there {
            let message = format!("`{field}` names `{file}`, and there is no such file");
            let help =
                "check the path; it is read from the handbook's folder, and files lie in `static/` there";
            findings.add(path, span, message).help(help);
        }
    }
}

/// An owner that is no role and a hand-off to nobody have rules of their own.
fn header_links(context: &Context<'_>, id: DocId, document: &Document, findings: &mut Findings) {
    for (n, link) in document.links.iter().enumerate() {
        let has_own_rule = matches!(link.field, LinkField::Owner | LinkField::Then);
        if has_own_rule || *context.handbook.resolved(id, n) != Resolved::Unknown {
            continue;
        }
        let takes = link.field.takes();
        let (words, goes_on) = slip(context, id, document, n);
        if goes_on || doubt::is_explained(context, takes, &link.target.value) {
            continue;
        }
        let wanted = match takes {
            Takes::Aim => "aim of the vision",
            Takes::Moment => "moment in journey.yaml",
            Takes::Kinds([kind]) => kind.word(),
            Takes::Kinds(_) if link.field == LinkField::Shows => "promise or principle",
            Takes::Kinds(_) => "customer or role",
        };
        let typed = &link.target.value;
        let name = if words == link.target.span { typed } else { &document.text[words.range()] };
        let message = format!("`{}` names `{name}`, and there is no such {wanted}", link.field.name());
        let finding = findings.add(&document.path, words, message);
        match context.handbook.names.nearest(context.handbook, takes, typed) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("write the id of a {wanted} that exists, or make this one")),
        };
    }
}

/// A step's `from: the front desk` is one slip, however many words it has: the place of all of them, and whether
/// link `n` only goes on with it.
fn slip(context: &Context<'_>, id: DocId, document: &Document, n: usize) -> (Span, bool) {
    let link = &document.links[n];
    let same = |other: usize| {
        let stray = *context.handbook.resolved(id, other) == Resolved::Unknown;
        let other = &document.links[other];
        link.step.is_some() && stray && (other.step, other.field) == (link.step, link.field)
    };
    let last = (n + 1..document.links.len()).take_while(|other| same(*other)).last();
    let end = last.map_or(link.target.span.end, |last| document.links[last].target.span.end);
    (Span { start: link.target.span.start, end }, n > 0 && same(n - 1))
}

fn body_links(context: &Context<'_>, id: DocId, document: &Document, findings: &mut Findings) {
    for (link, destination) in context.handbook.explained_links(id) {
        if let Destination::Broken(broken) = destination
            && !is_told(context, document, broken)
        {
            let (message, help) = words(broken, link.image);
            findings.add(&document.path, link.span, message).help(help);
        }
    }
}

/// Whether another finding speaks of it already.
fn is_told(context: &Context<'_>, document: &Document, broken: &Broken) -> bool {
    match broken {
        Broken::OtherKind { .. } => true,
        Broken::NoSuchId { wanted: "aim", id, .. } => doubt::is_explained(context, Takes::Aim, id),
        Broken::NoSuchId { wanted: "moment", id, .. } => doubt::is_explained(context, Takes::Moment, id),
        Broken::NoSuchId { wanted: "term", .. } => doubt::lost_entries(context, "content/glossary.yaml"),
        Broken::NoSuchId { wanted: "role", id, .. } => {
            doubt::is_explained(context, Takes::Kinds(&[Kind::Role]), id)
        }
        Broken::NoSuchId { id, .. } => doubt::is_explained(context, Takes::Kinds(&[]), id),
        Broken::NoSuchFile { path, .. } => {
            let path = document.path.join_from(&path.replace('\\', "/"));
            path.is_some_and(|path| doubt::is_refused(context, path.as_str()))
        }
        _ => false,
    }
}

/// In a plain folder double braces are some other tool's.
fn restatements(context: &Context<'_>, document: &Document, findings: &mut Findings) {
    if doubt::is_plain(context) {
        return;
    }
    for restatement in &document.body.restatements {
        let Some((scheme, id)) = restatement.named() else { continue };
        if let Err(near) = known_scheme(scheme) {
            let message = format!("`{scheme}:` is no kind of thing, so nothing can stand here in its place");
            let help = meant_scheme(near);
            findings.add(&document.path, restatement.span, message).help(help);
            continue;
        }
        if let Err(broken @ Broken::NoSuchId { .. }) = typed_target(context.handbook, scheme, id)
            && !is_told(context, document, &broken)
        {
            let (message, help) = words(&broken, false);
            findings.add(&document.path, restatement.span, message).help(help);
        }
    }
}

const FROM_HERE: &str = "check the path; it is read from the folder of this file";
const WITH_BACKSLASHES: &str =
    "check the path, and write `/` between folders; it is read from the folder of this file";

fn meant_scheme(near: Option<&str>) -> String {
    let otherwise = "write the kind of what is meant, as in `{{promise:ID}}`, or single braces";
    near.map_or_else(|| otherwise.to_string(), |near| format!("did you mean `{near}:`?"))
}

/// What is wrong, and what to type instead.
fn words(broken: &Broken, image: bool) -> (String, String) {
    let meant = |near: &Option<String>, otherwise: &str| match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.to_string(),
    };
    match broken {
        Broken::NoSuchId { wanted, id, near } => (
            format!("there is no {wanted} `{id}`"),
            meant(near, &format!("link to a {wanted} that exists, or make this one")),
        ),
        Broken::OtherKind { wanted, id, is } => {
            (format!("`{id}` is a {is}, not a {wanted}"), format!("write `{is}:{id}`"))
        }
        Broken::NoSuchAnchor { anchor, near } => (
            format!("nothing there is called `#{anchor}`"),
            meant(near, "link to a heading or step that exists, or leave the `#…` out"),
        ),
        Broken::NoSuchFile { path, near } => (
            format!("there is no {} `{path}`", if image { "image" } else { "file" }),
            meant(near, if path.contains('\\') { WITH_BACKSLASHES } else { FROM_HERE }),
        ),
        Broken::NoPageInFolder { path } => (
            format!("no page lies in the folder `{path}`, so there is nothing to show"),
            "link to a file in it, or write a README.md there".to_string(),
        ),
        Broken::LeavesTheFolder => (
            "this path leaves the handbook's folder, so the site could never show it".to_string(),
            "copy the file into the handbook, or link to its web address".to_string(),
        ),
        Broken::NoSuchScheme { scheme, near } => {
            (format!("`{scheme}:` is no kind of link"), format!("did you mean `{near}:`?"))
        }
        Broken::Unsafe => (
            "this address would run a script in the reader's browser".to_string(),
            "link to a page or file instead".to_string(),
        ),
    }
}
