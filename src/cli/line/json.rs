//! The answers for machines: one object of a shape that stays.

use serde::Serialize;

use super::Question;
use super::told::{Teller, Told};
use crate::model::impact::{Because, Touched};
use crate::model::line::Point;
use crate::model::tree::Tree;
use crate::parse::kinds::State;

#[derive(Serialize)]
struct Answer {
    version: u32,
    #[serde(flatten)]
    about: Node,
    #[serde(flatten)]
    more: More,
}

/// What each question asks for besides.
#[derive(Serialize)]
#[serde(untagged)]
enum More {
    Why { reaches_vision: bool },
    How {},
    Impact { must_act: Vec<Tied>, should_know: Vec<Tied> },
}

#[derive(Serialize)]
struct Node {
    id: String,
    kind: &'static str,
    title: String,
    says: Option<String>,
    path: String,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    #[serde(flatten)]
    next: Next,
}

/// What follows along the line. A point that stands further up in the answer is not followed again.
#[derive(Serialize)]
#[serde(untagged)]
enum Next {
    Above { broken: Option<&'static str>, again: bool, above: Vec<Node> },
    Below { broken: Option<&'static str>, again: bool, below: Vec<Node> },
    Unasked {},
}

#[derive(Serialize)]
struct Role {
    id: String,
    title: Option<String>,
}

#[derive(Serialize)]
struct Tied {
    #[serde(flatten)]
    node: Node,
    because: Vec<&'static str>,
    steps: Vec<String>,
}

/// Answers as JSON.
///
/// # Errors
/// Never in practice: the answer holds nothing that JSON cannot say.
pub(super) fn answer(teller: &Teller<'_>, question: Question, point: Point) -> serde_json::Result<String> {
    let handbook = teller.handbook;
    let (about, more) = match question {
        Question::Why => {
            let tree = handbook.tree_up(point);
            let reaches_vision = tree.points().iter().any(|point| matches!(point, Point::Vision(_)));
            (along(teller, tree, question), More::Why { reaches_vision })
        }
        Question::How => (along(teller, handbook.tree_down(point), question), More::How {}),
        Question::Impact => {
            let impact = handbook.impact(point);
            let tied =
                |group: Vec<Touched>| group.into_iter().map(|touched| tied(teller, &touched)).collect();
            let more =
                More::Impact { must_act: tied(impact.must_act), should_know: tied(impact.should_know) };
            (node(teller.tell(point), Next::Unasked {}), more)
        }
    };
    serde_json::to_string_pretty(&Answer { version: 1, about, more }).map(|text| text + "\n")
}

fn along(teller: &Teller<'_>, tree: Tree, question: Question) -> Node {
    let Tree { point, next, broken, again } = tree;
    let next = next.into_iter().map(|tree| along(teller, tree, question)).collect();
    let next = match question {
        Question::Why => Next::Above { broken, again, above: next },
        Question::How | Question::Impact => Next::Below { broken, again, below: next },
    };
    node(teller.tell(point), next)
}

fn tied(teller: &Teller<'_>, touched: &Touched) -> Tied {
    Tied {
        node: node(teller.tell(teller.handbook.point_of(touched.id)), Next::Unasked {}),
        because: touched.because.iter().map(|because| name(*because)).collect(),
        steps: touched.steps.iter().map(|(system, n)| teller.step_name(*system, *n)).collect(),
    }
}

fn node(told: Told, next: Next) -> Node {
    Node {
        id: told.id,
        kind: told.kind,
        title: told.title,
        says: told.says,
        path: told.path,
        line: told.line,
        state: told.state.map(State::word),
        role: told.role.map(|role| Role { id: role.id, title: role.title }),
        next,
    }
}

fn name(because: Because) -> &'static str {
    match because {
        Because::AnswersForIt => "answers-for-it",
        Because::DoesSteps => "does-steps",
        Because::AnswersBelow => "answers-below",
        Because::HangsBelow => "hangs-below",
        Because::OwnedByIt => "owned-by-it",
        Because::WorkedByIt => "worked-by-it",
        Because::GoesByIt => "goes-by-it",
        Because::TakesOver => "takes-over",
        Because::HandsOver => "hands-over",
        Because::StandsIn => "stands-in",
        Because::ReportsToIt => "reports-to-it",
        Because::LeadsIt => "leads-it",
        Because::TalksTo => "talks-to",
        Because::IsPromised => "is-promised",
        Because::AnswersAbove => "answers-above",
        Because::HangsAbove => "hangs-above",
        Because::IsWanted => "is-wanted",
        Because::SharesASystem => "shares-a-system",
        Because::ShowsIt => "shows-it",
        Because::ReplacedByIt => "replaced-by-it",
        Because::RepeatsIt => "repeats-it",
        Because::LinksToIt => "links-to-it",
    }
}
