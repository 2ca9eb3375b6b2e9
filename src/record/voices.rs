//! Who was heard, when, and whether we asked or they had to speak up themselves.

use std::collections::HashMap;

use jiff::civil::Date;

use super::entry::At;
use crate::model::{DocId, Handbook};
use crate::parse::logs::How;

/// The longest silence of a group that names none.
pub const HEAR_EVERY: &str = "90 days";

/// What one group of customers, or one role, was heard saying.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// How often we asked or watched.
    pub sought: usize,
    /// How often they spoke up unasked, or complained.
    pub volunteered: usize,
    /// When we last asked or watched, and the row.
    pub last_sought: Option<(Date, At)>,
    /// When anything was last heard, and the row.
    pub last: Option<(Date, At)>,
}

/// Every voice that counts.
#[derive(Debug, Default)]
pub struct Voices {
    /// By customer group or role.
    pub from: HashMap<DocId, Heard>,
    /// By want: when it was first heard, and the row.
    pub first_of_want: HashMap<DocId, (Date, At)>,
    /// Whether any row was written, whatever it says.
    pub any: bool,
    /// Whether any row names a group, a role or a want that does not exist.
    pub any_stranger: bool,
}

impl Voices {
    /// Collects them; what was heard behind `on` does not count yet.
    pub fn of(handbook: &Handbook, on: Date) -> Self {
        let mut voices = Self::default();
        for (number, log) in handbook.logs.iter().enumerate() {
            for row in log.rows.voices() {
                voices.any = true;
                if row.date.value > on {
                    continue;
                }
                let at = (row.date.value, At { log: number, span: row.span });
                match handbook.names.document(&row.from.value) {
                    Some(from) => voices.from.entry(from).or_default().add(row.how, at),
                    None => voices.any_stranger = true,
                }
                let want = row.want.as_ref().map(|want| handbook.names.document(&want.value));
                voices.any_stranger |= want == Some(None);
                if let Some(want) = want.flatten() {
                    let first = voices.first_of_want.entry(want).or_insert(at);
                    if at.0 < first.0 {
                        *first = at;
                    }
                }
            }
        }
        voices
    }
}

impl Heard {
    fn add(&mut self, how: How, at: (Date, At)) {
        let later = |last: &Option<(Date, At)>| last.is_none_or(|last| last.0 <= at.0);
        match how {
            How::Asked | How::Seen => {
                self.sought += 1;
                if later(&self.last_sought) {
                    self.last_sought = Some(at);
                }
            }
            How::Told | How::Complaint => self.volunteered += 1,
        }
        if later(&self.last) {
            self.last = Some(at);
        }
    }
}
