//! What is weighed when an edition is cut, and only then.
//!
//! Cutting is the one moment at which the handbook makes a promise of itself. So some rules speak only then
//! ([`ONLY_AT_A_CUT`]), with the edition before at hand ([`Cut::last`]), and some findings that are a warning on any other
//! day keep an edition from being cut ([`stands_in_the_way`]). A rule joins either by its name here.

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::{Despite, Edition, EditionName};
use crate::model::Handbook;

/// Rules that speak only when an edition is cut. Such a rule may rely on [`Context::cut`](super::Context::cut).
pub const ONLY_AT_A_CUT: [&str; 3] = ["raised-too-soon", "unproven", "vanished"];

/// Rules whose findings keep an edition from being cut, whatever they weigh. Every error does as well.
pub const BLOCKING: [&str; 5] = ["needs-review", "raised-too-soon", "unapproved", "unproven", "vanished"];

/// Rules that may be overruled with a reason, for all to see.
pub const OVERRULED: [&str; 2] = ["raised-too-soon", "unproven"];

/// What is to be cut.
pub struct Cut<'a> {
    /// The name that the edition is to have.
    pub name: &'a EditionName,
    /// The role that approves it.
    pub approved_by: Option<&'a str>,
    /// The day from which it is to be valid.
    pub valid_from: Option<Date>,
    /// The edition before; `None` when this is the first, whose promises are taken over as not yet shown.
    pub last: Option<Last<'a>>,
}

/// The edition before the one that is to be cut.
#[derive(Clone)]
pub struct Last<'a> {
    /// Itself.
    pub edition: &'a Edition,
    /// Its handbook, linked.
    pub handbook: Arc<Handbook>,
}

/// Whether a finding keeps the edition from being cut. Known ones of a baseline do as well: an edition is for ever.
pub fn stands_in_the_way(finding: &Diagnostic, despite: &[Despite]) -> bool {
    let is_overruled = despite.iter().any(|despite| despite.rule == finding.rule);
    let blocks = finding.severity == Severity::Error || BLOCKING.contains(&finding.rule);
    blocks && !is_overruled
}
