//! `why`, `how` and `impact`: the line up, the line down, and whom a change would touch.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::helpers::markdown::repository;
use crate::helpers::{Run, Workshop};

/// The program asked about the worked example.
fn example(arguments: &[&str]) -> Run {
    let root = repository();
    Workshop::empty().run(&[arguments, &["--root", root.to_str().expect("a path in UTF-8")]].concat())
}

/// A line that is cut in every way in which a line can be cut.
fn cut() -> Workshop {
    Workshop::with(&[
        ("handbook.yaml", "title: Corner Bakery\n"),
        (
            "content/vision.md",
            "---\nsays: Nobody walks home with yesterday's bread.\nowner: lead\naims:\n  fresh: What you buy was baked today.\n  cheap: You can afford it every day.\n---\n",
        ),
        (
            "content/roles.yaml",
            "- { id: lead, title: Counter lead }\n- { id: night, title: Night porter, reports_to: lead }\n",
        ),
        (
            "content/missions/counter.md",
            "---\ntitle: Behind the counter\nsays: We hand over bread.\nserves: fresh\nowner: lead\n---\n",
        ),
        (
            "content/missions/office.md",
            "---\ntitle: The office\nsays: We count the money.\nserves: infromed\nowner: lead\n---\n",
        ),
        (
            "content/promises/warm.md",
            "---\ntitle: Warm until nine\nsays: Come before nine and your bread is warm.\nserves: counter\nstate: trial\nwas: hot-bread\n---\n",
        ),
        (
            "content/promises/bill.md",
            "---\nsays: Your bill is one page.\nserves: office\nstate: trial\n---\n",
        ),
        (
            "content/promises/lost.md",
            "---\nsays: We find what you left.\nserves: cellar\nstate: trial\n---\n",
        ),
        (
            "content/systems/oven.md",
            "---\ntitle: The second bake\nkeeps: [warm, bill]\nowner: lead\n---\n## Floor\n- [ ] @lead Put the tray in. ^tray\n  - was: ^first-tray\n- [ ] Feel a loaf.\n- [ ] @baker Say sorry. ^sorry\n",
        ),
        ("content/journey.yaml", "- { id: at-the-door, title: At the door, during: arriving }\n"),
        ("content/glossary.yaml", "- { term: tray, means: What loaves lie on. }\n"),
    ])
}

fn answer(workshop: &Workshop, arguments: &[&str]) -> Value {
    workshop.run(&[arguments, &["--format", "json"]].concat()).succeeded().json()
}

#[test]
fn why_draws_the_line_from_the_vision_down_to_the_step() {
    insta::assert_snapshot!(example(&["why", "call-back#call"]).succeeded().stdout);
}

#[test]
fn how_draws_the_line_down_to_the_steps_and_who_does_them() {
    insta::assert_snapshot!(example(&["how", "between-visits"]).succeeded().stdout);
}

#[test]
fn impact_tells_who_must_act_and_who_should_know() {
    insta::assert_snapshot!(example(&["impact", "call-back-today"]).succeeded().stdout);
}

