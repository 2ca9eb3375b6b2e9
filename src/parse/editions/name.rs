//! What an edition may be called: its name stands in addresses, in file names and in git tags.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// The longest name, in characters.
const LONGEST: usize = 64;

/// The word that stands for the working folder where editions are named.
pub const NOW: &str = "now";

/// The name of an edition, such as `2026-1`: fit for an address, a file name on every system and a git tag.
///
/// Its order is the one in which people count: `2026-2` comes before `2026-10`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EditionName(Arc<str>);

/// Why a name will not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// It is longer than an address should be.
    TooLong,
    /// It holds a character that addresses, file names or tags cannot.
    Holds(char),
    /// It begins or ends with something else than a letter or a digit.
    Edge(char),
    /// Two dots in a row, or `.lock` at its end: no git tag can be called so.
    NoTag,
    /// Windows keeps it for itself, or this program does.
    Reserved,
}

impl EditionName {
    /// The name, when it is fit for one.
    ///
    /// # Errors
    /// Why it is not.
    pub fn new(text: &str) -> Result<Self, Unfit> {
        let is_plain = |c: char| c.is_ascii_alphanumeric();
        let (Some(first), Some(last)) = (text.chars().next(), text.chars().last()) else {
            return Err(Unfit::Empty);
        };
        if let Some(odd) = text.chars().find(|c| !is_plain(*c) && !matches!(c, '-' | '_' | '.')) {
            return Err(Unfit::Holds(odd));
        }
        if let Some(edge) = [first, last].into_iter().find(|c| !is_plain(*c)) {
            return Err(Unfit::Edge(edge));
        }
        if text.len() > LONGEST {
            return Err(Unfit::TooLong);
        }
        if text.contains("..") || text.to_ascii_lowercase().ends_with(".lock") {
            return Err(Unfit::NoTag);
        }
        if is_reserved(text) {
            return Err(Unfit::Reserved);
        }
        Ok(Self(text.into()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name that would do in place of one that does not: `2026-1` for `2026/1`.
    pub fn instead_of(text: &str) -> Self {
        let plain: String =
            text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
        let parts: Vec<&str> = plain.split(['-', '.']).filter(|part| !part.is_empty()).collect();
        let joined: String = parts.join("-").chars().take(LONGEST).collect();
        Self::new(joined.trim_end_matches('-')).unwrap_or_else(|_| Self("edition-1".into()))
    }
}

/// Names of devices, which Windows opens instead of a file or folder of that name; and our own word.
fn is_reserved(text: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let text = text.to_ascii_lowercase();
    let stem = text.split('.').next().unwrap_or_default();
    let numbered = ["com", "lpt"].iter().any(|device| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    });
    DEVICES.contains(&stem) || numbered || text == NOW
}

impl fmt::Display for EditionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As a sentence goes on behind "its name would be `…`".
impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "it is empty"),
            Self::TooLong => write!(f, "it is longer than {LONGEST} characters"),
            Self::Holds(c) if c.is_control() => write!(f, "a control character cannot stand in an address"),
            Self::Holds(' ') => write!(f, "a space cannot stand in an address"),
            Self::Holds(c) => write!(f, "`{c}` cannot stand in an address and a file name"),
            Self::Edge(c) => write!(f, "it begins or ends with `{c}`"),
            Self::NoTag => write!(f, "two dots, and `.lock` at the end, cannot be in a tag"),
            Self::Reserved => write!(f, "that word is kept for something else"),
        }
    }
}

impl Ord for EditionName {
    fn cmp(&self, other: &Self) -> Ordering {
        natural(&self.0, &other.0)
    }
}

impl PartialOrd for EditionName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The order of names in which runs of digits count as numbers. Names that differ are never equal.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one.as_bytes(), other.as_bytes());
    while let (Some(x), Some(y)) = (a.first(), b.first()) {
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (number, rest) = number(a);
            let (other_number, other_rest) = self::number(b);
            (a, b) = (rest, other_rest);
            number.len().cmp(&other_number.len()).then_with(|| number.cmp(other_number))
        } else {
            let (x, y) = (x.to_ascii_lowercase(), y.to_ascii_lowercase());
            (a, b) = (&a[1..], &b[1..]);
            x.cmp(&y)
        };
        if order.is_ne() {
            return order;
        }
    }
    a.len().cmp(&b.len()).then_with(|| one.cmp(other))
}

/// The digits that a text begins with, without leading zeros, and what follows.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().take_while(|b| b.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(end);
    let zeros = digits.iter().take_while(|b| **b == b'0').count();
    (&digits[zeros..], rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_address_and_no_disk_could_hold_is_no_name() {
        for (text, why) in [
            ("", Unfit::Empty),
            ("2026/1", Unfit::Holds('/')),
            ("..", Unfit::Edge('.')),
            (".hidden", Unfit::Edge('.')),
            ("-rf", Unfit::Edge('-')),
            ("a..b", Unfit::NoTag),
            ("a.lock", Unfit::NoTag),
            ("über", Unfit::Holds('ü')),
            ("nul", Unfit::Reserved),
            ("COM1.x", Unfit::Reserved),
            ("now", Unfit::Reserved),
            ("a\nb", Unfit::Holds('\n')),
        ] {
            assert_eq!(EditionName::new(text), Err(why), "{text}");
        }
        assert_eq!(EditionName::new(&"9".repeat(65)), Err(Unfit::TooLong));
        for text in ["2026-1", "v1.2", "Spring_2026", "1", "community"] {
            assert!(EditionName::new(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_proposed_instead_would_do() {
        for (text, instead) in [
            ("2026/1", "2026-1"),
            ("..", "edition-1"),
            ("a..b", "a-b"),
            ("über uns", "ber-uns"),
            ("now", "edition-1"),
        ] {
            assert_eq!(EditionName::instead_of(text).as_str(), instead);
            assert!(EditionName::new(instead).is_ok());
        }
    }

    #[test]
    fn names_are_ordered_as_people_count() {
        let mut names: Vec<EditionName> = ["2026-10", "2026-2", "2025-4", "v2", "V10", "2026-2a", "2026-02"]
            .iter()
            .map(|name| EditionName::new(name).expect("a name"))
            .collect();
        names.sort();
        let names: Vec<&str> = names.iter().map(EditionName::as_str).collect();
        assert_eq!(names, ["2025-4", "2026-02", "2026-2", "2026-2a", "2026-10", "v2", "V10"]);
    }
}
