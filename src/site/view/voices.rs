//! `/voices/`: whom did we ask, how long have they been silent, what did they say and mean, and what was decided?

use std::collections::HashMap;

use jiff::civil::Date;
use tera::Value;

use super::super::chart;
use super::super::value::{list, record, safe, said, shown, text, written};
use super::{Head, Maker, Page, want};
use crate::diagnostic::counted;
use crate::model::DocId;
use crate::parse::document::{Data, Kind};
use crate::parse::kinds::{Decision, Want};
use crate::parse::link::LinkField;
use crate::parse::logs::{How, Voice};
use crate::parse::quantity::Quantity;
use crate::record::voices::HEAR_EVERY;

/// So many voices are shown of each want; the log has the others.
const OF_A_WANT: usize = 3;
/// And so many that belong to no want yet.
const LOOSE: usize = 12;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let logs = &maker.site.record().voices;
    let head = Head {
        title: "Whom did we hear?",
        kind: "voices",
        kind_label: "Voices",
        section: "voices",
        description: "Whom we asked, how long ago, what they said and meant, and what was decided.",
        body: "",
    };
    let mut context = maker.view_at(&head);
    let heard: Vec<&Voice> = handbook
        .logs
        .iter()
        .flat_map(|log| log.rows.voices())
        .filter(|voice| voice.date.value <= maker.site.on)
        .collect();
    let sought = heard.iter().filter(|voice| matches!(voice.how, How::Asked | How::Seen)).count();
    context.insert_value("count", counted(heard.len(), "voice").into());
    context.insert_value("sought", times(sought).into());
    context.insert_value("volunteered", times(heard.len() - sought).into());
    context.insert_value("customers", list(people(maker, Kind::Customer)));
    context.insert_value("colleagues", list(people(maker, Kind::Role)));
    context.insert_value("wants", list(wants(maker, &heard)));
    let mut loose: Vec<&Voice> =
        heard.iter().copied().filter(|voice| want_of(maker, voice).is_none()).collect();
    loose.sort_by_key(|voice| std::cmp::Reverse(voice.date.value));
    context.insert_value("older", loose.len().saturating_sub(LOOSE).into());
    context.insert_value("loose", list(loose.into_iter().take(LOOSE).map(|voice| quote(maker, voice))));
    let empty = "Nobody was heard yet, or nobody wrote it down. Ask one customer today and write it into \
                 content/records/voices.csv, or let `throughline log voice --from GROUP --how asked --says \"…\"` write it.";
    context.insert_value("empty", written((!logs.any).then_some(empty)));
    Page { template: "voices.html", context }
}

fn times(count: usize) -> String {
    match count {
        0 => "never".to_string(),
        1 => "once".to_string(),
        count => format!("{count} times"),
    }
}

/// Every group of customers, or every role that receives work from another, with how long it has been silent; the longest
/// silence first.
fn people(maker: &Maker<'_>, kind: Kind) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let is_served =
        |id: &DocId| kind == Kind::Customer || !handbook.steps_naming(*id, LinkField::Then).is_empty();
    let ids = handbook.in_order(handbook.of_kind(kind).filter(is_served));
    let mut told: Vec<(f64, Value)> = ids.into_iter().map(|id| silence(maker, id)).collect();
    told.sort_by(|a, b| b.0.total_cmp(&a.0));
    told.into_iter().map(|(_, value)| value).collect()
}

/// How much of the longest allowed silence has passed, and the words for it.
fn silence(maker: &Maker<'_>, id: DocId) -> (f64, Value) {
    let heard = maker.site.record().voices.from.get(&id);
    let every = match &maker.site.handbook.document(id).data {
        Data::Customer(customer) => customer.hear_every.as_ref().map(|every| every.value.clone()),
        _ => None,
    };
    let every = every.or_else(|| Quantity::parse(HEAR_EVERY));
    let last = heard.and_then(|heard| heard.last_sought).map(|(day, _)| day);
    let (sought, volunteered) = heard.map_or((0, 0), |heard| (heard.sought, heard.volunteered));
    let share = last.zip(every.as_ref()).and_then(|(day, every)| passed(day, every, maker.site.on));
    let (word, label) = match (last, share) {
        (None, _) if volunteered > 0 => {
            ("falling-short", "never asked; they spoke up themselves".to_string())
        }
        (None, _) => ("falling-short", "never asked".to_string()),
        (Some(day), Some(share)) if share > 1.0 => {
            ("slipping", format!("silent too long: asked {}", ago(day, maker.site.on)))
        }
        (Some(day), _) => ("keeping", format!("asked {}", ago(day, maker.site.on))),
    };
    let value = record([
        ("who", maker.link(id)),
        ("word", word.into()),
        ("label", label.into()),
        ("last", shown(last)),
        ("every", shown(every)),
        ("sought", sought.into()),
        ("volunteered", volunteered.into()),
        ("gauge_html", safe(&chart::gauge(share.unwrap_or(f64::INFINITY)))),
    ]);
    (share.unwrap_or(f64::INFINITY), value)
}

