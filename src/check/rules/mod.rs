//! The rules, one file each, in the order in which a handbook grows: the text, the line, the people, the records.

mod broken_link;
mod empty_aim;
mod unknown_field;

use super::Rule;

/// Every rule.
pub const ALL: &[&Rule] = &[&unknown_field::RULE, &broken_link::RULE, &empty_aim::RULE];

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
