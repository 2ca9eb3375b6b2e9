//! What an edit leaves alone: files that are not parsed, links that are not led, parts that are taken over.

use throughline::source::{SourceFile, SourceTree, VPath};
use throughline::workspace::{Edit, Relinked, Update, Workspace};

use crate::clean::open;
use crate::handbook::BAKERY;

const NOTHING: Relinked = Relinked { names: false, folders: false, graph: false, documents: 0 };

/// The bakery, and one page of it that others link to.
fn bakery() -> Workspace {
    let more = [(
        "content/guides/opening.md",
        "---\ntitle: Opening\n---\nLight the oven.\n\n## The till\n\nCount it.\n",
    )];
    let links =
        [("content/guides/closing.md", "See [the till](opening.md#the-till) and [the oven](opening.md).\n")];
    open(SourceTree::from_texts("bakery", BAKERY.iter().copied().chain(more).chain(links)))
}

fn path(path: &str) -> VPath {
    VPath::new(path).expect("a path")
}

fn text(workspace: &Workspace, path: &str) -> String {
    workspace.snapshot().tree().text(path).expect("it is there").to_string()
}

fn put(workspace: &mut Workspace, at: &str, text: &str) -> Update {
    workspace.apply([Edit::Put(SourceFile::text(path(at), text))])
}

/// Saves a file with one place of it replaced.
fn change(workspace: &mut Workspace, at: &str, from: &str, to: &str) -> Update {
    let old = text(workspace, at);
    assert_eq!(old.matches(from).count(), 1, "`{from}` stands once in {at}");
    put(workspace, at, &old.replace(from, to))
}

/// What was parsed and linked anew.
fn cost(update: &Update) -> (usize, Relinked) {
    (update.parsed, update.relinked)
}

fn everything(workspace: &Workspace) -> Relinked {
    let documents = workspace.snapshot().handbook().documents.len();
    Relinked { names: true, folders: true, graph: true, documents }
}

#[test]
fn saving_a_file_as_it_is_does_nothing() {
    let mut workspace = bakery();
    let before = workspace.snapshot();
    for (at, _) in BAKERY {
        let same = text(&workspace, at);
        assert_eq!(put(&mut workspace, at, &same), Update::default(), "{at}");
    }
    assert!(workspace.apply([Edit::Gone(path("content/never.md"))]).is_nothing());
    assert!(workspace.apply([]).is_nothing());
    assert!(std::sync::Arc::ptr_eq(&before, &workspace.snapshot()), "it is the same snapshot");
}

#[test]
fn a_file_that_is_changed_and_changed_back_at_once_did_not_change() {
    let mut workspace = bakery();
    let [same, at] = [text(&workspace, "content/vision.md"), "content/vision.md".to_string()];
    let edits = ["Something else.", &same].map(|text| Edit::Put(SourceFile::text(path(&at), text)));
    assert!(workspace.apply(edits).is_nothing());
}

#[test]
fn a_sentence_in_a_body_concerns_its_document() {
    let mut workspace = bakery();
    for at in ["content/policies/allergies.md", "content/vision.md", "content/stories/the-power-cut.md"] {
        let longer = text(&workspace, at) + "\nOne more sentence.\n";
        let update = put(&mut workspace, at, &longer);
        assert_eq!(update.changed, [path(at)]);
        assert_eq!(cost(&update), (1, Relinked { documents: 1, ..NOTHING }), "{at}");
        assert!(!update.settings && !update.theme && !update.asks_for_rescan);
    }
}

#[test]
fn an_anchor_concerns_those_who_name_it() {
    let mut workspace = bakery();
    let update = change(&mut workspace, "content/guides/opening.md", "## The till", "## The cash box");
    assert_eq!(cost(&update), (1, Relinked { documents: 2, ..NOTHING }));
}

