//! `/plus-one/`: how many small improvements are still kept?

use tera::Value;

use super::super::chart::{Steps, Words, compounded};
use super::super::value::{list, record, safe, text, written};
use super::weeks::{Span, unbroken};
use super::{Head, Maker, Page};
use crate::model::DocId;
use crate::parse::link::LinkField;
use crate::parse::logs::{PlusOneState, Week};
use crate::record::words::percent;
use crate::record::{Entry, Improvement, statistics};

/// So many weeks before an improvement was first tried are held against as many from when it was kept.
const WEEKS: i32 = 8;
/// Improvements of a year, one a week.
const A_YEAR: f64 = 52.0;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let logs = maker.site.record();
    let head = Head {
        title: "What we keep on top",
        kind: "plus-one",
        kind_label: "Plus one",
        section: "plus-one",
        description: "Small improvements: tried, kept, dropped, or part of the floor by now.",
        body: "",
    };
    let mut context = maker.view_at(&head);
    let all = &logs.improvements;
    let now = Week::of(maker.site.on);
    let first = all.iter().filter_map(|one| one.steps.first()).map(|step| step.week).min();
    let span = Span::since(maker.site.on, first);
    let in_state = |state: PlusOneState| all.iter().filter(|one| one.state_in(now) == Some(state)).count();
    let kept = kept_in(all, now);
    context.insert_value("kept", kept.into());
    context.insert_value("in_floor", in_state(PlusOneState::InFloor).into());
    context.insert_value("trying", in_state(PlusOneState::Trying).into());
    context.insert_value("dropped", in_state(PlusOneState::Dropped).into());
    context.insert_value("on_paper", unbroken(&on_paper(kept)).into());
    context.insert_value("figure", figure(all, &span, kept));
    context.insert_value("events", list(events(all)));
    let systems = handbook.in_order(all.iter().map(|one| one.system));
    context.insert_value("systems", list(systems.into_iter().map(|system| of_system(maker, system))));
    let empty = "Nothing is recorded yet. Write what is tried, and what becomes of it, into \
                 content/records/plus-ones.csv, or let `throughline log plus-one` write it.";
    context.insert_value("empty", written(all.is_empty().then_some(empty)));
    Page { template: "plus_one.html", context }
}

/// What is still kept in a week, as it is or as part of the floor: what was dropped since is no longer counted.
fn kept_in(all: &[Improvement], week: Week) -> usize {
    let is_kept =
        |one: &&Improvement| matches!(one.state_in(week), Some(PlusOneState::Kept | PlusOneState::InFloor));
    all.iter().filter(is_kept).count()
}

fn figure(all: &[Improvement], span: &Span, kept: usize) -> Value {
    let weeks = (0..span.weeks()).rev().map(|back| span.to.before(i32::try_from(back).unwrap_or(0)));
    let steps = Steps::new(weeks.map(|week| kept_in(all, week)).collect());
    let most = steps.counts.iter().copied().max().unwrap_or(0);
    let says = format!(
        "From {} to {}: {most} kept at the most, {kept} kept now. Each change stands in the table below.",
        span.from, span.to
    );
    let words =
        Words { id: "plus-one:chart", title: "Improvements that are kept, week by week", says: &says };
    record([
        ("svg_html", safe(&steps.svg(&words))),
        ("top", format!("{}", steps.top).into()),
        ("bottom", "0".into()),
        ("axis", span.axis()),
    ])
}

/// The arithmetic, and that it is no more than that.
fn on_paper(kept: usize) -> String {
    let times = |count: f64| 1.0 + compounded(count) / 100.0;
    let year = format!("52 kept weeks would be +52 % or ×{:.2} on paper.", times(A_YEAR));
    if kept == 0 {
        return format!("{year} That is arithmetic, not measurement.");
    }
    #[expect(clippy::cast_precision_loss, reason = "as many as people can try")]
    let now = times(kept as f64);
    format!(
        "If each were worth 1 %, {kept} kept would add up to +{kept} %, or ×{now:.2} compounded; {year} That is \
         arithmetic, not measurement."
    )
}

/// Every change with the count behind it, newest first.
fn events(all: &[Improvement]) -> Vec<Value> {
    let mut steps: Vec<(Week, &Improvement, PlusOneState)> =
        all.iter().flat_map(|one| one.steps.iter().map(move |step| (step.week, one, step.state))).collect();
    steps.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.what.cmp(&b.1.what)));
    let row = |(week, one, state): (Week, &Improvement, PlusOneState)| {
        record([
            ("week", week.to_string().into()),
            ("what", one.what.as_str().into()),
            ("label", label(state).into()),
            ("kept", kept_in(all, week).into()),
        ])
    };
    steps.into_iter().map(row).collect()
}

