//! The preview from outside: the real program, asked over the network while files change below it.
//!
//! Nothing here is timed. What has to become true is asked for again and again, and only a server that never gets
//! there fails.
#![expect(clippy::disallowed_methods, reason = "these tests change files and talk to a server")]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

#[path = "../helpers/mod.rs"]
mod helpers;

mod answers;
mod client;
mod editions;
mod faults;
mod refusals;
mod starting;
mod stream;
mod watching;
