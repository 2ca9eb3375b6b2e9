//! A handbook in which everything can go wrong: few names for many things, so that they clash; links to everything; and
//! texts made of dice, so that a failure shrinks to a small one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use throughline::source::{Asset, At, Content, SourceFile, SourceTree, VPath};

/// Every file that may be there.
pub const PATHS: [&str; 33] = [
    "handbook.yaml",
    "content/vision.md",
    "content/journey.yaml",
    "content/glossary.yaml",
    "content/roles.yaml",
    "content/records/kept.csv",
    "content/missions/a.md",
    "content/missions/b.md",
    "content/promises/a.md",
    "content/promises/b.md",
    "content/promises/c.md",
    "content/promises/README.md",
    "content/systems/a.md",
    "content/systems/list.md",
    "content/roles/desk.md",
    "content/roles/lead.md",
    "content/customers/a.md",
    "content/customers/guests.md",
    "content/wants/a.md",
    "content/wants/calm.md",
    "content/stories/a.md",
    "content/stories/fire.md",
    "content/guides/one.md",
    "content/guides/02-two.md",
    "content/guides/README.md",
    "content/guides/deep/one.md",
    "content/01-welcome.md",
    "content/index.md",
    "content/images/pic.png",
    "content/zwölf.md",
    "README.md",
    "themes/default/assets/style.css",
    "editions.lock",
];

/// Those that are edited most: the ones that the others link to.
pub const BUSY: [&str; 8] = [
    "content/promises/a.md",
    "content/promises/b.md",
    "content/guides/one.md",
    "content/guides/README.md",
    "content/systems/a.md",
    "content/roles/desk.md",
    "content/missions/a.md",
    "content/vision.md",
];

/// Folders that are renamed and deleted as a whole.
pub const FOLDERS: [&str; 6] = [
    "content/guides",
    "content/promises",
    "content/guides/deep",
    "content",
    "content/roles",
    "content/other",
];

/// How many numbers a text is made of.
pub const DICE: usize = 28;

const IDS: [&str; 9] = ["a", "b", "c", "desk", "lead", "guests", "calm", "list", "one"];
const TITLES: [&str; 5] = ["Alpha", "beta", "Gamma: the third", "Part 1", "Zwölf"];
const AIMS: [&str; 2] = ["calm", "fresh"];
const SENTENCES: [&str; 4] = [
    "Leave a message before noon and a person calls you back within 3 hours.",
    "Leave a message before noon and somebody calls you back within 5 hours, most days.",
    "You are expected by name.",
    "We strive to answer as soon as possible.",
];

/// Numbers to choose by; when they run out, the first of everything is taken.
pub struct Dice<'a>(std::slice::Iter<'a, u8>);

impl<'a> Dice<'a> {
    pub fn new(numbers: &'a [u8]) -> Self {
        Self(numbers.iter())
    }

