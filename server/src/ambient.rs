//! The clock and the randomness, passed in: the system's in the program, fixed ones in tests. Nothing else in the server
//! reads either (apart from timers of sockets).

use crate::accounts::secret;
use rand::{RngCore, SeedableRng, rngs::StdRng};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Cheap to clone; all clones share one source of randomness.
#[derive(Clone)]
pub struct Ambient {
    clock: Clock,
    rng: Arc<Mutex<StdRng>>,
}

impl Ambient {
    /// The system's clock, and a generator (ChaCha) seeded by the system.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn system() -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(Self { clock: Arc::new(system_now), rng: Arc::new(Mutex::new(StdRng::from_seed(seed))) })
    }

    /// The same with another clock: milliseconds since 1970.
    #[must_use]
    pub fn with_clock(self, clock: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self { clock: Arc::new(clock), ..self }
    }

    /// A clock of the caller's and a generator that always gives the same: for tests.
    #[must_use]
    pub fn fixed(clock: impl Fn() -> i64 + Send + Sync + 'static, seed: u64) -> Self {
        Self { clock: Arc::new(clock), rng: Arc::new(Mutex::new(StdRng::seed_from_u64(seed))) }
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    fn lock(&self) -> MutexGuard<'_, StdRng> {
        self.rng.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A generator of its own for one piece of work, seeded from the shared one.
    #[must_use]
    pub fn rng(&self) -> StdRng {
        let mut seed = [0; 32];
        self.lock().fill_bytes(&mut seed);
        StdRng::from_seed(seed)
    }

    /// A secret to hand out.
    #[must_use]
    pub fn secret(&self) -> String {
        secret::fresh(&mut *self.lock())
    }

    /// A short id: 12 base62 characters.
    #[must_use]
    pub fn id(&self) -> String {
        secret::text(&mut *self.lock(), 12)
    }

    #[must_use]
    pub fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        self.lock().fill_bytes(&mut salt);
        salt
    }
}

fn system_now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
