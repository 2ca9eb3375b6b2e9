//! The line as a drawn tree: one rung a branch, a break drawn as a break.

use std::collections::BTreeMap;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::sheet::{ASKED, CUT, LABEL, PLAIN, QUIET, Sheet};
use super::told::{Teller, Told};
use crate::diagnostic::counted;
use crate::model::line::Point;
use crate::model::tree::Tree;
use crate::parse::Layout;
use crate::parse::document::Kind;
use crate::parse::kinds::State;

/// A tree of more rungs than this is drawn only as deep as fits.
const RUNGS: usize = 200;

/// Of a longer list only the first are drawn, when not everything is.
const BRANCHES: usize = 12;

/// The line from the vision down to `point`.
pub(super) fn why(teller: &Teller<'_>, point: Point, sheet: &mut Sheet) {
    let handbook = teller.handbook;
    let drawn = handbook.from_the_top(point);
    let drawing = Drawing { teller, asked: point };
    match (&drawn.whole, handbook.vision()) {
        (Some(tree), _) => drawing.tree(tree, sheet),
        (None, Some((vision, _))) => {
            let told = teller.tell(Point::Vision(vision));
            drawing.rung(&told, Point::Vision(vision), "", "┆", None, sheet);
        }
        (None, None) => {}
    }
    for cut in &drawn.cut {
        if drawn.whole.is_some() {
            sheet.gap();
        }
        if let Some(sentence) = cut.broken {
            let sentence = if handbook.layout == Layout::Plain {
                "This is a plain folder of Markdown: without handbook.yaml there is no vision that a line could reach."
            } else {
                sentence
            };
            drawing.cut("", sentence, sheet);
        }
        for stray in teller.strays(cut.point) {
            let words = format!("`{stray}` names nothing that it could hang on.");
            sheet.line("   ", "   ", &[(QUIET, &words)]);
        }
        sheet.line("┆", "┆", &[]);
        let top = Tree { broken: None, ..cut.clone() };
        drawing.tree(&top, sheet);
    }
}

/// The line from `point` down to the steps.
pub(super) fn how(teller: &Teller<'_>, point: Point, sheet: &mut Sheet) {
    let tree = teller.handbook.tree_down(point);
    Drawing { teller, asked: point }.tree(&tree, sheet);
    let points = tree.points();
    if points.len() > 1 {
        sheet.gap();
        sheet.line("", "", &[(QUIET, &in_all(teller, &points))]);
    } else if tree.broken.is_none() {
        sheet.gap();
        let words = match point {
            Point::Step(..) => "A step is where the line ends.",
            _ => "Nothing hangs below it.",
        };
        sheet.line("", "", &[(QUIET, words)]);
    }
}

/// `In all: 3 missions, 8 promises, 9 systems, 61 steps, done by 6 roles.`
fn in_all(teller: &Teller<'_>, points: &[Point]) -> String {
    let mut kinds: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let mut roles: Vec<String> = Vec::new();
    for point in points.iter().skip(1) {
        let (rank, word) = match point {
            Point::Aim(_) => (0, "aim"),
            Point::Step(..) => (10, "step"),
            Point::Moment(_) => (11, "moment"),
            Point::Vision(id) | Point::Document(id) => {
                let kind = teller.handbook.document(*id).kind;
                (1 + Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0), kind.word())
            }
        };
        *kinds.entry((rank, word)).or_default() += 1;
        if let Point::Step(..) = point {
            roles.extend(teller.tell(*point).role.and_then(|role| role.title.map(|_| role.id)));
        }
    }
    roles.sort();
    roles.dedup();
    let mut parts: Vec<String> = kinds.into_iter().map(|((_, word), n)| counted(n, word)).collect();
    if !roles.is_empty() {
        parts.push(format!("done by {}", counted(roles.len(), "role")));
    }
    format!("In all: {}.", parts.join(", "))
}

struct Drawing<'a> {
    teller: &'a Teller<'a>,
    asked: Point,
}

/// How much of a tree is drawn.
#[derive(Clone, Copy)]
struct Limit {
    depth: usize,
    branches: usize,
}

