//! What accepted updates come to, as one update: how a log becomes a snapshot. Nothing is projected or observed on the way,
//! and at most one document is there at a time, so that it costs about half of opening the board.

use crate::{Board, digest::digest, document, guard, refusal::Refusal};
use std::panic::{AssertUnwindSafe, catch_unwind};
use yrs::{Doc, ReadTxn, StateVector, Transact, Update, WriteTxn, updates::decoder::Decode};

/// Nothing is written under it.
const CLIENT: u64 = 1;

/// The whole document that updates make, in order, as one update (Yjs, version 1). Each must have been accepted before:
/// only the result is looked at as if it came from outside, read back and compared by state vector and deletions.
///
/// # Errors
/// `update.*`: the updates do not make a document, or the result could not be loaded; `snapshot.differs`.
pub fn snapshot<'a>(updates: impl Iterator<Item = &'a [u8]>) -> Result<Vec<u8>, Refusal> {
    let (bytes, before) = {
        let doc = replay(updates)?;
        let txn = doc.transact();
        (txn.encode_diff_v1(&StateVector::default()), digest(&txn))
    };
    {
        let scan = guard::scan(&bytes, &guard::Limits::SNAPSHOT)?;
        guard::complete(&Board::new(CLIENT), &scan)?;
    }
    let after = digest(&replay(std::iter::once(&bytes[..]))?.transact());
    if before == after { Ok(bytes) } else { Err(Refusal::new("snapshot.differs")) }
}

fn replay<'a>(updates: impl Iterator<Item = &'a [u8]>) -> Result<Doc, Refusal> {
    let doc = document::blank(CLIENT);
    // One transaction: what was overwritten on the way is collected once, at the end.
    let done = catch_unwind(AssertUnwindSafe(|| {
        let mut txn = doc.transact_mut();
        for update in updates {
            let update = Update::decode_v1(update).map_err(|_| Refusal::new("update.malformed"))?;
            txn.apply_update(update).map_err(|_| Refusal::new("update.broken"))?;
        }
        if txn.prune_pending().is_some() { Err(Refusal::new("update.missing")) } else { Ok(()) }
    }));
    done.unwrap_or_else(|_| Err(Refusal::new("update.broken")))?;
    Ok(doc)
}
