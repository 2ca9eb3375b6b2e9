//! What would change, as a difference that people and `patch` read.

use similar::TextDiff;

/// The unified difference between two texts of one file; empty when they are the same.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let diff = TextDiff::from_lines(old, new);
    let (before, after) = (format!("a/{path}"), format!("b/{path}"));
    diff.unified_diff().context_radius(3).header(&before, &after).to_string()
}
