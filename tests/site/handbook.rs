//! A small bakery: one of everything, so that every view has something to show.

use throughline::source::SourceTree;

/// The bakery with some files replaced or added; an empty text takes a file away.
pub fn bakery(changes: &[(&str, &str)]) -> SourceTree {
    let changed = |path: &str| changes.iter().any(|(other, _)| *other == path);
    let kept = BAKERY.iter().filter(|(path, _)| !changed(path)).copied();
    let added = changes.iter().filter(|(_, text)| !text.is_empty()).copied();
    SourceTree::from_texts("bakery", kept.chain(added))
}

/// One file of it.
#[track_caller]
pub fn text(path: &str) -> &'static str {
    BAKERY.iter().find(|(other, _)| *other == path).unwrap_or_else(|| panic!("the bakery has no {path}")).1
}

/// One file of it with some words replaced, each of which stands there once.
#[track_caller]
pub fn edited(path: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text(path).to_string(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {path}");
        text.replace(from, to)
    })
}

/// Every file of it.
pub const BAKERY: &[(&str, &str)] = &[
    ("handbook.yaml", SETTINGS),
    ("content/vision.md", VISION),
    ("content/missions/counter.md", MISSION),
    ("content/promises/warm-bread.md", PROMISE),
    ("content/promises/name-on-the-bag.md", DRAFT),
    ("content/systems/second-bake.md", SYSTEM),
    ("content/roles/baker.md", BAKER),
    ("content/roles/counter-lead.md", COUNTER_LEAD),
    ("content/customers/early-birds.md", CUSTOMER),
    ("content/wants/still-warm.md", WANT),
    ("content/stories/the-power-cut.md", STORY),
    ("content/policies/allergies.md", POLICY),
    ("content/01-welcome.md", WELCOME),
    (
        "content/journey.yaml",
        "- { id: at-the-door, title: At the door at seven, during: arriving, expects: fine }\n",
    ),
    (
        "content/glossary.yaml",
        "- term: second bake\n  means: The loaves that go in at six.\n  instead_of: rebake\n",
    ),
];

const SETTINGS: &str = "\
title: Corner Bakery
base_url: https://handbook.example.org/bakery/
brand: { accent: \"#7a3e00\" }
edit_url: https://git.example.org/bakery/edit/main/{path}
places: { mill-lane: Mill Lane }
";

const VISION: &str = "\
---
says: Nobody walks home with yesterday's bread.
owner: counter-lead
aims:
  fresh: What you buy was baked today.
when_in_doubt: [safety, kindness, speed]
---
It is seven in the morning, and the shop smells of bread.
";

const MISSION: &str = "\
---
title: Behind the counter
says: We hand over bread that we would carry home ourselves.
serves: fresh
owner: counter-lead
---
";

const PROMISE: &str = "\
---
title: Warm until nine
says: Come before nine and your bread is still warm.
serves: counter
for: early-birds
at: at-the-door
level: care
state: standing
at_most: 3 hours
target: 95%
wants: still-warm
not_included: Rye bread rests for a day.
if_we_miss: You get it at half the price, without asking.
policies: policies/allergies
owner: counter-lead
reviewed: 2026-01-12
review_every: 6 months
---
Warm bread is the reason to get up. It rests on [the second bake](system:second-bake).
";

const DRAFT: &str = "\
---
title: Your name on the bag
says: You order once, and your name is on the bag.
for: early-birds
ours: We like to know whom we bake for.
at_least: 1 bag
target: 80%
if_we_miss: We say sorry and write it at once.
---
";

const SYSTEM: &str = "\
---
title: The second bake
keeps: warm-bread
owner: baker
run_when: 05:45, every day
floor: { at_most: 2 hours, target: 98% }
---
So that nothing is older than three hours at nine.

## Floor
- [ ] @baker Put the second tray in at six. ^tray
  - within: 15 minutes
  - must: yes
  - if not: tell the counter before seven
  - then: counter-lead
- [ ] @counter-lead Feel one loaf of each tray. ^feel

## Plus one
- [ ] @counter-lead Offer the first customer a **piece**. ^piece
  - costs: free

## If it goes wrong
- [ ] @counter-lead Halve the price and say why. ^sorry
";

const BAKER: &str = "---\ntitle: Baker\nreports_to: counter-lead\nbackup: counter-lead\nmay: throw away a tray without asking\n---\n";

const COUNTER_LEAD: &str = "---\ntitle: Counter lead\n---\nYou are the last to touch the bread.\n";

const CUSTOMER: &str =
    "---\ntitle: Early birds\ntalks_to: counter-lead\n---\nThey come before work, and they are in a hurry.\n";

const WANT: &str = "\
---
title: Still warm
from: early-birds
at: at-the-door
says: Is this from this morning?
means: I want to smell it on the way.
cue: presses the bag
aim: fresh
decision: adopt
owner: counter-lead
---
";

const STORY: &str = "\
---
title: The power cut
date: 2026-02-03
where: mill-lane
type: miss
shows: warm-bread
told_by: baker
---
The oven stood still at six. We gave the cold loaves away.
";

const POLICY: &str = "---\ntitle: Allergies\ntype: policy\nowner: baker\n---\nEvery shelf has a card.\n";

const WELCOME: &str = "\
# Welcome

Start with {{promise:warm-bread}} and [who does it](role:baker).

> [!NOTE]
> We close on Sundays.

- [x] apron
";
