//! Plus-ones over time: each small improvement with the weeks in which it was tried, kept or dropped.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::entry::At;
use crate::model::{DocId, Handbook};
use crate::parse::document::Kind;
use crate::parse::logs::{PlusOne, PlusOneState, Week};

/// One small improvement of one system.
#[derive(Debug, Clone)]
pub struct Improvement {
    /// Its id in the log.
    pub id: String,
    /// The system.
    pub system: DocId,
    /// What is done.
    pub what: String,
    /// The id of the role that brought it in.
    pub by: String,
    /// What it costs, as the last row with a word on it says.
    pub costs: Option<String>,
    /// What came of it, as the last row with a word on it says.
    pub result: Option<String>,
    /// What became of it, by week; never empty.
    pub steps: Vec<Step>,
}

/// What became of an improvement in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The week.
    pub week: Week,
    /// How far along it is from then on.
    pub state: PlusOneState,
    /// The row.
    pub at: At,
}

impl Improvement {
    /// Every improvement of a system that exists, by system and id. Rows of weeks behind `on` do not count yet.
    pub fn all(handbook: &Handbook, on: Date) -> Vec<Self> {
        let this_week = Week::of(on);
        let mut found: BTreeMap<(DocId, &str), Self> = BTreeMap::new();
        for (number, row) in rows(handbook).filter(|(_, row)| row.week.value <= this_week) {
            let system = handbook.names.document(&row.system.value);
            let Some(system) = system.filter(|id| handbook.document(*id).kind == Kind::System) else {
                continue;
            };
            let improvement = found.entry((system, &row.id.value)).or_insert_with(|| Self {
                id: row.id.value.clone(),
                system,
                what: row.what.value.clone(),
                by: row.by.value.clone(),
                costs: None,
                result: None,
                steps: Vec::new(),
            });
            improvement.costs = row.costs.clone().or(improvement.costs.take());
            improvement.result = row.result.clone().or(improvement.result.take());
            let at = At { log: number, span: row.span };
            improvement.steps.push(Step { week: row.week.value, state: row.state, at });
        }
        let mut all: Vec<Self> = found.into_values().collect();
        for improvement in &mut all {
            improvement.steps.sort_by_key(|step| step.week);
        }
        all
    }

    /// How far along it was in a week; `None` before it began.
    pub fn state_in(&self, week: Week) -> Option<PlusOneState> {
        self.steps.iter().take_while(|step| step.week <= week).last().map(|step| step.state)
    }

    /// The spells in which it was tried: the row that began it, and the first week that was no longer one of trying.
    pub fn trials(&self) -> impl Iterator<Item = (Step, Option<Week>)> + '_ {
        let is_trial = |step: &Step| step.state == PlusOneState::Trying;
        self.steps.iter().enumerate().filter_map(move |(n, step)| {
            let begins =
                is_trial(step) && !n.checked_sub(1).is_some_and(|before| is_trial(&self.steps[before]));
            let end = self.steps[n..].iter().find(|later| !is_trial(later)).map(|later| later.week);
            begins.then_some((*step, end))
        })
    }
}

/// Whether any row was written, whatever it says.
pub fn any(handbook: &Handbook) -> bool {
    rows(handbook).next().is_some()
}

fn rows(handbook: &Handbook) -> impl Iterator<Item = (usize, &PlusOne)> {
    let logs = handbook.logs.iter().enumerate();
    logs.flat_map(|(number, log)| log.rows.plus_ones().iter().map(move |row| (number, row)))
}
