//! What the last build left, for whoever makes files beside the routes and may keep those of last time.

use super::found::Found;
use crate::write::Later;

/// The site as the last build wrote it, as far as nobody has touched it since.
pub struct Before<'a>(pub(super) Option<&'a Found>);

impl Before<'_> {
    /// The text of one of its files.
    pub fn text(&self, path: &str) -> Option<String> {
        let found = self.0?;
        let entry = found.manifest.get(path)?;
        found.has(path, entry).then(|| found.folder.text(path).ok())?
    }

    /// Every file below `folder`, which ends with a slash, to stay as it is; `None` when one of them is not what was
    /// written, or none is there.
    pub fn below(&self, folder: &str) -> Option<Vec<Later>> {
        let found = self.0?;
        let paths = found.manifest.paths().filter(|path| path.starts_with(folder));
        let kept = paths.map(|path| {
            let entry = found.manifest.get(path)?;
            found.has(path, entry).then(|| Later { path: path.to_owned(), bytes: None })
        });
        kept.collect::<Option<Vec<Later>>>().filter(|kept| !kept.is_empty())
    }
}
