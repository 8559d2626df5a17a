//! What half-read messages may hold. A message is kept until it is whole, and a first synchronisation may be 16 MiB: without a
//! bound for all sockets together, those who never finish one would take all memory there is.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Of one socket, without asking; most messages are much shorter.
const FREE: usize = 64 << 10;
/// Taken at once.
const UNIT: usize = 64 << 10;
/// Of all sockets together, beside that.
const ALL: usize = 96 << 20;

/// Bytes that are left.
#[derive(Clone)]
pub(super) struct Pool(Arc<AtomicUsize>);

impl Default for Pool {
    fn default() -> Self {
        Self::of(ALL)
    }
}

impl Pool {
    fn of(bytes: usize) -> Self {
        Self(Arc::new(AtomicUsize::new(bytes)))
    }

    fn take(&self, bytes: usize) -> bool {
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(bytes)).is_ok()
    }
}

/// One socket's part.
pub(super) struct Part {
    pool: Pool,
    /// Bytes since the last whole message.
    pending: usize,
    /// Taken from the pool.
    held: usize,
}

impl Part {
    pub const fn new(pool: Pool) -> Self {
        Self { pool, pending: 0, held: 0 }
    }

    /// So many bytes more have come.
    ///
    /// # Errors
    /// There is no room for them: the socket has to end, and may come again.
    pub fn grow(&mut self, bytes: usize) -> io::Result<()> {
        self.pending += bytes;
        let wanted = self.pending.saturating_sub(FREE).div_ceil(UNIT) * UNIT;
        if wanted > self.held {
            if !self.pool.take(wanted - self.held) {
                return Err(io::Error::other("too many large messages at once"));
            }
            self.held = wanted;
        }
        Ok(())
    }

    /// A message is whole; what little has come of the next one counts anew from here.
    pub fn whole(&mut self) {
        self.pending = 0;
        self.give_back();
    }

    fn give_back(&mut self) {
        self.pool.0.fetch_add(std::mem::take(&mut self.held), Ordering::AcqRel);
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_messages_need_nothing_and_large_ones_share() {
        let pool = Pool::of(4 * UNIT);
        let part = || Part::new(pool.clone());
        let (mut one, mut other, mut small) = (part(), part(), part());
        one.grow(FREE + 3 * UNIT).unwrap();
        other.grow(FREE + UNIT).unwrap();
        assert!(other.grow(1).is_err(), "nothing is left");
        small.grow(FREE).unwrap();
        one.whole();
        assert!(other.grow(UNIT).is_ok());
        drop(other);
        assert_eq!(pool.0.load(Ordering::Acquire), 4 * UNIT, "everything is given back");
    }
}
