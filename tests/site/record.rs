//! The pages that read the record: is it kept, what was added, whom did we hear, what comes next?

use std::fmt::Write as _;

use crate::website::{Website, says};

/// A row a week for the weeks up to 2026-W09, as of which the bakery is read, with so many kept of twenty.
fn kept(promise: &str, kept: &[u32]) -> String {
    let mut log = String::from("week,promise,place,due,checked,kept,picked,remedied\n");
    let weeks =
        (1..=52).map(|week| format!("2025-W{week:02}")).chain((1..=9).map(|week| format!("2026-W{week:02}")));
    let weeks: Vec<String> = weeks.collect();
    for (week, kept) in weeks[weeks.len() - kept.len()..].iter().zip(kept) {
        // Writing to a string does not fail.
        let _ = writeln!(log, "{week},{promise},mill-lane,20,20,{kept},all,{}", 20 - kept);
    }
    log
}

fn with_record(log: &str) -> Website {
    Website::with(&[("content/records/kept.csv", log)])
}

#[test]
fn the_page_on_consistency() {
    let steady: Vec<u32> = (0..16).map(|week| if week % 5 == 0 { 19 } else { 20 }).collect();
    insta::assert_snapshot!(with_record(&kept("warm-bread", &steady)).main("consistency/"));
}

#[test]
fn another_record_gets_another_verdict() {
    let verdict = |weeks: &[u32], words: &[&str]| {
        says(&with_record(&kept("warm-bread", weeks)).main("consistency/"), words);
    };
    verdict(
        &[20; 16],
        &["Warm until nine", "kept 320 of 320, keeping", "Keeping.", "Kept 320 of 320", "so it is kept"],
    );
    verdict(
        &[20; 5],
        &[
            "kept 100 of 100, too early",
            "3 more weeks with rows would do",
            "With 5 weeks no rule about their order",
        ],
    );
    verdict(
        &[13; 16],
        &["kept 208 of 320, falling short", "Mend what keeps it", "112 misses, all put right."],
    );
}

#[test]
fn weeks_without_checks_are_gaps_and_nothing_is_divided_by_nothing() {
    let log = "week,promise,place,due,checked,kept,picked\n\
               2026-W05,warm-bread,mill-lane,0,0,0,all\n\
               2026-W07,warm-bread,mill-lane,1,1,1,all\n";
    let site = with_record(log);
    let page = site.main("consistency/");
    says(&page, &["Kept 1 of 1", "proves little"]);
    let chart = page.split("class=\"drawn\"").nth(1).expect("a chart");
    assert_eq!(
        chart.split("</svg>").next().expect("it ends").matches("h0").count(),
        1,
        "one week is known: {chart}"
    );
    let only_nothing =
        with_record("week,promise,place,due,checked,kept\n2026-W05,warm-bread,mill-lane,0,0,0\n");
    let page = only_nothing.main("consistency/");
    says(&page, &["nothing checked, not measured", "nothing was checked (0 of 0)"]);
    for site in [&site, &only_nothing] {
        for (file, html) in site.pages() {
            assert!(!html.contains("NaN") && !html.contains(">inf"), "{file}");
        }
    }
}

#[test]
fn a_sample_that_proves_nothing_is_hollow_and_says_so() {
    let log =
        "week,promise,place,due,checked,kept,picked\n2026-W08,warm-bread,mill-lane,20,20,20,convenient\n";
    let page = with_record(log).main("consistency/");
    says(&page, &["checked only as it suited, not measured", "such a sample proves nothing"]);
    assert!(page.contains("class=\"dot hollow\""), "{page}");
    let body = page.split("<h2").nth(1).expect("a promise");
    assert!(!body.contains("<path class=\"dot\""), "nothing there is proof: {body}");
}

#[test]
fn a_signal_is_marked_where_it_lies() {
    // Eleven weeks around 99 %, then ten at 97 %: enough for 95 %, and lower than it was.
    let steady = (0..11).map(|week| if week % 2 == 0 { 198 } else { 199 });
    let weeks: Vec<u32> = steady.chain([194; 9]).collect();
    let log = kept("warm-bread", &vec![20; weeks.len()]);
    let mut rows = log.lines();
    let mut changed = format!("{}\n", rows.next().expect("a head"));
    for (row, kept) in rows.zip(&weeks) {
        let week = row.split(',').next().expect("a week");
        let _ = writeln!(changed, "{week},warm-bread,mill-lane,200,200,{kept},all,{}", 200 - kept);
    }
    let page = with_record(&changed).main("consistency/");
    says(&page, &["slipping", "9 weeks running lie below the usual"]);
    let marked = page
        .split("aria-describedby")
        .nth(1)
        .and_then(|chart| chart.split("<path class=\"marked\" d=\"").nth(1));
    let marked = marked.and_then(|path| path.split('"').next()).expect("marked weeks");
    assert_eq!(marked.matches("h0").count(), 9, "{marked}");
}

#[test]
fn how_well_a_promise_is_kept_stands_beside_it_wherever_it_is_shown() {
    let site = with_record(&kept("warm-bread", &[20; 16]));
    let chip = "kept 320 of 320, keeping";
    for address in [
        "",
        "promises/",
        "promises/warm-bread/",
        "missions/counter/",
        "customers/early-birds/",
        "throughline/",
        "systems/second-bake/",
        "wants/still-warm/",
    ] {
        assert!(site.main(address).contains(chip), "{address}");
    }
    // It changes every week, and is no news on a page whose words did not change.
    let mut shown = 0;
    for (file, html) in site.pages().filter(|(_, html)| html.contains(" data-remember")) {
        let parts: Vec<&str> = html.split(chip).collect();
        for before in &parts[..parts.len() - 1] {
            assert!(before.ends_with(" data-live>"), "{file}");
            shown += 1;
        }
    }
    assert!(shown >= 5, "{shown} times on pages whose changes are told");
    assert!(!site.main("consistency/").contains("data-remember"), "a page of figures is new every week");
    let silent = Website::bakery();
    for (file, html) in silent.pages() {
        assert!(!html.contains("class=\"kept"), "{file}: nothing is said before anything is recorded");
    }
}