    fn below(&mut self, n: usize) -> usize {
        self.0.next().map_or(0, |number| usize::from(*number) % n)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

/// The files as they are.
#[derive(Clone, Default)]
pub struct World(BTreeMap<String, SourceFile>);

impl World {
    pub fn tree(&self) -> SourceTree {
        let mut tree = SourceTree::new("world");
        for file in self.0.values() {
            tree.insert(file.clone());
        }
        tree
    }

    pub fn put(&mut self, file: SourceFile) {
        self.0.insert(file.path.to_string(), file);
    }

    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.0.get(path)
    }

    /// Takes out a file, or a folder with everything in it; what was taken out.
    pub fn take(&mut self, path: &str) -> Vec<SourceFile> {
        let inside = format!("{path}/");
        let gone: Vec<String> =
            self.0.keys().filter(|other| *other == path || other.starts_with(&inside)).cloned().collect();
        gone.iter().filter_map(|path| self.0.remove(path)).collect()
    }
}

/// A file at a path, made of dice.
pub fn file(path: &str, dice: &mut Dice<'_>) -> SourceFile {
    let vpath = VPath::new(path).expect("a path");
    if path.ends_with(".png") {
        let size = (!dice.one_in(3)).then(|| (10 + dice.below(3), 20));
        let asset = Asset { len: 100, size, at: At::Nowhere };
        return SourceFile { path: vpath, content: Content::Asset(asset) };
    }
    let text = match path {
        "handbook.yaml" => settings(dice),
        "content/journey.yaml" => journey(dice),
        "content/glossary.yaml" => glossary(dice),
        "content/roles.yaml" => roles(dice),
        "content/records/kept.csv" => kept(dice),
        "themes/default/assets/style.css" => format!("body {{ margin: {}px }}\n", dice.below(3)),
        "editions.lock" => "one\n".repeat(dice.below(2)),
        path => document(path, dice),
    };
    SourceFile::text(vpath, &text)
}

/// A text with something put at its end, as while typing.
pub fn tweak(text: &str, dice: &mut Dice<'_>) -> String {
    format!("{}\n{}\n", text.trim_end(), piece(dice))
}

/// A text whose header says another id.
pub fn call(text: &str, dice: &mut Dice<'_>) -> String {
    let Some(rest) = text.strip_prefix("---\n") else { return text.to_string() };
    let others: String = rest.split_inclusive('\n').filter(|line| !line.starts_with("id: ")).collect();
    format!("---\nid: {}\n{others}", dice.of(&IDS))
}

fn settings(dice: &mut Dice<'_>) -> String {
    if dice.one_in(12) {
        return "title: [open\n".into();
    }
    let mut out = String::from("title: A handbook\n");
    let mut field = |n, text: String| {
        if dice.one_in(n) {
            out.push_str(&text);
        }
    };
    field(4, "base_url: https://example.org/h/\n".into());
    field(4, "brand: { accent: \"#7a3e00\", logo: content/images/pic.png }\n".into());
    field(4, "language: de\n".into());
    field(4, "edit_url: https://example.org/edit/{path}\n".into());
    field(5, "as_of: 2026-03-01\n".into());
    field(5, "rules: { broken-link: warning, long-sentence: off }\n".into());
    field(5, "raw_html: escape\n".into());
    field(5, "places: { mill: The Mill }\n".into());
    field(6, "outside: [\"website/**/*.html\"]\n".into());
    field(6, "allow: [{ rule: few-stories, reason: new }]\n".into());
    out
}

fn journey(dice: &mut Dice<'_>) -> String {
    let mut out = String::new();
    for id in ["door", "calm", "call"] {
        if !dice.one_in(4) {
            let title = dice.of(&TITLES);
            let _ = writeln!(out, "- {{ id: {id}, title: \"{title}\", during: using, expects: fine }}");
        }
    }
    out
}

fn glossary(dice: &mut Dice<'_>) -> String {
    let mut out = String::new();
    for term in ["word", "calm", "guest"] {
        if !dice.one_in(4) {
            let means = dice.of(&SENTENCES);
            let _ = writeln!(out, "- term: {term}\n  means: {means}\n  instead_of: punter");
        }
    }
    out
}

fn roles(dice: &mut Dice<'_>) -> String {
    if dice.one_in(10) {
        return "- id: [\n".into();
    }
    let mut out = String::new();
    for id in ["desk", "night", "a"] {
        if !dice.one_in(3) {
            let _ = writeln!(out, "- {{ id: {id}, title: \"{}\", reports_to: lead }}", dice.of(&TITLES));
        }
    }
    out
}

fn kept(dice: &mut Dice<'_>) -> String {
    let mut out = String::from("week,promise,place,due,checked,kept\n");
    for week in 1..=dice.below(4) {
        let _ = writeln!(out, "2026-W{week:02},{},mill,9,9,{}", dice.of(&IDS), dice.below(12));
    }
    out
}

fn document(path: &str, dice: &mut Dice<'_>) -> String {
    let mut out = String::new();
    if dice.one_in(10) {
        out.push_str("---\ntitle: [open\n---\n");
    } else if path.contains('/') && !(path.contains("/guides/") && dice.one_in(3)) {
        out.push_str("---\n");
        common(&mut out, dice);
        own(path, &mut out, dice);
        out.push_str("---\n");
    }
    for _ in 0..dice.below(5) {
        out.push_str(&piece(dice));
        out.push('\n');
    }
    if path.contains("/systems/") {
        checklist(&mut out, dice);
    }
    out
}

fn common(out: &mut String, dice: &mut Dice<'_>) {
    let mut field = |n: usize, name: &str, from: &[&str], dice: &mut Dice<'_>| {
        if dice.one_in(n) {
            let _ = writeln!(out, "{name}: {}", dice.of(from));
        }
    };
    field(3, "id", &IDS, dice);
    field(2, "title", &["Alpha", "beta", "\"Gamma: the third\"", "Part 1"], dice);
    field(4, "owner", &["desk", "lead", "a", "nobody"], dice);
    field(6, "was", &["b", "old", "desk"], dice);
    field(6, "aliases", &["/old/", "/guides/old.html", "[/old/, /older/]"], dice);
    field(6, "draft", &["yes"], dice);
    field(6, "order", &["1", "7"], dice);
    field(12, "kind", &["page", "promise", "vision"], dice);
    field(8, "allow", &["[{ rule: broken-link, reason: soon }]"], dice);
    field(8, "reviewed", &["2026-01-12"], dice);
    field(9, "nonsense", &["yes"], dice);
}

