//! The workspace: a handbook that is kept up to date edit by edit, for whoever previews it while it is written.
//!
//! ```text
//! tree ──open──▶ Workspace ──apply(edits)──▶ Update: what was read, parsed and linked anew
//!                    └─────────snapshot()──▶ Arc<Snapshot>: routes, render, check
//! ```
//!
//! It is the pipeline with a memory, and as pure: files come in as values, and whoever watches a disk tells what it saw.
//! After any edits the snapshot is what a clean build of the same tree would be, byte for byte; only less of it is made.
//!
//! **One writer, many readers.** [`Workspace::apply`] takes `&mut self` and is quick; put it behind one lock or on one
//! thread. A [`Snapshot`] never changes, is cheap to hold, and goes on answering while the next one is made.
//!
//! **Findings come behind the page.** A new snapshot has none. [`Snapshot::check`] finds them (slow: run it on a thread of
//! its own, and let it be called off by the next edit); [`Workspace::accept`] puts them into the snapshot that they belong
//! to. No page but that on the handbook's health depends on them.
//!
//! **Drafts are shown.** Documents marked `draft: yes` are left out of the published site, and previewed here: the snapshot
//! equals `build --drafts`.
//!
//! **What a disk cannot tell by one file.** Whether a folder is a handbook decides which files are read at all. So when
//! `handbook.yaml` comes, goes or changes its `outside:`, read the folder again and hand it to [`Workspace::replace`]:
//! [`Update::asks_for_rescan`] says when. Files that are as they were are not parsed again.
//!
//! ```
//! use throughline::edition::Shelf;
//! use throughline::source::{SourceFile, SourceTree, VPath};
//! use throughline::workspace::{Asked, Edit, Workspace};
//!
//! let tree = SourceTree::from_texts("notes", [("one.md", "# One"), ("two.md", "# Two")]);
//! let asked = Asked { base_url: None, on: None, today: "2026-11-16".parse().expect("a date"), shelf: Shelf::default(), search: false };
//! let mut workspace = Workspace::open(tree, asked).expect("the theme is built in");
//! let path = VPath::new("one.md").expect("a path");
//! let update = workspace.apply([Edit::Put(SourceFile::text(path.clone(), "# One\n\nMore."))]);
//! assert_eq!((update.changed.len(), update.parsed), (1, 1));
//! assert!(workspace.apply([Edit::Put(SourceFile::text(path, "# One\n\nMore."))]).is_nothing());
//! let snapshot = workspace.snapshot();
//! let route = snapshot.route_at("one/").expect("a page");
//! assert!(snapshot.render(route).is_ok());
//! ```

mod snapshot;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Result;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::chronicle::Chronicle;
use crate::diagnostic::Diagnostic;
use crate::edition::{Editions, Shelf};
use crate::model::{self, Audience, Drafts, Handbook};
use crate::parse::settings::Settings;
use crate::parse::{self, Parsed};
use crate::site::edition::{Catalogue, Recalled};
use crate::site::{self, Site, Theme, theme};
use crate::source::{SETTINGS, SourceFile, SourceTree, VPath};

pub use snapshot::Snapshot;
pub use update::Update;

pub use crate::model::Relinked;

/// Something that happened to the files.
#[derive(Debug, Clone)]
pub enum Edit {
    /// A file of the handbook is there, with this content; new, changed or as it was.
    Put(SourceFile),
    /// A file beside the handbook, named by `outside:` in the settings, is there.
    PutOutside(SourceFile),
    /// A file, or a folder with everything in it, is gone.
    Gone(VPath),
}

/// What is asked of the preview from the start, and does not change.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Where the site will stand; beats the settings' `base_url`.
    pub base_url: Option<String>,
    /// The day to read the handbook as of; beats the settings' `as_of`.
    pub on: Option<Date>,
    /// Today, for when neither says anything else.
    pub today: Date,
    /// The editions as they were found; their `editions.lock` may change like any other file.
    pub shelf: Shelf,
    /// Whether whoever shows it also answers for the index of its words.
    pub search: bool,
}

/// One handbook as it was last told, and what was made of it.
pub struct Workspace {
    asked: Asked,
    /// What changed from edition to edition: no edit changes that.
    chronicle: Arc<Chronicle>,
    /// What is known of editions that somebody read.
    recalled: Vec<Recalled>,
    tree: SourceTree,
    parsed: BTreeMap<VPath, Parsed>,
    settings: Arc<Settings>,
    theme: Arc<Theme>,
    /// Why the theme that is asked for cannot be used; the last good one is in use then.
    theme_fault: Option<Arc<str>>,
    snapshot: Arc<Snapshot>,
}

