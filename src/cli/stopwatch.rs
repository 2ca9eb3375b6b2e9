//! How long things took, for `--verbose` and the last line of a build. No decision depends on it.
#![expect(clippy::disallowed_methods, reason = "time is measured at the edge and only told")]

use std::time::Instant;

/// Times the stages of a run.
pub struct Stopwatch {
    started: Instant,
    last: Instant,
}

impl Stopwatch {
    /// Starts it.
    pub fn start() -> Self {
        let now = Instant::now();
        Self { started: now, last: now }
    }

    /// Milliseconds since the last lap.
    pub fn lap(&mut self) -> u128 {
        let now = Instant::now();
        let lap = now - self.last;
        self.last = now;
        lap.as_millis()
    }

    /// Seconds since the start, as `0.12 s`.
    pub fn total(&self) -> String {
        format!("{:.2} s", self.started.elapsed().as_secs_f64())
    }
}
