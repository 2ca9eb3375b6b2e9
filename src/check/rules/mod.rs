//! The rules, one file each, in the order in which a handbook grows: the text, the line, the people, the records.

mod adopted_no_promise;
mod bad_row;
mod bad_value;
mod bad_yaml;
mod bare_moment;
mod below_the_law;
mod bought_love;
mod broken_line;
mod broken_link;
mod care_without_policy;
mod ceiling_words;
mod claims_too_much;
mod colleague_unheard;
mod convenient_sample;
mod declined_but_promised;
mod declined_without_reason;
mod delight_by_policy;
mod dread_unanswered;
mod empty_aim;
mod evasive_words;
mod faint_text;
mod falling_short;
mod few_stories;
mod fine;
mod floor_unreachable;
mod hand_off_to_nobody;
mod ladder;
mod letter_unread;
mod list_too_long;
mod long_sentence;
mod looping;
mod many_tops;
mod message_drift;
mod missing_field;
mod moved_tag;
mod musts;
mod needs_review;
mod never_reviewed;
mod never_tried;
mod no_backup;
mod no_cost;
mod no_floor;
mod no_language_pack;
mod no_plan_b;
mod no_power;
mod no_record;
mod no_remedy;
mod no_sorry;
mod no_trigger;
mod no_vision;
mod not_for_anyone;
mod not_in_use;
mod not_received;
mod number_drift;
mod one_place_hides;
mod only_complaints;
mod outside_drift;
mod overloaded;
mod overpromise;
mod owner_is_no_role;
mod pause_too_long;
mod personal_data;
mod plus_before_floor;
mod plus_one_stalled;
mod promise_without_system;
mod raised_beside_a_slip;
mod raised_too_soon;
mod relative;
mod removed_url;
mod role_with_nothing;
mod same_address;
mod same_id;
mod says_without_means;
mod scripted_heart;
mod silent_customer;
mod slipping;
mod stale;
mod stale_override;
mod step_without_role;
mod system_without_promise;
mod terms;
mod thin_line;
mod too_many;
mod too_many_new;
mod two_at_once;
mod two_owners;
mod unapproved;
mod unclear_edition;
mod undecided;
mod unfinished_draft;
mod unknown_field;
mod unmeasurable;
mod unowned;
mod unproven;
mod unread;
mod unreadable_file;
mod unwanted;
mod vague_step;
mod vanished;
mod vision_not_changed;
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
    &thin_line::RULE,
    &not_for_anyone::RULE,
    &unmeasurable::RULE,
    &evasive_words::RULE,
    &relative::RULE,
    &too_many::RULE,
    &too_many_new::RULE,
    &overpromise::RULE,
    &delight_by_policy::RULE,
    &care_without_policy::RULE,
    &bought_love::RULE,
    &no_remedy::RULE,
    &unwanted::RULE,
    &below_the_law::RULE,
    &not_in_use::RULE,
    &bare_moment::RULE,
    &dread_unanswered::RULE,
    &ladder::RULE,
    &unproven::RULE,
    &raised_too_soon::RULE,
    &raised_beside_a_slip::RULE,
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
    &plus_before_floor::RULE,
    &never_tried::RULE,
    &fine::RULE,
    &says_without_means::RULE,
    &silent_customer::RULE,
    &only_complaints::RULE,
    &undecided::RULE,
    &vision_not_changed::RULE,
    &colleague_unheard::RULE,
    &declined_without_reason::RULE,
    &adopted_no_promise::RULE,
    &declined_but_promised::RULE,
    &few_stories::RULE,
    &letter_unread::RULE,
    &personal_data::RULE,
    &role_with_nothing::RULE,
    &unowned::RULE,
    &owner_is_no_role::RULE,
    &two_owners::RULE,
    &many_tops::RULE,
    &looping::RULE,
    &overloaded::RULE,
    &no_backup::RULE,
    &no_power::RULE,
    &message_drift::RULE,
    &number_drift::RULE,
    &outside_drift::RULE,
    &terms::RULE,
    &long_sentence::RULE,
    &no_language_pack::RULE,
    &bad_row::RULE,
    &no_record::RULE,
    &convenient_sample::RULE,
    &falling_short::RULE,
    &one_place_hides::RULE,
    &slipping::RULE,
    &no_sorry::RULE,
    &plus_one_stalled::RULE,
    &two_at_once::RULE,
    &claims_too_much::RULE,
    &needs_review::RULE,
    &never_reviewed::RULE,
    &stale::RULE,
    &stale_override::RULE,
    &faint_text::RULE,
    &vanished::RULE,
    &unread::RULE,
    &unapproved::RULE,
    &moved_tag::RULE,
    &removed_url::RULE,
    &unclear_edition::RULE,
    &waiver::RULE,
];

/// Rules that are to come. The settings may weigh them and a waiver may name them already; they find nothing yet.
pub(super) const TO_COME: &[&str] = &["leak"];

/// Whether a rule of this name exists, or is announced.
pub fn is_known(name: &str) -> bool {
    find(name).is_some() || TO_COME.contains(&name)
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
