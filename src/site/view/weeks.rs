//! A year of weeks as a chart, with the few words that stand around it.

use jiff::civil::Date;
use tera::Value;

use super::super::chart::{Dot, Scale, Shares, Words};
use super::super::value::{list, record, safe};
use crate::parse::logs::Week;
use crate::record::words::percent;
use crate::record::{Reading, WeekKept};

/// A chart shows a year, and the week in which it began.
const YEAR: i32 = 52;
/// And never less than a quarter, or two dots would look like a trend.
const QUARTER: i32 = 12;

/// The weeks that a chart shows, the last one included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// The first week.
    pub(super) from: Week,
    /// The last week, which is the running one.
    pub(super) to: Week,
}

impl Span {
    /// The year before a day, or as much of it as there are rows for.
    pub(super) fn before<'a>(on: Date, mut weeks: impl Iterator<Item = &'a WeekKept>) -> Self {
        Self::since(on, weeks.next().map(|week| week.week))
    }

    /// The year before a day, or as much of it as lies behind `first`.
    pub(super) fn since(on: Date, first: Option<Week>) -> Self {
        let to = Week::of(on);
        let from = first.map_or(to, |first| first.max(to.before(YEAR)));
        Self { from: from.min(to.before(QUARTER)), to }
    }

    /// How many weeks it has.
    pub(super) fn weeks(self) -> usize {
        usize::try_from(self.to.since(self.from)).unwrap_or(0) + 1
    }

    /// The number of a week in it, from the left.
    pub(super) fn slot(self, week: Week) -> Option<usize> {
        (week <= self.to).then(|| usize::try_from(week.since(self.from)).ok()).flatten()
    }

    /// A scale on which all these weeks and the target can be seen.
    pub(super) fn scale<'a>(&self, weeks: impl Iterator<Item = &'a WeekKept>, target: Option<f64>) -> Scale {
        let shown = weeks.filter(|week| week.week >= self.from).filter_map(WeekKept::share);
        Scale::of_shares(self.weeks(), shown.chain(target))
    }

    /// Its beginning, middle and end, as months.
    pub(super) fn axis(self) -> Value {
        let middle = self.to.before(self.to.since(self.from) / 2);
        list([self.from, middle, self.to].map(|week| Value::from(month(week))))
    }
}

/// What a chart is made of.
pub(super) struct Chart<'a> {
    /// An id of its own on the page.
    pub(super) id: &'a str,
    /// What it shows.
    pub(super) title: &'a str,
    /// Its weeks, oldest first.
    pub(super) weeks: &'a [WeekKept],
    /// What the gate says about them.
    pub(super) reading: &'a Reading,
    /// The weeks that a signal is about.
    pub(super) signalled: &'a [Week],
}

/// The drawing and the words around it.
pub(super) fn figure(chart: &Chart<'_>, span: &Span, scale: Scale) -> Value {
    let dots: Vec<Dot> = chart.weeks.iter().filter_map(|week| dot(week, span, chart.signalled)).collect();
    let window = chart.reading.window.from;
    let shares = Shares {
        scale,
        target: chart.reading.target.map(crate::parse::quantity::Percent::share),
        usual: chart.reading.runs.as_ref().map(|runs| runs.median),
        from: span.slot(window).filter(|slot| *slot > 0 && dots.iter().any(|dot| dot.slot < *slot)),
        dots,
    };
    let says = says(&shares, span);
    let words = Words { id: &format!("{}:chart", chart.id), title: chart.title, says: &says };
    record([
        ("svg_html", safe(&shares.svg(&words))),
        ("top", bound(scale.high).into()),
        ("bottom", bound(scale.low).into()),
        ("axis", span.axis()),
    ])
}

fn dot(week: &WeekKept, span: &Span, signalled: &[Week]) -> Option<Dot> {
    Some(Dot {
        slot: span.slot(week.week)?,
        share: week.share()?,
        band: week.band(),
        is_hollow: !week.is_honest,
        is_marked: signalled.contains(&week.week),
    })
}

/// What there is to see, for those who do not.
fn says(shares: &Shares, span: &Span) -> String {
    let of = |better: fn(f64, f64) -> f64| shares.dots.iter().map(|dot| dot.share).reduce(better);
    let (Some(low), Some(high)) = (of(f64::min), of(f64::max)) else {
        return format!("No week with checks from {} to {}.", span.from, span.to);
    };
    let kept = if low < high { format!("{} to {}", percent(low), percent(high)) } else { percent(low) };
    let target = shares.target.map(|target| format!(", against a target of {}", percent(target)));
    let marked = match shares.dots.iter().filter(|dot| dot.is_marked).count() {
        0 => String::new(),
        1 => " A signal is about 1 week.".to_string(),
        marked => format!(" A signal is about {marked} weeks."),
    };
    format!(
        "{} with checks from {} to {}: kept {kept}{}.{marked} The numbers stand in the table below.",
        crate::diagnostic::counted(shares.dots.len(), "week"),
        span.from,
        span.to,
        target.unwrap_or_default(),
    )
}

/// A share beside a chart, on one line.
pub(super) fn bound(share: f64) -> String {
    unbroken(&percent(share))
}

/// Words whose per cent signs stay beside their numbers: a sign alone on the next line says nothing.
pub(super) fn unbroken(words: &str) -> String {
    words.replace(" %", "\u{a0}%")
}

fn month(week: Week) -> String {
    week.monday().strftime("%b %Y").to_string()
}
