//! The line drawn as a tree: up from a point, down from it, or from the vision down to it.
//!
//! Whatever is met a second time is not followed again, so that a tree is never larger than its handbook and no circle
//! is followed for ever.

use std::collections::{BTreeMap, BTreeSet};

use super::handbook::Handbook;
use super::line::Point;

/// A point and what follows it along the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The point.
    pub point: Point,
    /// What is next along the line, in reading order.
    pub next: Vec<Tree>,
    /// The sentence that says why the line stops here, where it should go on.
    pub broken: Option<&'static str>,
    /// Whether this point stands further up in the tree with all that follows it.
    pub again: bool,
}

/// The line of one point as one sees it from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromTheTop {
    /// What of the line hangs on the vision.
    pub whole: Option<Tree>,
    /// What hangs on nothing: each begins with the point that lacks a link up, and says so in `broken`.
    pub cut: Vec<Tree>,
}

impl Tree {
    /// Every point of it, each once, itself first.
    pub fn points(&self) -> Vec<Point> {
        let mut points = Vec::new();
        let mut waiting = vec![self];
        while let Some(tree) = waiting.pop() {
            if !tree.again {
                points.push(tree.point);
                waiting.extend(tree.next.iter().rev());
            }
        }
        points
    }
}

impl Handbook {
    /// The line up: what follows a point is what it hangs on.
    pub fn tree_up(&self, point: Point) -> Tree {
        grow(point, &mut BTreeSet::new(), &|point| (self.above(point), self.missing_above(point)))
    }

    /// The line down: what follows a point is what hangs on it.
    pub fn tree_down(&self, point: Point) -> Tree {
        grow(point, &mut BTreeSet::new(), &|point| (self.below(point), self.missing_below(point)))
    }

    /// The line up to the vision, turned so that the vision stands at the top.
    pub fn from_the_top(&self, point: Point) -> FromTheTop {
        let mut below: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
        let mut tops = Vec::new();
        for met in self.tree_up(point).points() {
            let above = self.above(met);
            if above.is_empty() {
                tops.push(met);
            }
            for above in above {
                below.entry(above).or_default().push(met);
            }
        }
        for points in below.values_mut() {
            points.sort_by(|a, b| self.rung(*a).cmp(&self.rung(*b)).then_with(|| self.point_order(*a, *b)));
        }
        tops.sort();
        let mut seen = BTreeSet::new();
        let mut from_top = FromTheTop { whole: None, cut: Vec::new() };
        for top in tops {
            let next = |point| (below.get(&point).cloned().unwrap_or_default(), None);
            let mut tree = grow(top, &mut seen, &next);
            tree.broken = self.missing_above(top);
            match top {
                Point::Vision(_) => from_top.whole = Some(tree),
                _ => from_top.cut.push(tree),
            }
        }
        from_top
    }
}

/// `next` gives what follows a point, and the sentence for the case that nothing does.
fn grow(
    point: Point,
    seen: &mut BTreeSet<Point>,
    next: &impl Fn(Point) -> (Vec<Point>, Option<&'static str>),
) -> Tree {
    if !seen.insert(point) {
        return Tree { point, next: Vec::new(), broken: None, again: true };
    }
    let (points, missing) = next(point);
    let broken = if points.is_empty() { missing } else { None };
    let next = points.into_iter().map(|point| grow(point, seen, next)).collect();
    Tree { point, next, broken, again: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{self, Drafts};
    use crate::source::SourceTree;

    /// A mission that serves two aims, and a promise that serves no mission that there is.
    fn handbook() -> Handbook {
        let tree = SourceTree::from_texts(
            "small",
            [
                ("handbook.yaml", ""),
                (
                    "content/vision.md",
                    "---\nsays: Bread.\nowner: desk\naims:\n  warm: Warm.\n  fresh: Fresh.\n---\n",
                ),
                ("content/roles/desk.md", "---\ntitle: Desk\nreports_to: lead\n---\n"),
                ("content/roles/lead.md", "---\ntitle: Lead\nreports_to: desk\n---\n"),
                ("content/missions/sell.md", "---\nsays: Sell.\nserves: [warm, fresh]\nowner: desk\n---\n"),
                ("content/promises/a.md", "---\nsays: A.\nstate: trial\nserves: sell\n---\n"),
                ("content/promises/b.md", "---\nsays: B.\nstate: trial\nserves: nobody\n---\n"),
                (
                    "content/systems/s.md",
                    "---\ntitle: S\nkeeps: [a, b]\n---\n## Floor\n- [ ] @desk One. ^one\n- [ ] Two. ^two\n",
                ),
            ],
        );
        pipeline::link(&tree, Drafts::Keep)
    }

    fn point(handbook: &Handbook, name: &str) -> Point {
        Point::Document(handbook.names.document(name).expect("it is there"))
    }

    /// Every point at which the line is cut, with the sentence that says so.
    fn breaks(tree: &Tree) -> Vec<(Point, &'static str)> {
        let here = tree.broken.filter(|_| !tree.again).map(|sentence| (tree.point, sentence));
        here.into_iter().chain(tree.next.iter().flat_map(breaks)).collect()
    }

    #[test]
    fn the_tree_up_holds_the_points_of_the_line_up_and_its_breaks() {
        let handbook = handbook();
        for id in handbook.ids() {
            let point = Point::Document(id);
            let line = handbook.line_up(point);
            let on_the_line: BTreeSet<Point> =
                line.rungs.into_iter().flat_map(|(_, points)| points).collect();
            let tree = handbook.tree_up(point);
            let in_the_tree: BTreeSet<Point> = tree.points().into_iter().skip(1).collect();
            assert_eq!(in_the_tree, on_the_line, "{id:?}");
            let (mut a, mut b) = (breaks(&tree), line.breaks);
            a.sort();
            b.sort();
            assert_eq!(a, b, "{id:?}");
        }
    }

    #[test]
    fn what_is_met_twice_is_followed_once() {
        let handbook = handbook();
        let vision = handbook.vision().map(|(id, _)| Point::Vision(id)).expect("a vision");
        let tree = handbook.tree_down(vision);
        let missions: Vec<bool> = tree.next.iter().map(|aim| aim.next[0].again).collect();
        assert_eq!(missions, [false, true]);
        assert_eq!(
            tree.points().len(),
            8,
            "the vision, two aims, and one each of the rest but the steps: {tree:#?}"
        );
    }

    #[test]
    fn from_the_top_parts_what_hangs_on_the_vision_from_what_hangs_on_nothing() {
        let handbook = handbook();
        let system = point(&handbook, "s");
        let drawn = handbook.from_the_top(Point::Step(handbook.names.document("s").expect("it is there"), 0));
        let whole = drawn.whole.expect("one promise reaches it");
        assert!(whole.points().contains(&system));
        let [cut] = drawn.cut.as_slice() else { panic!("{:?}", drawn.cut) };
        assert_eq!(cut.point, point(&handbook, "b"));
        assert_eq!(cut.broken, Some("It serves no mission, so nobody can see why it is made."));
        assert!(cut.next[0].again, "the system hangs on both");
    }

    #[test]
    fn roles_that_report_to_each_other_end_all_the_same() {
        let handbook = handbook();
        for role in ["desk", "lead"] {
            let role = point(&handbook, role);
            assert!(handbook.tree_up(role).points().len() < 10);
            assert!(handbook.tree_down(role).points().len() < 10);
            handbook.from_the_top(role);
        }
    }
}
