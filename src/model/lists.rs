//! Lists that the pages of many roles ask for: each is made once, when the first of them does, so that no page has to look
//! through all stories, promises or wants.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::handbook::{DocId, Handbook, Target};
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;

/// What was asked for so far.
#[derive(Debug, Default)]
pub(super) struct Lists {
    stories: OnceLock<Vec<DocId>>,
    told_by: OnceLock<HashMap<DocId, Vec<DocId>>>,
    promises_made: OnceLock<Vec<DocId>>,
    wants_at: OnceLock<Vec<Vec<DocId>>>,
}

impl Handbook {
    /// The promises that customers may hold us to now, the standing ones first, each group in reading order.
    pub fn promises_made(&self) -> &[DocId] {
        self.lists.promises_made.get_or_init(|| {
            let promises = self.in_order(self.of_kind(Kind::Promise));
            let made = |state: State| promises.iter().filter(move |id| self.state(**id) == Some(state));
            made(State::Standing).chain(made(State::Trial)).copied().collect()
        })
    }

    /// All stories, the newest first.
    pub fn stories(&self) -> &[DocId] {
        self.lists.stories.get_or_init(|| {
            let mut stories: Vec<DocId> = self.of_kind(Kind::Story).collect();
            self.newest_first(&mut stories);
            stories
        })
    }

    /// Puts stories in the order of their days, the newest first; those of one day as people read them.
    pub fn newest_first(&self, stories: &mut [DocId]) {
        self.sort(stories);
        stories.sort_by_key(|id| Reverse(self.told_on(*id)));
    }

    /// The day of a story.
    fn told_on(&self, story: DocId) -> Option<Date> {
        self.document(story).story()?.date.as_ref().map(|date| date.value)
    }

    /// The role that tells a story.
    pub fn teller(&self, story: DocId) -> Option<DocId> {
        let told_by = self.document(story).story()?.told_by.as_ref()?;
        self.names.typed(&told_by.value).filter(|id| self.document(*id).kind == Kind::Role)
    }

    /// The stories that a role tells.
    pub fn told_by(&self, role: DocId) -> &[DocId] {
        let told_by = self.lists.told_by.get_or_init(|| {
            let mut told_by: HashMap<DocId, Vec<DocId>> = HashMap::new();
            for story in self.of_kind(Kind::Story) {
                if let Some(teller) = self.teller(story) {
                    told_by.entry(teller).or_default().push(story);
                }
            }
            told_by
        });
        told_by.get(&role).map(Vec::as_slice).unwrap_or_default()
    }

    /// The wants that name a moment in `at`, each once, in reading order.
    pub fn wants_at(&self, moment: usize) -> &[DocId] {
        let wants_at = self.lists.wants_at.get_or_init(|| {
            let mut wants_at = vec![Vec::new(); self.moments.len()];
            for want in self.in_order(self.of_kind(Kind::Want)) {
                for target in self.targets(want, LinkField::At) {
                    if let Target::Moment(moment) = target
                        && wants_at[moment].last() != Some(&want)
                    {
                        wants_at[moment].push(want);
                    }
                }
            }
            wants_at
        });
        wants_at.get(moment).map(Vec::as_slice).unwrap_or_default()
    }
}
