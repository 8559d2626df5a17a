//! How many rooms and sockets there are and what waits in them, added up when somebody looks.

use super::{Dialect, Rooms, basis::Basis, rooms::Shared};
use crate::metrics::Figures;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What a room's actor says about itself as it goes.
#[derive(Debug, Default)]
pub(super) struct Said {
    read_only: AtomicBool,
    unacknowledged: AtomicUsize,
    log_records: AtomicUsize,
    log: AtomicUsize,
    snapshot: AtomicUsize,
}

impl Said {
    pub(super) fn say(&self, read_only: bool, unacknowledged: usize, basis: &Basis) {
        self.read_only.store(read_only, Ordering::Relaxed);
        for (place, value) in [
            (&self.unacknowledged, unacknowledged),
            (&self.log_records, basis.tail_len()),
            (&self.log, basis.tail_size()),
            (&self.snapshot, basis.size() - basis.tail_size()),
        ] {
            place.store(value, Ordering::Relaxed);
        }
    }
}

impl Rooms {
    /// Added up over all live rooms; what the store knows is left out.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let mut sum = Figures::default();
        for handle in self.all().iter().filter(|handle| !handle.is_retired()) {
            add(&mut sum, handle.shared());
        }
        sum
    }
}

fn add(sum: &mut Figures, shared: &Shared) {
    let get = |place: &AtomicUsize| place.load(Ordering::Relaxed);
    sum.rooms += 1;
    sum.read_only += usize::from(shared.said.read_only.load(Ordering::Relaxed));
    sum.unacknowledged_bytes += get(&shared.said.unacknowledged);
    sum.log_records += get(&shared.said.log_records);
    sum.log_bytes += get(&shared.said.log);
    sum.snapshot_bytes += get(&shared.said.snapshot);
    shared.each(|connection| {
        match connection.dialect {
            Dialect::Own => sum.own += 1,
            Dialect::Stock => sum.stock += 1,
        }
        let (bytes, lagging) = connection.outbox.waiting();
        sum.outgoing_bytes += bytes;
        sum.lagging += usize::from(lagging);
    });
}
