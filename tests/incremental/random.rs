//! Whatever is edited, in whatever order: the preview shows what a clean build would.
#![expect(clippy::disallowed_methods, reason = "the environment may ask for more cases")]

use proptest::prelude::*;
use throughline::source::{SourceFile, VPath};
use throughline::workspace::{Edit, Workspace};

use crate::clean::{Seen, open};
use crate::world::{BUSY, DICE, Dice, FOLDERS, PATHS, World, call, file, tweak};

/// How many handbooks are edited; `INCREMENTAL_CASES` asks for more.
const CASES: u32 = 10;

type Numbers = [u8; DICE];

/// Something that somebody does to the files.
#[derive(Debug, Clone)]
enum Doing {
    /// Writes a file anew.
    Write(usize, Numbers),
    /// Adds something at the end of a file.
    Tweak(usize, Numbers),
    /// Gives a document another id, and leaves the rest of it as it is.
    Call(usize, Numbers),
    /// Saves a file as it is.
    Touch(usize),
    Delete(usize),
    Rename(usize, usize),
    DeleteFolder(usize),
    RenameFolder(usize, usize),
}

fn doing() -> impl Strategy<Value = Doing> {
    let busy = PATHS.iter().enumerate().filter(|(_, path)| BUSY.contains(path)).map(|(at, _)| at);
    let busy: Vec<usize> = busy.collect();
    let path = || prop_oneof![3 => prop::sample::select(busy.clone()), 2 => 0..PATHS.len()];
    let folder = || 0..FOLDERS.len();
    prop_oneof![
        8 => (path(), any::<Numbers>()).prop_map(|(path, numbers)| Doing::Write(path, numbers)),
        8 => (path(), any::<Numbers>()).prop_map(|(path, numbers)| Doing::Tweak(path, numbers)),
        4 => (path(), any::<Numbers>()).prop_map(|(path, numbers)| Doing::Call(path, numbers)),
        1 => path().prop_map(Doing::Touch),
        3 => path().prop_map(Doing::Delete),
        2 => (path(), path()).prop_map(|(from, to)| Doing::Rename(from, to)),
        1 => folder().prop_map(Doing::DeleteFolder),
        1 => (folder(), folder()).prop_map(|(from, to)| Doing::RenameFolder(from, to)),
    ]
}

/// What happens at once, and whether the folder is read as a whole afterwards.
fn step() -> impl Strategy<Value = (Vec<Doing>, bool)> {
    (prop::collection::vec(doing(), 1..3), prop::bool::weighted(0.15))
}

/// The files at the start: most are there.
fn start() -> impl Strategy<Value = Vec<Option<Numbers>>> {
    prop::collection::vec(prop::option::weighted(0.85, any::<Numbers>()), PATHS.len())
}

fn world(start: &[Option<Numbers>]) -> World {
    let mut world = World::default();
    for (path, numbers) in PATHS.iter().zip(start) {
        if let Some(numbers) = numbers {
            world.put(file(path, &mut Dice::new(numbers)));
        }
    }
    world
}

/// Does it, and returns what a watcher would tell of it.
fn perform(world: &mut World, doing: &Doing) -> Vec<Edit> {
    let gone = |path: &str| Edit::Gone(VPath::new(path).expect("a path"));
    let moved = |world: &mut World, from: &str, to: &str| {
        let mut edits = vec![gone(from)];
        for file in world.take(from) {
            let path = format!("{to}{}", &file.path.as_str()[from.len()..]);
            let file = SourceFile { path: VPath::new(&path).expect("a path"), ..file };
            world.put(file.clone());
            edits.push(Edit::Put(file));
        }
        edits
    };
    match doing {
        Doing::Write(path, numbers) => {
            let file = file(PATHS[*path], &mut Dice::new(numbers));
            world.put(file.clone());
            vec![Edit::Put(file)]
        }
        Doing::Tweak(path, numbers) | Doing::Call(path, numbers) => {
            let Some(known) = world.get(PATHS[*path]) else { return Vec::new() };
            let Some(text) = known.as_text() else { return Vec::new() };
            let dice = &mut Dice::new(numbers);
            let text = if matches!(doing, Doing::Call(..)) { call(text, dice) } else { tweak(text, dice) };
            let file = SourceFile::text(known.path.clone(), &text);
            world.put(file.clone());
            vec![Edit::Put(file)]
        }
        Doing::Touch(path) => world.get(PATHS[*path]).cloned().map(Edit::Put).into_iter().collect(),
        Doing::Delete(path) => {
            world.take(PATHS[*path]);
            vec![gone(PATHS[*path])]
        }
        Doing::Rename(from, to) if from == to => Vec::new(),
        Doing::Rename(from, to) => moved(world, PATHS[*from], PATHS[*to]),
        Doing::DeleteFolder(folder) => {
            world.take(FOLDERS[*folder]);
            vec![gone(FOLDERS[*folder])]
        }
        Doing::RenameFolder(from, to) if FOLDERS[*to].starts_with(FOLDERS[*from]) => Vec::new(),
        Doing::RenameFolder(from, to) => moved(world, FOLDERS[*from], FOLDERS[*to]),
    }
}

fn run(start: &[Option<Numbers>], steps: &[(Vec<Doing>, bool)]) {
    let mut world = world(start);
    let mut workspace: Workspace = open(world.tree());
    Seen::in_a_preview(&workspace.snapshot()).assert_is(&Seen::by_a_build(&world.tree()));
    for (doings, rescans) in steps {
        let edits: Vec<Edit> = doings.iter().flat_map(|doing| perform(&mut world, doing)).collect();
        if *rescans {
            workspace.replace(world.tree());
        } else {
            workspace.apply(edits);
        }
        Seen::in_a_preview(&workspace.snapshot()).assert_is(&Seen::by_a_build(&world.tree()));
    }
}

#[test]
fn any_edits_end_where_a_clean_build_does() {
    let cases = std::env::var("INCREMENTAL_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(start in start(), steps in prop::collection::vec(step(), 1..8))| {
        run(&start, &steps);
    });
}
