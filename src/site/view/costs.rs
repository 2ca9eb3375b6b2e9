//! `/costs/`: minutes and money of each delivery, times how often it is due, the free ones first, beside what it is worth.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::super::shared::{href, plain, step_href};
use super::super::value::{list, record, text, written};
use super::{Head, Maker, Page, price::Price};
use crate::diagnostic::counted;
use crate::model::{DocId, Handbook};
use crate::parse::checklist::Section;
use crate::parse::document::Kind;
use crate::parse::kinds::{Level, State};
use crate::parse::link::LinkField;

pub(super) fn page(maker: &Maker<'_>) -> Page {
    let handbook = &*maker.site.handbook;
    let mut context = maker.view_at(&Head {
        title: "What it costs",
        kind: "costs",
        kind_label: "Minutes and money",
        section: "costs",
        description: "What each delivery costs, how often it is due, and what it is worth.",
        body: "",
    });
    let mut items = items(maker);
    let empty = "Nobody has written yet what anything costs. Write `costs: free`, minutes or a sum in `content/promises/NAME.md` or `content/systems/NAME.md`, or below a step under `## Plus one`.";
    context.insert_value("empty", written((!has_any(handbook)).then_some(empty)));
    // A stable sort: what costs the same stays in reading order.
    items.sort_by_key(|item| item.price.as_ref().map_or((3, 0, 0), Price::rank));
    let (written, unwritten): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|item| item.price.is_some());
    context.insert_value("answer", answer(&written, unwritten.len()).into());
    let (free, dear): (Vec<Item>, Vec<Item>) =
        written.into_iter().partition(|item| item.price.as_ref().is_some_and(Price::is_free));
    context.insert_value("any_week", free.iter().chain(&dear).any(|item| item.volume.is_some()).into());
    for (name, items) in [("free", free), ("dear", dear), ("unwritten", unwritten)] {
        context.insert_value(name, list(items.iter().map(Item::record)));
    }
    Page { template: "costs.html", context }
}

/// Whether anybody wrote what something costs.
pub(in super::super) fn has_any(handbook: &Handbook) -> bool {
    let promises = || handbook.of_kind(Kind::Promise).map(|id| handbook.document(id));
    let systems = || handbook.of_kind(Kind::System).map(|id| handbook.document(id));
    promises().any(|document| document.promise().is_some_and(|promise| promise.costs.is_some()))
        || systems().any(|document| document.system().is_some_and(|system| system.costs.is_some()))
        || systems().any(|document| document.steps().iter().any(|step| step.costs.is_some()))
}

/// One thing that costs something.
struct Item {
    title: String,
    href: String,
    kind_label: &'static str,
    /// The document that it belongs to, as a link.
    of: Value,
    costs: Option<String>,
    price: Option<Price>,
    volume: Option<Volume>,
    /// Whether it is part of the sum: what a promise costs and what its system costs are one cost.
    counts: bool,
    worth: Option<String>,
}

/// How often a promise is due, as its record has it: so many cases in so many weeks.
#[derive(Clone, Copy)]
struct Volume {
    due: u64,
    weeks: u64,
}

impl Volume {
    /// Of the weeks that the gate looks at. Places are counted together.
    fn of(maker: &Maker<'_>, promise: DocId) -> Option<Self> {
        let kept = maker.site.record().kept(promise)?;
        let all = kept.weeks();
        let weeks = all.iter().filter(|week| kept.reading.window.holds(week.week));
        let (due, weeks) = weeks.fold((0, 0), |(due, weeks), week| (due + week.due, weeks + 1));
        (weeks > 0).then_some(Self { due, weeks })
    }

    /// The most that any of these promises is due: one run of a system can keep several.
    fn most(maker: &Maker<'_>, promises: &[DocId]) -> Option<Self> {
        let volumes = promises.iter().filter_map(|id| Self::of(maker, *id));
        volumes.max_by_key(|volume| (volume.due / volume.weeks, Reverse(volume.weeks)))
    }

    fn words(self) -> String {
        match (self.due + self.weeks / 2) / self.weeks {
            0 if self.due > 0 => "less than 1".to_string(),
            rounded => rounded.to_string(),
        }
    }
}

impl Item {
    fn record(&self) -> Value {
        let week = self.price.as_ref().zip(self.volume).filter(|(price, _)| !price.is_free());
        let week = week.and_then(|(price, volume)| price.times(volume.due, volume.weeks));
        record([
            ("title", self.title.as_str().into()),
            ("href", self.href.as_str().into()),
            ("kind_label", self.kind_label.into()),
            ("of", self.of.clone()),
            ("costs", text(self.costs.as_deref())),
            ("volume", text(self.volume.map(Volume::words).as_deref())),
            ("week", text(week.map(|week| week.to_string()).as_deref())),
            ("counts", self.counts.into()),
            ("worth", text(self.worth.as_deref())),
        ])
    }
}

