//! A customer group: for whom, and how we hear from them.

use super::super::header::Header;
use super::super::link::LinkField;
use super::super::quantity::Quantity;
use crate::source::Spanned;

/// `customers/ID.md`; the body stands in their shoes.
#[derive(Debug, Clone, Default)]
pub struct Customer {
    /// The longest time that they may go unheard; 90 days when nothing is written.
    pub hear_every: Option<Spanned<Quantity>>,
    /// How we ask and watch.
    pub how_we_listen: Vec<Spanned<String>>,
}

impl Customer {
    pub(super) fn read(header: &mut Header<'_>) -> Self {
        let customer =
            Self { hear_every: header.period("hear_every"), how_we_listen: header.texts("how_we_listen") };
        header.links("talks_to", LinkField::TalksTo);
        header.need(&["title"]);
        customer
    }
}
