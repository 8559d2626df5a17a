//! How much may be sent: a bucket of messages and one of bytes, for each socket, for all sockets of a person, and for all
//! of a board. Who is faster waits, and so does the sender, because nobody reads its socket meanwhile; nothing is thrown
//! away and the others notice nothing.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};
use tokio::time::Instant;

/// Messages and bytes: a second, and at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    messages: (f64, f64),
    bytes: (f64, f64),
}

const MEBI: f64 = 1_048_576.0;
/// A first synchronisation fits.
const SOCKET: Rate = Rate { messages: (400.0, 1200.0), bytes: (2.0 * MEBI, 20.0 * MEBI) };
/// A person has a few windows and devices.
pub(super) const PERSON: Rate = Rate { messages: (1600.0, 4800.0), bytes: (8.0 * MEBI, 40.0 * MEBI) };
/// Hundreds of people at work, or a crowd that means harm.
pub(super) const BOARD: Rate = Rate { messages: (20_000.0, 40_000.0), bytes: (32.0 * MEBI, 128.0 * MEBI) };

#[derive(Debug)]
pub(super) struct Bucket {
    rate: Rate,
    messages: f64,
    bytes: f64,
    at: Instant,
}

impl Bucket {
    fn new(rate: Rate, now: Instant) -> Self {
        Self { rate, messages: rate.messages.1, bytes: rate.bytes.1, at: now }
    }

    /// Counts a message; how long to wait before the next one is read.
    fn take(&mut self, now: Instant, bytes: usize) -> Duration {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.at = self.at.max(now);
        #[allow(clippy::cast_precision_loss)]
        let bytes = bytes as f64;
        let Rate { messages, bytes: volume } = self.rate;
        self.messages = (self.messages + passed * messages.0).min(messages.1) - 1.0;
        self.bytes = (self.bytes + passed * volume.0).min(volume.1) - bytes;
        let wait = (-self.messages / messages.0).max(-self.bytes / volume.0);
        Duration::from_secs_f64(wait.max(0.0))
    }
}

/// A bucket that several sockets take from.
pub(super) type Shared = Arc<Mutex<Bucket>>;

/// The shared buckets that are in use, by what they are for.
#[derive(Default)]
pub(super) struct Shares(Mutex<HashMap<String, Weak<Mutex<Bucket>>>>);

impl Shares {
    /// The bucket of a key: the same one as long as somebody has it.
    pub fn of(&self, key: String, rate: Rate) -> Shared {
        let mut shares = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = shares.get(&key).and_then(Weak::upgrade) {
            return shared;
        }
        if shares.len() == shares.capacity() {
            shares.retain(|_, shared| shared.strong_count() > 0);
        }
        let shared = Arc::new(Mutex::new(Bucket::new(rate, Instant::now())));
        shares.insert(key, Arc::downgrade(&shared));
        shared
    }
}

/// What one socket takes from: its own bucket and those it shares.
pub(super) struct Inflow {
    own: Bucket,
    shared: Vec<Shared>,
}

impl Inflow {
    pub fn new(now: Instant, shared: Vec<Shared>) -> Self {
        Self { own: Bucket::new(SOCKET, now), shared }
    }

    /// Counts a message; how long to wait before the next one is read.
    pub fn take(&mut self, now: Instant, bytes: usize) -> Duration {
        let shared = self.shared.iter().map(|bucket| {
            let mut bucket = bucket.lock().unwrap_or_else(PoisonError::into_inner);
            bucket.take(now, bytes)
        });
        shared.fold(self.own.take(now, bytes), Duration::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long so many messages keep a socket that obeys.
    fn flood(inflow: &mut Inflow, count: u32, bytes: usize) -> Duration {
        let mut now = Instant::now();
        for _ in 0..count {
            now += inflow.take(now, bytes);
        }
        now.duration_since(Instant::now())
    }

    #[tokio::test(start_paused = true)]
    async fn bursts_pass_and_floods_are_slowed_to_the_rate() {
        let mut inflow = Inflow::new(Instant::now(), Vec::new());
        assert_eq!(flood(&mut inflow, 1200, 10), Duration::ZERO);
        let second = flood(&mut inflow, 400, 10).as_secs_f64();
        assert!((0.9..1.1).contains(&second), "{second}");
    }

    #[tokio::test(start_paused = true)]
    async fn many_sockets_of_one_person_have_the_persons_rate_and_others_theirs() {
        let shares = Shares::default();
        let mut sockets: Vec<_> =
            (0..20).map(|_| Inflow::new(Instant::now(), vec![shares.of("ann".into(), PERSON)])).collect();
        let mut other = Inflow::new(Instant::now(), vec![shares.of("bob".into(), PERSON)]);
        // Each within its own burst; together they are a flood.
        let free = sockets.iter_mut().take(4).map(|socket| flood(socket, 1200, 10)).max();
        assert_eq!(free, Some(Duration::ZERO));
        for socket in sockets.iter_mut().skip(4) {
            assert!(socket.take(Instant::now(), 10) > Duration::ZERO);
        }
        assert_eq!(flood(&mut other, 1200, 10), Duration::ZERO);
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(sockets[19].take(Instant::now(), 10), Duration::ZERO, "and it passes");
    }

    #[tokio::test]
    async fn buckets_that_nobody_has_are_forgotten() {
        let shares = Shares::default();
        for n in 0..10_000 {
            drop(shares.of(n.to_string(), BOARD));
        }
        assert!(shares.0.lock().unwrap().len() < 100);
    }
}
