//! One file of a source tree, as the edge found it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::path::VPath;

/// Files longer than this are refused: no page needs it, and a parser should not be asked to try.
pub const MAX_TEXT_BYTES: u64 = 8 * 1024 * 1024;

/// Logs grow by a row a week and place, and are read row by row: 200,000 rows with a note each are some 20 MB.
pub const MAX_LOG_BYTES: u64 = 64 * 1024 * 1024;

/// How the few lines begin that stand for a file in Git LFS until it is fetched, and how long they can be.
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";
const LONGEST_POINTER: usize = 1024;

/// A file and what could be read of it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where it lies in the tree.
    pub path: VPath,
    /// What is in it.
    pub content: Content,
}

/// What a file turned out to hold.
#[derive(Debug, Clone, Eq)]
pub enum Content {
    /// Valid UTF-8 without its byte order mark.
    Text(Arc<str>),
    /// Anything else that pages may link to: never held in memory, only named.
    Asset(Asset),
    /// Something that was not read, and why. A finding says so.
    Refused(Refusal),
}

/// A file that is copied and not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its length in bytes.
    pub len: u64,
    /// An image's width and height in pixels.
    pub size: Option<(usize, usize)>,
    /// Where its bytes are, for when a page that shows it is written.
    pub at: At,
}

/// Where the bytes of an asset are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// In this file.
    Disk(PathBuf),
    /// In a repository: [`git::bytes_of`](super::git::bytes_of) brings them.
    Object(Object),
    /// Nowhere: the tree was made from memory.
    Nowhere,
}

/// A file as a repository keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The repository's own folder, mostly `.git`.
    pub repository: Arc<Path>,
    /// The id that git knows the content by, in hexadecimal digits.
    pub id: Arc<str>,
}

/// Why a file is not part of the handbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A symbolic link that leads out of the handbook's folder, to nothing, or to a folder.
    Link,
    /// The text is not UTF-8.
    NotUtf8 {
        /// The 1-based line of the first bad byte.
        line: usize,
    },
    /// Longer than [`MAX_TEXT_BYTES`], or a log longer than [`MAX_LOG_BYTES`].
    TooLarge {
        /// Its length in bytes.
        len: u64,
    },
    /// A pointer to a file that is kept in Git LFS.
    Pointer,
    /// The operating system said no; its words.
    Unreadable(String),
}

/// A text that both share is not read to find them equal.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Arc::ptr_eq(one, other) || one == other,
            (Self::Asset(one), Self::Asset(other)) => one == other,
            (Self::Refused(one), Self::Refused(other)) => one == other,
            _ => false,
        }
    }
}

/// Whether these are the few lines that stand for a file in Git LFS.
pub(super) fn is_pointer(bytes: &[u8]) -> bool {
    bytes.len() <= LONGEST_POINTER && bytes.starts_with(POINTER)
}

/// Whether a file of this length can be such a pointer.
pub(super) fn may_be_pointer(len: u64) -> bool {
    len <= LONGEST_POINTER as u64
}

impl SourceFile {
    /// A text file, as tests and editions make them.
    pub fn text(path: VPath, text: &str) -> Self {
        Self { path, content: Content::Text(text.into()) }
    }

    /// What `bytes` hold when they belong to a text file: text without its byte order mark, or why there is none.
    pub fn decode(bytes: Vec<u8>) -> Content {
        if is_pointer(&bytes) {
            return Content::Refused(Refusal::Pointer);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Content::Text(text.strip_prefix('\u{feff}').unwrap_or(&text).into()),
            Err(error) => {
                let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
                Content::Refused(Refusal::NotUtf8 { line })
            }
        }
    }

    /// A hash of what is known of the content: two files with one hash need not be read twice.
    pub fn hash(&self) -> u64 {
        match &self.content {
            Content::Text(text) => xxh3_64(text.as_bytes()),
            Content::Asset(asset) => xxh3_64(format!("{} {:?}", asset.len, asset.size).as_bytes()),
            Content::Refused(refusal) => xxh3_64(format!("{refusal:?}").as_bytes()),
        }
    }

    /// The text, when there is one.
    pub fn as_text(&self) -> Option<&Arc<str>> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Asset(_) | Content::Refused(_) => None,
        }
    }
}
