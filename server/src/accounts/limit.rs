//! Rate limits by key (an e-mail address, a share link, an address on the network): token buckets in a bounded table.
//! Keeps nothing on disk and tells nobody which keys it has seen.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Buckets kept at most; beyond it the fullest (least used) half goes.
const MAX_KEYS: usize = 4096;

/// So much a clock may go back without being set back, milliseconds.
const SLIP_MS: i64 = 10 * 1000;

struct Bucket {
    /// Tokens left, up to the burst.
    tokens: f64,
    /// When `tokens` was true, milliseconds.
    at: i64,
}

/// `burst` at once, then one more every `refill`.
pub struct Limit {
    burst: f64,
    refill: Duration,
    buckets: Mutex<HashMap<String, Bucket>>,
}

impl Limit {
    #[must_use]
    pub fn new(burst: u32, refill: Duration) -> Self {
        Self { burst: f64::from(burst), refill, buckets: Mutex::default() }
    }

    /// Takes a token of `key`, or says how long to wait for the next one. `now`: milliseconds.
    ///
    /// # Errors
    /// The bucket is empty: the time until it has a token.
    pub fn take(&self, key: &str, now: i64) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_KEYS && !buckets.contains_key(key) {
            self.forget(&mut buckets, now);
        }
        let bucket = buckets.entry(key.to_owned()).or_insert(Bucket { tokens: self.burst, at: now });
        bucket.tokens = self.filled(bucket, now);
        // A clock that was set back by more than a slip counts from there: else nothing would come in until it is again as late.
        bucket.at = if bucket.at - now > SLIP_MS { now } else { bucket.at.max(now) };
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            Ok(())
        } else {
            Err(self.refill.mul_f64(1.0 - bucket.tokens))
        }
    }

    /// Gives the key its tokens back: a sign-in that worked does not count.
    pub fn forgive(&self, key: &str) {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn filled(&self, bucket: &Bucket, now: i64) -> f64 {
        let passed = Duration::from_millis(u64::try_from(now - bucket.at).unwrap_or(0));
        (bucket.tokens + passed.as_secs_f64() / self.refill.as_secs_f64()).min(self.burst)
    }

    fn forget(&self, buckets: &mut HashMap<String, Bucket>, now: i64) {
        let mut levels: Vec<f64> = buckets.values().map(|bucket| self.filled(bucket, now)).collect();
        levels.sort_by(f64::total_cmp);
        let middle = levels.get(levels.len() / 2).copied().unwrap_or(self.burst);
        let mut spare = MAX_KEYS / 2;
        buckets.retain(|_, bucket| {
            let keep = self.filled(bucket, now) < middle || spare == 0;
            if !keep {
                spare -= 1;
            }
            keep
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_one_at_a_time() {
        let limit = Limit::new(3, Duration::from_secs(10));
        for _ in 0..3 {
            assert_eq!(limit.take("a", 1000), Ok(()));
        }
        assert_eq!(limit.take("a", 1000), Err(Duration::from_secs(10)));
        assert_eq!(limit.take("b", 1000), Ok(()), "another key has its own bucket");
        assert_eq!(limit.take("a", 6000), Err(Duration::from_secs(5)));
        assert_eq!(limit.take("a", 11_000), Ok(()));
        assert!(limit.take("a", 11_000).is_err());
        assert!(limit.take("a", 500).is_err(), "a clock that goes back gives nothing");
        limit.forgive("a");
        assert_eq!(limit.take("a", 11_000), Ok(()));
    }

    #[test]
    fn a_clock_that_is_set_back_stops_nobody() {
        let limit = Limit::new(1, Duration::from_secs(10));
        let day = 24 * 60 * 60 * 1000;
        assert_eq!(limit.take("a", 20 * day), Ok(()));
        assert_eq!(
            limit.take("a", 0),
            Err(Duration::from_secs(10)),
            "set back by days it gives nothing either"
        );
        assert_eq!(limit.take("a", 10_000), Ok(()), "and goes on from there");
    }

    #[test]
    fn a_flood_of_keys_does_not_free_the_one_that_is_stopped() {
        let limit = Limit::new(2, Duration::from_secs(3600));
        while limit.take("victim", 0).is_ok() {}
        for n in 0..3 * MAX_KEYS {
            let _ = limit.take(&format!("k{n}"), 0);
        }
        assert!(limit.take("victim", 0).is_err());
        assert!(limit.buckets.lock().unwrap().len() <= MAX_KEYS);
    }
}
