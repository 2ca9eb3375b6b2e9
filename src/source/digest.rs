//! What is in a folder, in 32 digits: the same digits for the same files, and others as soon as one of them differs.
//!
//! They guard against accidents, not against forgers: whoever can change a file can change its digits as well.

use std::fmt;
use std::io::{self, Read};

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Whatever is longer than this, in bytes, is no text.
pub(super) const LONGEST_TEXT: u64 = 64 * 1024 * 1024;

/// The digits of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(u128);

impl Digest {
    /// As it is written: 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
        is_hex.then(|| u128::from_str_radix(text, 16).ok().map(Self)).flatten()
    }

    /// That of a file's bytes. Of a text the ends of its lines do not count: a checkout may change them.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        /// As far as git looks to tell a text from anything else.
        const BEGINNING: usize = 8_000;
        let is_text = bytes.len() as u64 <= LONGEST_TEXT && !bytes[..bytes.len().min(BEGINNING)].contains(&0);
        if !is_text || !bytes.contains(&b'\r') {
            return Self(xxh3_128(bytes));
        }
        let mut hash = Xxh3::new();
        let mut rest = bytes;
        while let Some(at) = rest.windows(2).position(|pair| pair == b"\r\n") {
            hash.update(&rest[..at]);
            rest = &rest[at + 1..];
        }
        hash.update(rest);
        Self(hash.digest128())
    }

    /// That of a file longer than `LONGEST_TEXT`, which is no text.
    ///
    /// # Errors
    /// When it cannot be read to its end.
    pub fn of_long(reader: &mut impl Read) -> io::Result<Self> {
        let mut hash = Xxh3::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match reader.read(&mut buffer)? {
                0 => return Ok(Self(hash.digest128())),
                some => hash.update(&buffer[..some]),
            }
        }
    }

    /// That of a file which is there and has no content that counts.
    pub fn of_nothing() -> Self {
        Self(0)
    }

    /// That of named things together, in the order that they are given in.
    pub fn of_all<'a>(parts: impl IntoIterator<Item = (&'a str, Self)>) -> Self {
        let mut hash = Xxh3::new();
        for (name, digest) in parts {
            hash.update(name.as_bytes());
            hash.update(&[0]);
            hash.update(&digest.0.to_le_bytes());
        }
        Self(hash.digest128())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// By what a file is known to be the same in two editions that are kept alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A digest of what is in it.
    Contents(Digest),
    /// The id that git gives to what is in it.
    Object([u8; 20]),
}

/// What is known of a state of a handbook, its `editions.lock` left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Digests {
    /// Of the paths and contents of its files: the same wherever they are kept.
    pub files: Option<Digest>,
    /// Of the ids that git gives to what lies in its folder: read at once, however much that is.
    pub objects: Option<Digest>,
}

impl Digests {
    /// Whether both are of the same files; `None` when they cannot be compared.
    pub fn agree(&self, other: &Self) -> Option<bool> {
        let same = |one: Option<Digest>, other: Option<Digest>| Some(one? == other?);
        match same(self.objects, other.objects) {
            Some(true) => Some(true),
            // Git may name the same text by another id, such as after its line ends were mended.
            differ => same(self.files, other.files).or(differ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_text_do_not_count() {
        assert_eq!(Digest::of_bytes(b"a\r\nb\r\n"), Digest::of_bytes(b"a\nb\n"));
        assert_ne!(Digest::of_bytes(b"a\rb"), Digest::of_bytes(b"a\nb"));
        assert_ne!(Digest::of_bytes(b"\0a\r\n"), Digest::of_bytes(b"\0a\n"));
    }

    #[test]
    fn it_is_read_as_it_is_written() {
        let digest = Digest::of_bytes(b"");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse("12"), None);
        assert_eq!(Digest::parse(&"+".repeat(32)), None);
    }

    #[test]
    fn unlike_sorts_cannot_be_compared() {
        let [one, other] = [b"1", b"2"].map(|bytes| Some(Digest::of_bytes(bytes)));
        let digests = |files, objects| Digests { files, objects };
        assert_eq!(digests(one, None).agree(&digests(None, one)), None);
        assert_eq!(digests(one, one).agree(&digests(other, one)), Some(true));
        assert_eq!(digests(one, one).agree(&digests(one, other)), Some(true));
        assert_eq!(digests(None, one).agree(&digests(one, other)), Some(false));
        assert_eq!(digests(one, None).agree(&digests(other, None)), Some(false));
    }
}
