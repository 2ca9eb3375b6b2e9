//! `/consistency/`: do we keep what we promise? Week by week, in words, and at each place.

use tera::Value;

use super::super::kept;
use super::super::shared::{href, sentence};
use super::super::value::{list, record, text, with_code, written};
use super::weeks::{self, Span};
use super::{Head, Maker, Page};
use crate::diagnostic::counted;
use crate::model::DocId;
use crate::parse::document::Kind;
use crate::parse::kinds::State;
use crate::record::words::{change, percent};
use crate::record::{Kept, KeptAt, Reading, Reason, Verdict, WeekKept, gate};

/// So many promises are shown in full, those that need a look first; more are a list, or no phone could load the page.
const IN_FULL: usize = 24;
/// So many places have a chart of their own.
const PLACES: usize = 12;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let logs = maker.site.record();
    let head = Head {
        title: "Do we keep it?",
        kind: "consistency",
        kind_label: "Consistency",
        section: "consistency",
        description: "Every promise, week by week: how often it was kept, and what that proves.",
        body: "",
    };
    let mut context = maker.view_at(&head);
    let ids = handbook.in_order(handbook.of_kind(Kind::Promise));
    let is_made = |id: DocId| handbook.state(id).is_some_and(State::is_made);
    let mut counted: Vec<(DocId, &Kept)> = ids
        .iter()
        .filter_map(|id| Some((*id, logs.kept(*id)?)))
        .filter(|(id, kept)| !kept.entries.is_empty() && handbook.state(*id) != Some(State::Retired))
        .collect();
    counted.sort_by_key(|(_, kept)| urgency(kept.verdict()));
    let uncounted = ids.iter().copied().filter(|id| {
        is_made(*id) && logs.any_kept && logs.kept(*id).is_none_or(|kept| kept.entries.is_empty())
    });
    let overview = counted.iter().map(|(id, kept)| brief(maker, *id, kept));
    let in_full = counted.iter().take(IN_FULL);
    context.insert_value("overview", list(overview));
    context.insert_value("promises", list(in_full.map(|(id, kept)| section(maker, *id, kept))));
    let rest = counted.iter().skip(IN_FULL);
    context.insert_value("more", list(rest.map(|(id, kept)| brief(maker, *id, kept))));
    context.insert_value("uncounted", maker.list_of(uncounted));
    context.insert_value("places", kept::choice(handbook));
    context.insert_value("as_of", maker.site.on.to_string().into());
    let first = ids.first().map_or("PROMISE", |id| &handbook.document(*id).id.value);
    let empty = format!(
        "Nothing is recorded yet. One row a week tells whether a promise is kept: write it into \
         content/records/kept.csv, or let `throughline log kept --promise {first} --due 20 --kept 19` write it."
    );
    context.insert_value("empty", written(counted.is_empty().then_some(&*empty)));
    Page { template: "consistency.html", context }
}

/// What asks for a look stands first.
fn urgency(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::FallingShort => 0,
        Verdict::Slipping => 1,
        Verdict::TooEarly => 2,
        Verdict::Keeping => 3,
        Verdict::NotMeasured => 4,
    }
}

fn brief(maker: &Maker<'_>, id: DocId, kept: &Kept) -> Value {
    let handbook = &*maker.site.handbook;
    record([
        ("id", handbook.document(id).id.value.as_str().into()),
        ("title", handbook.document(id).title().into()),
        ("href", href(handbook, id).into()),
        ("sentence", weeks::unbroken(&kept.reading.sentence).into()),
        ("kept", maker.site.shared.kept(handbook, id)),
    ])
}

/// One promise in full.
fn section(maker: &Maker<'_>, id: DocId, kept: &Kept) -> Value {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let reading = &kept.reading;
    let all = kept.weeks();
    let at_places = kept.places();
    let shown = &at_places[..at_places.len().min(PLACES)];
    let span = Span::before(maker.site.on, all.iter());
    let target = reading.target.map(crate::parse::quantity::Percent::share);
    // Places are to be compared with each other; being smaller they swing wider than the whole.
    let scale = span.scale(all.iter(), target);
    let of_places = span.scale(shown.iter().flat_map(|at| &at.weeks), target);
    let signalled = kept.signalled();
    let of_all = weeks::Chart {
        id: &document.id.value,
        title: document.title(),
        weeks: &all,
        reading,
        signalled: &signalled,
    };
    let counts_from = all.iter().any(|week| week.week >= span.from && week.week < reading.window.from);
    let older = all.iter().filter(|week| week.week < span.from).count();
    let tells_of_remedies = kept.put_right().is_some();
    record([
        ("id", document.id.value.as_str().into()),
        ("title", document.title().into()),
        ("href", href(handbook, id).into()),
        ("text", text(sentence(document))),
        ("state", text(handbook.state(id).map(State::word))),
        ("kept", maker.site.shared.kept(handbook, id)),
        ("sentence", weeks::unbroken(&reading.sentence).into()),
        ("target", text(target.map(weeks::bound).as_deref())),
        ("usual", text(reading.runs.as_ref().map(|runs| weeks::bound(runs.median)).as_deref())),
        ("has_signal", (!signalled.is_empty()).into()),
        (
            "has_hollow",
            all.iter().any(|week| !week.is_honest && week.checked > 0 && week.week >= span.from).into(),
        ),
        ("counts_from", text(counts_from.then(|| reading.window.from.to_string()).as_deref())),
        ("figure", weeks::figure(&of_all, &span, scale)),
        ("facts", list(facts(kept).into_iter().map(|fact| with_code(&weeks::unbroken(&fact))))),
        (
            "places",
            list(
                shown
                    .iter()
                    .map(|at| place(maker, document.title(), &document.id.value, kept, at, &span, of_places)),
            ),
        ),
        ("other_places", at_places.len().saturating_sub(PLACES).into()),
        ("tells_of_remedies", tells_of_remedies.into()),
        ("rows", list(rows(&all, shown, &span, tells_of_remedies))),
        ("older", older.into()),
    ])
}