fn of_system(maker: &Maker<'_>, system: DocId) -> Value {
    let now = Week::of(maker.site.on);
    let mut here: Vec<&Improvement> = maker.site.record().improvements_of(system).collect();
    let rank = |one: &Improvement| match one.state_in(now) {
        Some(PlusOneState::Trying) => 0,
        Some(PlusOneState::Kept) => 1,
        Some(PlusOneState::InFloor) => 2,
        Some(PlusOneState::Dropped) | None => 3,
    };
    here.sort_by_key(|one| (rank(one), std::cmp::Reverse(one.steps.last().map(|step| step.week))));
    record([("system", maker.link(system)), ("items", list(here.into_iter().map(|one| item(maker, one))))])
}

fn item(maker: &Maker<'_>, one: &Improvement) -> Value {
    let handbook = &*maker.site.handbook;
    let last = one.steps.last();
    let state = last.map_or(PlusOneState::Trying, |step| step.state);
    let by = handbook.names.document(&one.by);
    record([
        ("what", one.what.as_str().into()),
        ("word", word(state).into()),
        ("label", label(state).into()),
        ("when", if state == PlusOneState::Dropped { "in" } else { "since" }.into()),
        ("week", text(last.map(|step| step.week.to_string()).as_deref())),
        ("by", by.map_or_else(Value::none, |by| maker.link(by))),
        ("costs", text(one.costs.as_deref())),
        ("result", text(one.result.as_deref())),
        ("measured", list(measured(maker, one))),
    ])
}

/// What the record of each promise that the system keeps says, before it was first tried and since it is kept.
fn measured(maker: &Maker<'_>, one: &Improvement) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let is_kept = |state: PlusOneState| matches!(state, PlusOneState::Kept | PlusOneState::InFloor);
    let (Some(tried), Some(kept)) = (one.steps.first(), one.steps.iter().find(|step| is_kept(step.state)))
    else {
        return Vec::new();
    };
    if !one.steps.last().is_some_and(|step| is_kept(step.state)) {
        return Vec::new();
    }
    let promises = handbook.target_documents(one.system, LinkField::Keeps);
    let told = promises.filter_map(|id| {
        let entries = &maker.site.record().kept(id)?.entries;
        let before = count(entries, tried.week.before(WEEKS), tried.week);
        let after = count(entries, kept.week, kept.week.before(-WEEKS));
        Some(record([("promise", maker.link(id)), ("says", unbroken(&compared(before, after)?).into())]))
    });
    told.collect()
}

/// Kept and checked of honest samples from one week up to, and without, another.
fn count(entries: &[Entry], from: Week, to: Week) -> (u64, u64) {
    let inside = entries.iter().filter(|entry| from <= entry.week && entry.week < to && entry.is_honest());
    inside.fold((0, 0), |(kept, checked), entry| {
        (kept + u64::from(entry.kept), checked + u64::from(entry.checked))
    })
}

/// Two counts held against each other; `None` without both. Where the intervals of the two meet, luck may be all of it.
#[expect(clippy::cast_precision_loss, reason = "counts of cases, far below 2^53")]
fn compared(before: (u64, u64), after: (u64, u64)) -> Option<String> {
    let share = |(kept, checked): (u64, u64)| percent(kept as f64 / checked as f64);
    let (low, high) = (statistics::wilson(before.0, before.1)?, statistics::wilson(after.0, after.1)?);
    let says = if low.1 < high.0 {
        "more than luck explains"
    } else if high.1 < low.0 {
        "less than before, and luck does not explain it"
    } else {
        "no clear difference"
    };
    Some(format!(
        "{} of {} before ({}), {} of {} since ({}): {says}",
        before.0,
        before.1,
        share(before),
        after.0,
        after.1,
        share(after)
    ))
}

fn word(state: PlusOneState) -> &'static str {
    match state {
        PlusOneState::Trying => "trying",
        PlusOneState::Kept => "keeping",
        PlusOneState::InFloor => "in-floor",
        PlusOneState::Dropped => "dropped",
    }
}

fn label(state: PlusOneState) -> &'static str {
    match state {
        PlusOneState::Trying => "being tried",
        PlusOneState::Kept => "kept",
        PlusOneState::InFloor => "part of the floor",
        PlusOneState::Dropped => "dropped",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_and_after_are_told_with_their_numbers_and_luck_is_named() {
        let told = |before, after| compared(before, after);
        assert_eq!(told((0, 0), (9, 9)), None, "nothing before is no comparison");
        assert_eq!(told((9, 9), (0, 0)), None);
        let one = told((1, 1), (1, 1)).expect("words");
        assert!(one.ends_with("no clear difference"), "{one}");
        let better = told((50, 100), (99, 100)).expect("words");
        assert_eq!(better, "50 of 100 before (50 %), 99 of 100 since (99 %): more than luck explains");
        assert!(told((99, 100), (50, 100)).is_some_and(|says| says.contains("luck does not explain it")));
    }

    #[test]
    fn the_year_on_paper_is_said_to_be_arithmetic() {
        assert!(on_paper(0).starts_with("52 kept weeks would be +52 % or ×1.68 on paper."));
        let nine = on_paper(9);
        assert!(nine.contains("+9 %, or ×1.09 compounded"), "{nine}");
        assert!(nine.ends_with("That is arithmetic, not measurement."), "{nine}");
    }
}
