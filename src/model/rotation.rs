//! The line-up at the start of a shift: which promise, which story and which question belong to which day of four weeks.
//!
//! Four weeks begin anew for ever, on a Monday that lies long ago, so that a page written in spring still knows in autumn
//! whose turn it is.

use std::collections::HashMap;

use jiff::civil::{Date, date};

use super::handbook::{DocId, Handbook};
use crate::parse::checklist::Section;
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::parse::link::LinkField;

/// How many days a round has.
pub const DAYS: usize = 28;

/// What one day talks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The promise of the day.
    pub promise: Option<DocId>,
    /// A story, of that promise if there is one.
    pub story: Option<DocId>,
    /// What to ask one another.
    pub question: Question,
}

/// What the question of the day is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// A want behind the promise.
    Want(DocId),
    /// A plus-one step of a system that keeps it.
    PlusOne(DocId, usize),
    /// How the promise feels to the customer.
    Feels(DocId),
    /// What a customer gets when it is missed.
    Miss(DocId),
    /// Nothing in particular.
    Open,
}

/// The number of a day in its round, from 0 for the first Monday.
pub fn turn_of(day: Date) -> usize {
    let days = day.duration_since(date(1970, 1, 5)).as_hours() / 24;
    usize::try_from(days.rem_euclid(28)).unwrap_or_default()
}

impl Handbook {
    /// A whole round: 28 turns, by number.
    pub fn rotation(&self) -> Vec<Turn> {
        let promises = self.promises_made();
        let mut stories = self.stories().to_vec();
        // Whoever works on Mondays only should not meet the same promise each time.
        let shift = usize::from(matches!(promises.len(), 7 | 14));
        let mut met: HashMap<DocId, usize> = HashMap::new();
        let turns = (0..DAYS).map(|day| {
            let at = (day + day / 7 * shift).checked_rem(promises.len());
            let promise = at.and_then(|at| promises.get(at)).copied();
            let before = promise.map_or(day, |promise| {
                let met = met.entry(promise).or_default();
                *met += 1;
                *met - 1
            });
            let story = promise.and_then(|promise| nth(&self.stories_of(promise, &stories), before));
            let story = story.or_else(|| stories.first().copied());
            // The story that was told goes to the end of those to be told where a promise has none of its own.
            if let Some(at) = story.and_then(|told| stories.iter().position(|story| *story == told)) {
                let told = stories.remove(at);
                stories.push(told);
            }
            let questions = promise.map(|promise| self.questions(promise)).unwrap_or_default();
            Turn { promise, story, question: nth(&questions, before).unwrap_or(Question::Open) }
        });
        turns.collect()
    }

    /// Whether there is anything to talk about: a promise that is made, or a story.
    pub fn has_line_up(&self) -> bool {
        let is_made = |id: DocId| self.state(id).is_some_and(State::is_made);
        self.of_kind(Kind::Promise).any(is_made) || self.of_kind(Kind::Story).next().is_some()
    }

    /// Those that show a promise, in an order that does not change from day to day.
    fn stories_of(&self, promise: DocId, stories: &[DocId]) -> Vec<DocId> {
        let shows = |id: &DocId| self.target_documents(*id, LinkField::Shows).any(|shown| shown == promise);
        let mut found: Vec<DocId> = stories.iter().copied().filter(shows).collect();
        self.sort(&mut found);
        found
    }

    fn questions(&self, promise: DocId) -> Vec<Question> {
        let mut questions: Vec<Question> =
            self.target_documents(promise, LinkField::Wants).map(Question::Want).collect();
        for system in self.sources(promise, LinkField::Keeps) {
            let steps = self.document(system).steps().iter().enumerate();
            let plus = steps.filter(|(_, step)| step.section == Section::PlusOne);
            questions.extend(plus.map(|(n, _)| Question::PlusOne(system, n)));
        }
        let fields = self.document(promise).promise();
        questions.extend(fields.and_then(|fields| fields.feels.as_ref()).map(|_| Question::Feels(promise)));
        questions
            .extend(fields.and_then(|fields| fields.if_we_miss.as_ref()).map(|_| Question::Miss(promise)));
        questions
    }
}

fn nth<T: Copy>(list: &[T], n: usize) -> Option<T> {
    list.get(n.checked_rem(list.len())?).copied()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::pipeline::{self, Drafts};
    use crate::source::SourceTree;

    fn handbook(promises: usize, stories: usize) -> Handbook {
        let promise = |n| {
            let text =
                format!("---\nsays: You get {n}.\nstate: standing\nfeels: seen\nif_we_miss: Sorry.\n---\n");
            (format!("content/promises/p{n:02}.md"), text)
        };
        let story = |n| {
            let text = format!("---\ntitle: S{n}\ndate: 2026-01-{:02}\nshows: p00\n---\n", n + 1);
            (format!("content/stories/s{n:02}.md"), text)
        };
        let files: Vec<(String, String)> =
            (0..promises).map(promise).chain((0..stories).map(story)).collect();
        let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        pipeline::link(&SourceTree::from_texts("round", files.chain([("handbook.yaml", "")])), Drafts::Keep)
    }

    #[test]
    fn a_round_is_four_weeks_and_begins_on_a_monday_for_ever() {
        let monday = date(2026, 11, 16);
        assert_eq!(turn_of(monday) % 7, 0);
        for days in [0, 1, 27] {
            let day = monday.saturating_add(days.days());
            assert_eq!(turn_of(day), turn_of(day.saturating_add(28.days())));
            assert_eq!(turn_of(day), turn_of(day.saturating_sub(2800.days())));
        }
        assert_eq!(turn_of(date(1969, 12, 29)), 21);
    }

    #[test]
    fn every_promise_has_its_turn_and_none_keeps_to_one_weekday() {
        for promises in 2..=28 {
            let handbook = handbook(promises, 0);
            let turns = &handbook.rotation();
            let days =
                |id: DocId| (0..DAYS).filter(move |day| turns[*day].promise == Some(id)).collect::<Vec<_>>();
            for id in handbook.of_kind(Kind::Promise) {
                let days = days(id);
                assert!(!days.is_empty(), "{promises}: {id:?}");
                let is_one_weekday =
                    promises <= 14 && days.len() > 1 && days.iter().all(|day| day % 7 == days[0] % 7);
                assert!(!is_one_weekday, "{promises}: {id:?} on {days:?}");
            }
        }
    }

    #[test]
    fn every_story_is_told_and_questions_change() {
        let handbook = handbook(5, 6);
        let turns = handbook.rotation();
        for story in handbook.of_kind(Kind::Story) {
            assert!(turns.iter().any(|turn| turn.story == Some(story)), "{story:?}");
        }
        assert_ne!(turns[0].question, turns[5].question);
        assert_eq!(turns[0].question, turns[10].question);
    }

    #[test]
    fn without_promises_stories_are_told_and_without_both_nothing_is() {
        assert!(handbook(0, 2).rotation().iter().all(|turn| turn.promise.is_none() && turn.story.is_some()));
        let turns = handbook(0, 0).rotation();
        assert!(turns.iter().all(|turn| turn.story.is_none() && turn.question == Question::Open));
    }
}
