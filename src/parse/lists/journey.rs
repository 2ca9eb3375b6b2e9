//! `journey.yaml`: the moments in which a customer meets us.

use super::super::fault::Wanted;
use super::super::header::Header;
use super::super::slug;
use super::super::yaml::Node;
use crate::source::Spanned;

/// One moment.
#[derive(Debug, Clone)]
pub struct Moment {
    /// Its id.
    pub id: Spanned<String>,
    /// What people call it.
    pub title: Option<Spanned<String>>,
    /// The stretch of the journey it lies in.
    pub during: Option<Spanned<During>>,
    /// What customers expect of it.
    pub expects: Option<Spanned<Expects>>,
}

/// The stretches of a journey, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum During {
    /// Before they come.
    Before,
    /// When they come.
    Arriving,
    /// While they use what we do.
    Using,
    /// When they go.
    Leaving,
    /// Afterwards.
    After,
    /// When something went wrong.
    Trouble,
}

/// What customers expect of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expects {
    /// It will be fine.
    Fine,
    /// Nothing in particular.
    Nothing,
    /// They would rather not.
    Dread,
}

const DURING: &[&str] = &["before", "arriving", "using", "leaving", "after", "trouble"];
const EXPECTS: &[&str] = &["fine", "nothing", "dread"];

impl Moment {
    pub(super) fn read(header: &mut Header<'_>, _: &Node) -> Option<Self> {
        use During::{After, Arriving, Before, Leaving, Trouble, Using};
        let id = header.parsed("id", Wanted::Id, |text| slug::is_id(text).then(|| text.to_string()));
        let title = header.text("title");
        let during = header.choice("during", DURING, &[Before, Arriving, Using, Leaving, After, Trouble]);
        let expects = header.choice("expects", EXPECTS, &[Expects::Fine, Expects::Nothing, Expects::Dread]);
        for field in ["id", "title", "during"] {
            header.need(&[field]);
        }
        id.map(|id| Self { id, title, during, expects })
    }
}
