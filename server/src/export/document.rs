//! A board's document as it is committed, for reading only.

use crate::{
    room::RoomError,
    store::{BoardId, Loaded, Store},
};
use std::sync::Arc;
use wandel_board::Board;

/// The client id of replicas that only read.
const READER: u64 = 1;

/// A document at a position.
pub struct Document {
    pub board: Board,
    pub epoch: u64,
    pub position: u64,
}

impl Document {
    /// Loads what is committed.
    ///
    /// # Errors
    /// There is no such board, or its record is damaged.
    pub async fn load(store: &Arc<dyn Store>, id: &BoardId) -> Result<Self, RoomError> {
        let loaded = store.load(id).await?;
        let built = tokio::task::spawn_blocking(move || Self::build(&loaded)).await;
        built.map_err(|_| RoomError::Closed)?.ok_or(RoomError::Quarantined)
    }

    fn build(loaded: &Loaded) -> Option<Self> {
        let mut board = match &loaded.snapshot {
            Some(snapshot) => Board::load(READER, &snapshot.bytes).ok()?,
            None => Board::new(READER),
        };
        for record in &loaded.tail {
            board.apply_remote(&record.update).ok()?;
        }
        Some(Self { board, epoch: loaded.epoch, position: loaded.position() })
    }
}
