//! Leading the links of bodies: asked for once, since rules, routes and pages all need to know.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::handbook::{DocId, Handbook, Target};
use super::relink::Change;
use super::resolve::{self, Broken, Destination};
use super::surface;

/// So many documents are not worth waking other threads for.
const FEW: usize = 64;

/// Where each link of each body leads, as far as a page needs to know.
pub(super) fn all(handbook: &Handbook) -> Vec<Arc<[Destination]>> {
    let ids: Vec<DocId> = handbook.ids().collect();
    ids.into_par_iter().map(|id| of_document(handbook, id)).collect()
}

/// The same when files and the numbers of documents are what they were `before`: only the links of documents that changed,
/// and links to names and anchors that came or went, can lead elsewhere. Also says of how many documents they were led anew.
pub(super) fn anew(
    handbook: &Handbook,
    before: &Handbook,
    change: &Change,
) -> (Vec<Arc<[Destination]>>, usize) {
    let mut destinations = before.destinations.clone();
    let mut concerned: BTreeSet<DocId> = change.documents.iter().copied().collect();
    let loses_anchors = |id: &&DocId| !surface::keeps_anchors(before.document(**id), handbook.document(**id));
    let other_anchors: HashSet<DocId> = change.documents.iter().filter(loses_anchors).copied().collect();
    if !other_anchors.is_empty() {
        let names_one =
            |id: &DocId| destinations[id.index()].iter().any(|led| names_one_of(led, &other_anchors));
        concerned.extend(handbook.ids().filter(names_one));
    }
    if !change.names.is_empty() {
        let names_one = |id: &DocId| {
            let links = &handbook.document(*id).body.links;
            links.iter().any(|link| id_of(&link.to).is_some_and(|id| change.names.contains(id)))
        };
        let ids: Vec<DocId> = handbook.ids().collect();
        concerned.par_extend(ids.into_par_iter().filter(names_one));
    }
    let count = concerned.len();
    let lead = |id: DocId| (id, of_document(handbook, id));
    // A few are led at once: other threads may be busy with the rules.
    let led: Vec<(DocId, Arc<[Destination]>)> = if count <= FEW {
        concerned.into_iter().map(lead).collect()
    } else {
        concerned.into_par_iter().map(lead).collect()
    };
    for (id, led) in led {
        destinations[id.index()] = led;
    }
    (destinations, count)
}

/// The id in `kind:ID#STEP`.
fn id_of(to: &str) -> Option<&str> {
    let (_, rest) = to.split_once(':')?;
    Some(rest.split('#').next()?.trim_end())
}

/// Whether a link depends on the anchors of one of these documents. Of an anchor that is missing it is not known where.
fn names_one_of(destination: &Destination, documents: &HashSet<DocId>) -> bool {
    match destination {
        Destination::Inside(Target::Document(id), anchor) => anchor.is_some() && documents.contains(id),
        Destination::Inside(Target::Step(id, _), _) => documents.contains(id),
        Destination::Broken(Broken::NoSuchAnchor { .. }) => true,
        _ => false,
    }
}

fn of_document(handbook: &Handbook, id: DocId) -> Arc<[Destination]> {
    let document = handbook.document(id);
    document.body.links.iter().map(|link| resolve::leads_to(handbook, document, &link.to)).collect()
}

/// What was probably meant by links that lead nowhere: by the first of them, since whoever has thousands needs a list of
/// them, not a guess at each.
pub(super) fn guesses(handbook: &Handbook) -> HashMap<(DocId, usize), Destination> {
    const ENOUGH: usize = 1000;
    let broken = handbook.ids().flat_map(|id| {
        let led = handbook.destinations[id.index()].iter().enumerate();
        led.filter(|(_, led)| matches!(led, Destination::Broken(_))).map(move |(n, _)| (id, n))
    });
    let broken: Vec<(DocId, usize)> = broken.take(ENOUGH).collect();
    let guess = |(id, n): (DocId, usize)| {
        let document = handbook.document(id);
        ((id, n), resolve::destination(handbook, document, &document.body.links[n].to))
    };
    broken.into_par_iter().map(guess).collect()
}