impl Workspace {
    /// Reads and links a tree.
    ///
    /// # Errors
    /// When the theme that is built in cannot be read: then the program itself is broken.
    pub fn open(tree: SourceTree, asked: Asked) -> Result<Self> {
        let settings = Arc::new(Settings::of(&tree));
        let (theme, theme_fault) = match Theme::load(&tree, theme::name_in(&settings)) {
            Ok(theme) => (theme, None),
            Err(error) => {
                let built_in = Theme::load(&SourceTree::new(&tree.name), theme::BUILT_IN)?;
                (built_in, Some(format!("{error:#}").into()))
            }
        };
        let theme = Arc::new(theme);
        let parsed = parse_all(&tree);
        let (handbook, _) = link(&parsed, &settings, &tree, None);
        let chronicle = Arc::new(Chronicle::new(asked.shelf.clone(), Drafts::Keep));
        let recalled = Vec::new();
        let site = site_of(Arc::new(handbook), &tree, &theme, &asked, &chronicle, &recalled);
        let snapshot = Arc::new(Snapshot::new(0, site, theme_fault.clone()));
        Ok(Self { asked, chronicle, recalled, tree, parsed, settings, theme, theme_fault, snapshot })
    }

    /// Takes in what happened, and makes the next snapshot if anything changed.
    pub fn apply(&mut self, edits: impl IntoIterator<Item = Edit>) -> Update {
        let mut tree = self.tree.clone();
        let mut touched = BTreeSet::new();
        for edit in edits {
            match edit {
                Edit::Put(file) if is_known(tree.get(&file.path), &file) => {}
                Edit::Put(file) => {
                    touched.insert(file.path.clone());
                    tree.insert(file);
                }
                Edit::PutOutside(file) if is_known(tree.get_outside(&file.path), &file) => {}
                Edit::PutOutside(file) => {
                    touched.insert(file.path.clone());
                    tree.insert_outside(file);
                }
                Edit::Gone(path) => touched.extend(tree.remove_below(&path)),
            }
        }
        let changed = touched.into_iter().filter(|path| tree.differs_at(&self.tree, path)).collect();
        self.take_in(tree, changed)
    }

    /// Takes in a whole tree, as after a rescan. Only files that differ are parsed again.
    pub fn replace(&mut self, tree: SourceTree) -> Update {
        let changed = tree.differences(&self.tree);
        self.take_in(tree, changed)
    }

    fn take_in(&mut self, tree: SourceTree, changed: Vec<VPath>) -> Update {
        if changed.is_empty() && tree.name == self.tree.name {
            return Update::default();
        }
        let old_settings = Arc::clone(&self.settings);
        let settings_changed = changed.iter().any(|path| path.as_str() == SETTINGS);
        if settings_changed {
            self.settings = Arc::new(Settings::of(&tree));
        }
        let theme_changed = self.reload_theme(&tree, &changed, &old_settings);
        let layout_changed = tree.is_handbook() != self.tree.is_handbook();
        let parsed = if layout_changed {
            self.parsed = parse_all(&tree);
            self.parsed.len()
        } else {
            self.parse(&tree, &changed)
        };
        self.tree = tree;
        let before = self.snapshot.handbook();
        let (handbook, relinked) = link(&self.parsed, &self.settings, &self.tree, Some(before));
        self.show(Arc::new(handbook));
        let asks_for_rescan = layout_changed || old_settings.outside != self.settings.outside;
        Update {
            changed,
            parsed,
            relinked,
            settings: settings_changed,
            theme: theme_changed,
            asks_for_rescan,
        }
    }

    /// Makes the next snapshot, of this handbook.
    fn show(&mut self, handbook: Arc<Handbook>) {
        let before = self.snapshot.site();
        let site = site_of(handbook, &self.tree, &self.theme, &self.asked, &self.chronicle, &self.recalled)
            .with_routes_of(before)
            .with_record_of(before);
        let revision = self.snapshot.revision() + 1;
        self.snapshot = Arc::new(Snapshot::new(revision, site, self.theme_fault.clone()));
    }

    /// Takes in other editions than before, of which nothing is known yet: one was cut, or the settings look elsewhere.
    pub fn reshelve(&mut self, shelf: Shelf) {
        self.chronicle = Arc::new(Chronicle::new(shelf.clone(), Drafts::Keep));
        self.recalled.clear();
        self.asked.shelf = shelf;
        self.show(Arc::clone(&self.snapshot.site().handbook));
    }

