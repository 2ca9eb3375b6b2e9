//! The order in which people read documents: by `order:` or the two digits of a page's file name, then by title, then by
//! path. Pages put the same documents in order again and again, so that each has a number once.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::address::rank;
use super::handbook::{DocId, Handbook};

/// Every document in that order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    sorted: Vec<DocId>,
    /// How many come before each.
    before: Vec<usize>,
}

impl Order {
    /// The order of a handbook of which nothing is known.
    pub(super) fn of(handbook: &Handbook) -> Self {
        let mut sorted: Vec<DocId> = handbook.ids().collect();
        sorted.par_sort_unstable_by(|a, b| compare(handbook, *a, *b));
        Self::numbered(sorted)
    }

    /// The order of a handbook in which none but these documents have another title or another `order:` than before.
    pub(super) fn moved(&self, handbook: &Handbook, documents: &[DocId]) -> Self {
        let mut sorted: Vec<DocId> =
            self.sorted.iter().copied().filter(|id| !documents.contains(id)).collect();
        for id in documents {
            let at = sorted.partition_point(|other| compare(handbook, *other, *id).is_lt());
            sorted.insert(at, *id);
        }
        Self::numbered(sorted)
    }

    fn numbered(sorted: Vec<DocId>) -> Self {
        let mut before = vec![0; sorted.len()];
        sorted.iter().enumerate().for_each(|(at, id)| before[id.index()] = at);
        Self { sorted, before }
    }

    /// Which of two documents is read first.
    pub(super) fn compare(&self, a: DocId, b: DocId) -> Ordering {
        self.before[a.index()].cmp(&self.before[b.index()])
    }
}

fn compare(handbook: &Handbook, a: DocId, b: DocId) -> Ordering {
    let key = |id: DocId| {
        let document = handbook.document(id);
        let order = document.common.order.as_ref().map(|order| order.value).or_else(|| rank(document));
        (order.unwrap_or(u32::MAX), document.title())
    };
    key(a).cmp(&key(b)).then(a.cmp(&b))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Drafts, link};
    use crate::source::SourceTree;

    fn handbook(titles: &[(&str, Option<u32>)]) -> Handbook {
        let texts = titles.iter().enumerate().map(|(n, (title, order))| {
            let order = order.map(|order| format!("order: {order}\n")).unwrap_or_default();
            let digits = if n % 3 == 0 { format!("{:02}-", n % 7) } else { String::new() };
            (format!("content/{digits}page-{n}.md"), format!("---\ntitle: {title}\n{order}---\n"))
        });
        let texts: Vec<(String, String)> = texts.chain([("handbook.yaml".into(), String::new())]).collect();
        let texts = texts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        link(&SourceTree::from_texts("x", texts), Drafts::Keep)
    }

    fn said() -> impl Strategy<Value = (&'static str, Option<u32>)> {
        (prop::sample::select(vec!["A", "B", "C", "Ä"]), prop::option::weighted(0.3, 0..3u32))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn documents_that_changed_are_put_where_a_handbook_of_which_nothing_is_known_has_them(
            before in prop::collection::vec(said(), 12),
            edits in prop::collection::vec((0..12usize, said()), 0..4),
        ) {
            let mut after = before.clone();
            edits.iter().for_each(|(at, said)| after[*at] = *said);
            let (before, after) = (handbook(&before), handbook(&after));
            let differs = |id: &DocId| before.document(*id).text != after.document(*id).text;
            let changed: Vec<DocId> = after.ids().filter(differs).collect();
            prop_assert_eq!(Order::of(&before).moved(&after, &changed), Order::of(&after));
        }
    }
}
