//! What keeps an edition from being shown as it is meant, as values: a sentence, and the command that mends it.

use super::found::{Found, Place};
use crate::parse::editions::{EditionName, Lock, Unfit};
use crate::parse::settings::EditionSource;
use crate::source::{Astray, EDITIONS, FROZEN, SETTINGS, Span};

/// Something about an edition that has to be mended by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What sort it is.
    pub kind: Kind,
    /// The name that it is about, fit for an edition or not; empty when it is about all of them.
    pub name: String,
    /// The line of `editions.lock` that it is about.
    pub at: Option<Span>,
    /// What is wrong, in one plain sentence that begins small.
    pub sentence: String,
    /// What helps; a command stands between backticks.
    pub mend: String,
}

/// The sorts of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing could be looked at: none of the editions is listed.
    Blocked,
    /// It has a line in `editions.lock` and is not there.
    Missing,
    /// What is there cannot be read as an edition.
    Astray,
    /// Its name is fit for no address.
    UnfitName,
    /// Its name differs from that of another in capitals alone.
    SameAddress,
    /// Its tag gives no date from which it is valid, but something else.
    NoDate,
    /// It is listed, and has the very files of another.
    Twin,
}

impl Kind {
    /// The word as machines read it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Missing => "missing",
            Self::Astray => "astray",
            Self::UnfitName => "unfit-name",
            Self::SameAddress => "same-address",
            Self::NoDate => "no-date",
            Self::Twin => "twin",
        }
    }

    /// Whether an edition is not shown, or not as it is meant.
    pub fn is_serious(self) -> bool {
        self != Self::Twin
    }
}

impl Trouble {
    pub(super) fn blocked((sentence, mend): &(String, String)) -> Self {
        Self::new(Kind::Blocked, "", sentence.clone(), mend.clone())
    }

    pub(super) fn unfit(name: &str, place: &Place, why: &Unfit) -> Self {
        let instead = EditionName::instead_of(name);
        let shown = plain(name);
        let sentence =
            format!("{} is not listed: an edition cannot be called `{shown}`, since {why}", place.words());
        let mend = match place {
            Place::Tag { tag, .. } => {
                let new = tag.replacen(name, instead.as_str(), 1);
                format!(
                    "`git tag --annotate --message={instead} {new} {tag}^{{}}` gives it a name that will do, and `git tag --delete {tag}` takes the other away"
                )
            }
            Place::Folder(_) => format!("call the folder `{FROZEN}/{instead}`"),
        };
        Self::new(Kind::UnfitName, name, sentence, mend)
    }

    pub(super) fn same_address(name: &EditionName, place: &Place, other: &EditionName) -> Self {
        let sentence = format!(
            "{} is not listed: its name differs from `{other}` in capitals alone, and many disks keep only one of two such folders",
            place.words()
        );
        let mend = match place {
            Place::Tag { tag, .. } => {
                format!("give one of the two another name; `git tag --delete {tag}` takes this one away")
            }
            Place::Folder(_) => "give one of the two folders another name".to_string(),
        };
        Self::new(Kind::SameAddress, name.as_str(), sentence, mend)
    }

    pub(super) fn astray(name: &EditionName, place: &Place, why: &Astray) -> Self {
        let what = place.words();
        let (sentence, mend) = match (why, place) {
            (Astray::NoCommit(kind), Place::Tag { tag, .. }) => (
                format!("{what} leads to a {kind} and to no commit, so it is no edition"),
                format!("`git tag --delete {tag}` takes it away; `throughline edition cut {name}` makes one"),
            ),
            (Astray::NoHandbook, Place::Tag { tag, .. }) => (
                format!(
                    "{what} leads to a commit in which this folder holds no `{SETTINGS}`, so it is no edition"
                ),
                format!(
                    "`git tag --delete {tag}` takes it away; a handbook that lay in another folder then cannot be read from here"
                ),
            ),
            (Astray::NoHandbook | Astray::NoCommit(_), _) => (
                format!("{what} holds no `{SETTINGS}`, so it is no edition"),
                format!("put the whole handbook into it, or take the folder out of `{FROZEN}/`"),
            ),
            (Astray::Unreadable(words), _) => (
                format!("{what} cannot be read, so this edition is not listed: {words}"),
                "bring what is missing, then run this again".to_string(),
            ),
        };
        Self::new(Kind::Astray, name.as_str(), sentence, mend)
    }

