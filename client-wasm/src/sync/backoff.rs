//! How long to wait before coming back: full jitter between nothing and a bound that doubles from 250 ms to 30 s, so
//! that a thousand browsers do not knock at once.

use rand::{Rng, RngCore, SeedableRng, rngs::SmallRng};

const FIRST: f64 = 250.0;
const LONGEST: f64 = 30_000.0;
/// A link that held this long was a good one: start from the first bound again.
const STEADY: f64 = 5_000.0;

#[derive(Debug)]
pub(super) struct Backoff {
    rng: SmallRng,
    attempts: u32,
}

impl Backoff {
    pub fn new(seed: [u8; 32]) -> Self {
        Self { rng: SmallRng::from_seed(seed), attempts: 0 }
    }
    /// The same randomness for what else needs some.
    pub fn rng(&mut self) -> &mut dyn RngCore {
        &mut self.rng
    }
    /// A link was live for this long, milliseconds.
    pub fn held(&mut self, lived: f64) {
        if lived >= STEADY {
            self.attempts = 0;
        }
    }
    /// The next wait in milliseconds.
    pub fn next(&mut self) -> f64 {
        let bound = (FIRST * f64::from(1_u32 << self.attempts.min(10))).min(LONGEST);
        self.attempts = self.attempts.saturating_add(1);
        self.rng.random_range(0.0..bound)
    }
}
