//! What the company says beside its handbook: read when the settings ask for it, never shown, never changed.

use std::os::unix::fs::symlink;

use crate::helpers::Workshop;

const CLAIM: &str = "<p>We guarantee free returns for the rest of your life.</p>\n";

fn workshop(patterns: &str) -> Workshop {
    let workshop = Workshop::starter();
    workshop.append("handbook.yaml", &format!("\noutside: {patterns}\n"));
    workshop.write("website/home.html", CLAIM);
    workshop
}

#[test]
fn a_claim_on_the_website_is_told_and_the_file_stays_as_it_is() {
    let workshop = workshop("website/**/*.html");
    assert_eq!(workshop.rules_at("website/home.html"), ["outside-drift"]);
    let run = workshop.run(&["check", "--all"]).succeeded();
    assert!(run.stdout.contains("website/home.html:1:4"), "{run:#?}");
    workshop.run(&["build"]).succeeded();
    assert_eq!(workshop.read("website/home.html"), CLAIM);
    for (path, bytes) in workshop.snapshot("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("rest of your life"), "{path}");
    }
}

#[test]
fn without_the_setting_nothing_beside_the_handbook_is_read() {
    let workshop = Workshop::starter();
    workshop.write("website/home.html", CLAIM);
    assert!(workshop.rules_at("website/home.html").is_empty());
}

#[test]
fn a_link_out_of_the_folder_is_told_and_not_followed() {
    let elsewhere = Workshop::with(&[("home.html", CLAIM)]);
    let workshop = workshop("[website/**, linked/*.html, missing/*.html]");
    symlink(elsewhere.path("."), workshop.path("linked")).expect("a link");
    symlink(elsewhere.path("home.html"), workshop.path("website/link.html")).expect("a link");
    workshop.write("website/photo.html", b"\xff\xfe\x00");
    assert!(workshop.rules_at("linked/home.html").is_empty());
    assert_eq!(workshop.rules_at("website/link.html"), ["unreadable-file"]);
    assert_eq!(workshop.rules_at("website/photo.html"), ["unreadable-file"]);
    assert_eq!(workshop.rules_at("website/home.html"), ["outside-drift"]);
    let run = workshop.run(&["build"]).succeeded();
    assert!(run.stderr.contains("Found 2 warnings"), "nothing beside the handbook stops a build: {run:#?}");
}

#[test]
fn a_link_within_the_folder_is_the_file_that_it_leads_to() {
    let workshop = workshop("website/*.html");
    symlink(workshop.path("website/home.html"), workshop.path("website/again.html")).expect("a link");
    assert_eq!(workshop.rules_at("website/again.html"), ["outside-drift"]);
}

#[test]
fn a_pattern_that_climbs_out_is_refused() {
    let workshop = workshop("\"../**/*.html\"");
    assert_eq!(workshop.rules_at("handbook.yaml"), ["bad-value"]);
}
