//! Whom a change touches in a small handbook with two promises, one system and two roles that hand over.

use super::*;
use crate::pipeline::{self, Drafts};
use crate::source::SourceTree;

/// Two promises that one system keeps; two roles that hand over to each other and stand in for each other.
fn handbook() -> Handbook {
    let tree = SourceTree::from_texts(
        "small",
        [
            ("handbook.yaml", ""),
            ("content/vision.md", "---\nsays: Bread.\nowner: boss\naims:\n  warm: Warm.\n---\n"),
            ("content/roles/boss.md", "---\ntitle: Boss\n---\n"),
            ("content/roles/desk.md", "---\ntitle: Desk\nreports_to: boss\nbackup: oven\n---\n"),
            ("content/roles/oven.md", "---\ntitle: Oven\nreports_to: boss\nbackup: desk\n---\n"),
            ("content/customers/early.md", "---\ntitle: Early\ntalks_to: desk\n---\n"),
            ("content/missions/sell.md", "---\nsays: Sell.\nserves: warm\nowner: boss\n---\n"),
            (
                "content/promises/a.md",
                "---\nsays: A.\nserves: sell\nfor: early\nowner: desk\npolicies: card\n---\n",
            ),
            ("content/promises/b.md", "---\nsays: B.\nserves: sell\nfor: desk\nowner: boss\n---\n"),
            ("content/card.md", "---\ntype: policy\nowner: oven\n---\n# Card\n{{promise:a}}\n"),
            ("content/page.md", "# Page\n[one](system:s#one) [a](promises/a.md)\n"),
            ("content/stories/power.md", "---\ntitle: Power\ndate: 2026-01-01\nshows: a\n---\n"),
            (
                "content/systems/s.md",
                "---\ntitle: S\nkeeps: [a, b]\nowner: boss\n---\n## Floor\n- [ ] @oven One. ^one\n  - then: desk\n- [ ] @desk Two. ^two\n  - then: oven\n",
            ),
        ],
    );
    pipeline::link(&tree, Drafts::Keep)
}

fn told(handbook: &Handbook, group: &[Touched]) -> Vec<String> {
    group
        .iter()
        .map(|touched| format!("{} {:?}", handbook.document(touched.id).id.value, touched.because))
        .collect()
}

fn of(name: &str) -> (Vec<String>, Vec<String>) {
    let handbook = handbook();
    let point = handbook.point_of(handbook.names.document(name).expect("it is there"));
    let impact = handbook.impact(point);
    (told(&handbook, &impact.must_act), told(&handbook, &impact.should_know))
}

#[test]
fn a_promise_touches_what_keeps_it_and_whom_it_is_for() {
    let (act, know) = of("a");
    assert_eq!(
        act,
        [
            "boss [AnswersBelow, AnswersAbove]",
            "desk [AnswersForIt, DoesSteps, TakesOver, StandsIn]",
            "oven [DoesSteps, TakesOver, StandsIn]",
            "s [HangsBelow]",
        ]
    );
    assert_eq!(
        know,
        [
            "sell [HangsAbove]",
            "b [SharesASystem]",
            "early [IsPromised]",
            "power [ShowsIt]",
            "card [RepeatsIt]",
            "page [LinksToIt]",
        ]
    );
}

#[test]
fn a_step_touches_who_does_it_who_takes_over_and_who_links_to_it() {
    let handbook = handbook();
    let system = handbook.names.document("s").expect("it is there");
    let impact = handbook.impact(Point::Step(system, 0));
    assert_eq!(
        told(&handbook, &impact.must_act),
        ["boss [AnswersForIt, AnswersAbove]", "oven [DoesSteps]", "s [WorkedByIt]"]
    );
    assert_eq!(
        told(&handbook, &impact.should_know),
        [
            "desk [TakesOver, StandsIn, IsPromised, AnswersAbove]",
            "a [HangsAbove]",
            "b [HangsAbove]",
            "early [IsPromised]",
            "page [LinksToIt]",
        ]
    );
}

#[test]
fn nothing_touches_itself_and_nobody_stands_in_two_groups() {
    let handbook = handbook();
    let points = handbook.ids().map(|id| handbook.point_of(id));
    for point in points.chain([Point::Aim(0)]) {
        let impact = handbook.impact(point);
        let act: BTreeSet<DocId> = impact.must_act.iter().map(|touched| touched.id).collect();
        let know: BTreeSet<DocId> = impact.should_know.iter().map(|touched| touched.id).collect();
        assert!(act.is_disjoint(&know), "{point:?}");
        let Point::Document(id) = point else { continue };
        assert!(!act.contains(&id) && !know.contains(&id), "{point:?}");
    }
}

#[test]
fn a_policy_touches_the_promises_that_go_by_it_and_a_role_what_it_works_and_owns() {
    let (act, _) = of("card");
    assert!(act.contains(&"a [GoesByIt]".to_string()), "{act:?}");
    let (act, know) = of("desk");
    assert_eq!(
        act,
        ["boss [AnswersBelow, LeadsIt]", "a [OwnedByIt, HangsAbove]", "s [WorkedByIt]"],
        "{know:?}"
    );
}
