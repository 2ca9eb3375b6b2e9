//! What is mended, what is left to its author, and that nothing else in a text is touched.

use proptest::prelude::*;

use super::*;
use crate::pipeline;
use crate::source::{SourceFile, SourceTree};

const SYSTEM: &str = "content/systems/list.md";

/// A small handbook, some of its files replaced or added.
fn tree(changed: &[(&str, &str)]) -> SourceTree {
    let base = [
        ("handbook.yaml", ""),
        ("content/vision.md", "---\nsays: Bread.\nowner: manager\naims:\n  informed: You know.\n---\n"),
        (
            "content/roles.yaml",
            "- { id: manager, title: Manager }\n- { id: front-desk, title: Front desk, reports_to: manager }\n",
        ),
        ("content/customers/patients.md", "---\ntitle: Patients\n---\n"),
        ("content/missions/office.md", "---\nsays: We answer.\nserves: informed\nowner: manager\n---\n"),
        (
            "content/promises/call-back.md",
            "---\nsays: We call you.\nserves: office\nfor: patients\nowner: manager\nwas: ring-back\n---\n",
        ),
        (
            SYSTEM,
            "---\ntitle: List\nkeeps: call-back\nowner: manager\n---\n## Floor\n- [ ] @front-desk Call. ^call\n",
        ),
    ];
    SourceTree::from_texts("small", base.into_iter().chain(changed.iter().copied()))
}

fn mended(tree: &SourceTree) -> SourceTree {
    let verdict = pipeline::examine(tree, |_| jiff::civil::date(2026, 11, 16));
    let mut next = tree.clone();
    for (path, edits) in edits(&verdict.handbook, &verdict.findings) {
        let text = apply(tree.text(path.as_str()).expect("it was read"), &edits);
        next.insert(SourceFile::text(path, &text));
    }
    next
}

/// What one file becomes; a second run must change nothing, and find nothing more that could be mended.
fn after(path: &str, text: &str) -> String {
    let once = mended(&tree(&[(path, text)]));
    let twice = mended(&once);
    let text = once.text(path).expect("it is there").to_string();
    assert_eq!(twice.text(path), Some(&*text), "a second run changes nothing");
    text
}

/// `from` becomes `to` wherever it stands in the text, and nothing else changes.
fn assert_mends(path: &str, text: &str, from: &str, to: &str) {
    assert!(text.contains(from), "{from}");
    assert_eq!(after(path, text), text.replace(from, to));
}

fn assert_leaves(path: &str, text: &str) {
    assert_eq!(after(path, text), text);
}

fn system(keeps: &str, steps: &str) -> String {
    format!("---\ntitle: List\nkeeps: {keeps}\nowner: manager\n---\n## Floor\n{steps}")
}

#[test]
fn a_slip_for_one_id_is_mended_in_every_field() {
    let step = "- [ ] @front-desk Call. ^call\n";
    assert_mends(SYSTEM, &system("call-bakc", step), "call-bakc", "call-back");
    assert_mends(SYSTEM, &system("[Call_Back]", step), "Call_Back", "call-back");
    assert_mends(SYSTEM, &system("\"call-bak\"", step), "call-bak", "call-back");
    assert_mends(
        SYSTEM,
        &system("call-back", &step.replace("front-desk", "frontdesk")),
        "frontdesk",
        "front-desk",
    );
    let then = format!("{step}  - then: @mnaager\n");
    assert_mends(SYSTEM, &system("call-back", &then), "mnaager", "manager");
    let owner = system("call-back", step).replace("owner: manager", "owner: Manager");
    assert_mends(SYSTEM, &owner, "Manager", "manager");
    let mission = "---\nsays: We answer.\nserves: infromed\nowner: manager\n---\n";
    assert_mends("content/missions/office.md", mission, "infromed", "informed");
    assert_mends(
        "content/roles.yaml",
        "- { id: manager, title: Manager }\n- { id: front-desk, title: Desk, reports_to: manger }\n",
        "manger",
        "manager",
    );
}

