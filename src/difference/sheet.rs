//! What changed for me: the changes that touch one role.

use super::{Change, Difference};

/// What one role is told of.
#[derive(Debug, Clone)]
pub struct RoleSheet<'a> {
    /// The role's id, as it is now or was last.
    pub role: String,
    /// What concerns it, in the order of telling.
    pub changes: Vec<&'a Change>,
    /// How many other changes there are.
    pub others: usize,
}

impl Difference {
    /// What changed for a role, by its id of today or an old one: steps that it does, stands in for or takes over from;
    /// what it answers for; promises whose line passes through its steps; what it may do and whom it reports to; and the
    /// vision, which is everybody's.
    pub fn for_role(&self, role: &str) -> RoleSheet<'_> {
        let role = self.renamed_roles.get(role).map_or(role, String::as_str);
        let changes: Vec<&Change> = self.changes.iter().filter(|change| change.touches(role)).collect();
        let others = self.changes.len() - changes.len();
        RoleSheet { role: role.to_string(), changes, others }
    }
}

impl RoleSheet<'_> {
    /// Whether a change asks something of the role; otherwise it only has to know.
    pub fn is_for_action(&self, change: &Change) -> bool {
        change.is_for_action_of(&self.role)
    }

    /// Whether somebody should show the step once: it may never be left out, and the role does it differently now.
    pub fn show_once(&self, change: &Change) -> bool {
        change.must_step && self.is_for_action(change)
    }
}