impl Drawing<'_> {
    fn tree(&self, tree: &Tree, sheet: &mut Sheet) {
        let limit = if sheet.all { Limit { depth: usize::MAX, branches: usize::MAX } } else { fitting(tree) };
        self.branch(tree, ("", ""), None, limit, sheet);
    }

    /// One point and what is next to it. `guides` are the marks before its first line and before its other lines.
    fn branch(
        &self,
        tree: &Tree,
        guides: (&str, &str),
        parent: Option<&Told>,
        limit: Limit,
        sheet: &mut Sheet,
    ) {
        let told = self.teller.tell(tree.point);
        let own = match tree {
            Tree { again: true, .. } => " ",
            Tree { broken: Some(_), .. } => "┆",
            Tree { next, .. } if next.is_empty() => " ",
            _ => "│",
        };
        let (first, rest) = guides;
        let rest_own = format!("{rest}{own}");
        if tree.again && !matches!(tree.point, Point::Step(..)) && tree.point != self.asked {
            return self.again(&told, first, &rest_own, sheet);
        }
        let parent = if tree.again { Some(&told) } else { parent };
        self.rung(&told, tree.point, first, &rest_own, parent, sheet);
        if let Some(sentence) = tree.broken {
            return self.cut(rest, sentence, sheet);
        }
        let shown = if limit.depth == 0 { 0 } else { tree.next.len().min(limit.branches) };
        let hidden = tree.next.len() - shown;
        for (n, next) in tree.next.iter().take(shown).enumerate() {
            let is_last = n + 1 == shown && hidden == 0;
            let first = format!("{rest}{}", if is_last { "└─ " } else { "├─ " });
            let below = format!("{rest}{}", if is_last { "   " } else { "│  " });
            let limit = Limit { depth: limit.depth - 1, ..limit };
            self.branch(next, (&first, &below), Some(&told), limit, sheet);
        }
        if let Some(first) = tree.next.get(shown) {
            sheet.has_left_out = true;
            let kind = self.teller.tell(first.point).kind;
            let more = if shown == 0 { "" } else { "more " };
            let words = format!("and {}", counted(hidden, &format!("{more}{kind}")));
            sheet.line(&format!("{rest}└─ "), &format!("{rest}   "), &[(QUIET, &words)]);
        }
    }

    /// A point's own lines. `own` are the marks before all but the first.
    fn rung(
        &self,
        told: &Told,
        point: Point,
        first: &str,
        own: &str,
        parent: Option<&Told>,
        sheet: &mut Sheet,
    ) {
        let label = label(told);
        let column = first.width() + label.width() + 2;
        let rest = format!("{own}{}", " ".repeat(column - own.width().min(column)));
        let style = if point == self.asked { ASKED } else { PLAIN };
        let mut words: Vec<(Style, String)> = Vec::new();
        if told.kind == "step" {
            words.push(doer(told));
        }
        words.push((style, told.says.clone().unwrap_or_else(|| told.title.clone())));
        match (told.kind, told.id.split_once('#')) {
            ("step", Some((_, anchor))) => words.push((QUIET, format!("#{anchor}"))),
            ("aim", _) => words.push((QUIET, format!("aim:{}", told.id))),
            _ => {}
        }
        let words: Vec<(Style, &str)> = words.iter().map(|(style, text)| (*style, text.as_str())).collect();
        sheet.labelled(first, (LABEL, &label), &rest, &words);
        let is_told = parent.is_some_and(|parent| parent.path == told.path);
        let is_repeated = parent == Some(told);
        if !is_told || (point == self.asked && !is_repeated) {
            let path = match told.kind {
                "step" | "aim" | "moment" => format!("{}:{}", told.path, told.line),
                _ => told.path.clone(),
            };
            sheet.line(&rest, &rest, &[(QUIET, &path)]);
        }
    }

    /// A point that stands further up already.
    fn again(&self, told: &Told, first: &str, rest: &str, sheet: &mut Sheet) {
        let label = label(told);
        let rest = format!(
            "{rest} {}",
            " ".repeat((first.width() + label.width() + 1).saturating_sub(rest.width()))
        );
        sheet.labelled(first, (LABEL, &label), &rest, &[(PLAIN, &told.id), (QUIET, "(as above)")]);
    }

    fn cut(&self, rest: &str, sentence: &str, sheet: &mut Sheet) {
        sheet.labelled(&format!("{rest}╳  "), (CUT, ""), &format!("{rest}   "), &[(CUT, sentence)]);
    }
}

/// `Promise`, `Promise, on trial`.
fn label(told: &Told) -> String {
    let mut kind = told.kind.chars();
    let kind: String = kind.next().into_iter().flat_map(char::to_uppercase).chain(kind).collect();
    match told.state {
        None | Some(State::Standing) => kind,
        Some(state) => format!("{kind}, {}", state.word()),
    }
}

fn doer(told: &Told) -> (Style, String) {
    match &told.role {
        Some(role) => match &role.title {
            Some(title) => (LABEL, format!("{title}:")),
            None => (CUT, format!("@{} (no such role):", role.id)),
        },
        None => (CUT, "Nobody:".to_string()),
    }
}

/// How deep a tree can be drawn so that it stays within a few screens; whole, when it is small.
fn fitting(tree: &Tree) -> Limit {
    let whole = Limit { depth: usize::MAX, branches: usize::MAX };
    if rungs(tree, whole) <= RUNGS {
        return whole;
    }
    let deepest =
        (1..).take(8).take_while(|depth| rungs(tree, Limit { depth: *depth, branches: BRANCHES }) <= RUNGS);
    Limit { depth: deepest.last().unwrap_or(1), branches: BRANCHES }
}

/// How many rungs are drawn within a limit.
fn rungs(tree: &Tree, limit: Limit) -> usize {
    let next = tree.next.iter().take(if limit.depth == 0 { 0 } else { limit.branches });
    1 + next.map(|next| rungs(next, Limit { depth: limit.depth - 1, ..limit })).sum::<usize>()
}
