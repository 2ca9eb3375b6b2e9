//! `wrong-kind`: a link to something that exists and is of another kind.

use crate::check::words::{any_of, ids_of, meant};
use crate::check::{Context, Findings, Rule, doubt};
use crate::diagnostic::Severity;
use crate::model::names::Takes;
use crate::model::resolve::{Broken, Destination, known_scheme, typed_target};
use crate::model::{DocId, Handbook, Resolved, Target};
use crate::parse::document::{Document, Kind};
use crate::parse::link::{HeaderLink, LinkField};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "wrong-kind",
    severity: Severity::Error,
    fault_in_text: true,
    parameters: &[],
    what: "A link to something that exists but is of a kind that the field does not take.",
    why: "The line runs in one direction: steps keep promises, promises serve missions, missions serve the aims of the \
          vision. What customers want informs the vision and does not set it. A link that jumps a rung or points \
          sideways looks like a line and is none.",
    example: "# in a promise\nserves: know-you-got-it     # a want",
    fix: "serves: front-office        # a mission\nwants: know-you-got-it",
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (id, document) in context.documents() {
        for (n, link) in document.links.iter().enumerate() {
            // An owner that is no role and a hand-off to nobody have rules of their own.
            let has_own_rule = matches!(link.field, LinkField::Owner | LinkField::Then);
            if let (false, Resolved::WrongKind(target)) = (has_own_rule, *context.handbook.resolved(id, n)) {
                header_link(context, id, link, target, findings);
            }
        }
        for (link, destination) in context.handbook.body_links(id) {
            if let Destination::Broken(broken) = destination {
                other_kind(context, document, link.span, broken, findings);
            }
        }
        // In a plain folder double braces are some other tool's.
        let restatements = document.body.restatements.iter().filter(|_| !doubt::is_plain(context));
        for restatement in restatements {
            let Some((scheme, id)) = restatement.named() else { continue };
            if known_scheme(scheme).is_err() {
                continue;
            }
            if let Err(broken) = typed_target(context.handbook, scheme, id) {
                other_kind(context, document, restatement.span, &broken, findings);
            }
        }
    }
}

fn header_link(context: &Context<'_>, id: DocId, link: &HeaderLink, target: Target, findings: &mut Findings) {
    let handbook = context.handbook;
    let typed = &link.target.value;
    let takes = link.field.takes();
    if doubt::is_unread(handbook, target) || doubt::is_explained(context, takes, typed) {
        return;
    }
    let document = handbook.document(id);
    let is = match target {
        Target::Document(found) => handbook.document(found).kind.with_article(),
        Target::Aim(_) => "an aim",
        Target::Moment(_) => "a moment",
        Target::Step(..) | Target::Term(_) => "something else",
    };
    let why = match (link.field, target) {
        (LinkField::ServesMission | LinkField::ServesAim, Target::Document(found))
            if handbook.document(found).kind == Kind::Want =>
        {
            "; customers inform the vision, they do not set it"
        }
        _ => "",
    };
    let message = format!("`{typed}` is {is}, and `{}` takes {}{why}", link.field.name(), taken(link.field));
    let better = better_field(document.kind, handbook, target);
    let near = handbook.names.nearest(handbook, takes, typed);
    let help = match better.filter(|field| *field != link.field.name()) {
        Some(field) if near.is_none() => format!("write `{field}: {typed}`, and here {}", taken(link.field)),
        _ => meant(near, format!("write {} here{}", taken(link.field), candidates(handbook, takes))),
    };
    findings.add(&document.path, link.target.span, message).help(help);
}

/// `: a, b or c`, when there are few enough to name.
fn candidates(handbook: &Handbook, takes: Takes) -> String {
    let names: Vec<&str> = match takes {
        Takes::Aim => handbook.aims.iter().map(|aim| aim.id.value.as_str()).collect(),
        Takes::Moment => handbook.moments.iter().map(|moment| moment.entry.id.value.as_str()).collect(),
        Takes::Kinds([kind]) if *kind != Kind::Page => ids_of(handbook, *kind),
        Takes::Kinds(_) => Vec::new(),
    };
    if names.is_empty() { String::new() } else { format!(": {}", any_of(names)) }
}

/// What a field takes, in words.
fn taken(field: LinkField) -> &'static str {
    match field.takes() {
        Takes::Aim => "an aim of the vision",
        Takes::Moment => "a moment of journey.yaml",
        Takes::Kinds([kind]) => kind.with_article(),
        Takes::Kinds(_) if field == LinkField::Shows => "a promise or a principle",
        Takes::Kinds(_) => "a customer group or a role",
    }
}

/// The field of a promise that takes what was put in another one.
fn better_field(kind: Kind, handbook: &Handbook, target: Target) -> Option<&'static str> {
    let is = match target {
        Target::Moment(_) => return (kind == Kind::Promise).then_some("at"),
        Target::Document(id) => handbook.document(id).kind,
        _ => return None,
    };
    match (kind, is) {
        (Kind::Promise, Kind::Want) => Some("wants"),
        (Kind::Promise, Kind::Customer) => Some("for"),
        (Kind::Promise, Kind::Mission) => Some("serves"),
        (Kind::System, Kind::Promise) => Some("keeps"),
        _ => None,
    }
}

fn other_kind(
    context: &Context<'_>,
    document: &Document,
    span: Span,
    broken: &Broken,
    findings: &mut Findings,
) {
    let Broken::OtherKind { wanted, id, is } = broken else { return };
    let target = context.handbook.names.document(id).map(Target::Document);
    if target.is_some_and(|target| doubt::is_unread(context.handbook, target))
        || doubt::is_explained(context, Takes::Kinds(&[]), id)
    {
        return;
    }
    let message = format!("`{id}` is {}, not a {wanted}", is.with_article());
    findings.add(&document.path, span, message).help(format!("write `{is}:{id}`"));
}