fn own(path: &str, out: &mut String, dice: &mut Dice<'_>) {
    let folder = path.split('/').nth(1).unwrap_or_default();
    let mut line = |text: String| out.push_str(&(text + "\n"));
    match folder {
        "vision.md" => {
            line(format!("says: {}", dice.of(&SENTENCES)));
            let aims = ["aims: { calm: All is calm, fresh: All is fresh }", "aims: { fresh: All is fresh }"];
            line(aims[dice.below(2)].into());
        }
        "missions" => {
            line(format!("says: {}", dice.of(&SENTENCES)));
            line(format!("serves: {}", dice.of(&AIMS)));
        }
        "promises" => {
            line(format!("says: {}", dice.of(&SENTENCES)));
            line(format!("state: {}", dice.of(&["standing", "draft", "trial", "retired"])));
            for (field, ids) in [("serves", "ab"), ("for", "a"), ("wants", "ac"), ("policies", "c")] {
                if !dice.one_in(3) {
                    let at = dice.below(ids.len());
                    line(format!("{field}: {}", &ids[at..=at]));
                }
            }
            line(format!(
                "at: {}\nat_most: {} hours\ntarget: 95%",
                dice.of(&["door", "call"]),
                3 + dice.below(3)
            ));
        }
        "systems" => {
            line(format!("keeps: {}", dice.of(&["a", "b", "[a, c]"])));
            line("run_when: every day\nfloor: { at_most: 4 hours, target: 97% }".into());
        }
        "roles" => line(format!("reports_to: {}", dice.of(&["lead", "desk"]))),
        "customers" => line(format!("hear_every: {} days", 30 + dice.below(3))),
        "wants" => {
            line(format!("from: {}\nmeans: {}", dice.of(&["a", "guests"]), dice.of(&SENTENCES)));
            line(format!("aim: {}\ndecision: {}", dice.of(&AIMS), dice.of(&["adopt", "decline"])));
        }
        "stories" => {
            line(format!("date: 2026-02-03\nwhere: mill\ntype: example\nshows: {}", dice.of(&IDS)));
            line(format!("told_by: {}", dice.of(&["desk", "a guest"])));
        }
        _ => line(format!("type: {}", dice.of(&["page", "policy", "principle"]))),
    }
}

/// One block of a body: mostly links, since they are what binds documents together, and headings that they name.
fn piece(dice: &mut Dice<'_>) -> String {
    const NAMES: [&str; 9] = [
        "promise:a",
        "promise:b",
        "system:a",
        "role:desk",
        "page:guides/one",
        "page:one",
        "mission:a",
        "want:a",
        "promise:nobody",
    ];
    const PLACES: [&str; 6] = [
        "promises/a.md",
        "promises/b.md",
        "guides/one.md",
        "systems/a.md",
        "guides/README.md",
        "roles/desk.md",
    ];
    let (name, place, n) = (dice.of(&NAMES), dice.of(&PLACES), dice.below(2));
    match dice.below(20) {
        0..=3 => format!("## Part {n}"),
        4 => format!("# {}", dice.of(&TITLES)),
        5 => format!("See [it]({name})."),
        6..=8 => format!("See [there](../{place}#part-{n})."),
        9 => format!("See [the part]({name}#part-{n}) and [the step](system:a#step-{n})."),
        10 => format!("They say: {{{{{name}}}}}"),
        11 => {
            format!("A {{{{term:word}}}} and {{{{aim:calm}}}}, [word](term:word), [door](moment:door) {n}.")
        }
        12 => "![A picture](../images/pic.png)".into(),
        13 => format!("<a id=\"part-{n}\"></a> Raw <b>words</b> <img src=\"../images/pic.png\">"),
        14 => "Go to [the guides](../guides/) or [the top](/) or [two](/guides/02-two.md).".into(),
        15 => format!("See [below](#part-{n}) and [a stranger](promis:a)."),
        16 => dice.of(&SENTENCES).into(),
        17 => "<!-- allow broken-link: soon -->\nSee [nothing](nothing.md).".into(),
        18 => {
            format!("See [zwölf](../zw%C3%B6lf.md), [deep](../guides/deep/one.md), ![nothing](pic-{n}.png).")
        }
        _ => format!("A note[^{n}].\n\n[^{n}]: See [it]({name}) and [the front](../{place})."),
    }
}

fn checklist(out: &mut String, dice: &mut Dice<'_>) {
    for heading in ["Floor", "Plus one"] {
        let _ = writeln!(out, "\n## {heading}");
        for n in 0..dice.below(3) {
            let role = dice.of(&["desk", "lead", "night", "b"]);
            let _ = writeln!(out, "- [ ] @{role} Do it, {}. ^step-{n}", dice.below(3));
            if dice.one_in(3) {
                let _ = writeln!(out, "  - then: {}", dice.of(&["lead", "desk"]));
            }
        }
    }
}
