//! What is kept of differences from one run to the next.

use super::Told;

/// Keeps differences, each under everything that it was made from. Whoever forgets one costs time and nothing else.
pub trait Memory: Send + Sync {
    /// The difference that was kept under this.
    fn recall(&self, made_from: &str) -> Option<Told>;

    /// Keeps a difference for later runs.
    fn keep(&self, made_from: &str, told: &Told);
}