#[test]
fn a_slip_in_a_body_is_mended_where_the_address_stands() {
    let path = "content/page.md";
    assert_mends(path, "# P\n[call-bakc](promise:call-bakc)\n", "(promise:call-bakc)", "(promise:call-back)");
    assert_mends(path, "# P\n<promise:call-bakc>\n", "bakc", "back");
    assert_mends(path, "# P\n{{ promise:call-bakc }}\n", "bakc", "back");
    assert_mends(path, "# P\n[x](promis:call-back \"promis:call-back\")\n", "(promis:", "(promise:");
    assert_mends(path, "# P\n[x](system:list#clal)\n", "#clal", "#call");
    assert_mends(path, "# P\n[x](aim:infromed)\n", "infromed", "informed");
}

#[test]
fn an_old_id_becomes_the_new_one_everywhere() {
    let step = "- [ ] @front-desk Call. ^call\n";
    assert_mends(SYSTEM, &system("[ring-back, ring-back]", step), "ring-back", "call-back");
    assert_mends(
        "content/page.md",
        "# P\n[ring-back](promise:ring-back) ![ring-back](promise:ring-back) {{promise:ring-back}}\n",
        "promise:ring-back",
        "promise:call-back",
    );
    let was = system("call-back", "- [ ] @front-desk Ring. ^ring\n  - was: ^bell\n");
    let once = mended(&tree(&[(SYSTEM, &was), ("content/page.md", "# P\n[x](system:list#bell)\n")]));
    assert_eq!(once.text("content/page.md"), Some("# P\n[x](system:list#ring)\n"));
}

#[test]
fn what_could_mean_two_things_is_left_to_its_author() {
    let two = [
        ("content/promises/call-bank.md", "---\nsays: We call the bank.\n---\n"),
        (SYSTEM, &*system("call-bacn", "- [ ] @front-desk Call. ^call\n")),
    ];
    let before = tree(&two);
    assert_eq!(mended(&before).text(SYSTEM), before.text(SYSTEM), "call-back or call-bank");
    // One letter makes another short word, and numbers are never slips for each other.
    let near = [
        ("content/promises/bill.md", "---\nsays: Your bill is one page.\n---\n"),
        ("content/promises/within-24-hours.md", "---\nsays: We write within a day.\n---\n"),
        (SYSTEM, &*system("[mill, within-48-hours, parking]", "- [ ] @front-desk Call. ^call\n")),
    ];
    let before = tree(&near);
    assert_eq!(mended(&before).text(SYSTEM), before.text(SYSTEM));
    assert_leaves(SYSTEM, &system("call-back", "- [ ] @front-desk Call. ^call\n  - then: the front desk\n"));
    assert_leaves("content/page.md", "# P\n[x][p]\n\n[p]: promise:call-bakc\n");
    assert_leaves(
        "content/page.md",
        "# P\n`promise:ring-back` and ring-back\n\n    [x](promise:ring-back)\n",
    );
}

/// The worked example with two letters of the `n`th id of each document exchanged.
fn misspelt(example: &SourceTree, n: usize) -> SourceTree {
    let handbook = pipeline::link(example, pipeline::Drafts::Keep);
    let mut tree = example.clone();
    for id in handbook.ids() {
        let document = handbook.document(id);
        let Some(link) = document.links.get(n) else { continue };
        let id = &document.text[link.target.span.range()];
        let at = id.len() / 2;
        let slip = format!("{}{}{}{}", &id[..at - 1], &id[at..=at], &id[at - 1..at], &id[at + 1..]);
        let path = VPath::new(document.path.as_str()).expect("a path");
        let edit = Edit { mend: Mend::Slip, path: path.clone(), span: link.target.span, replacement: slip };
        tree.insert(SourceFile::text(path, &apply(&document.text, &[edit])));
    }
    tree
}

/// What is mended was meant. (An id of two equal letters there is no slip; roles in one list share their file.)
#[test]
fn a_slip_in_any_id_of_the_worked_example_is_mended_to_what_it_was_or_left() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = crate::source::disk::read_folder(root, &[]).expect("the example can be read");
    let example = mended(&example);
    let (mut slips, mut left) = (0, 0);
    for n in 0..7 {
        let slipped = misspelt(&example, n);
        let mended = mended(&slipped);
        for file in example.files() {
            let [was, slip, now] = [&example, &slipped, &mended].map(|tree| tree.text(file.path.as_str()));
            slips += usize::from(slip != was);
            left += usize::from(slip != was && now == slip);
            assert!(now == was || now == slip, "{}: {slip:?} became {now:?}", file.path);
        }
    }
    assert!(slips > 150 && left * 20 < slips, "{left} of {slips} slips were left");
}

