//! What was measured: times in histograms with 64 steps a doubling (about 1 % exact), frames and bytes. No allocation while
//! measuring.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

const STEPS: u64 = 64;
const BUCKETS: usize = 64 * 40;

/// Times, in nanoseconds.
pub struct Histogram {
    buckets: Vec<AtomicU64>,
    max: AtomicU64,
}

/// What the clients saw.
#[derive(Default)]
pub struct Arrivals {
    /// From an edit's sending to its arrival at another client.
    pub latencies: Histogram,
    /// From when an edit should have been sent to when this program came to it: what is late here is not the server's.
    pub lateness: Histogram,
    sent: AtomicU64,
    frames: AtomicU64,
    bytes: AtomicU64,
}

/// Milliseconds.
pub struct Summary {
    pub p50: f64,
    pub p90: f64,
    pub p99: f64,
    pub max: f64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { buckets: (0..BUCKETS).map(|_| AtomicU64::new(0)).collect(), max: AtomicU64::new(0) }
    }
}

fn bucket(nanoseconds: u64) -> usize {
    let micros = (nanoseconds / 100).max(STEPS);
    let doubling = u64::from(micros.ilog2()) - u64::from(STEPS.ilog2());
    let step = (micros >> doubling) - STEPS;
    usize::try_from(doubling * STEPS + step).map_or(BUCKETS - 1, |at| at.min(BUCKETS - 1))
}

fn middle(bucket: usize) -> f64 {
    let (doubling, step) = (bucket as u64 / STEPS, bucket as u64 % STEPS);
    ((STEPS + step) << doubling) as f64 / 10_000.0
}

impl Arrivals {
    /// A frame of so many bytes has come.
    pub fn frame(&self, bytes: usize) {
        self.frames.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes as u64, Relaxed);
    }
    /// An edit was sent.
    pub fn edit(&self) {
        self.sent.fetch_add(1, Relaxed);
    }
    /// Edits sent so far.
    pub fn edits(&self) -> u64 {
        self.sent.load(Relaxed)
    }
    /// Frames and bytes so far.
    pub fn traffic(&self) -> (u64, u64) {
        (self.frames.load(Relaxed), self.bytes.load(Relaxed))
    }
}

impl Histogram {
    pub fn add(&self, nanoseconds: u64) {
        self.buckets[bucket(nanoseconds)].fetch_add(1, Relaxed);
        self.max.fetch_max(nanoseconds, Relaxed);
    }
    pub fn count(&self) -> u64 {
        self.buckets.iter().map(|bucket| bucket.load(Relaxed)).sum()
    }
    pub fn summary(&self) -> Summary {
        let total = self.count();
        let at = |share: f64| {
            let mut left = (total as f64 * share).ceil() as u64;
            for (index, bucket) in self.buckets.iter().enumerate() {
                let count = bucket.load(Relaxed);
                if count >= left && left > 0 {
                    return middle(index);
                }
                left = left.saturating_sub(count);
            }
            0.0
        };
        Summary { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: self.max.load(Relaxed) as f64 / 1e6 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_about_right() {
        let latencies = Histogram::default();
        for micros in 1..=10_000_u64 {
            latencies.add(micros * 1000);
        }
        let summary = latencies.summary();
        for (value, expected) in
            [(summary.p50, 5.0), (summary.p90, 9.0), (summary.p99, 9.9), (summary.max, 10.0)]
        {
            assert!((value - expected).abs() < expected * 0.03, "{value} is not about {expected}");
        }
    }
}