fn items(maker: &Maker<'_>) -> Vec<Item> {
    let handbook = &*maker.site.handbook;
    let mut items = Vec::new();
    let mut priced: BTreeSet<DocId> = BTreeSet::new();
    for id in handbook.in_order(handbook.of_kind(Kind::Promise)) {
        if let Some(item) = promise(maker, id) {
            priced.extend(item.price.is_some().then_some(id));
            items.push(item);
        }
    }
    for id in handbook.in_order(handbook.of_kind(Kind::System)) {
        items.extend(system(maker, id, &priced));
        items.extend(plus_ones(maker, id));
    }
    items
}

fn promise(maker: &Maker<'_>, id: DocId) -> Option<Item> {
    let handbook = &*maker.site.handbook;
    let promise = handbook.document(id).promise().filter(|promise| promise.state != State::Retired)?;
    let costs = promise.costs.as_ref().map(|costs| costs.value.clone()).filter(|costs| !costs.is_empty());
    // A delight always costs somebody something; of the others nobody is asked.
    let is_asked = promise.level == Level::Delight && promise.state.is_made();
    (costs.is_some() || is_asked).then(|| Item {
        title: handbook.document(id).title().to_string(),
        href: href(handbook, id),
        kind_label: "Promise",
        of: Value::none(),
        price: costs.as_deref().map(Price::read),
        costs,
        volume: Volume::of(maker, id),
        counts: true,
        worth: promise.worth.as_ref().map(|worth| worth.value.clone()),
    })
}

fn system(maker: &Maker<'_>, id: DocId, priced: &BTreeSet<DocId>) -> Option<Item> {
    let handbook = &*maker.site.handbook;
    let costs = &handbook.document(id).system()?.costs.as_ref()?.value;
    let promises: Vec<DocId> = handbook.target_documents(id, LinkField::Keeps).collect();
    Some(Item {
        title: handbook.document(id).title().to_string(),
        href: href(handbook, id),
        kind_label: "System",
        of: promises.first().map_or_else(Value::none, |id| maker.link(*id)),
        costs: Some(costs.clone()),
        price: Some(Price::read(costs)),
        volume: Volume::most(maker, &promises),
        counts: !promises.iter().any(|promise| priced.contains(promise)),
        worth: None,
    })
}

/// Steps under `## Plus one`, and any other step that names its cost.
fn plus_ones(maker: &Maker<'_>, id: DocId) -> Vec<Item> {
    let handbook = &*maker.site.handbook;
    let document = handbook.document(id);
    let promises: Vec<DocId> = handbook.target_documents(id, LinkField::Keeps).collect();
    let volume = Volume::most(maker, &promises);
    let asked =
        document.steps().iter().filter(|step| step.section == Section::PlusOne || step.costs.is_some());
    let items = asked.map(|step| {
        let costs = step.costs.as_ref().map(|costs| costs.value.clone()).filter(|costs| !costs.is_empty());
        Item {
            title: plain(&step.action.value),
            href: step_href(handbook, id, step),
            kind_label: if step.section == Section::PlusOne { "Plus one" } else { "Step" },
            of: maker.link(id),
            price: costs.as_deref().map(Price::read),
            costs,
            // What is done when it goes wrong is not done at each delivery.
            volume: volume.filter(|_| step.section != Section::GoesWrong),
            counts: step.section != Section::GoesWrong,
            worth: None,
        }
    });
    items.collect()
}

fn answer(written: &[Item], unwritten: usize) -> String {
    let free = written.iter().filter(|item| item.price.as_ref().is_some_and(Price::is_free)).count();
    let mut parts = vec![format!(
        "Of {} with a cost, {free} {} free.",
        counted(written.len(), "thing"),
        if free == 1 { "is" } else { "are" }
    )];
    let mut sum: BTreeMap<String, Price> = BTreeMap::new();
    for item in written.iter().filter(|item| item.counts) {
        let Some((price, volume)) = item.price.as_ref().zip(item.volume) else { continue };
        if let Some(week) = price.times(volume.due, volume.weeks).filter(|week| !week.is_free()) {
            week.add_to(&mut sum);
        }
    }
    let sums: Vec<String> = sum.values().map(ToString::to_string).collect();
    if !sums.is_empty() {
        parts.push(format!(
            "If each is done every time, what the record can count comes to about {} a week.",
            sums.join(" and ")
        ));
    } else if free < written.len() {
        parts.push(
            "No record says how often they are due, so they are shown for one delivery each.".to_string(),
        );
    }
    match unwritten {
        0 => {}
        1 => parts.push("Of one, nobody has written what it costs.".to_string()),
        n => parts.push(format!("Of {n}, nobody has written what they cost.")),
    }
    parts.join(" ")
}
