//! ISO weeks, counted through from the epoch, so that a year's end is nothing special.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};

/// The Monday that week 0 begins on.
const EPOCH: Date = date(1969, 12, 29);

/// An ISO week such as `2026-W03`. Weeks are counted, so that the one behind `2026-W53` is `2027-W01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(i32);

impl Week {
    /// Reads `2026-W03`; `None` when that year has no such week.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, week) = text.trim().split_once("-W")?;
        let is_number = |text: &str, digits| text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        (is_number(year, 4) && is_number(week, 2)).then_some(())?;
        let date = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?.date();
        Some(Self::of(date))
    }

    /// The week that a day lies in.
    pub fn of(day: Date) -> Self {
        let days = day.duration_since(EPOCH).as_hours().div_euclid(24);
        Self(i32::try_from(days.div_euclid(7)).unwrap_or(i32::MAX))
    }

    /// The Monday it begins on.
    pub fn monday(self) -> Date {
        EPOCH.saturating_add(i64::from(self.0).weeks())
    }

    /// The week so many weeks before this one.
    #[must_use]
    pub fn before(self, weeks: i32) -> Self {
        Self(self.0.saturating_sub(weeks))
    }

    /// How many weeks this one lies behind `earlier`; negative when it lies before it.
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = self.monday().iso_week_date();
        write!(f, "{:04}-W{:02}", week.year(), week.week())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_ends_in_the_middle_of_a_week_and_the_count_goes_on() {
        let [last, first] = ["2026-W53", "2027-W01"].map(|week| Week::parse(week).expect("a week"));
        assert_eq!((first.since(last), first.before(1)), (1, last));
        assert_eq!(Week::of(date(2027, 1, 3)), last, "that Sunday still belongs to the old year");
        assert_eq!(last.monday(), date(2026, 12, 28));
    }

    #[test]
    fn a_week_that_the_year_does_not_have_is_none() {
        for text in ["2025-W53", "2026-W00", "2026-W54", "2026-W3", "+202-W03", "2026W03", "2026-03", ""] {
            assert_eq!(Week::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_week_reads_as_it_is_written() {
        for n in -100..6000 {
            let week = Week(n);
            assert_eq!(Week::parse(&week.to_string()), Some(week));
        }
    }
}
