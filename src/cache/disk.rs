//! The cache's edge: packs in a folder.
#![expect(clippy::disallowed_methods, reason = "the cache's one edge: it reads, writes and sweeps packs")]

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::{Damaged, END, Key, MAGIC, Part, end, index_at};

/// How the names of packs end, and those of packs that are being written.
const PACK: &str = "pack";
const DRAFT: &str = "throughline-new";

/// A folder of packs.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The packs in `folder`, which need not be there yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The pack of this name and key, when there is a sound one.
    pub fn get<T: DeserializeOwned>(&self, name: &str, key: Key) -> Option<Pack<T>> {
        let file = File::open(self.path(name, key)).ok()?;
        let len = file.metadata().ok().filter(fs::Metadata::is_file)?.len();
        let mut magic = [0; MAGIC.len()];
        file.read_exact_at(&mut magic, 0).ok()?;
        let mut end = [0; END];
        file.read_exact_at(&mut end, len.checked_sub(END as u64)?).ok()?;
        let at = index_at(&end, len).filter(|_| magic == *MAGIC)?;
        let index = serde_json::from_slice(&read(&file, &at)?).ok()?;
        Some(Pack { name: name.to_string(), index, file })
    }

    /// A pack that is to be written.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn begin(&self, name: &str, key: Key) -> Result<Draft> {
        let place = self.path(name, key);
        let begin = || -> io::Result<Draft> {
            fs::create_dir_all(&self.folder)?;
            let draft = place.with_extension(format!("{}.{DRAFT}", std::process::id()));
            // One of a killed run that bore our number.
            let _ = fs::remove_file(&draft);
            let file = File::options().read(true).write(true).create_new(true).open(&draft)?;
            let mut draft = Draft {
                name: name.to_string(),
                place,
                draft,
                file: BufWriter::with_capacity(1 << 17, file),
                offset: 0,
            };
            draft.put(MAGIC)?;
            Ok(draft)
        };
        begin().with_context(|| self.cannot())
    }

    /// Removes every pack but these, and what killed runs left.
    pub fn sweep(&self, kept: &[(&str, Key)]) {
        let kept: HashSet<PathBuf> = kept.iter().map(|(name, key)| self.path(name, *key)).collect();
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()).filter(|path| !kept.contains(path)) {
            if is_swept(&path) {
                // Whatever cannot be removed now is only in nobody's way.
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// Removes every pack of a name; whether there was one.
    pub fn discard(&self, name: &str) -> bool {
        let Ok(entries) = fs::read_dir(&self.folder) else { return false };
        let paths = entries.flatten().map(|entry| entry.path());
        let of_name = paths.filter(|path| {
            let file = path.file_stem().unwrap_or_default().to_string_lossy();
            file.rsplit_once('-').is_some_and(|(found, _)| found == name) && is_swept(path)
        });
        of_name.filter(|path| fs::remove_file(path).is_ok()).count() > 0
    }

    fn path(&self, name: &str, key: Key) -> PathBuf {
        self.folder.join(format!("{name}-{key}.{PACK}"))
    }

    fn cannot(&self) -> String {
        format!(
            "the cache `{}` cannot be written: name another folder with --cache-dir",
            self.folder.display()
        )
    }
}

/// Whether a file in the folder is a pack, or what is left of one that was being written by a run that has ended.
fn is_swept(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_ours = || {
        let mut magic = [0; MAGIC.len()];
        File::open(path).and_then(|file| file.read_exact_at(&mut magic, 0)).is_ok() && magic == *MAGIC
    };
    let mut parts = name.rsplit('.');
    match parts.next() {
        Some(PACK) => is_ours(),
        Some(DRAFT) => {
            parts.next().and_then(|id| id.parse().ok()).is_some_and(|id| !is_running(id)) && is_ours()
        }
        _ => false,
    }
}

fn is_running(id: i32) -> bool {
    let Some(id) = rustix::process::Pid::from_raw(id) else { return false };
    !matches!(rustix::process::test_kill_process(id), Err(rustix::io::Errno::SRCH))
}

/// A pack that is being written. It is gone again unless it is finished.
#[derive(Debug)]
pub struct Draft {
    name: String,
    place: PathBuf,
    draft: PathBuf,
    file: BufWriter<File>,
    offset: u64,
}

impl Draft {
    /// Adds a part.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Part> {
        let part = Part { offset: self.offset, len: bytes.len() as u64, hash: xxh3_64(bytes) };
        self.put(bytes).with_context(|| self.cannot())?;
        Ok(part)
    }

    /// Ends the pack with its index, and gives it its name.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish<T: Serialize>(mut self, index: T) -> Result<Pack<T>> {
        let bytes = serde_json::to_vec(&index)?;
        let end = end(self.offset, &bytes);
        let finish = |draft: &mut Self| {
            draft.put(&bytes)?;
            draft.put(&end)?;
            draft.file.flush()?;
            fs::rename(&draft.draft, &draft.place)
        };
        finish(&mut self).with_context(|| self.cannot())?;
        let file = self.file.get_ref().try_clone().with_context(|| self.cannot())?;
        Ok(Pack { name: self.name.clone(), index, file })
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.offset += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    fn cannot(&self) -> String {
        format!("`{}` cannot be written: name another folder with --cache-dir", self.place.display())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Once it has its own name there is nothing here any more.
        let _ = fs::remove_file(&self.draft);
    }
}

/// A pack whose index is sound.
#[derive(Debug)]
pub struct Pack<T> {
    name: String,
    /// What its parts are.
    pub index: T,
    file: File,
}

impl<T> Pack<T> {
    /// One of its parts.
    ///
    /// # Errors
    /// [`Damaged`] when it is not what was put there.
    pub fn part(&self, part: &Part) -> Result<Vec<u8>> {
        Ok(read(&self.file, part).ok_or_else(|| Damaged { pack: self.name.clone() })?)
    }
}

fn read(file: &File, part: &Part) -> Option<Vec<u8>> {
    // An index that was made up could ask for more memory than there is.
    let ends_at = part.offset.checked_add(part.len)?;
    if ends_at > file.metadata().ok()?.len() {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(part.len).ok()?];
    file.read_exact_at(&mut bytes, part.offset).ok()?;
    part.is(&bytes).then_some(bytes)
}

/// A hash of the running program: what another one made is not ours.
///
/// # Errors
/// When the program cannot be read any more.
pub fn tool() -> io::Result<u128> {
    static TOOL: OnceLock<u128> = OnceLock::new();
    if let Some(tool) = TOOL.get() {
        return Ok(*tool);
    }
    let mut file = File::open(std::env::current_exe()?)?;
    let mut hash = Hasher(Xxh3::new());
    io::copy(&mut file, &mut hash)?;
    Ok(*TOOL.get_or_init(|| hash.0.digest128()))
}

struct Hasher(Xxh3);

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