    /// Takes in what somebody knows who read editions. No file has changed, so the revision is the same; pages may say more.
    pub fn recall(&mut self, read: Vec<Recalled>) {
        Recalled::add(&mut self.recalled, read);
        let site = self.snapshot.site();
        let catalogue = catalogue_of(&site.editions, &site.handbook, site.on, &self.recalled);
        self.snapshot = Arc::new(self.snapshot.with_past(catalogue));
    }

    /// The present state. Later edits do not change it.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot)
    }

    /// Puts findings into the snapshot of `revision`, in which they were found; whether that is still the present one.
    pub fn accept(&mut self, revision: u64, findings: Arc<[Diagnostic]>) -> bool {
        let is_current = self.snapshot.revision() == revision;
        if is_current {
            self.snapshot = Arc::new(self.snapshot.with_findings(findings));
        }
        is_current
    }

    /// Parses the files that changed; how many there were.
    fn parse(&mut self, tree: &SourceTree, changed: &[VPath]) -> usize {
        let (layout, folder) = parse::layout(tree);
        let files: Vec<&SourceFile> = changed.iter().filter_map(|path| tree.get(path)).collect();
        let count = files.len();
        let parse = |file: &SourceFile| (file.path.clone(), parse::parse(file, layout, folder));
        // One file is parsed at once: other threads may be busy with the rules.
        let parsed: Vec<(VPath, Parsed)> = if count == 1 {
            files.into_iter().map(parse).collect()
        } else {
            files.into_par_iter().map(parse).collect()
        };
        for path in changed {
            self.parsed.remove(path);
        }
        self.parsed.extend(parsed);
        count
    }

    /// Loads the theme anew when its files or its name changed. A theme that cannot be read leaves the last good one.
    fn reload_theme(&mut self, tree: &SourceTree, changed: &[VPath], old: &Settings) -> bool {
        let name = theme::name_in(&self.settings);
        let own = format!("themes/{name}");
        if name == theme::name_in(old) && changed.iter().all(|path| path.strip_folder(&own).is_none()) {
            return false;
        }
        match Theme::load(tree, name) {
            Ok(theme) => {
                self.theme = Arc::new(theme);
                self.theme_fault = None;
            }
            Err(error) => self.theme_fault = Some(format!("{error:#}").into()),
        }
        true
    }
}

fn is_known(known: Option<&SourceFile>, file: &SourceFile) -> bool {
    known.is_some_and(|known| known.content == file.content)
}

fn parse_all(tree: &SourceTree) -> BTreeMap<VPath, Parsed> {
    tree.files().map(|file| file.path.clone()).zip(parse::parse_tree(tree)).collect()
}

/// As the pipeline does it, with what the handbook `before` has already.
fn link(
    parsed: &BTreeMap<VPath, Parsed>,
    settings: &Arc<Settings>,
    tree: &SourceTree,
    before: Option<&Handbook>,
) -> (Handbook, Relinked) {
    let parsed = parsed.values().cloned().collect();
    let (handbook, relinked) = model::reassemble(parsed, Arc::clone(settings), tree, before);
    (model::restrict(handbook, &Audience::Everyone), relinked)
}

/// The list of editions; none where there is none.
fn catalogue_of(
    editions: &Editions,
    handbook: &Handbook,
    on: Date,
    recalled: &[Recalled],
) -> Option<Arc<Catalogue>> {
    let keep = handbook.settings.editions.keep;
    let has_any = !editions.all().is_empty();
    has_any.then(|| Arc::new(Catalogue::of(editions, keep, on).knowing(recalled)))
}

fn site_of(
    handbook: Arc<Handbook>,
    tree: &SourceTree,
    theme: &Arc<Theme>,
    asked: &Asked,
    chronicle: &Arc<Chronicle>,
    recalled: &[Recalled],
) -> Site {
    let on = asked.on.or(handbook.settings.as_of).unwrap_or(asked.today);
    let editions = Arc::new(Editions::on(&asked.shelf, &handbook.recorded));
    let catalogue = catalogue_of(&editions, &handbook, on, recalled);
    let options = site::Options {
        base_url: asked.base_url.clone(),
        published: editions.published_if_known(),
        editions,
        catalogue,
        chronicle: Some(Arc::clone(chronicle)),
        search: asked.search,
        is_dated: asked.on.is_some() || handbook.settings.as_of.is_some(),
        ..site::Options::default()
    };
    Site::new(handbook, tree.clone(), Arc::clone(theme), options, on)
}