    /// Of an edition that is listed, and of which a file cannot be read.
    pub(super) fn unreadable(name: &EditionName, place: &Place, words: &str) -> Self {
        let sentence = format!(
            "{} cannot be read whole, so nobody can tell whether edition {name} is what it was when it was cut: {words}",
            place.words()
        );
        Self::new(
            Kind::Astray,
            name.as_str(),
            sentence,
            "bring what is missing, then run this again".to_string(),
        )
    }

    pub(super) fn no_date(name: &EditionName, place: &Place, typed: &str) -> Self {
        let sentence = format!(
            "{} says `Valid-from: {}`, which is no date, so nobody knows from when edition {name} is valid",
            place.words(),
            plain(typed)
        );
        let mend = match place {
            Place::Tag { tag, .. } => {
                format!(
                    "`git tag --annotate --force {tag} {tag}^{{}}` writes its message anew: a date is written as 2026-01-31"
                )
            }
            Place::Folder(_) => format!("write the date into its line in `{EDITIONS}`"),
        };
        Self::new(Kind::NoDate, name.as_str(), sentence, mend)
    }

    pub(super) fn twin(name: &EditionName, place: &Place, of: &EditionName) -> Self {
        let sentence =
            format!("edition {name} has the very same files as edition {of}, so nothing changed with it");
        let mend = match place {
            Place::Tag { tag, .. } => {
                format!("if it is one edition under two names, `git tag --delete {tag}` takes this one away")
            }
            Place::Folder(_) => {
                "if it is one edition under two names, take one of the two folders away".to_string()
            }
        };
        Self::new(Kind::Twin, name.as_str(), sentence, mend)
    }

    /// Of a line of `editions.lock` whose edition nobody found.
    pub(super) fn missing(name: &EditionName, at: Span, found: &Found) -> Self {
        let sentence = |what: &str| {
            format!("edition {name} is recorded in `{EDITIONS}`, and {what}, so it is not listed")
        };
        let tag = found.tags.replacen('*', name.as_str(), 1);
        let (sentence, mend) = match (found.source, &found.origin.remote) {
            (Some(EditionSource::Git), Some(remote)) => {
                let (clone, depth) = if found.origin.is_shallow {
                    ("this clone, which is shallow,", "--depth=1 ")
                } else {
                    ("this repository", "")
                };
                (
                    sentence(&format!("{clone} has no tag `{tag}`")),
                    format!("`git fetch {depth}{remote} tag {tag}` brings it"),
                )
            }
            (Some(EditionSource::Git), None) => (
                sentence(&format!("this repository has no tag `{tag}`")),
                format!("bring the tag from where it was made: `git fetch ADDRESS tag {tag}`"),
            ),
            (Some(EditionSource::Folder), _) => (
                sentence(&format!("there is no folder `{FROZEN}/{name}`")),
                format!("bring the folder back, such as with `git checkout -- {FROZEN}/{name}`"),
            ),
            (None, _) => (
                sentence(&format!("there is neither a git repository here nor a folder `{FROZEN}/{name}`")),
                "work in a clone of the repository in which it was cut, or copy its folder here".to_string(),
            ),
        };
        Self { at: Some(at), ..Self::new(Kind::Missing, name.as_str(), sentence, mend) }
    }

    fn new(kind: Kind, name: &str, sentence: String, mend: String) -> Self {
        Self { kind, name: name.to_string(), at: None, sentence, mend }
    }
}

/// Every readable line of the lock that `is_there` does not know; of the others it is told that they cannot be read.
pub(super) fn missing(lock: &Lock, found: &Found, is_there: impl Fn(&EditionName) -> bool) -> Vec<Trouble> {
    let gone = lock.lines.iter().filter(|line| !is_there(&line.name));
    gone.map(|line| Trouble::missing(&line.name, line.span, found)).collect()
}

/// What somebody typed, without what would break a line.
fn plain(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}
