//! A whole small site, rendered in memory: its addresses, its pages, the line on each of them.
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

mod addresses;
mod changes;
mod counter;
mod editions;
mod frame;
#[path = "../helpers/frozen.rs"]
mod frozen;
mod handbook;
#[path = "../helpers/history.rs"]
mod history;
mod line;
mod machine;
mod managers;
mod pages;
mod places;
mod record;
mod safety;
mod website;
