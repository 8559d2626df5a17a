//! One number for the state of a document: replicas that have the same letters, values and deletions have the same.
//! A state vector alone would miss deletions.

use sha2::{Digest, Sha256};
use yrs::ReadTxn;

pub(crate) fn digest(txn: &impl ReadTxn) -> [u8; 32] {
    let snapshot = txn.snapshot();
    let mut clocks: Vec<(u64, u32)> =
        snapshot.state_map.iter().map(|(client, clock)| (client.get(), *clock)).collect();
    clocks.sort_unstable();
    let mut hash = Sha256::new();
    for (client, clock) in &clocks {
        hash.update(client.to_le_bytes());
        hash.update(clock.to_le_bytes());
    }
    hash.update(u64::MAX.to_le_bytes());
    for (client, ranges) in snapshot.delete_set.iter() {
        let mut open: Option<(u32, u32)> = None;
        let mut close = |range: (u32, u32)| {
            hash.update(client.get().to_le_bytes());
            hash.update(range.0.to_le_bytes());
            hash.update(range.1.to_le_bytes());
        };
        for range in ranges.iter() {
            match &mut open {
                Some((_, end)) if *end >= range.start => *end = (*end).max(range.end),
                _ => {
                    if let Some(done) = open.replace((range.start, range.end)) {
                        close(done);
                    }
                }
            }
        }
        if let Some(done) = open {
            close(done);
        }
    }
    hash.finalize().into()
}