#[test]
fn a_role_and_a_step_touch_others_than_a_promise_does() {
    let told: Vec<String> =
        ["role:front-desk", "call-back#call", "aim:fair", "moment:phone-call", "policies/privacy"]
            .into_iter()
            .map(|id| example(&["impact", id]).succeeded().stdout)
            .collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn a_break_is_drawn_as_a_break_and_named() {
    let workshop = cut();
    let asked = [
        ["why", "oven#tray"],
        ["why", "lost"],
        ["why", "office"],
        ["why", "night"],
        ["how", "vision"],
        ["how", "oven"],
        ["how", "aim:cheap"],
        ["how", "lost"],
    ];
    let drawn: Vec<String> = asked
        .into_iter()
        .map(|[question, id]| {
            let run = workshop.run(&[question, id]).succeeded();
            format!("$ throughline {question} {id}\n{}", run.stdout)
        })
        .collect();
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn one_thing_may_be_asked_for_in_many_ways() {
    let workshop = cut();
    let ways = [
        (
            "warm",
            &[
                "promise:warm",
                "warm",
                "content/promises/warm.md",
                "promises/warm.md",
                "hot-bread",
                "promise:hot-bread",
                "content\\promises\\warm.md",
            ][..],
        ),
        (
            "oven#tray",
            &[
                "oven#tray",
                "system:oven#tray",
                "oven#^tray",
                "oven#first-tray",
                "content/systems/oven.md#tray",
                "oven#1",
            ],
        ),
        ("oven#2", &["oven#2", "system:oven#2"]),
        ("fresh", &["aim:fresh", "fresh"]),
        ("at-the-door", &["moment:at-the-door", "at-the-door"]),
        ("lead", &["lead", "@lead", "role:lead"]),
        ("vision", &["vision", "vision:vision", "content/vision.md"]),
    ];
    for (id, ways) in ways {
        for way in ways {
            for question in ["why", "how", "impact"] {
                assert_eq!(answer(&workshop, &[question, way])["id"], id, "{question} {way}");
            }
        }
    }
    let run = workshop.run_in("content/promises", &["why", "warm.md"]).succeeded();
    assert!(run.stdout.contains("Come before nine"), "a path is read from the folder one is in: {run:#?}");
}

#[test]
fn an_old_name_is_answered_and_the_new_one_told() {
    let workshop = cut();
    for (old, new) in [("hot-bread", "warm"), ("promise:hot-bread", "warm"), ("oven#first-tray", "oven#tray")]
    {
        let run = workshop.run(&["why", old]).succeeded();
        assert_eq!(run.stderr, format!("note: `{old}` is now called `{new}`\n"));
    }
    assert_eq!(workshop.run(&["why", "warm"]).succeeded().stderr, "");
}

#[test]
fn what_does_not_exist_is_told_in_one_sentence_with_what_was_meant() {
    let workshop = cut();
    for (asked, told) in [
        ("wram", "nothing here is called `wram`; did you mean `warm`?"),
        ("promise:wram", "there is no promise `wram`; did you mean `warm`?"),
        ("promise:oven", "`oven` is a system; did you mean `system:oven`?"),
        ("promis:warm", "`promis:` is no kind of thing here; did you mean `promise:warm`?"),
        ("aim:frehs", "there is no aim `frehs`; did you mean `fresh`?"),
        ("zebra", "name a document by its id, such as `promise:call-back`, or by its path"),
        ("promise:zebra", "there is no promise `zebra`"),
        (
            "oven#trya",
            "`oven` has no step `#trya`; did you mean `oven#tray`? Its steps are #tray, #2, #sorry",
        ),
        ("oven#99", "`oven` has no step `#99`; its steps are #tray, #2, #sorry"),
        ("warm#tray", "`warm` is a promise and has no step `#tray`; only a system has steps"),
        ("aim:fresh#x", "`aim:fresh` is an aim and has no step `#x`"),
        ("sorry", "there is no document `sorry`; did you mean the step `oven#sorry`?"),
        ("content/promises/wram.md", "there is no file `content/promises/wram.md`; did you mean `warm`?"),
        (
            "content/roles.yaml",
            "`content/roles.yaml` holds several roles; name one by its id, such as `lead`",
        ),
        ("content/journey.yaml", "is no document of the handbook"),
        ("term:tray", "is a word of the glossary and stands on no line"),
        ("../../etc/passwd", "there is no file"),
        ("", "nothing here is called ``"),
        ("#", "nothing here is called ``"),
        ("promise:", "there is no promise ``"),
    ] {
        for question in ["why", "how", "impact"] {
            workshop.run(&[question, asked]).could_not_run(told).in_one_line();
        }
    }
}

#[test]
fn the_answers_for_machines_keep_their_shape() {
    let workshop = cut();
    let why = answer(&workshop, &["why", "oven#tray"]);
    insta::assert_snapshot!("why_json", serde_json::to_string_pretty(&why).expect("JSON"));
    insta::assert_snapshot!(
        "how_json",
        serde_json::to_string_pretty(&answer(&workshop, &["how", "warm"])).expect("JSON")
    );
    insta::assert_snapshot!(
        "impact_json",
        serde_json::to_string_pretty(&answer(&workshop, &["impact", "warm"])).expect("JSON")
    );
    assert_eq!(answer(&workshop, &["why", "lost"])["reaches_vision"], false);
    assert_eq!(why["reaches_vision"], true, "one of its two promises does");
}

/// The addresses of documents in an answer, the one asked for left out.
fn paths_above(node: &Value, paths: &mut BTreeSet<String>) {
    for above in node["above"].as_array().expect("a list") {
        if above["kind"] != "aim" {
            paths.insert(above["path"].as_str().expect("a path").to_string());
        }
        paths_above(above, paths);
    }
}

/// The site shows each page's own line up; it is the line that `why` answers with.
#[test]
fn the_site_and_the_terminal_show_one_line() {
    for workshop in [cut(), Workshop::starter()] {
        workshop.run(&["build", "--fail-on", "never"]).succeeded();
        let handbook: Value = serde_json::from_str(&workshop.read("public/handbook.json")).expect("JSON");
        let documents = handbook["documents"].as_array().expect("a list");
        let page_of = |path: &str| -> String {
            let document = documents.iter().find(|document| document["path"] == path).expect("it is there");
            document["address"].as_str().expect("an address").to_string()
        };
        let mut compared = 0;
        for document in
            documents.iter().filter(|document| document["kind"] != "vision" && document["kind"] != "role")
        {
            let id = document["id"].as_str().expect("an id");
            let address = document["address"].as_str().expect("an address");
            let answer = answer(&workshop, &["why", id]);
            let mut paths = BTreeSet::new();
            paths_above(&answer, &mut paths);
            let wanted: BTreeSet<String> = paths.iter().map(|path| page_of(path)).collect();
            let page = workshop.read(&format!("public/{address}index.html"));
            let nav = page
                .split("<nav class=\"why\"")
                .nth(1)
                .and_then(|rest| rest.split("</nav>").next())
                .expect("a line");
            let shown: BTreeSet<String> = nav
                .split("href=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .filter(|href| !href.contains('#'))
                .map(|href| {
                    href.trim_start_matches("../")
                        .trim_start_matches("./")
                        .trim_end_matches("index.html")
                        .to_string()
                })
                .filter(|address| !address.is_empty() || answer["reaches_vision"] == true)
                .collect();
            assert_eq!(shown, wanted, "{id}");
            assert_eq!(nav.contains("class=\"cut\""), answer["reaches_vision"] == false, "{id}");
            compared += 1;
        }
        assert!(compared >= 3, "{compared} pages were compared");
    }
}

#[test]
fn chains_that_go_in_a_circle_end_all_the_same() {
    let workshop = cut();
    workshop.write(
        "content/roles.yaml",
        "- { id: lead, title: Lead, reports_to: night, backup: night }\n- { id: night, title: Night, reports_to: lead, backup: lead }\n",
    );
    workshop
        .write("content/promises/bill.md", "---\nsays: One page.\nserves: counter\nreplaced_by: warm\n---\n");
    workshop.write("content/promises/warm.md", "---\nsays: Warm.\nserves: counter\nreplaced_by: bill\n---\n");
    for id in ["lead", "night", "bill", "warm", "oven"] {
        for question in ["why", "how", "impact"] {
            workshop.run(&[question, id]).succeeded();
        }
    }
}

#[test]
fn a_handbook_without_a_vision_and_a_plain_folder_are_answered_too() {
    let workshop = cut();
    workshop.write("content/vision.md", "");
    let run = workshop.run(&["why", "lead"]).succeeded();
    assert!(run.stdout.contains('╳'), "{run:#?}");
    let plain = Workshop::with(&[("notes/one.md", "# One\n[two](two.md)\n"), ("notes/two.md", "# Two\n")]);
    let run = plain.run(&["why", "notes/one.md", "--root", "."]).succeeded();
    assert!(run.stdout.contains("plain folder"), "{run:#?}");
    let run = plain.run(&["impact", "notes/two", "--root", "."]).succeeded();
    assert!(run.stdout.contains("links to it"), "{run:#?}");
    plain.run(&["how", "notes/two", "--root", "."]).succeeded();
}

/// A thousand promises: an answer that nobody reads to its end is no answer.
#[test]
fn a_large_handbook_is_drawn_as_deep_as_fits_unless_all_is_asked_for() {
    let workshop = cut();
    for n in 0..300 {
        workshop.write(
            &format!("content/promises/p{n}.md"),
            format!("---\nsays: We keep {n}.\nserves: counter\n---\n"),
        );
        workshop.write(
            &format!("content/systems/s{n}.md"),
            format!("---\ntitle: List {n}\nkeeps: p{n}\n---\n## Floor\n- [ ] @lead Do {n}. ^a\n- [ ] @lead See {n}. ^b\n"),
        );
    }
    let started = Instant::now();
    let short = workshop.run(&["how", "vision"]).succeeded().stdout;
    assert!(started.elapsed() < Duration::from_secs(20));
    assert!(short.lines().count() < 200, "{short}");
    assert!(short.contains("more promises") && short.contains("add --all"), "{short}");
    let all = workshop.run(&["how", "vision", "--all"]).succeeded().stdout;
    assert!(all.lines().count() > 1500 && !all.contains("--all"));
    let impact = workshop.run(&["impact", "counter"]).succeeded().stdout;
    assert!(impact.lines().count() < 100 && impact.contains("more"), "{impact}");
    let whole = answer(&workshop, &["how", "counter"]);
    assert_eq!(whole["below"].as_array().expect("a list").len(), 301, "machines get everything");
}

#[test]
fn a_pipe_gets_no_colour_and_no_broken_line_and_colour_when_it_asks() {
    let workshop = cut();
    let long = "word ".repeat(80);
    workshop.replace("content/promises/warm.md", "Come before nine", &long);
    let plain = workshop.run(&["why", "warm"]).succeeded().stdout;
    assert!(!plain.contains('\u{1b}') && plain.contains(long.trim()), "{plain}");
    assert!(workshop.run(&["why", "warm", "--color", "always"]).succeeded().stdout.contains('\u{1b}'));
    let json = workshop.run(&["why", "warm", "--color", "always", "--format", "json"]).succeeded().stdout;
    assert!(!json.contains('\u{1b}'));
}

#[test]
fn somebodys_text_does_not_steer_the_terminal() {
    let workshop = cut();
    workshop
        .write("content/promises/warm.md", "---\nsays: \"Warm \\e[31mbread\\a.\"\nserves: counter\n---\n");
    for arguments in [["why", "warm"], ["impact", "warm"]] {
        let run = workshop.run(&arguments).succeeded();
        assert!(!run.stdout.contains(['\u{1b}', '\u{7}']), "{run:#?}");
    }
}