/// In a link it would be a comment.
#[test]
fn an_id_that_no_link_can_write_mends_nothing() {
    let vision = "---\nsays: Bread.\nowner: manager\naims:\n  \"#informed\": You know.\n---\n";
    let tree = tree(&[("content/vision.md", vision)]);
    assert_eq!(mended(&tree).differences(&tree), []);
}

#[test]
fn what_somebody_excused_or_switched_off_is_left() {
    for settings in ["rules: { broken-link: off }", "allow: [{ rule: broken-link, reason: to come }]"] {
        let text = system("call-bakc", "- [ ] @front-desk Call. ^call\n");
        let before = tree(&[("handbook.yaml", settings), (SYSTEM, &text)]);
        assert_eq!(mended(&before).text(SYSTEM), Some(&*text), "{settings}");
    }
}

#[test]
fn a_plain_folder_is_never_touched() {
    let texts = [
        ("a.md", "---\nwas: old\n---\n# A\n"),
        ("b.md", "# B\n[x](page:old) [x](page:aa)\n## Floor\n- [ ] Do it.\n"),
    ];
    let plain = SourceTree::from_texts("notes", texts);
    let verdict = pipeline::examine(&plain, |_| jiff::civil::date(2026, 11, 16));
    assert!(edits(&verdict.handbook, &verdict.findings).is_empty());
}

/// The anchors that steps with these words get.
fn anchors(steps: &str) -> Vec<String> {
    let text = after(SYSTEM, &system("call-back", steps));
    let words = text.split_whitespace().filter_map(|word| word.strip_prefix('^'));
    words.map(ToString::to_string).collect()
}

#[test]
fn an_anchor_is_made_of_the_steps_first_telling_words() {
    let steps = "\
- [ ] @front-desk Write the name and the number in the list.
- [ ] @front-desk Say what you'd do !
- [ ] @front-desk Grüße jeden mit Ärger.
- [ ] @front-desk Позвоните пациенту.
- [ ] @front-desk **Call** [back](promise:call-back), then stop.
- [ ] @front-desk It is in the list.
- [ ] @front-desk Pneumonoultramicroscopicsilicovolcanoconiosis check
- [ ] @front-desk ?!…
";
    assert_eq!(
        anchors(steps),
        [
            "write-name",
            "say-youd",
            "gruesse-jeden",
            "позвоните-пациенту",
            "call-back",
            "list",
            "pneumonoultramicroscopic",
            "step"
        ]
    );
}

#[test]
fn no_two_steps_get_one_anchor_and_no_old_one_is_used_again() {
    let steps = "\
- [ ] @front-desk Call back. ^call-back
- [ ] @front-desk Call back now, please.
- [ ] @front-desk Call back.
- [ ] @front-desk Call back.
- [ ] @front-desk Ring twice. ^ring
  - was: ^ring-again
- [ ] @front-desk Ring again.
";
    assert_eq!(
        anchors(steps),
        ["call-back", "call-back-now", "call-back-2", "call-back-3", "ring", "ring-again", "ring-again-2"]
    );
}

#[test]
fn an_anchor_stands_behind_the_act_and_before_its_details() {
    let text = system(
        "call-back",
        "- [ ] @front-desk Call\n  back. !\n  - within: 3 hours\n* [ ] @front-desk Stop  \n",
    );
    let wanted = text.replace("back. !\n", "back. ! ^call-back\n").replace("Stop  \n", "Stop ^stop  \n");
    assert_eq!(after(SYSTEM, &text), wanted);
}

#[test]
fn a_step_whose_anchor_would_not_be_read_as_one_is_left() {
    assert_leaves(SYSTEM, &system("call-back", "- [ ] @front-desk Type\n\n  ```\n  x\n  ```\n"));
    assert_leaves(SYSTEM, &system("call-back", "- [ ] @front-desk Call. ^Call_Me\n"));
    assert_leaves(SYSTEM, &system("call-back", "- [ ] @front-desk\n"));
}

