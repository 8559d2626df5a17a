//! How long changes are collected before they are committed and told: not at all while few frames a second have to be
//! written, up to 8 ms when every commit goes to hundreds of sockets.

use std::time::Duration;
use tokio::time::Instant;

/// Frames a second that are written without effort: fifty people with ten edits a second each. A frame costs 5 to 10 µs,
/// nearly all of it in the kernel, so what is told together is what saves time.
const EASY: f64 = 30_000.0;
/// Frames a second above that for each millisecond of waiting: a hundred people wait about 5 ms.
const A_MS: f64 = 14_000.0;
const MOST_MS: f64 = 8.0;
/// Time in which the measured rate adapts, seconds.
const MEMORY: f64 = 0.25;

#[derive(Debug)]
pub(super) struct Pace {
    /// Updates a second.
    rate: f64,
    at: Instant,
}

impl Pace {
    pub fn new(now: Instant) -> Self {
        Self { rate: 0.0, at: now }
    }

    /// So many updates came now.
    pub fn note(&mut self, now: Instant, updates: usize) {
        let passed = now.duration_since(self.at).as_secs_f64();
        self.at = now;
        #[allow(clippy::cast_precision_loss)]
        let updates = updates as f64;
        self.rate = self.rate * (-passed / MEMORY).exp() + updates / MEMORY;
    }

    /// How long to collect before telling so many receivers.
    pub fn wait(&self, receivers: usize) -> Duration {
        #[allow(clippy::cast_precision_loss)]
        let frames = self.rate * receivers as f64;
        let ms = ((frames - EASY) / A_MS).clamp(0.0, MOST_MS);
        if ms < 0.25 { Duration::ZERO } else { Duration::from_secs_f64(ms / 1000.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn waits_only_under_load_and_forgets() {
        let mut pace = Pace::new(Instant::now());
        for (people, expected) in [(2, 0.0..=0.0), (50, 0.0..=0.0), (100, 4.0..=6.0), (500, 8.0..=8.0)] {
            for _ in 0..people * 10 * 2 {
                tokio::time::advance(Duration::from_secs_f64(1.0 / f64::from(people * 10))).await;
                pace.note(Instant::now(), 1);
            }
            let ms = pace.wait(usize::try_from(people).unwrap() - 1).as_secs_f64() * 1000.0;
            assert!(expected.contains(&ms), "{people}: {ms}");
        }
        tokio::time::advance(Duration::from_secs(10)).await;
        pace.note(Instant::now(), 1);
        assert_eq!(pace.wait(500), Duration::ZERO);
    }
}
