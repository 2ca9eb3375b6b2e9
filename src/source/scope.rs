//! What belongs to a handbook, told by names alone: the folder on disk and a tree in a repository go by the same.

use std::path::Path;

use super::file::{MAX_LOG_BYTES, MAX_TEXT_BYTES, Refusal};
use super::{EDITIONS, REVIEWS, SETTINGS, VPath};

/// The files and folders of a handbook's root that belong to it; everything else there is somebody else's.
const PARTS_OF_A_HANDBOOK: [&str; 6] = [SETTINGS, "content", "themes", "static", EDITIONS, REVIEWS];

/// What a handbook is called by its folder, for when nobody wrote a title.
pub(super) fn name_of(folder: &Path) -> String {
    folder.file_name().map_or_else(|| "Handbook".into(), |name| name.to_string_lossy().into_owned())
}

/// Whether a file or folder can be part of the source, by its name; `is_at_top` when it lies in the root itself.
pub(super) fn belongs(name: &str, is_at_top: bool, is_handbook: bool) -> bool {
    let part_of_it = !is_at_top || !is_handbook || PARTS_OF_A_HANDBOOK.contains(&name);
    let hidden = name.starts_with('.') || (!is_handbook && name == "node_modules");
    part_of_it && !hidden
}

/// The same for what lies beside the handbook.
pub(super) fn belongs_beside(name: &str) -> bool {
    !name.starts_with('.') && name != "node_modules"
}

/// Why a file cannot be part of a site, whatever is in it, and how to name it: a name with a line break would break every
/// list that it stands in, and nobody writes folders this deep.
pub(super) fn unfit(path: &VPath) -> Option<(VPath, Refusal)> {
    const DEEPEST: usize = 64;
    let text = path.as_str();
    if text.contains(char::is_control) {
        let shown = VPath::new(&text.replace(char::is_control, "\u{fffd}"))?;
        Some((shown, Refusal::Unreadable("there is a control character in its name".into())))
    } else if text.matches('/').count() > DEEPEST {
        let words = format!("it lies more than {DEEPEST} folders deep");
        Some((path.clone(), Refusal::Unreadable(words)))
    } else {
        None
    }
}

/// Files that are parsed: in a plain folder only pages. A theme's templates and styles count too.
pub(super) fn is_text(path: &VPath, is_handbook: bool) -> bool {
    const PAGES: [&str; 2] = ["md", "markdown"];
    const TEXT: [&str; 6] = ["md", "markdown", "yaml", "yml", "csv", "lock"];
    let extension = path.extension();
    if !is_handbook {
        return PAGES.contains(&extension.as_str());
    }
    TEXT.contains(&extension.as_str())
        || (path.strip_folder("themes").is_some()
            && ["html", "css", "svg", "js"].contains(&extension.as_str()))
}

/// How long a text may be: longer ones are refused.
pub(super) fn most_bytes(path: &VPath) -> u64 {
    if path.extension() == "csv" { MAX_LOG_BYTES } else { MAX_TEXT_BYTES }
}

/// Files beside the handbook with sentences for customers in them.
pub(super) fn is_copy(path: &VPath) -> bool {
    const COPY: [&str; 12] =
        ["html", "htm", "xhtml", "txt", "md", "markdown", "eml", "mjml", "liquid", "hbs", "njk", "mustache"];
    COPY.contains(&path.extension().as_str())
}