#[test]
fn a_title_leaves_names_and_links_alone() {
    let mut workspace = bakery();
    let update =
        change(&mut workspace, "content/promises/warm-bread.md", "Warm until nine", "Warm until ten");
    assert_eq!(cost(&update), (1, Relinked { documents: 1, ..NOTHING }));
    let update = change(&mut workspace, "content/guides/opening.md", "title: Opening", "title: At six");
    assert_eq!(
        cost(&update),
        (1, Relinked { folders: true, documents: 1, ..NOTHING }),
        "pages are sorted by it"
    );
}

#[test]
fn another_owner_turns_the_graph_around() {
    let mut workspace = bakery();
    let update =
        change(&mut workspace, "content/policies/allergies.md", "owner: baker", "owner: counter-lead");
    assert_eq!(cost(&update), (1, Relinked { graph: true, documents: 1, ..NOTHING }));
}

#[test]
fn another_id_concerns_those_who_name_the_old_or_the_new_one() {
    let mut workspace = bakery();
    let update = change(&mut workspace, "content/promises/warm-bread.md", "title:", "id: hot-bread\ntitle:");
    let documents = workspace.snapshot().handbook().documents.len();
    let cost = cost(&update);
    assert_eq!((cost.0, cost.1.names, cost.1.graph), (1, true, true));
    assert!((1..documents / 2).contains(&cost.1.documents), "{cost:?}");
    let update = change(&mut workspace, "content/stories/the-power-cut.md", "date:", "id: dark\ndate:");
    assert_eq!(update.relinked, Relinked { names: true, documents: 1, ..NOTHING }, "nobody names it");
}

#[test]
fn a_file_that_comes_or_goes_links_everything_anew() {
    let mut workspace = bakery();
    let update = put(&mut workspace, "content/guides/new.md", "# New\n");
    assert_eq!(cost(&update), (1, everything(&workspace)));
    let update = workspace.apply([Edit::Gone(path("content/guides/new.md"))]);
    assert_eq!(cost(&update), (0, everything(&workspace)));
}

#[test]
fn a_renamed_folder_is_parsed_and_nothing_else_is() {
    let mut workspace = bakery();
    let [opening, closing] =
        ["opening", "closing"].map(|name| text(&workspace, &format!("content/guides/{name}.md")));
    let update = workspace.apply([
        Edit::Gone(path("content/guides")),
        Edit::Put(SourceFile::text(path("content/howto/opening.md"), &opening)),
        Edit::Put(SourceFile::text(path("content/howto/closing.md"), &closing)),
    ]);
    assert_eq!(update.changed.len(), 4);
    assert_eq!(cost(&update), (2, everything(&workspace)));
    assert!(workspace.snapshot().route_at("guides/opening/").is_none());
    assert!(workspace.snapshot().route_at("howto/opening/").is_some());
}

#[test]
fn a_rescan_parses_what_differs() {
    let mut workspace = bakery();
    let mut tree = SourceTree::from_texts("bakery", BAKERY.iter().copied());
    for at in ["content/guides/opening.md", "content/guides/closing.md"] {
        tree.insert(SourceFile::text(path(at), &text(&workspace, at)));
    }
    assert!(workspace.replace(tree.clone()).is_nothing());
    tree.insert(SourceFile::text(path("content/01-welcome.md"), "# Welcome\n\nCome in.\n"));
    assert_eq!(workspace.replace(tree).parsed, 1);
}

#[test]
fn the_settings_concern_no_document() {
    let mut workspace = bakery();
    let update = change(&mut workspace, "handbook.yaml", "title: Corner Bakery", "title: The Bakery");
    assert!(update.settings && !update.theme && !update.asks_for_rescan);
    assert_eq!(cost(&update), (1, NOTHING));
    let longer = text(&workspace, "handbook.yaml") + "outside: [\"website/*.html\"]\n";
    assert!(put(&mut workspace, "handbook.yaml", &longer).asks_for_rescan, "other files belong to it now");
    assert!(workspace.apply([Edit::Gone(path("handbook.yaml"))]).asks_for_rescan, "it is a plain folder now");
}

