//! Excuses, never without a reason: `allow:` in a header for warnings and notes, a comment before a block for those of
//! that block, `allow:` in the settings for everything.

use std::collections::HashMap;

use super::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::DocId;
use crate::parse::document::Waiver;
use crate::source::{SETTINGS, Span, VPath};

/// Every excuse of a handbook, to be asked about any finding.
pub struct Waivers<'a> {
    all: Vec<Excuse<'a>>,
    /// The numbers of those for one file.
    by_path: HashMap<&'a VPath, Vec<usize>>,
    /// The numbers of those for every file.
    everywhere: Vec<usize>,
}

/// One excuse, and where it holds.
pub struct Excuse<'a> {
    /// What was written.
    pub waiver: &'a Waiver,
    /// The file that it is written in.
    pub path: &'a VPath,
    scope: Scope,
    /// Whether it gives a reason and is not over.
    in_force: bool,
}

/// How much an excuse may cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Findings of any weight.
    Settings,
    /// Warnings and notes of a document.
    Header,
    /// Warnings and notes of one block.
    Block(Span),
}

impl Excuse<'_> {
    /// Whether it is a comment in a body.
    pub fn is_comment(&self) -> bool {
        matches!(self.scope, Scope::Block(_))
    }

    fn concerns(&self, finding: &Diagnostic) -> bool {
        let is_inside = match self.scope {
            Scope::Block(block) => {
                (block.start..block.end.max(block.start + 1)).contains(&finding.span.start)
            }
            Scope::Settings | Scope::Header => true,
        };
        self.in_force && is_inside && self.waiver.rule.value == finding.rule
    }

    fn covers(&self, finding: &Diagnostic) -> bool {
        self.concerns(finding) && (self.scope == Scope::Settings || finding.severity < Severity::Error)
    }
}

impl<'a> Waivers<'a> {
    /// Collects them.
    pub fn of(context: &Context<'a>) -> Self {
        let mut waivers = Self { all: Vec::new(), by_path: HashMap::new(), everywhere: Vec::new() };
        for (_, document) in context.documents() {
            for waiver in &document.common.allow {
                waivers.add(context, waiver, &document.path, Scope::Header, &[&document.path]);
            }
            for comment in &document.body.allow {
                let scope = Scope::Block(comment.block);
                waivers.add(context, &comment.waiver, &document.path, scope, &[&document.path]);
            }
        }
        let settings = &context.handbook.settings.allow;
        let file = VPath::new(SETTINGS).and_then(|path| context.tree.get(&path));
        let Some(file) = file.filter(|_| !settings.is_empty()) else { return waivers };
        let mut by_id: HashMap<&str, Vec<DocId>> = HashMap::new();
        for (id, document) in context.documents() {
            by_id.entry(&document.id.value).or_default().push(id);
        }
        for waiver in settings {
            match &waiver.id {
                None => {
                    waivers.everywhere.push(waivers.all.len());
                    waivers.add(context, waiver, &file.path, Scope::Settings, &[]);
                }
                Some(id) => {
                    let named = by_id.get(id.value.as_str()).map(Vec::as_slice).unwrap_or_default();
                    let paths: Vec<&VPath> =
                        named.iter().map(|id| &context.handbook.document(*id).path).collect();
                    waivers.add(context, waiver, &file.path, Scope::Settings, &paths);
                }
            }
        }
        waivers
    }

    fn add(
        &mut self,
        context: &Context<'_>,
        waiver: &'a Waiver,
        path: &'a VPath,
        scope: Scope,
        holds_in: &[&'a VPath],
    ) {
        let is_over = waiver.until.as_ref().is_some_and(|until| until.value < context.today);
        for file in holds_in {
            self.by_path.entry(file).or_default().push(self.all.len());
        }
        self.all.push(Excuse { waiver, path, scope, in_force: waiver.reason.is_some() && !is_over });
    }

    /// Every excuse, in the order of documents, the settings' behind them.
    pub fn all(&self) -> &[Excuse<'a>] {
        &self.all
    }

    /// The numbers of the excuses in force that speak of this finding, and whether one of them covers it.
    pub fn about(&self, finding: &Diagnostic) -> (Vec<usize>, bool) {
        let here = self.by_path.get(&finding.path).into_iter().flatten();
        let numbers = here.chain(&self.everywhere).copied();
        let about: Vec<usize> = numbers.filter(|number| self.all[*number].concerns(finding)).collect();
        let is_waived = about.iter().any(|number| self.all[*number].covers(finding));
        (about, is_waived)
    }

    /// For each excuse, whether anything needs it: an excuse in force that speaks of a finding, even one that weighs
    /// too much for it, or one that is not in force, which is told otherwise.
    pub fn needed(&self, about: impl IntoIterator<Item = usize>) -> Vec<bool> {
        let mut needed: Vec<bool> = self.all.iter().map(|excuse| !excuse.in_force).collect();
        about.into_iter().for_each(|number| needed[number] = true);
        needed
    }
}
