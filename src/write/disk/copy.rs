//! A new folder of copies, made whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A folder that was copied. It goes again unless it may stay.
#[derive(Debug)]
pub struct Copied {
    folder: PathBuf,
    /// The folder above it, when it was made for this one.
    above: Option<PathBuf>,
    stays: bool,
}

impl Copied {
    /// Everything else went well too.
    pub fn stay(mut self) {
        self.stays = true;
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        if !self.stays {
            // Only what was made here goes; what cannot be taken away is in nobody's way.
            let _ = fs::remove_dir_all(&self.folder);
            let _ = self.above.as_ref().map(fs::remove_dir);
        }
    }
}

pub(super) fn whole(files: &[(String, PathBuf)], to: &Path) -> Result<Copied> {
    let (Some(above), Some(name)) = (to.parent(), to.file_name()) else {
        bail!("`{}` is no name for a folder", to.display());
    };
    if fs::symlink_metadata(to).is_ok() {
        bail!("there is a `{}` already, and it is never overwritten", to.display());
    }
    let is_new = !above.exists();
    fs::create_dir_all(above).with_context(|| format!("`{}` cannot be made", above.display()))?;
    // Hidden, so that nobody takes it for an edition; two runs at once each have their own.
    let draft = above.join(format!(".{}.{}.throughline-new", name.to_string_lossy(), std::process::id()));
    let made = Copied { folder: draft.clone(), above: is_new.then(|| above.to_path_buf()), stays: false };
    for (path, file) in files {
        let copy = draft.join(path);
        let cannot = || format!("`{path}` cannot be copied into `{}`", to.display());
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder).with_context(cannot)?;
        }
        fs::copy(file, &copy).with_context(cannot)?;
    }
    fs::rename(&draft, to).with_context(|| format!("`{}` cannot be made", to.display()))?;
    let above = made.above.clone();
    made.stay();
    Ok(Copied { folder: to.to_path_buf(), above, stays: false })
}