#[test]
fn the_year_of_small_improvements() {
    let log = "id,week,system,what,by,state,costs,result\n\
               piece,2025-W40,second-bake,Offer a piece,baker,trying,free,\n\
               piece,2025-W44,second-bake,Offer a piece,baker,kept,free,people stay and talk\n\
               bell,2025-W45,second-bake,Ring a bell,counter-lead,trying,,\n\
               bell,2025-W48,second-bake,Ring a bell,counter-lead,dropped,,the neighbours slept\n\
               paper,2026-W08,second-bake,Warm the paper,baker,trying,2 minutes,\n";
    let site = Website::with(&[
        ("content/records/plus-ones.csv", log),
        ("content/records/kept.csv", &kept("warm-bread", &[19; 40])),
    ]);
    insta::assert_snapshot!(site.main("plus-one/"));
    let fewer = log.replace("Ring a bell,counter-lead,dropped", "Ring a bell,counter-lead,kept");
    let page = Website::with(&[("content/records/plus-ones.csv", &fewer)]).main("plus-one/");
    says(&page, &["<b>2</b> small improvements are kept", "0 were dropped", "arithmetic, not measurement"]);
}

#[test]
fn who_was_heard_and_who_was_not() {
    let log = "date,from,how,says,at,means,want,by\n\
               2026-02-20,early-birds,asked,\"Is it from today?\",at-the-door,\"Smells it in the bag\",still-warm,counter-lead\n\
               2026-02-21,early-birds,told,\"You open late\",,,,baker\n";
    let site = Website::with(&[("content/records/voices.csv", log)]);
    insta::assert_snapshot!(site.main("voices/"));
    let long_ago = log.replace("2026-02-2", "2025-02-2");
    let page = Website::with(&[("content/records/voices.csv", &long_ago)]).main("voices/");
    says(&page, &["Early birds", "silent too long: asked 374 days ago"]);
}

#[test]
fn what_a_promise_on_trial_still_needs() {
    let draft = Website::bakery();
    says(
        &draft.main("roadmap/"),
        &[
            "1 promise stands; the vision allows 5.",
            "Being written",
            "Your name on the bag",
            "a system that keeps it",
        ],
    );
    let trial = |log: &str| {
        let promise = "---\ntitle: Warm until nine\nsays: Come before nine and your bread is still warm.\nserves: counter\nfor: early-birds\n\
                       at: at-the-door\nlevel: satisfaction\nstate: trial\nat_most: 3 hours\ntarget: 90%\nif_we_miss: Half the price.\nowner: baker\n---\n";
        Website::with(&[("content/promises/warm-bread.md", promise), ("content/records/kept.csv", log)])
            .main("roadmap/")
    };
    let none = trial("");
    says(
        &none,
        &[
            "On trial",
            "2 things missing",
            "8 more weeks with checks: 0 of 8",
            "42 checks with no miss would do; nothing is checked yet",
        ],
    );
    let some = trial(&kept("warm-bread", &[19, 20, 20]));
    says(
        &some,
        &[
            "2 things missing",
            "5 more weeks with checks: 3 of 8",
            "62 checks with 1 miss would do; so far kept 59 of 60",
        ],
    );
    let all = trial(&kept("warm-bread", &[20; 10]));
    says(&all, &["Nothing is missing: it may stand with the next edition", "10 weeks with checks"]);
    let short = trial(&kept("warm-bread", &[10; 10]));
    says(&short, &["1 thing missing", "that is not luck"]);
}

#[test]
fn an_empty_view_names_the_file_to_write_and_is_not_in_the_menu() {
    let site = Website::with(&[("content/promises/name-on-the-bag.md", "")]);
    for (address, words) in [
        ("consistency/", "content/records/kept.csv"),
        ("plus-one/", "content/records/plus-ones.csv"),
        ("voices/", "content/records/voices.csv"),
        ("roadmap/", "content/promises/NAME.md"),
    ] {
        says(&site.main(address), &["class=\"empty\"", words]);
        assert!(!site.page("").contains(&format!("{address}index.html")), "{address}");
    }
    let full = Website::with(&[("content/records/kept.csv", &kept("warm-bread", &[20; 3]))]);
    for address in ["consistency/", "roadmap/"] {
        assert!(full.page("").contains(&format!("{address}index.html")), "{address}");
    }
}

#[test]
fn text_of_ones_own_stands_at_the_head_of_a_view() {
    let own = "---\ntitle: How we are doing\n---\nWe look at this every Monday.\n";
    let site = Website::with(&[("content/consistency/README.md", own), ("content/voices/README.md", own)]);
    for address in ["consistency/", "voices/"] {
        says(&site.main(address), &["How we are doing", "We look at this every Monday.", "content/records/"]);
    }
}

#[test]
fn a_sentence_is_restated_with_a_step_behind_the_id() {
    let policy =
        "---\ntitle: Allergies\ntype: policy\nowner: baker\n---\nOur word: {{promise:warm-bread#tray}}\n";
    let site = Website::with(&[("content/policies/allergies.md", policy)]);
    let page = site.page("policies/allergies/");
    assert!(page.contains("Our word: Come before nine and your bread is still warm."), "{page}");
}
