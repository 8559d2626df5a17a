//! A checksum over a record's bytes and its place, so that a flipped bit, a swapped row and a row of another board or
//! epoch are all noticed. (SQLite's own integrity check does not look at payloads.)

use crate::store::BoardId;
use sha2::{Digest, Sha256};

pub(super) const BYTES: usize = 16;

/// What the record is.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Log,
    Snapshot,
    Version,
}

pub(super) fn checksum(of: Of, board: &BoardId, epoch: u64, position: u64, bytes: &[u8]) -> [u8; BYTES] {
    let mut hash = Sha256::new();
    hash.update([match of {
        Of::Log => 1,
        Of::Snapshot => 2,
        Of::Version => 3,
    }]);
    hash.update([u8::try_from(board.as_str().len()).unwrap_or(u8::MAX)]);
    hash.update(board.as_str());
    hash.update(epoch.to_be_bytes());
    hash.update(position.to_be_bytes());
    hash.update(bytes);
    let whole: [u8; 32] = hash.finalize().into();
    let mut sum = [0; BYTES];
    sum.copy_from_slice(&whole[..BYTES]);
    sum
}
