//! Files whose names are known only once they are made.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Result, bail};

use super::{Place, Report, Site, WAYS};
use crate::write::{Before, Later, Rendered, Way, publish_by};

const PAGES: Site = &[("index.html", "home"), ("a/index.html", "a")];

fn file(path: &str, text: &str) -> Later {
    Later { path: path.to_owned(), bytes: Some(text.into()) }
}

impl Place {
    fn build_with<L>(&self, way: Way, pages: Site, later: L) -> Result<Report>
    where
        L: FnOnce(&Before<'_>) -> Result<Vec<Later>> + Send,
    {
        let paths: Vec<String> = pages.iter().map(|(path, _)| (*path).to_owned()).collect();
        publish_by(way, &self.out(), &paths, |index| Ok(Rendered::Bytes(pages[index].1.into())), later)
    }
}

#[test]
fn they_come_change_and_go_with_the_site() {
    for way in WAYS {
        let place = Place::new();
        let both = |_: &Before<'_>| Ok(vec![file("s/fed", "1"), file("s/x", "words")]);
        assert_eq!(
            place.build_with(way, PAGES, both).unwrap(),
            Report { written: 4, bytes: 11, ..Report::default() }
        );
        place.holds(&[("index.html", "home"), ("a/index.html", "a"), ("s/fed", "1"), ("s/x", "words")]);
        assert_eq!(place.build_with(way, PAGES, both).unwrap(), Report { unchanged: 4, ..Report::default() });

        let others = |_: &Before<'_>| Ok(vec![file("s/fed", "2"), file("s/y", "words")]);
        let report = place.build_with(way, PAGES, others).unwrap();
        assert_eq!(report, Report { written: 2, unchanged: 2, removed: 1, bytes: 6 });
        place.holds(&[("index.html", "home"), ("a/index.html", "a"), ("s/fed", "2"), ("s/y", "words")]);

        assert_eq!(
            place.build_by(way, PAGES).unwrap(),
            Report { unchanged: 2, removed: 2, ..Report::default() }
        );
        place.holds(PAGES);
    }
}

#[test]
fn those_of_last_time_can_stay() {
    for way in WAYS {
        let place = Place::new();
        let first = |before: &Before<'_>| {
            assert_eq!((before.text("s/fed"), before.below("s/")), (None, None), "nothing is there");
            Ok(vec![file("s/fed", "1"), file("s/x", "words")])
        };
        place.build_with(way, PAGES, first).unwrap();
        let keep = |before: &Before<'_>| {
            assert_eq!(before.text("s/fed").as_deref(), Some("1"));
            Ok(before.below("s/").unwrap())
        };
        let new = &[("index.html", "another"), ("a/index.html", "a")];
        let report = place.build_with(way, new, keep).unwrap();
        assert_eq!(report, Report { written: 1, unchanged: 3, bytes: 7, ..Report::default() });
        place.holds(&[("index.html", "another"), ("a/index.html", "a"), ("s/fed", "1"), ("s/x", "words")]);
    }
}

#[test]
fn what_somebody_touched_does_not_stay() {
    let place = Place::new();
    let made = |_: &Before<'_>| Ok(vec![file("s/fed", "1"), file("s/x", "words")]);
    place.build_with(Way::Exchange, PAGES, made).unwrap();
    fs::write(place.out().join("s/x"), "others").unwrap();
    let look = |before: &Before<'_>| {
        assert_eq!(before.text("s/fed").as_deref(), Some("1"));
        assert_eq!(before.below("s/"), None);
        made(before)
    };
    assert_eq!(place.build_with(Way::Exchange, PAGES, look).unwrap().written, 1);
    place.holds(&[("index.html", "home"), ("a/index.html", "a"), ("s/fed", "1"), ("s/x", "words")]);
}

#[test]
fn a_name_outside_or_twice_stops_the_build_and_leaves_the_old_site() {
    let place = Place::with(PAGES);
    for bad in ["../x", "a/index.html", ".throughline-manifest"] {
        let new = &[("index.html", "new"), ("a/index.html", "a")];
        let error = place.build_with(Way::Exchange, new, |_| Ok(vec![file(bad, "x")])).unwrap_err();
        assert!(error.to_string().contains("rename what it comes from"), "{error}");
        place.holds(PAGES);
    }
}

#[test]
fn a_failure_of_whoever_makes_them_leaves_the_old_site() {
    let new = &[("index.html", "new"), ("a/index.html", "a")];
    for way in WAYS {
        let place = Place::with(PAGES);
        let error = place.build_with(way, new, |_| bail!("no ink")).unwrap_err();
        assert_eq!(error.to_string(), "no ink");
        place.holds(PAGES);
        // A panic is the tool's own fault; the next build finds its way all the same.
        let build = || place.build_with(way, new, |_| panic!("out of paper"));
        assert!(catch_unwind(AssertUnwindSafe(build)).is_err());
        place.build_by(way, new).unwrap();
        place.holds(new);
    }
}
