//! The one who keeps the handbook as it is on the disk: events in, moments out.
//!
//! ```text
//! Event ──▶ read the paths ──▶ Workspace ──▶ State, for everybody who looks ──▶ the checker, behind the answer
//!   ▲                                                                                │
//!   └────────────────────────────── Checked(revision, findings) ◀───────────────────┘
//! ```

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use anyhow::Result;
use tokio::sync::watch;

use super::checker::Checker;
use super::ears::Ears;
use super::faults::Trouble;
use super::past::Past;
use super::state::State;
use super::told::Turn;
use super::watch::{Stopwatch, identity, is_folder, pulse};
use super::{Event, Finder, Voice, outside};
use crate::archive::Lectern;
use crate::diagnostic::Diagnostic;
use crate::parse::settings::Settings;
use crate::source::disk::{Change, Folder};
use crate::source::{EDITIONS, SourceTree, VPath};
use crate::workspace::{Asked, Edit, Snapshot, Update, Workspace};

/// With more paths than this at once, everything is read again: that is quicker, and surer, than to follow each.
const MANY: usize = 300;

/// Files whose new names are remembered.
const MOVES: usize = 10_000;

/// Keeps one handbook.
pub struct Keeper {
    root: PathBuf,
    leave_out: Vec<PathBuf>,
    folder: Folder,
    root_identity: Option<(u64, u64)>,
    workspace: Workspace,
    fallback: Option<Arc<Snapshot>>,
    /// Why the folder cannot be read.
    away: Option<Trouble>,
    moved: Arc<HashMap<VPath, VPath>>,
    past: Past,
    find: Finder,
    /// How often editions are still looked for that `editions.lock` has a line of and that are not there: a tag is made
    /// after its line.
    looks: u8,
    found: Option<Arc<[Diagnostic]>>,
    ears: Ears,
    /// Paths that a polled file system may have told of before they were whole.
    again: BTreeSet<PathBuf>,
    /// Whether the system lost events since the last pulse.
    is_behind: bool,
    checker: Checker,
    sender: Sender<Event>,
    states: watch::Sender<Arc<State>>,
    voice: Arc<dyn Voice>,
}

/// What is asked of a keeper.
pub struct Order {
    /// The handbook's folder.
    pub root: PathBuf,
    /// Folders in it that are never read.
    pub leave_out: Vec<PathBuf>,
    /// The day.
    pub asked: Asked,
    /// The way to find the editions anew.
    pub find: Finder,
    /// Whether to look through the folders instead of being told.
    pub poll: bool,
}

