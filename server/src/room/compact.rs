//! Compaction, beside the room: replay into a fresh document, encode, read that back, compare state vector and delete
//! set, and only then keep it. The log stays until the store has the snapshot, the one before it stays too.

use super::basis::Basis;
use crate::store::{BoardId, NewSnapshot, Store};
use bytes::Bytes;
use std::sync::Arc;

/// A new snapshot of a basis, kept in the store; `None` if it was not, for whatever reason (the log still has everything).
pub(super) async fn compact(store: Arc<dyn Store>, board: BoardId, basis: Basis) -> Option<(u64, Bytes)> {
    let position = basis.position();
    let epoch = basis.epoch;
    let encoded = tokio::task::spawn_blocking(move || snapshot(&basis)).await;
    let bytes = match encoded {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(refusal)) => {
            tracing::error!(board = %board.in_logs(), code = %refusal.code, "snapshot not kept");
            return None;
        }
        Err(error) => {
            tracing::error!(board = %board.in_logs(), %error, "snapshot not kept");
            return None;
        }
    };
    match store.save_snapshot(&board, NewSnapshot { epoch, position, bytes: bytes.clone() }).await {
        Ok(()) => {
            tracing::debug!(%board, position, "log compacted");
            Some((position, bytes))
        }
        Err(error) => {
            tracing::warn!(board = %board.in_logs(), %error, "snapshot not kept");
            None
        }
    }
}

/// The document of a basis as one update, read back and compared. Blocks.
pub(super) fn snapshot(basis: &Basis) -> Result<Bytes, wandel_board::Refusal> {
    wandel_board::snapshot(basis.updates().map(|update| &update[..])).map(Bytes::from)
}