/// What the chart cannot say, in sentences.
fn facts(kept: &Kept) -> Vec<String> {
    let reading = &kept.reading;
    let mut facts = Vec::new();
    if let Some((low, high)) = kept.band() {
        facts.push(format!(
            "In {} up to {} it was kept {} of {} times: the true share lies between {} and {}, 19 times in 20.",
            counted(reading.weeks, "week"),
            reading.window.to,
            reading.kept,
            reading.checked,
            percent(low),
            percent(high),
        ));
    }
    facts.extend(order(reading));
    facts.extend(remedies(kept));
    if kept.left_out > 0 {
        let rows = counted(kept.left_out, "row");
        facts.push(format!("{rows} of the log cannot count: `throughline check` says which, and why."));
    }
    facts
}

/// What the order of the weeks says, or why it is not asked.
fn order(reading: &Reading) -> Option<String> {
    if reading.checked == 0 {
        return None;
    }
    let usual = percent(reading.median.unwrap_or(0.0));
    let Some(runs) = &reading.runs else {
        return Some(if reading.weeks < gate::WEEKS_FOR_RUNS {
            format!(
                "With {} no rule about their order is asked yet; it takes {}.",
                counted(reading.weeks, "week"),
                gate::WEEKS_FOR_RUNS
            )
        } else {
            format!(
                "Too few weeks lie off their usual {usual} for their order to say anything, so no chart rule is asked."
            )
        });
    };
    match (runs.signal, reading.reason) {
        // The sentence has told it already.
        (Some(_), Reason::Changed(_)) => None,
        (Some(signal), _) => Some(format!("Also, {}.", change(reading, signal))),
        (None, _) => {
            Some(format!("The order of the weeks shows no change: they move around their usual {usual}."))
        }
    }
}

/// Slips, and what was done about them.
fn remedies(kept: &Kept) -> Option<String> {
    let misses = kept.reading.checked - kept.reading.kept;
    match kept.put_right() {
        Some((0, _)) => Some("Nothing was missed, so nothing had to be put right.".to_string()),
        Some((missed, put_right)) => {
            let missed_text = if missed == 1 { "1 miss".to_string() } else { format!("{missed} misses") };
            Some(match missed.saturating_sub(put_right) {
                0 => format!("{missed_text}, all put right."),
                left => format!("{missed_text}, {put_right} put right; of {left} the log does not say so."),
            })
        }
        None if misses > 0 => Some(
            "The log does not say whether misses were put right: it has no column `remedied`.".to_string(),
        ),
        None => None,
    }
}

fn place(
    maker: &Maker<'_>,
    title: &str,
    id: &str,
    kept: &Kept,
    at: &KeptAt,
    span: &Span,
    scale: crate::site::chart::Scale,
) -> Value {
    let logs = maker.site.record();
    let name = logs.place(at.place);
    let reading =
        kept.reading.places.iter().find(|found| found.place == at.place).map(|found| &found.reading);
    let chart = weeks::Chart {
        id: &format!("{id}:{}", at.place),
        title: &format!("{title}: {name}"),
        weeks: &at.weeks,
        reading: reading.unwrap_or(&kept.reading),
        signalled: &[],
    };
    let count = match reading {
        Some(reading) => format!("kept {} of {}", reading.kept, reading.checked),
        None => "nothing checked lately".to_string(),
    };
    let verdict = reading.map_or(Verdict::NotMeasured, |reading| reading.verdict);
    record([
        ("id", logs.places.get(at.place).map_or("", |place| &place.id).into()),
        ("name", name.into()),
        ("word", verdict.word().into()),
        ("label", reading.map_or_else(|| "not measured".to_string(), kept::label).into()),
        ("text", count.into()),
        ("figure", weeks::figure(&chart, span, scale)),
    ])
}

/// The numbers behind the charts, newest first; the weeks that the charts show.
fn rows(all: &[WeekKept], places: &[KeptAt], span: &Span, tells_of_remedies: bool) -> Vec<Value> {
    let share = |week: &WeekKept| week.share().map(percent);
    let row = |week: &WeekKept| {
        let band = week.band().map(|(low, high)| format!("{} to {}", percent(low), percent(high)));
        let at_places = places.iter().map(|at| {
            let here = at.weeks.iter().find(|here| here.week == week.week);
            text(here.map(|here| format!("{} of {}", here.kept, here.checked)).as_deref())
        });
        record([
            ("week", week.week.to_string().into()),
            ("due", week.due.into()),
            ("checked", week.checked.into()),
            ("kept", week.kept.into()),
            ("share", text(share(week).as_deref())),
            ("band", text(band.as_deref())),
            ("remedied", if tells_of_remedies { week.remedied.into() } else { Value::none() }),
            ("is_honest", week.is_honest.into()),
            ("places", list(at_places)),
        ])
    };
    all.iter().rev().filter(|week| week.week >= span.from).map(row).collect()
}
