//! The manifest: which files a folder holds that this tool wrote, and what was in them.
//!
//! It is the tool's licence to delete.
//! What it lists may be replaced or removed; what it does not list belongs to somebody else.
//! So it is text that a person can read, and one bad line makes the whole of it void: nothing is then ours.

use std::collections::HashSet;
use std::fmt::Write as _;

use xxhash_rust::xxh3;

/// The manifest's name, directly inside the folder that it describes. The source stage knows a built site by it.
pub(super) use crate::source::MANIFEST;

/// The first line's fixed part; a later format gets another number and reads this one as "none".
const HEADER: &str = "throughline-manifest 1";

/// How many folders a file may lie in.
/// No site is deeper; a tree that is was made to exhaust the stack of whoever walks it.
pub(super) const DEEPEST: usize = 100;

/// What was written into one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Entry {
    pub(super) hash: u128,
    pub(super) len: u64,
}

impl Entry {
    /// A file that is ours, with contents we do not vouch for: no content has this hash and this length.
    pub(super) const UNKNOWN: Entry = Entry { hash: 0, len: 0 };

    /// The entry of a file with these contents.
    pub(super) fn of(bytes: &[u8]) -> Entry {
        Entry { hash: xxh3::xxh3_128(bytes), len: bytes.len() as u64 }
    }
}

/// Every file that this tool wrote into one folder, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    entries: Vec<(String, Entry)>,
}

impl Manifest {
    pub(super) fn new(mut entries: Vec<(String, Entry)>) -> Manifest {
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Manifest { entries }
    }

    /// The manifest of files that are about to be written: ours already, contents yet unknown.
    pub(super) fn planned<'a>(paths: impl IntoIterator<Item = &'a str>) -> Manifest {
        Manifest::new(paths.into_iter().map(|path| (path.to_owned(), Entry::UNKNOWN)).collect())
    }

    pub(super) fn get(&self, path: &str) -> Option<Entry> {
        let at = self.entries.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
        Some(self.entries[at].1)
    }

    pub(super) fn lists(&self, path: &str) -> bool {
        self.get(path).is_some()
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(path, _)| path.as_str())
    }

    /// The listed files that a site of these `paths` no longer has.
    pub(super) fn missing_from(&self, paths: &[String]) -> HashSet<&str> {
        let kept: HashSet<&str> = paths.iter().map(String::as_str).collect();
        self.paths().filter(|path| !kept.contains(path)).collect()
    }

    /// Reads a manifest, or says `None` to anything but exactly what [`Manifest::format`] writes.
    pub(super) fn parse(text: &str) -> Option<Manifest> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let count: usize = lines.next()?.strip_prefix(HEADER)?.strip_prefix(' ')?.parse().ok()?;
        let entries = lines.map(parse_line).collect::<Option<Vec<_>>>()?;
        // A manifest cut off in the middle must not pass for a shorter one, nor one merged by hand for a
        // sound one.
        let whole = entries.len() == count && entries.is_sorted_by(|a, b| a.0 < b.0);
        whole.then_some(Manifest { entries })
    }

    pub(super) fn format(&self) -> String {
        let mut text = format!("{HEADER} {}\n", self.entries.len());
        for (path, Entry { hash, len }) in &self.entries {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{hash:032x} {len} {path}");
        }
        text
    }
}

/// Reads `hash len path`.
fn parse_line(line: &str) -> Option<(String, Entry)> {
    let mut fields = line.splitn(3, ' ');
    let (hash, len, path) = (fields.next()?, fields.next()?, fields.next()?);
    let hash = (hash.len() == 32).then(|| u128::from_str_radix(hash, 16).ok())??;
    is_safe(path).then_some((path.to_owned(), Entry { hash, len: len.parse().ok()? }))
}

/// Whether a path stays inside the folder it is joined to, is not too deep, and fits on a line.
pub(super) fn is_safe(path: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(plain) && path.matches('/').count() <= DEEPEST && !path.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Manifest {
        let entry = |path: &str| (path.to_owned(), Entry::of(path.as_bytes()));
        Manifest::new(vec![entry("b/index.html"), entry("a b.css"), entry("empty")])
    }

    #[test]
    fn what_is_written_is_read_back_sorted() {
        let read = Manifest::parse(&sample().format()).unwrap();
        assert_eq!(read, sample());
        assert_eq!(read.paths().collect::<Vec<_>>(), ["a b.css", "b/index.html", "empty"]);
        assert_eq!(read.get("b/index.html"), Some(Entry::of(b"b/index.html")));
        assert_eq!(read.get("b"), None);
        assert_eq!(Manifest::parse(&Manifest::default().format()), Some(Manifest::default()));
    }

    #[test]
    fn damage_voids_the_whole_manifest() {
        let text = sample().format();
        for damaged in [
            text.trim_end().to_owned(),
            text.replace("manifest 1", "manifest 2"),
            text.replace("a b.css", "../a b.css"),
            text.replace("a b.css", "/a b.css"),
            text.replace("a b.css", "c"),
            text[..=text.trim_end().rfind('\n').unwrap()].to_owned(),
            text.replace('\n', "\r\n"),
            String::new(),
        ] {
            assert_eq!(Manifest::parse(&damaged), None, "{damaged:?}");
        }
    }

    #[test]
    fn what_a_smaller_site_no_longer_has() {
        let paths = ["empty".to_owned(), "new".to_owned()];
        assert_eq!(sample().missing_from(&paths), HashSet::from(["a b.css", "b/index.html"]));
    }

    #[test]
    fn nothing_has_the_unknown_entry() {
        assert_ne!(Entry::of(b""), Entry::UNKNOWN);
    }

    proptest! {
        #[test]
        fn parsing_never_panics(
            text in "(throughline-manifest 1 [0-9]\n)?([0-9a-f]{32} [0-9]{1,3} [a-z/.]{1,4}\n){0,3}.{0,9}",
        ) {
            if let Some(manifest) = Manifest::parse(&text) {
                prop_assert!(manifest.paths().all(is_safe));
            }
        }
    }
}
