//! Paths inside a source tree: relative, `/`-separated, normalised, with nothing of the operating system in them.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A relative path such as `content/promises/call-back.md`; cheap to clone.
///
/// Invariant: no leading `/`, no empty, `.` or `..` segment, so that joining it to a folder stays in that folder.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VPath(Arc<str>);

impl VPath {
    /// Normalises `text`; `None` when it is empty, absolute or climbs out of the tree.
    pub fn new(text: &str) -> Option<Self> {
        Self::normalise(std::iter::empty(), text)
    }

    /// The path that a link `relative` in the file `self` leads to; `None` when it leaves the tree.
    pub fn join_from(&self, relative: &str) -> Option<Self> {
        if relative.starts_with('/') {
            return None;
        }
        Self::normalise(self.folder().split('/').filter(|s| !s.is_empty()), relative)
    }

    fn normalise<'a>(base: impl Iterator<Item = &'a str>, text: &'a str) -> Option<Self> {
        if text.starts_with('/') || text.contains('\0') {
            return None;
        }
        // Put together in one piece: every link of every body comes through here.
        let mut path = String::with_capacity(96);
        for part in base.chain(text.split('/')) {
            match part {
                "" | "." => {}
                ".." if path.is_empty() => return None,
                ".." => path.truncate(path.rfind('/').unwrap_or(0)),
                part => {
                    if !path.is_empty() {
                        path.push('/');
                    }
                    path.push_str(part);
                }
            }
        }
        (!path.is_empty()).then(|| Self(path.into()))
    }

    /// Whether both are the same path. Quicker than `==` where they are likely to be copies of each other.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self == other
    }

    /// The whole path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Everything before the last `/`, or `""` at the top of the tree.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The file name without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        }
    }

    /// The extension in lower case, or `""`.
    pub fn extension(&self) -> String {
        match self.file_name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_ascii_lowercase(),
            _ => String::new(),
        }
    }

    /// The way to this file from a file in `folder`, as a link writes it: `../notes/a.md`.
    pub fn relative_to(&self, folder: &str) -> String {
        let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let to: Vec<&str> = self.0.split('/').collect();
        let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
        "../".repeat(from.len() - shared) + &to[shared..].join("/")
    }

    /// The rest of the path when it lies in `folder` (without a trailing `/`).
    pub fn strip_folder(&self, folder: &str) -> Option<&str> {
        if folder.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

/// A sorted set of paths can so be asked for everything below a folder. Order and hash are those of the text.
impl Borrow<str> for VPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for VPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for VPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(from: &str, link: &str) -> Option<String> {
        VPath::new(from)?.join_from(link).map(|p| p.to_string())
    }

    #[test]
    fn links_are_read_from_the_folder_of_their_file() {
        assert_eq!(join("a/b.md", "c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a/b.md", "../c.md").as_deref(), Some("c.md"));
        assert_eq!(join("a/b.md", "./x/../c.md").as_deref(), Some("a/c.md"));
    }

    #[test]
    fn nothing_leads_out_of_the_tree() {
        assert_eq!(join("a/b.md", "../../etc/passwd"), None);
        assert_eq!(join("b.md", "/etc/passwd"), None);
        assert_eq!(VPath::new(".."), None);
        assert_eq!(VPath::new("a/\0b"), None);
    }

    #[test]
    fn the_way_from_one_file_to_another() {
        let to = |folder| VPath::new("a/b/c.md").expect("a plain path").relative_to(folder);
        assert_eq!(
            [to(""), to("a"), to("a/b"), to("a/x/y"), to("a/b/c.md")],
            ["a/b/c.md", "b/c.md", "c.md", "../../b/c.md", "../c.md"]
        );
    }

    #[test]
    fn parts_of_a_path() {
        let path = VPath::new("content/promises/call-back.MD").expect("a plain path");
        assert_eq!(
            (path.folder(), path.stem(), path.extension().as_str()),
            ("content/promises", "call-back", "md")
        );
        assert_eq!(path.strip_folder("content"), Some("promises/call-back.MD"));
        assert_eq!(path.strip_folder("cont"), None);
    }
}
