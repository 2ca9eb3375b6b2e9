//! The edge for one file of the handbook: replaced whole or not at all, and never over somebody else's change.
#![expect(clippy::disallowed_methods, reason = "it reads what it replaces, and replaces it")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use rustix::fs::{FlockOperation, flock};

use crate::source::{Content, SourceFile};

/// Puts `after` in place of `before`, the text that was read from `path`; `None` when there was no such file.
///
/// The new text is written beside the old and takes its name in one step, so that a reader sees one or the other. Two
/// runs at once take turns: the second is told that the file has changed.
///
/// # Errors
/// When the file no longer holds `before`, or cannot be written. Then it is as it was.
pub fn replace(path: &Path, before: Option<&str>, after: &str) -> Result<()> {
    let cannot = || format!("`{}` cannot be written", path.display());
    // A link inside the handbook is followed, so that it stays one.
    let path = if path.is_symlink() { path.canonicalize().with_context(cannot)? } else { path.to_path_buf() };
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { bail!(cannot()) };
    let _turn = turn(folder).with_context(cannot)?;
    if !holds(&path, before).with_context(cannot)? {
        bail!("`{}` was changed by somebody else meanwhile: run the command again", path.display());
    }
    let beside = folder.join(format!(".{}.throughline-{}", name.to_string_lossy(), std::process::id()));
    let written = write(&beside, &path, after).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // Best effort: the failure itself is what has to be told.
        let _ = fs::remove_file(&beside);
    }
    written.with_context(cannot)
}

/// Waits for whoever is writing a file of this folder. Some network file systems lock no folders; the comparison with
/// what was read then has to do.
fn turn(folder: &Path) -> io::Result<File> {
    let handle = File::open(folder)?;
    let _ = flock(&handle, FlockOperation::LockExclusive);
    Ok(handle)
}

/// Whether the file still holds what was read from it.
fn holds(path: &Path, before: Option<&str>) -> io::Result<bool> {
    match fs::read(path) {
        Ok(bytes) => Ok(match (SourceFile::decode(bytes), before) {
            (Content::Text(text), Some(before)) => &*text == before,
            _ => false,
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(before.is_none()),
        Err(error) => Err(error),
    }
}

fn write(beside: &Path, old: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(beside)?;
    if let Ok(metadata) = fs::metadata(old) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_replaced_and_left_alone_when_it_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("reviews.lock");
        replace(&path, None, "one").expect("it can be made");
        replace(&path, Some("one"), "two").expect("it can be replaced");
        let error = replace(&path, Some("one"), "three").expect_err("somebody wrote `two`");
        assert!(error.to_string().contains("somebody else"), "{error:#}");
        assert!(replace(&path, None, "three").is_err(), "somebody made it");
        assert_eq!(fs::read_to_string(&path).expect("text"), "two");
        assert_eq!(fs::read_dir(folder.path()).expect("a list").count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_link_stays_a_link_and_a_mode_stays_a_mode() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (real, link) = (folder.path().join("real.lock"), folder.path().join("reviews.lock"));
        fs::write(&real, "one").expect("it can be written");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("it is ours");
        symlink("real.lock", &link).expect("a link");
        replace(&link, Some("one"), "two").expect("it can be replaced");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&real).expect("text"), "two");
        assert_eq!(fs::metadata(&real).expect("a file").permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn ten_at_once_lose_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("reviews.lock");
        replace(&path, None, "").expect("it can be made");
        std::thread::scope(|scope| {
            for n in 0..10 {
                let path = &path;
                scope.spawn(move || {
                    loop {
                        let before = fs::read_to_string(path).expect("text");
                        if replace(path, Some(&before), &format!("{before}{n} ")).is_ok() {
                            return;
                        }
                    }
                });
            }
        });
        let text = fs::read_to_string(&path).expect("text");
        let mut numbers: Vec<&str> = text.split_whitespace().collect();
        numbers.sort_unstable();
        assert_eq!(numbers, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    }
}
