//! One folder, held open: files in it are reached through the handle, which is quicker than by full paths,
//! and still right after the folder got another name.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};
use rustix::fs::{
    AtFlags, CWD, FlockOperation, Mode, OFlags, fchmod, flock, fstat, linkat, mkdirat, openat, renameat,
    stat, unlinkat,
};
use rustix::io::Errno;
use xxhash_rust::xxh3::Xxh3;

use super::level::{self, FOLDER};
use crate::write::manifest::{Entry, MANIFEST, Manifest};
use crate::write::{MANIFEST_DRAFT, is_foreign};

/// Large enough that reading and writing are few calls, small enough to stay in the processor's cache.
const PIECE: usize = 128 * 1024;

/// Opens a file to read, and never through a link or a pipe that nobody writes to.
const READ: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// Makes a file to write, and never over another one.
const CREATE: OFlags = OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::CLOEXEC);

pub(super) struct Folder {
    /// The name under which it was opened.
    path: PathBuf,
    handle: OwnedFd,
}

impl Folder {
    pub(super) fn open(path: &Path) -> io::Result<Folder> {
        let handle = openat(CWD, path, FOLDER, Mode::empty())?;
        Ok(Folder { path: path.to_owned(), handle })
    }

    /// Locks this folder against other builds until it is closed, or says `false` if another one has it.
    pub(super) fn lock(&self) -> io::Result<bool> {
        match flock(&self.handle, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => return Ok(false),
            // Some network file systems lock no folders. Better a build without the guard than none.
            Ok(()) | Err(Errno::BADF | Errno::NOLCK | Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
        // A build that ended between our opening and our locking has given the name to another folder.
        let (held, named) = (fstat(&self.handle)?, stat(&self.path));
        Ok(named.is_ok_and(|named| (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino)))
    }

    /// Gives this folder the permissions of the one whose place it takes.
    pub(super) fn allow_like(&self, other: &Folder) -> io::Result<()> {
        let mode = Mode::from_raw_mode(fstat(&other.handle)?.st_mode);
        Ok(fchmod(&self.handle, mode)?)
    }

    /// Does something at a path; if its folder is not there, makes that first.
    ///
    /// So each folder is made by the first file that wants to be in it, by many threads at once, and a file
    /// in a folder that is there costs nothing more.
    fn with_parent<T>(&self, path: &str, act: impl Fn() -> Result<T, Errno>) -> io::Result<T> {
        match act() {
            Err(Errno::NOENT) => {
                self.make_parent(path)?;
                Ok(act()?)
            }
            first => Ok(first?),
        }
    }

    fn make_parent(&self, path: &str) -> io::Result<()> {
        let Some((parent, _)) = path.rsplit_once('/') else {
            return Ok(());
        };
        let make = || mkdirat(&self.handle, parent, Mode::from_raw_mode(0o777));
        match self.with_parent(parent, make) {
            // Another thread was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            first => first,
        }
    }

    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.create(path)?.write_all(bytes)
    }

    fn create(&self, path: &str) -> io::Result<File> {
        let create = || openat(&self.handle, path, CREATE, Mode::from_raw_mode(0o666));
        self.with_parent(path, create).map(File::from)
    }

    fn read(&self, path: &str) -> io::Result<File> {
        Ok(File::from(openat(&self.handle, path, READ, Mode::empty())?))
    }

    /// The text that a file of this folder holds.
    pub(super) fn text(&self, path: &str) -> io::Result<String> {
        let mut text = String::new();
        self.read(path)?.read_to_string(&mut text)?;
        Ok(text)
    }

    /// Copies a file in, and says what it held.
    pub(super) fn copy_in(&self, path: &str, mut source: File) -> io::Result<Entry> {
        let mut file = self.create(path)?;
        pass_on(&mut source, |piece| file.write_all(piece))
    }

    /// What a file of this folder holds.
    pub(super) fn hash(&self, path: &str) -> io::Result<Entry> {
        pass_on(&mut self.read(path)?, |_| Ok(()))
    }

    /// Makes a file of another folder a file of this one too, with its times, without copying it where that
    /// can be.
    pub(super) fn link_in(&self, path: &str, other: &Folder) -> io::Result<()> {
        let link = || linkat(&other.handle, path, &self.handle, path, AtFlags::empty());
        if self.with_parent(path, link).is_ok() {
            return Ok(());
        }
        let mut source = other.read(path)?;
        let mut file = self.create(path)?;
        pass_on(&mut source, |piece| file.write_all(piece))?;
        file.set_modified(source.metadata()?.modified()?)
    }

    /// Makes the file `twin` of a folder, maybe of this one, the file `path` of this one too, in one piece and with its
    /// times. `false` where that cannot be.
    pub(super) fn link_as(&self, path: &str, other: &Folder, twin: &str) -> bool {
        let link = || linkat(&other.handle, twin, &self.handle, path, AtFlags::empty());
        self.with_parent(path, link).is_ok()
    }

    /// Moves a file from another folder into this one, over whatever file is there.
    pub(super) fn move_in(&self, path: &str, other: &Folder) -> Result<(), Errno> {
        renameat(&other.handle, path, &self.handle, path)
    }

    /// Whether a file holds what was written into it before `manifest_written`, judged by its length and its
    /// time.
    pub(super) fn still_has(&self, path: &str, entry: Entry, manifest_written: SystemTime) -> bool {
        let Ok(found) = fs::symlink_metadata(self.path.join(path)) else {
            return false;
        };
        let Ok(modified) = found.modified() else {
            return false;
        };
        // Clocks of file systems tick a few milliseconds apart. A file as old as the manifest may have been
        // written before it or edited after it, so its time tells nothing, and its content is read.
        found.is_file()
            && found.len() == entry.len
            && (modified < manifest_written
                || modified == manifest_written && self.hash(path).is_ok_and(|now| now == entry))
    }

    /// The manifest and when it was written, if there is one and it is sound.
    pub(super) fn manifest(&self) -> Option<(Manifest, SystemTime)> {
        let mut file = self.read(MANIFEST).ok()?;
        let found = file.metadata().ok().filter(fs::Metadata::is_file)?;
        let mut text = String::new();
        file.read_to_string(&mut text).ok()?;
        Some((Manifest::parse(&text)?, found.modified().ok()?))
    }

    /// Replaces the manifest, whole or not at all.
    pub(super) fn put_manifest(&self, manifest: &Manifest) -> io::Result<()> {
        // A killed build may have left a draft.
        let _ = unlinkat(&self.handle, MANIFEST_DRAFT, AtFlags::empty());
        self.write(MANIFEST_DRAFT, manifest.format().as_bytes())?;
        Ok(renameat(&self.handle, MANIFEST_DRAFT, &self.handle, MANIFEST)?)
    }

    /// Every file that is not in the manifest, sorted.
    pub(super) fn foreign(&self, manifest: &Manifest) -> io::Result<Vec<String>> {
        let mut foreign = level::foreign(self.reopen(".")?, "", manifest)?;
        foreign.sort_unstable();
        Ok(foreign)
    }

    /// Deletes the doomed files and each inner folder that this leaves empty.
    pub(super) fn clear(&self, doomed: impl Fn(&str) -> bool + Sync) -> io::Result<()> {
        level::clear(self.reopen(".")?, "", &doomed)?;
        Ok(())
    }

    /// Deletes this folder, now named `at`, with everything that its manifest lists, and nothing else.
    pub(super) fn remove(&self, at: &Path, manifest: &Manifest) -> Result<()> {
        self.clear(|path| path != MANIFEST && !is_foreign(path, manifest))?;
        if let Some(left) = self.foreign(&Manifest::default())?.first() {
            bail!("somebody put the file `{left}` into it during the build");
        }
        // Last of all: if this is cut short, the manifest still tells the next build whose the rest is.
        match unlinkat(&self.handle, MANIFEST, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(fs::remove_dir(at)?),
            Err(error) => Err(error.into()),
        }
    }

    /// Clears the way for a folder where a file of the old site may be, and makes it.
    pub(super) fn make_over(&self, folder: &str) -> io::Result<()> {
        let attempt = || mkdirat(&self.handle, folder, Mode::from_raw_mode(0o777));
        match attempt() {
            Err(Errno::EXIST) if self.reopen(folder).is_ok() => Ok(()),
            Err(Errno::EXIST) => {
                unlinkat(&self.handle, folder, AtFlags::empty())?;
                Ok(attempt()?)
            }
            first => Ok(first?),
        }
    }

    /// Clears the way for a file where a folder of the old site is.
    pub(super) fn clear_folder(&self, folder: &str, manifest: &Manifest) -> io::Result<()> {
        level::clear(self.reopen(folder)?, &format!("{folder}/"), &|path| !is_foreign(path, manifest))?;
        Ok(unlinkat(&self.handle, folder, AtFlags::REMOVEDIR)?)
    }

    fn reopen(&self, folder: &str) -> io::Result<OwnedFd> {
        Ok(openat(self.handle.as_fd(), folder, FOLDER, Mode::empty())?)
    }
}

/// Opens a file outside that is to be copied. A pipe or a device would have no end.
pub(super) fn open_source(path: &Path) -> Result<File> {
    let file = fs::metadata(path).and_then(|found| {
        if found.is_file() { File::open(path) } else { Err(io::ErrorKind::InvalidInput.into()) }
    });
    file.with_context(|| format!("cannot read {}", path.display()))
}

/// What a file outside holds.
pub(super) fn hash_source(path: &Path) -> Result<Entry> {
    pass_on(&mut open_source(path)?, |_| Ok(())).with_context(|| format!("cannot read {}", path.display()))
}

/// Reads a file to its end, piece by piece.
fn pass_on(file: &mut File, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<Entry> {
    let mut piece = vec![0; PIECE];
    let (mut hash, mut len) = (Xxh3::new(), 0);
    loop {
        match file.read(&mut piece) {
            Ok(0) => {
                return Ok(Entry { hash: hash.digest128(), len });
            }
            Ok(read) => {
                hash.update(&piece[..read]);
                each(&piece[..read])?;
                len += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