#[test]
fn a_word_in_a_list_concerns_no_document() {
    let mut workspace = bakery();
    let update = change(&mut workspace, "content/glossary.yaml", "go in at six", "go in at five");
    assert_eq!(cost(&update), (1, NOTHING));
    let update = change(&mut workspace, "content/journey.yaml", "At the door at seven", "At the door");
    assert_eq!(cost(&update), (1, NOTHING));
    let update = change(&mut workspace, "content/journey.yaml", "id: at-the-door", "id: at-our-door");
    assert_eq!(cost(&update), (1, everything(&workspace)), "links name it");
}

#[test]
fn a_row_in_a_log_concerns_no_document() {
    let mut workspace = bakery();
    let head = "week,promise,place,due,checked,kept\n";
    put(&mut workspace, "content/records/kept.csv", head);
    let update =
        put(&mut workspace, "content/records/kept.csv", &format!("{head}2026-W03,warm-bread,,9,9,9\n"));
    assert_eq!(cost(&update), (1, NOTHING));
    assert_eq!(workspace.snapshot().handbook().logs.len(), 1);
}

#[test]
fn the_theme_is_read_anew_for_its_own_files_only() {
    let mut workspace = bakery();
    let style = "themes/default/assets/style.css";
    let update = put(&mut workspace, style, "body { margin: 0 }");
    assert!(update.theme);
    assert!(put(&mut workspace, style, "body { margin: 1px }").theme);
    let longer = text(&workspace, "content/vision.md") + "\nMore.\n";
    assert!(!put(&mut workspace, "content/vision.md", &longer).theme);
    assert!(!put(&mut workspace, "themes/other/assets/style.css", "body { margin: 0 }").theme);
}

#[test]
fn a_theme_that_cannot_be_read_leaves_the_last_good_one() {
    let mut workspace = bakery();
    let home = |workspace: &Workspace| {
        let snapshot = workspace.snapshot();
        snapshot.render(snapshot.route_at("").expect("a home page")).is_ok()
    };
    let template = "themes/default/templates/home.html";
    assert!(put(&mut workspace, template, "{% if %}").theme);
    let fault = workspace.snapshot().theme_fault().map(ToString::to_string).expect("it says why");
    assert!(fault.contains("home.html"), "{fault}");
    assert!(home(&workspace), "pages are shown as before");
    workspace.apply([Edit::Gone(path(template))]);
    assert_eq!(workspace.snapshot().theme_fault(), None);
    change(&mut workspace, "handbook.yaml", "title: Corner Bakery", "title: Corner Bakery\ntheme: gone");
    assert!(workspace.snapshot().theme_fault().is_some() && home(&workspace));
}

#[test]
fn findings_belong_to_the_state_they_were_found_in() {
    let mut workspace = bakery();
    let before = workspace.snapshot();
    let found = before.check(|| true).expect("nobody called it off");
    assert!(!before.has_findings());
    assert!(workspace.accept(before.revision(), found.clone().into()));
    assert_eq!(workspace.snapshot().findings().to_vec(), found);
    put(&mut workspace, "content/guides/new.md", "# New\n");
    assert!(!workspace.snapshot().has_findings(), "a new state has not been looked at");
    assert!(!workspace.accept(before.revision(), found.into()), "they are of an old state");
    assert_eq!(before.check(|| false), None, "a check that nobody wants any more ends");
}

#[test]
fn a_snapshot_never_changes() {
    let mut workspace = bakery();
    let before = workspace.snapshot();
    workspace.apply([Edit::Gone(path("content"))]);
    assert!(before.route_at("promises/warm-bread/").is_some_and(|route| before.render(route).is_ok()));
    assert!(workspace.snapshot().route_at("promises/warm-bread/").is_none());
}