#[test]
fn line_ends_tabs_and_a_missing_last_one_stay() {
    let text = "---\r\ntitle: List\r\nkeeps:\tcall-bakc\r\nowner: manager\r\n---\r\n\r\n## Floor\r\n-\t[ ] @front-desk  Call  back.\r\n\t- within: 3 hours\r\n- [ ] @front-desk Stop.";
    let wanted = text
        .replace("call-bakc", "call-back")
        .replace("Call  back.", "Call  back. ^call-back")
        .replace("Stop.", "Stop. ^stop");
    assert_eq!(after(SYSTEM, text), wanted);
}

#[test]
fn the_difference_is_a_unified_one() {
    let old = "a\nb\nc\nd\ne\nf\ng\nh\n";
    insta::assert_snapshot!(unified("content/x.md", old, &old.replace('e', "E")), @r"
    --- a/content/x.md
    +++ b/content/x.md
    @@ -2,7 +2,7 @@
     b
     c
     d
    -e
    +E
     f
     g
     h
    ");
    assert_eq!(unified("x", old, old), "");
}

fn edit(start: usize, end: usize, replacement: &str) -> Edit {
    let path = VPath::new("x.md").expect("a path");
    Edit { mend: Mend::Slip, path, span: Span::new(start, end), replacement: replacement.to_string() }
}

#[test]
fn of_edits_that_touch_only_the_first_is_made() {
    let mut edits = vec![edit(4, 6, "B"), edit(0, 4, "A"), edit(2, 3, "C"), edit(8, 8, "D"), edit(8, 8, "E")];
    part(&mut edits);
    assert_eq!(edits, [edit(0, 4, "A"), edit(8, 8, "D")]);
    assert_eq!(apply("0123456789", &edits), "A4567D89");
}

proptest! {
    /// Taking the replacements out again and putting the old words back gives the text as it was.
    #[test]
    fn nothing_but_the_places_of_edits_changes(
        text in "[a-zäß€\r\n\t ]{0,60}",
        places in prop::collection::vec((0usize..80, 0usize..8, "[A-ZÄ]{0,4}"), 0..8),
    ) {
        let mut edits: Vec<Edit> = places.iter().map(|(at, len, new)| edit(*at, at + len, new)).collect();
        part(&mut edits);
        let new = apply(&text, &edits);
        let mut rest = new.as_str();
        let mut old = String::new();
        let mut from = 0;
        for edit in &edits {
            let range = edit.span.range();
            let (Some(before), Some(taken)) = (text.get(from..range.start), text.get(range.clone())) else { continue };
            rest = rest.strip_prefix(before).expect("what stands before an edit stays");
            rest = rest.strip_prefix(&*edit.replacement).expect("the replacement follows");
            old.push_str(before);
            old.push_str(taken);
            from = range.end;
        }
        old.push_str(rest);
        prop_assert_eq!(old, text);
    }

    /// Whatever the steps say, mending them gives each an anchor of its own, and a second run changes nothing.
    #[test]
    fn every_step_gets_an_anchor_of_its_own(words in prop::collection::vec("[A-Za-zÄöß!?*_'. ]{1,30}", 1..6)) {
        let steps: String = words.iter().map(|words| format!("- [ ] @front-desk Do {words}\n")).collect();
        let once = mended(&tree(&[(SYSTEM, &system("call-back", &steps))]));
        let twice = mended(&once);
        prop_assert_eq!(once.text(SYSTEM), twice.text(SYSTEM));
        let handbook = pipeline::link(&once, pipeline::Drafts::Keep);
        let list = handbook.document(handbook.names.document("list").expect("it is there"));
        let mut anchors: Vec<&str> = list.steps().iter().filter_map(|step| Some(step.anchor.as_ref()?.value.as_str())).collect();
        prop_assert_eq!(anchors.len(), list.steps().len());
        anchors.sort_unstable();
        anchors.dedup();
        prop_assert_eq!(anchors.len(), list.steps().len());
    }
}
