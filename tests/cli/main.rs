//! The program from outside: what is typed, what is said on which stream, how it ends, and what is on the disk then.
//!
//! These tests start the program and are slower than others; what a rule finds or a page shows is tested elsewhere.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests set up folders, and look at what was done to them"
)]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

#[path = "../helpers/mod.rs"]
mod helpers;

mod baseline;
mod build;
mod check;
mod day;
mod diff;
mod edition;
#[cfg(feature = "git")]
mod edition_git;
mod editions;
mod explain;
mod fix;
mod gate;
mod hostile;
mod init;
mod line;
mod log;
mod output;
mod outside;
mod reports;
#[cfg(feature = "git")]
mod repositories;
mod review;
#[cfg(feature = "search")]
mod search;
#[cfg(feature = "git")]
mod since;
mod streams;
mod usage;
