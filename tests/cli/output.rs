//! Where the site goes, and where it may not go.

use crate::helpers::Workshop;

#[test]
fn the_site_goes_to_public_in_the_handbook_wherever_one_is() {
    let workshop = Workshop::starter();
    workshop.run_in("content/missions", &["build"]).succeeded();
    assert!(workshop.has("public/index.html"));
    assert!(!workshop.has("content/missions/public"));
}

#[test]
fn output_is_read_from_the_folder_one_is_in() {
    let workshop = Workshop::empty();
    workshop.run(&["init", "handbook"]).succeeded();
    workshop.run(&["build", "--root", "handbook", "-o", "site"]).succeeded();
    assert!(workshop.has("site/index.html") && !workshop.has("handbook/public"));
    workshop.run_in("handbook/content", &["build", "--output", "../../deep/er/site"]).succeeded();
    assert!(workshop.has("deep/er/site/index.html"));
}

#[test]
fn an_output_folder_in_the_content_is_not_read_back() {
    let workshop = Workshop::starter();
    workshop.run(&["build", "-o", "content/site"]).succeeded();
    let run = workshop.run(&["build", "-o", "content/site"]).succeeded();
    assert!(run.stderr.contains("nothing had changed"), "{run:#?}");
}

#[test]
fn a_second_build_writes_only_what_changed() {
    let workshop = Workshop::starter();
    workshop.run(&["build"]).succeeded();
    let run = workshop.run(&["build"]).succeeded();
    assert!(run.stderr.contains("nothing had changed"), "{run:#?}");
    let before = workshop.snapshot("public");
    workshop.append("content/missions/first-contact.md", "\nOne more zeppelin.\n");
    let run = workshop.run(&["build"]).succeeded();
    let after = workshop.snapshot("public");
    let is_written = |file: &String| before.get(file) != after.get(file);
    let written: Vec<&String> = after.keys().filter(|file| is_written(file)).collect();
    // Names of an index hold digits of what is in it.
    let kinds: Vec<String> = written.iter().map(|file| without_digits(file)).collect();
    let expected = [
        ".throughline-manifest",
        "index.html",
        "missions/first-contact/index.html",
        "missions/index.html",
        "search/pagefind/fed.txt",
        "search/pagefind/fragment/en_.pf_fragment",
        "search/pagefind/index/en_.pf_index",
        "search/pagefind/pagefind-entry.json",
        "search/pagefind/pagefind.en_.pf_meta",
    ];
    assert_eq!(kinds, expected);
    assert!(run.stderr.contains(": 8 files written, "), "the manifest is no file of the site: {run:#?}");
    assert!(run.stderr.contains(", 3 removed."), "the fragment, the words and the list before: {run:#?}");
}

/// A path without what a hash adds to its name.
fn without_digits(file: &str) -> String {
    let parts = file.split_once("en_").and_then(|(before, after)| Some((before, after.split_once('.')?.1)));
    parts.map_or_else(|| file.to_string(), |(before, extension)| format!("{before}en_.{extension}"))
}

#[test]
fn without_search_a_changed_page_is_one_file_and_those_whose_links_say_that_it_changed() {
    let workshop = Workshop::starter();
    workshop.run(&["build", "--no-search"]).succeeded();
    let before = workshop.snapshot("public");
    workshop.append("content/missions/first-contact.md", "\nOne more sentence.\n");
    let run = workshop.run(&["build", "--no-search"]).succeeded();
    assert!(run.stderr.contains(": 3 files written, "), "{run:#?}");
    let after = workshop.snapshot("public");
    let written: Vec<&String> = after
        .keys()
        .filter(|file| file.ends_with(".html") && before.get(*file) != after.get(*file))
        .collect();
    assert_eq!(written, ["index.html", "missions/first-contact/index.html", "missions/index.html"]);
}

#[test]
fn pages_of_documents_that_are_gone_are_removed() {
    let workshop = Workshop::starter();
    workshop.write("content/opening-hours.md", "# Opening hours\n");
    workshop.run(&["build"]).succeeded();
    assert!(workshop.has("public/opening-hours/index.html"));
    std::fs::remove_file(workshop.path("content/opening-hours.md")).expect("it can be removed");
    workshop.run(&["build"]).succeeded();
    assert!(!workshop.has("public/opening-hours"));
}

#[test]
fn a_folder_with_files_of_others_is_refused_and_left_alone() {
    let workshop = Workshop::starter();
    workshop.write("site/photo.jpg", "mine");
    let before = workshop.snapshot("site");
    let run = workshop.run(&["build", "-o", "site"]);
    run.could_not_run("a file that throughline did not write, `photo.jpg`").in_one_line();
    assert_eq!(workshop.snapshot("site"), before);
}

#[test]
fn a_file_put_into_a_built_site_stops_the_next_build() {
    let workshop = Workshop::starter();
    workshop.run(&["build"]).succeeded();
    workshop.write("public/notes.txt", "mine");
    workshop.append("content/vision.md", "\nMore.\n");
    let before = workshop.snapshot("public");
    workshop.run(&["build"]).could_not_run("`notes.txt`");
    assert_eq!(workshop.snapshot("public"), before);
}

#[test]
fn a_handbook_or_a_repository_is_never_the_output() {
    let workshop = Workshop::starter();
    workshop.run(&["init", "other"]).succeeded();
    workshop.write("repository/.git/HEAD", "ref: refs/heads/main\n");
    let before = workshop.snapshot("");
    workshop
        .run(&["build", "-o", "other"])
        .could_not_run("holds `handbook.yaml`, so it is somebody's source");
    workshop.run(&["build", "-o", "repository"]).could_not_run("holds `.git`, so it is somebody's source");
    workshop.run(&["build", "-o", "."]).could_not_run("the folder you are in");
    workshop.run_in("content", &["build", "-o", ".."]).could_not_run("the folder you are in");
    workshop.run(&["build", "-o", "content"]).could_not_run("own texts");
    workshop.run(&["build", "-o", "handbook.yaml"]).could_not_run("is a file");
    workshop.run(&["build", "-o", "/"]).could_not_run("-o");
    assert_eq!(workshop.snapshot(""), before);
}
