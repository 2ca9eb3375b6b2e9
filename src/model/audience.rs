//! Audiences: who may read what.
//!
//! An audience is a cut of the handbook made between model and site, so that no page ever asks who reads it.

use super::handbook::Handbook;

/// For whom a site is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everyone: nothing is left out.
    #[default]
    Everyone,
}

/// The handbook as `audience` may see it.
pub fn restrict(handbook: Handbook, audience: &Audience) -> Handbook {
    match audience {
        Audience::Everyone => handbook,
    }
}
