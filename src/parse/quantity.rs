//! Typed quantities: how much, in what, and which of two is harder to keep.

use std::cmp::Ordering;
use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// A number with a unit, such as `6 hours`, `2 choices` or `30 days`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The amount in millionths, so that `1.5` is exact.
    micros: i64,
    /// What is counted.
    pub unit: Unit,
    /// As it was written.
    text: String,
}

/// What a quantity counts. Only like units compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Seconds to weeks; the factor leads to seconds.
    Time(i64),
    /// Months and years; the factor leads to months.
    Calendar(i64),
    /// Any other word, in the singular when it ends in `s`.
    Other(String),
}

impl Quantity {
    /// Reads `6 hours`; `None` when there is no number or no unit.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let micros = millionths(&text[..digits])?;
        let unit = text[digits..].trim();
        let mut letters = unit.chars();
        if !letters.next().is_some_and(char::is_alphabetic) || unit.contains(['=', '<', '>', ':', '%']) {
            return None;
        }
        Some(Self { micros, unit: Unit::parse(unit), text: format!("{} {unit}", &text[..digits]) })
    }

    /// Compares two amounts of the same sort; `None` when they are not comparable.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (&self.unit, &other.unit) {
            (Unit::Time(a), Unit::Time(b)) | (Unit::Calendar(a), Unit::Calendar(b)) => Some(
                (i128::from(self.micros) * i128::from(*a)).cmp(&(i128::from(other.micros) * i128::from(*b))),
            ),
            (Unit::Other(a), Unit::Other(b)) if a == b => Some(self.micros.cmp(&other.micros)),
            _ => None,
        }
    }

    /// The amount, when it is a whole number.
    pub fn whole(&self) -> Option<i64> {
        (self.micros % 1_000_000 == 0).then_some(self.micros / 1_000_000)
    }

    /// The day that lies this long behind `day`, when this is a time or a number of months; part of a day or a month
    /// counts as a whole one.
    pub fn after(&self, day: Date) -> Option<Date> {
        const MILLION: i64 = 1_000_000;
        // Amounts are never negative.
        let up = |amount: i64, size: i64| amount.saturating_add(size - 1) / size;
        match self.unit {
            Unit::Time(factor) => {
                let seconds = self.micros.checked_mul(factor)?;
                let days =
                    i32::try_from(up(seconds, 86_400 * MILLION)).ok().filter(|days| *days < 3_000_000)?;
                day.checked_add(days.days()).ok()
            }
            Unit::Calendar(factor) => {
                let months = up(self.micros.checked_mul(factor)?, MILLION);
                day.checked_add(i32::try_from(months).ok().filter(|months| *months < 120_000)?.months()).ok()
            }
            Unit::Other(_) => None,
        }
    }

    /// Seconds, when this is a time.
    pub fn seconds(&self) -> Option<i64> {
        match self.unit {
            Unit::Time(factor) => Some(self.micros.saturating_mul(factor) / 1_000_000),
            Unit::Calendar(_) | Unit::Other(_) => None,
        }
    }

    /// The amount in millionths of the smallest unit of its sort, so that `6 hours`, `6 h` and `360 minutes` are one text.
    pub fn canonical(&self) -> String {
        let of = |factor: i64| i128::from(self.micros) * i128::from(factor);
        match &self.unit {
            Unit::Time(factor) => format!("{} seconds", of(*factor)),
            Unit::Calendar(factor) => format!("{} months", of(*factor)),
            Unit::Other(word) => format!("{} {word}", self.micros),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Unit {
    fn parse(word: &str) -> Self {
        const MINUTE: i64 = 60;
        const HOUR: i64 = 60 * MINUTE;
        const DAY: i64 = 24 * HOUR;
        match word.to_lowercase().as_str() {
            "s" | "sec" | "second" | "seconds" => Self::Time(1),
            "m" | "min" | "mins" | "minute" | "minutes" => Self::Time(MINUTE),
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Time(HOUR),
            "d" | "day" | "days" => Self::Time(DAY),
            "w" | "week" | "weeks" => Self::Time(7 * DAY),
            "mo" | "month" | "months" => Self::Calendar(1),
            "y" | "year" | "years" => Self::Calendar(12),
            other => Self::Other(other.strip_suffix('s').unwrap_or(other).to_string()),
        }
    }
}

/// A share of all cases, such as `95%` or `99.5%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent {
    micros: i64,
}

impl Percent {
    /// Reads `95%` or `95 %`; `None` for anything else and for more than 100.
    pub fn parse(text: &str) -> Option<Self> {
        let micros = millionths(text.trim().strip_suffix('%')?.trim_end())?;
        (0..=100_000_000).contains(&micros).then_some(Self { micros })
    }

    /// The share in millionths of a per cent, so that `95%` and `95.0 %` are one number.
    pub fn millionths(self) -> i64 {
        self.micros
    }

    /// The share as a number between 0 and 1.
    #[expect(clippy::cast_precision_loss, reason = "at most 100 million, far below 2^53")]
    pub fn share(self) -> f64 {
        self.micros as f64 / 100_000_000.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.micros / 1_000_000;
        let rest = format!("{:06}", self.micros % 1_000_000);
        match rest.trim_end_matches('0') {
            // A no-break space: a sign alone on the next line says nothing.
            "" => write!(f, "{whole}\u{a0}%"),
            rest => write!(f, "{whole}.{rest}\u{a0}%"),
        }
    }
}

/// A time of day, such as `18:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    minutes: u16,
}

