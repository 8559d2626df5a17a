//! How much one socket may send: a bucket of messages and one of bytes. Who is faster waits, and so does the sender, because
//! nobody reads its socket meanwhile; nothing is thrown away and the others notice nothing.

use std::time::Duration;
use tokio::time::Instant;

/// Messages a second and at once.
const MESSAGES: (f64, f64) = (400.0, 1200.0);
/// Bytes a second and at once: a first synchronisation fits.
const BYTES: (f64, f64) = ((2 << 20) as f64, (20 << 20) as f64);

#[derive(Debug)]
pub(super) struct Inflow {
    messages: f64,
    bytes: f64,
    at: Instant,
}

impl Inflow {
    pub fn new(now: Instant) -> Self {
        Self { messages: MESSAGES.1, bytes: BYTES.1, at: now }
    }

    /// Counts a message; how long to wait before the next one is read.
    pub fn take(&mut self, now: Instant, bytes: usize) -> Duration {
        let passed = now.duration_since(self.at).as_secs_f64();
        self.at = now;
        #[allow(clippy::cast_precision_loss)]
        let bytes = bytes as f64;
        self.messages = (self.messages + passed * MESSAGES.0).min(MESSAGES.1) - 1.0;
        self.bytes = (self.bytes + passed * BYTES.0).min(BYTES.1) - bytes;
        let wait = (-self.messages / MESSAGES.0).max(-self.bytes / BYTES.0);
        Duration::from_secs_f64(wait.max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn bursts_pass_and_floods_are_slowed_to_the_rate() {
        let start = Instant::now();
        let mut inflow = Inflow::new(start);
        let mut flood = |count: u32, bytes: usize| {
            let mut now = Instant::now();
            for _ in 0..count {
                now += inflow.take(now, bytes);
            }
            now.duration_since(Instant::now())
        };
        assert_eq!(flood(1200, 10), Duration::ZERO);
        let second = flood(400, 10).as_secs_f64();
        assert!((0.9..1.1).contains(&second), "{second}");
    }
}