/// How much of a period that began on `day` is over: 1 when it is due.
fn passed(day: Date, every: &Quantity, on: Date) -> Option<f64> {
    let whole = days(day, every.after(day)?);
    let gone = days(day, on);
    // A period of no days is over at once.
    Some(if whole > 0.0 { gone / whole } else { gone + 1.0 })
}

#[expect(clippy::cast_precision_loss, reason = "days of some years")]
fn days(from: Date, to: Date) -> f64 {
    (to.duration_since(from).as_hours() / 24) as f64
}

fn ago(day: Date, on: Date) -> String {
    match on.duration_since(day).as_hours() / 24 {
        ..=0 => "today".to_string(),
        1 => "yesterday".to_string(),
        days => format!("{days} days ago"),
    }
}

fn want_of(maker: &Maker<'_>, voice: &Voice) -> Option<DocId> {
    let handbook = &*maker.site.handbook;
    let id = handbook.names.document(&voice.want.as_ref()?.value)?;
    (handbook.document(id).kind == Kind::Want).then_some(id)
}

/// Every want with its voices: those without an answer first, then those heard last.
fn wants(maker: &Maker<'_>, heard: &[&Voice]) -> Vec<Value> {
    let handbook = &*maker.site.handbook;
    let mut of_want: HashMap<DocId, Vec<&Voice>> = HashMap::new();
    for voice in heard {
        if let Some(id) = want_of(maker, voice) {
            of_want.entry(id).or_default().push(voice);
        }
    }
    let ids = handbook.in_order(handbook.of_kind(Kind::Want)).into_iter();
    let mut wants: Vec<(DocId, &Want, Vec<&Voice>)> = ids
        .filter_map(|id| {
            let want = handbook.document(id).want()?;
            let mut voices = of_want.remove(&id).unwrap_or_default();
            voices.sort_by_key(|voice| std::cmp::Reverse(voice.date.value));
            Some((id, want, voices))
        })
        .collect();
    wants.sort_by_key(|(_, want, voices)| {
        let last = voices.first().map(|voice| voice.date.value);
        (want.decision != Decision::Listening, std::cmp::Reverse(last))
    });
    let told = wants.into_iter().map(|(id, want, voices)| {
        record([
            ("want", maker.link(id)),
            ("says", said(&want.says)),
            ("means", said(&want.means)),
            ("decision", want.decision.word().into()),
            ("decision_label", want::label(want.decision).into()),
            ("count", counted(voices.len(), "voice").into()),
            ("older", voices.len().saturating_sub(OF_A_WANT).into()),
            ("voices", list(voices.into_iter().take(OF_A_WANT).map(|voice| quote(maker, voice)))),
        ])
    });
    told.collect()
}

fn quote(maker: &Maker<'_>, voice: &Voice) -> Value {
    let from = maker.site.handbook.names.document(&voice.from.value);
    record([
        ("date", voice.date.value.to_string().into()),
        ("who", from.map_or_else(Value::none, |id| maker.link(id))),
        ("how", how(voice.how).into()),
        ("says", voice.says.value.as_str().into()),
        ("means", text(voice.means.as_deref())),
    ])
}

fn how(how: How) -> &'static str {
    match how {
        How::Asked => "we asked",
        How::Seen => "we watched",
        How::Told => "told us unasked",
        How::Complaint => "complained",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_silence_is_measured_against_what_is_allowed() {
        let share =
            |every: &str, on| passed(date(2026, 3, 1), &Quantity::parse(every).expect("a period"), on);
        assert_eq!(share("90 days", date(2026, 3, 1)), Some(0.0));
        assert_eq!(
            share("30 days", date(2026, 3, 31)),
            Some(1.0),
            "on the day itself it is due and not late"
        );
        assert!(share("1 month", date(2026, 4, 2)).is_some_and(|share| share > 1.0));
        assert_eq!(
            share("0 days", date(2026, 3, 1)),
            Some(1.0),
            "no days to wait are no division by nothing"
        );
        assert_eq!(share("3 visits", date(2026, 3, 1)), None, "visits are no time");
    }
}