impl Clock {
    /// Reads `18:00` or `9:05` on a 24-hour clock.
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.trim().split_once(':')?;
        let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
            (digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))
                .then(|| text.parse::<u16>().ok())
                .flatten()
        };
        let (hours, minutes) = (number(hours, 1..=2)?, number(minutes, 2..=2)?);
        (hours < 24 && minutes < 60).then_some(Self { minutes: hours * 60 + minutes })
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

/// The limit that a promise or a floor can be held to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Less is harder: `at_most: 6 hours`.
    AtMost(Quantity),
    /// More is harder: `at_least: 2 choices`.
    AtLeast(Quantity),
    /// Earlier is harder: `by: 18:00`.
    By(Clock),
}

impl Measure {
    /// Whether `self` is harder to keep than `other` (`Greater`), easier (`Less`) or the same; `None` when the two
    /// are of different sorts.
    pub fn harder(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::AtMost(a), Self::AtMost(b)) => a.compare(b).map(Ordering::reverse),
            (Self::AtLeast(a), Self::AtLeast(b)) => a.compare(b),
            (Self::By(a), Self::By(b)) => Some(b.cmp(a)),
            _ => None,
        }
    }

    /// The limit in the smallest unit of its sort; two limits with one text ask the same.
    pub fn canonical(&self) -> String {
        match self {
            Self::AtMost(quantity) => format!("at_most {}", quantity.canonical()),
            Self::AtLeast(quantity) => format!("at_least {}", quantity.canonical()),
            Self::By(clock) => format!("by {clock}"),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(quantity) => write!(f, "at most {quantity}"),
            Self::AtLeast(quantity) => write!(f, "at least {quantity}"),
            Self::By(clock) => write!(f, "by {clock}"),
        }
    }
}

/// `1.5` as 1 500 000; `None` for anything but digits with at most one point and six decimals.
fn millionths(number: &str) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || fraction.len() > 6 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<6}").parse().ok()?;
    whole.checked_mul(1_000_000)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn harder(a: &str, b: &str) -> Option<Ordering> {
        let at_most = |text| Quantity::parse(text).map(Measure::AtMost);
        at_most(a)?.harder(&at_most(b)?)
    }

    #[test]
    fn less_time_is_harder_and_units_of_time_convert() {
        assert_eq!(harder("4 hours", "6 hours"), Some(Ordering::Greater));
        assert_eq!(harder("90 minutes", "1.5 hours"), Some(Ordering::Equal));
        assert_eq!(harder("1 week", "2 days"), Some(Ordering::Less));
        assert_eq!(harder("1 year", "12 months"), Some(Ordering::Equal));
    }

    #[test]
    fn other_units_are_their_own_and_never_guessed() {
        assert_eq!(harder("4 working hours", "4 hours"), None);
        assert_eq!(harder("1 month", "30 days"), None);
        assert_eq!(harder("2 choices", "1 choice"), Some(Ordering::Less));
    }

    #[test]
    fn shares_and_clock_times_read_as_they_look() {
        assert_eq!(Percent::parse("99.5%").map(|p| p.to_string()).as_deref(), Some("99.5\u{a0}%"));
        assert_eq!(Percent::parse("95 %").map(Percent::share), Some(0.95));
        assert_eq!([Percent::parse("101%"), Percent::parse("95"), Percent::parse("%95")], [None; 3]);
        assert_eq!(Clock::parse("9:05").map(|c| c.to_string()).as_deref(), Some("09:05"));
        assert_eq!([Clock::parse("24:00"), Clock::parse("18.00"), Clock::parse("+9:00")], [None; 3]);
    }

    #[test]
    fn a_number_alone_or_a_word_alone_is_no_quantity() {
        for text in ["6", "hours", "", "six hours", "6 %", "1.2.3 hours", "-1 hours", "1e3 h=x"] {
            assert_eq!(Quantity::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_leads_to_a_day_of_the_calendar() {
        use jiff::civil::date;
        let after = |period, day: Date| Quantity::parse(period).and_then(|period| period.after(day));
        assert_eq!(after("6 months", date(2025, 8, 31)), Some(date(2026, 2, 28)));
        assert_eq!(after("1.5 years", date(2026, 1, 1)), Some(date(2027, 7, 1)));
        assert_eq!(after("1 month", date(2026, 1, 31)), Some(date(2026, 2, 28)));
        assert_eq!(after("90 days", date(2026, 1, 1)), Some(date(2026, 4, 1)));
        assert_eq!(after("90 days", date(2026, 1, 31)), Some(date(2026, 5, 1)));
        assert_eq!(after("0.5 weeks", date(2026, 1, 31)), Some(date(2026, 2, 4)));
        assert_eq!(after("2 weeks", date(2026, 12, 25)), Some(date(2027, 1, 8)));
        for beyond in ["9999 years", "99999999 years", "9999999999999 weeks"] {
            assert_eq!(after(beyond, date(2026, 1, 1)), None, "the calendar ends before {beyond}");
        }
        for other in ["2 choices", "3 visits"] {
            assert_eq!(after(other, date(2026, 1, 1)), None, "{other}");
        }
    }
}
