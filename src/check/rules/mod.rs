//! The rules, one file each, in the order in which a handbook grows: the text, the line, the people, the records.

mod bad_row;
mod bad_value;
mod bad_yaml;
mod broken_line;
mod broken_link;
mod ceiling_words;
mod empty_aim;
mod few_stories;
mod floor_unreachable;
mod hand_off_to_nobody;
mod letter_unread;
mod list_too_long;
mod looping;
mod many_tops;
mod missing_field;
mod musts;
mod no_cost;
mod no_floor;
mod no_plan_b;
mod no_remedy;
mod no_trigger;
mod no_vision;
mod not_for_anyone;
mod not_received;
mod owner_is_no_role;
mod pause_too_long;
mod personal_data;
mod promise_without_system;
mod role_with_nothing;
mod same_address;
mod same_id;
mod scripted_heart;
mod step_without_role;
mod system_without_promise;
mod two_owners;
mod unfinished_draft;
mod unknown_field;
mod unmeasurable;
mod unowned;
mod unreadable_file;
mod vague_step;
mod waiver;
mod wrong_kind;

use super::Rule;
pub(super) use waiver::unused;

/// Every rule.
pub const ALL: &[&Rule] = &[
    &bad_yaml::RULE,
    &unknown_field::RULE,
    &missing_field::RULE,
    &bad_value::RULE,
    &unreadable_file::RULE,
    &same_id::RULE,
    &same_address::RULE,
    &no_vision::RULE,
    &broken_link::RULE,
    &wrong_kind::RULE,
    &broken_line::RULE,
    &empty_aim::RULE,
    &promise_without_system::RULE,
    &system_without_promise::RULE,
    &not_for_anyone::RULE,
    &unmeasurable::RULE,
    &no_remedy::RULE,
    &unfinished_draft::RULE,
    &no_trigger::RULE,
    &no_floor::RULE,
    &floor_unreachable::RULE,
    &ceiling_words::RULE,
    &list_too_long::RULE,
    &pause_too_long::RULE,
    &musts::RULE,
    &step_without_role::RULE,
    &hand_off_to_nobody::RULE,
    &not_received::RULE,
    &vague_step::RULE,
    &no_plan_b::RULE,
    &no_cost::RULE,
    &scripted_heart::RULE,
    &few_stories::RULE,
    &letter_unread::RULE,
    &personal_data::RULE,
    &role_with_nothing::RULE,
    &unowned::RULE,
    &owner_is_no_role::RULE,
    &two_owners::RULE,
    &many_tops::RULE,
    &looping::RULE,
    &bad_row::RULE,
    &waiver::RULE,
];

/// Rules that are to come. The settings may weigh them and a waiver may name them already; they find nothing yet.
pub(super) const TO_COME: &[&str] = &[
    "adopted-no-promise",
    "bare-moment",
    "below-the-law",
    "bought-love",
    "care-without-policy",
    "claims-too-much",
    "colleague-unheard",
    "convenient-sample",
    "declined-but-promised",
    "declined-without-reason",
    "delight-by-policy",
    "dread-unanswered",
    "evasive-words",
    "falling-short",
    "fine",
    "ladder",
    "leak",
    "long-sentence",
    "message-drift",
    "moved-tag",
    "needs-review",
    "never-reviewed",
    "never-tried",
    "no-backup",
    "no-power",
    "no-record",
    "no-sorry",
    "not-in-use",
    "number-drift",
    "one-place-hides",
    "only-complaints",
    "outside-drift",
    "overloaded",
    "overpromise",
    "plus-before-floor",
    "plus-one-stalled",
    "raised-beside-a-slip",
    "raised-too-soon",
    "relative",
    "says-without-means",
    "silent-customer",
    "slipping",
    "stale",
    "terms",
    "thin-line",
    "too-many",
    "too-many-new",
    "two-at-once",
    "unapproved",
    "undecided",
    "unproven",
    "unread",
    "unwanted",
    "vanished",
    "vision-not-changed",
];

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