impl Keeper {
    /// Reads the handbook and begins to watch its folders; with it comes what everybody is shown.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn start(
        order: Order,
        sender: Sender<Event>,
        voice: Arc<dyn Voice>,
    ) -> Result<(Self, watch::Receiver<Arc<State>>)> {
        let Order { root, leave_out, asked, find, poll } = order;
        let folder = Folder::open(&root, &leave_out)?;
        let root_identity = identity(folder.root());
        let ears = Ears::start(poll, sender.clone(), Arc::clone(&voice), &folder)?;
        let past = Past { number: 0, lectern: Arc::new(Lectern::new(asked.shelf.clone())) };
        let workspace = Workspace::open(folder.read_whole(Settings::outside_in)?, asked)?;
        let checker = Checker::start(sender.clone());
        let moved = Arc::default();
        let state = Arc::new(State::new(
            workspace.snapshot(),
            None,
            Vec::new(),
            Arc::clone(&moved),
            Arc::clone(&past.lectern),
        ));
        let (states, shown) = watch::channel(state);
        let mut keeper = Self {
            root,
            leave_out,
            folder,
            root_identity,
            workspace,
            fallback: None,
            away: None,
            moved,
            past,
            find,
            looks: 0,
            found: None,
            ears,
            again: BTreeSet::new(),
            is_behind: false,
            checker,
            sender,
            states,
            voice,
        };
        keeper.watch_outside();
        keeper.show();
        Ok((keeper, shown))
    }

    /// Goes on until it is told to stop, or nobody is left to tell it anything.
    pub fn run(mut self, events: &Receiver<Event>) {
        pulse(self.sender.clone());
        while let Ok(first) = events.recv() {
            let mut paths = BTreeSet::new();
            let (mut rescan, mut beat) = (false, false);
            // Whatever came while the last was worked on is taken in one go.
            for event in std::iter::once(first).chain(events.try_iter()) {
                match event {
                    Event::Changed(changed) => paths.extend(changed),
                    Event::Rescan => rescan = true,
                    Event::Lost => self.is_behind = true,
                    Event::Pulse => beat = true,
                    Event::Checked(revision, findings) => self.take_findings(revision, findings),
                    Event::Recalled(number, read) if number == self.past.number => {
                        self.workspace.recall(read);
                        self.show();
                    }
                    Event::Recalled(..) => {}
                    Event::Stop => return,
                }
            }
            if beat {
                rescan |= self.feel_pulse(&mut paths);
                self.look_again();
            }
            if rescan || paths.len() > MANY || paths.contains(self.folder.root()) {
                self.checker.pause();
                self.rescan();
            } else if !paths.is_empty() {
                self.checker.pause();
                self.follow(&paths);
            }
            self.checker.go_on(&self.workspace.snapshot(), &self.past);
        }
    }

    /// Looks for what no event told of; whether everything has to be read again.
    fn feel_pulse(&mut self, paths: &mut BTreeSet<PathBuf>) -> bool {
        let now = identity(&self.root);
        let replaced = now != self.root_identity;
        let lost = std::mem::take(&mut self.is_behind);
        for folder in self.ears.stirred() {
            paths.extend(self.folder.strangers(&folder, self.workspace.snapshot().tree()));
        }
        paths.append(&mut self.again);
        replaced || lost || (self.away.is_some() && now.is_some())
    }

    /// Looks for editions that are recorded and were not there.
    fn look_again(&mut self) {
        let snapshot = self.workspace.snapshot();
        let is_there = |name: &str| snapshot.site().editions.get(name).is_some();
        let mut recorded = snapshot.handbook().recorded.lines.iter();
        if self.looks > 0 && recorded.any(|line| !is_there(line.name.as_str())) {
            let looks = self.looks - 1;
            self.find_editions();
            self.looks = looks;
            self.show();
        }
    }

    /// Finds the editions anew. What was read of them so far is forgotten.
    fn find_editions(&mut self) {
        const LOOKS: u8 = 5;
        let shelf = (self.find.0)();
        let lectern = Arc::new(Lectern::new(shelf.clone()));
        self.past = Past { number: self.past.number + 1, lectern };
        self.workspace.reshelve(shelf);
        self.looks = LOOKS;
    }

    /// Reads everything again.
    fn rescan(&mut self) {
        let watch = Stopwatch::start();
        let opened = Folder::open(&self.root, &self.leave_out);
        let read = opened.and_then(|folder| {
            let now = identity(folder.root());
            if now != self.root_identity || folder.root() != self.folder.root() {
                self.ears.begin_anew(&folder)?;
                self.root_identity = now;
            }
            self.folder = folder;
            let folder = &self.folder;
            self.ears.add(folder, &|watch| watch.add(folder.folders(folder.root())));
            folder.read_whole(Settings::outside_in)
        });
        match read {
            Ok(tree) => {
                let was_away = self.away.take().is_some();
                let before = self.workspace.snapshot();
                let update = self.workspace.replace(tree);
                self.watch_outside();
                self.take(&before, &update, &watch);
                if was_away {
                    self.voice.say("The folder is back.");
                    self.show();
                }
            }
            Err(error) => self.lose(&error),
        }
    }

    /// The folder cannot be read: what was last shown stays.
    fn lose(&mut self, error: &anyhow::Error) {
        self.root_identity = identity(&self.root);
        let trouble = Trouble {
            sentence: "The handbook’s folder cannot be read; this is how it last was".to_string(),
            detail: format!("{error:#}"),
        };
        if self.away.as_ref() != Some(&trouble) {
            self.voice.say(&format!("{error:#}; the pages stay as they last were until it is back."));
            self.away = Some(trouble);
            self.show();
        }
    }

    /// Reads some paths again.
    fn follow(&mut self, paths: &BTreeSet<PathBuf>) {
        let watch = Stopwatch::start();
        let folder = match Folder::open(&self.root, &self.leave_out) {
            Ok(folder) => folder,
            Err(error) => return self.lose(&error),
        };
        if folder.is_handbook() != self.folder.is_handbook() || folder.root() != self.folder.root() {
            return self.rescan();
        }
        for path in paths.iter().filter(|path| is_folder(path)) {
            self.ears.add(&folder, &|watch| watch.add(folder.folders(path)));
        }
        if self.ears.is_looking() {
            self.again = paths.clone();
        }
        let before = self.workspace.snapshot();
        let changes = paths.iter().flat_map(|path| folder.read_at(path, before.tree()));
        let edits: Vec<Edit> = changes
            .map(|change| match change {
                Change::Written(file) => Edit::Put(file),
                Change::Removed(path) => Edit::Gone(path),
            })
            .collect();
        let update = self.workspace.apply(edits);
        let patterns = before.handbook().settings.outside_patterns();
        if update.asks_for_rescan || outside::is_touched(&patterns, &folder, paths) {
            return self.rescan_after(&before, update, &watch);
        }
        self.take(&before, &update, &watch);
    }

    /// The settings changed which files are read.
    fn rescan_after(&mut self, before: &Arc<Snapshot>, first: Update, watch: &Stopwatch) {
        match self.folder.read_whole(Settings::outside_in) {
            Ok(tree) => {
                let mut update = self.workspace.replace(tree);
                update.theme |= first.theme;
                update.changed.extend(first.changed);
                self.watch_outside();
                self.take(before, &update, watch);
            }
            Err(error) => self.lose(&error),
        }
    }

    /// Shows a new moment, when there is one.
    fn take(&mut self, before: &Arc<Snapshot>, update: &Update, watch: &Stopwatch) {
        let now = self.workspace.snapshot();
        if now.revision() == before.revision() {
            return;
        }
        let editions = |snapshot: &Snapshot| snapshot.handbook().settings.editions.clone();
        let is_recorded_anew = update.changed.iter().any(|path| path.as_str() == EDITIONS);
        if is_recorded_anew || editions(&now) != editions(before) {
            self.find_editions();
        }
        // Somebody who writes a template saves it broken more than once.
        if update.theme && !self.states.borrow().has_failed() {
            self.fallback = Some(Arc::clone(before));
        }
        if let Some(fault) = now.theme_fault().filter(|fault| before.theme_fault() != Some(*fault)) {
            self.voice.say(&format!("error: {fault}\nThe pages keep the theme as it last was."));
        }
        let moves = moves(before.tree(), now.tree(), &update.changed);
        if !moves.is_empty() && self.moved.len() < MOVES {
            Arc::make_mut(&mut self.moved).extend(moves);
        }
        self.show();
        self.voice.heard(&update.changed, watch.elapsed());
    }

    /// Lets everybody see the present moment.
    fn show(&mut self) {
        let snapshot = self.workspace.snapshot();
        // Until the rules have run again, the last findings are nearer to the truth than none.
        let snapshot = match &self.found {
            Some(found) if !snapshot.has_findings() => Arc::new(snapshot.with_findings(Arc::clone(found))),
            _ => snapshot,
        };
        let theme = snapshot.theme_fault().map(|fault| Trouble {
            sentence: "The theme cannot be read; pages are shown in the last one that could".to_string(),
            detail: fault.to_string(),
        });
        let troubles = self.away.iter().cloned().chain(theme).collect();
        let state = State::new(
            snapshot,
            self.fallback.clone(),
            troubles,
            Arc::clone(&self.moved),
            Arc::clone(&self.past.lectern),
        );
        let state = state.after(&self.states.borrow());
        self.states.send_replace(Arc::new(state));
    }

    fn take_findings(&mut self, revision: u64, findings: Vec<Diagnostic>) {
        let findings: Arc<[Diagnostic]> = findings.into();
        if !self.workspace.accept(revision, Arc::clone(&findings)) {
            return;
        }
        let turn = self.found.as_ref().map(|before| Turn::between(before, &findings));
        self.voice.found(&self.workspace.snapshot(), turn.as_ref());
        self.found = Some(findings);
        self.show();
    }

    /// Watches the folders that `outside:` in the settings names.
    fn watch_outside(&mut self) {
        let snapshot = self.workspace.snapshot();
        let folders = self.folder.outside_folders(&snapshot.handbook().settings.outside_patterns());
        self.ears.add(&self.folder, &|watch| watch.add(folders.iter().cloned()));
    }
}

/// Files that went from one path to another with the same words in them.
fn moves(before: &SourceTree, now: &SourceTree, changed: &[VPath]) -> HashMap<VPath, VPath> {
    let words = |tree: &SourceTree, path: &VPath| tree.get(path).and_then(|file| file.as_text().cloned());
    let gone = changed.iter().filter(|path| now.get(path).is_none());
    let gone: HashMap<Arc<str>, &VPath> =
        gone.filter_map(|path| Some((words(before, path)?, path))).collect();
    let new = changed.iter().filter(|path| before.get(path).is_none());
    new.filter_map(|path| Some(((*gone.get(&words(now, path)?)?).clone(), path.clone()))).collect()
}
