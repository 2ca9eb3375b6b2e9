//! After any edits a preview shows what a clean build of the same files would, and less was made anew for it.
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

mod clean;
#[path = "../helpers/frozen.rs"]
mod frozen;
#[path = "../site/handbook.rs"]
#[allow(dead_code, reason = "the bakery")]
mod handbook;
mod past;
mod random;
mod spared;
mod world;
