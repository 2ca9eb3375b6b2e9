//! A whole site as bytes: from a snapshot, and from a clean build of the same files.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use throughline::diagnostic::Diagnostic;
use throughline::pipeline;
use throughline::site::{self, Output, Route, Site, Theme, theme};
use throughline::source::SourceTree;
use throughline::workspace::{Asked, Snapshot, Workspace};

/// The day that handbooks are read as of when they do not say.
pub const TODAY: Date = jiff::civil::date(2026, 11, 16);

/// Everything that can be seen of a handbook.
pub struct Seen {
    /// Every file of its site with its bytes, in the order of routes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was found in it.
    pub findings: Vec<Diagnostic>,
}

impl Seen {
    /// A clean build: nothing is known from before.
    pub fn by_a_build(tree: &SourceTree) -> Self {
        let verdict = pipeline::examine(tree, |settings| settings.as_of.unwrap_or(TODAY));
        let name = theme::name_in(&verdict.handbook.settings);
        let theme = Arc::new(Theme::load(tree, name).expect("the theme can be read"));
        let findings = verdict.findings;
        let options = site::Options {
            findings: findings.clone().into(),
            is_dated: verdict.handbook.settings.as_of.is_some(),
            search: true,
            ..site::Options::default()
        };
        let site = Site::new(verdict.handbook, tree.clone(), theme, options, verdict.on);
        let files = rendered(site.routes(), |route| (site.file(route), site.render(route)));
        Self { files, findings }
    }

    /// What a preview shows.
    pub fn in_a_preview(snapshot: &Snapshot) -> Self {
        let findings = snapshot.check(|| true).expect("nobody called it off");
        let checked = snapshot.with_findings(findings.clone().into());
        let files = rendered(checked.routes(), |route| {
            let file = checked.file(route);
            assert_eq!(checked.route_at(&file), Some(route), "{file} is found by its address");
            (file, checked.render(route))
        });
        Self { files, findings }
    }

    /// Fails at the first difference.
    pub fn assert_is(&self, other: &Self) {
        let names =
            |seen: &Self| -> Vec<String> { seen.files.iter().map(|(file, _)| file.clone()).collect() };
        assert_eq!(names(self), names(other), "the routes are the same");
        for ((file, bytes), (_, wanted)) in self.files.iter().zip(&other.files) {
            if bytes != wanted {
                let [bytes, wanted] =
                    [bytes, wanted].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                let differing = bytes.lines().zip(wanted.lines()).find(|(a, b)| a != b);
                panic!("{file} differs from a clean build's: {differing:?}");
            }
        }
        assert_eq!(self.findings, other.findings, "the findings are the same");
    }
}

fn rendered(
    routes: &[Route],
    render: impl Fn(&Route) -> (String, anyhow::Result<Output>) + Sync,
) -> Vec<(String, Vec<u8>)> {
    let bytes = |(file, output): (String, anyhow::Result<Output>)| match output.expect("rendered") {
        Output::Bytes(bytes) => (file, bytes),
        Output::File(path) => (file, format!("the file {path}").into_bytes()),
    };
    routes.par_iter().map(|route| bytes(render(route))).collect()
}

/// A preview of some files.
pub fn open(tree: SourceTree) -> Workspace {
    let shelf = throughline::edition::Shelf::default();
    Workspace::open(tree, Asked { base_url: None, on: None, today: TODAY, shelf, search: true })
        .expect("the theme is built in")
}
