//! The ladder: which rung a promise stands on, and whether the one below it is taken. A rule and the roadmap ask.

use super::promises;
use crate::model::{DocId, Handbook};
use crate::parse::kinds::Level;
use crate::parse::link::LinkField;
use crate::record::{Kept, Record, Verdict};

/// A moment in which a customer is not shown to be satisfied.
pub struct Gap<'a> {
    /// The number of the moment.
    pub moment: usize,
    /// The promise that should have done it, with its record; `None` where none is made there.
    pub below: Option<(DocId, &'a Kept)>,
}

/// The promises of the first rung that are made.
pub fn first(handbook: &Handbook) -> Vec<DocId> {
    let made = promises::made(handbook);
    made.filter(|(_, _, promise)| promise.level == Level::Satisfaction).map(|(id, ..)| id).collect()
}

/// The first moment in which a customer of a promise is not shown to be satisfied by one of the `first` rung. One that was
/// never counted is told elsewhere.
pub fn gap<'a>(handbook: &Handbook, record: &'a Record, id: DocId, first: &[DocId]) -> Option<Gap<'a>> {
    for moment in promises::at(handbook, id) {
        for customer in customers(handbook, id) {
            let here: Vec<DocId> = first
                .iter()
                .copied()
                .filter(|below| promises::at(handbook, *below).any(|at| at == moment))
                .filter(|below| customers(handbook, *below).any(|other| other == customer))
                .collect();
            let verdicts: Vec<Verdict> = here.iter().map(|below| record.verdict(*below)).collect();
            if verdicts.iter().any(|verdict| matches!(verdict, Verdict::Keeping | Verdict::NotMeasured)) {
                continue;
            }
            let below = here.first().and_then(|below| Some((*below, record.kept(*below)?)));
            return Some(Gap { moment, below });
        }
    }
    None
}

fn customers(handbook: &Handbook, id: DocId) -> impl Iterator<Item = DocId> + '_ {
    handbook.target_documents(id, LinkField::For)
}
