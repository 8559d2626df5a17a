//! Named versions: kept beside the room from what is committed, brought back as a new epoch, also onto a board that is set
//! aside because its log is damaged. And erasing what a board remembers of what was deleted.

use super::{RoomError, RoomHandle, Rooms, compact, request::Request, rooms::replay};
use crate::store::{BoardId, NewSnapshot, NewVersion, StoreError, Version, version_id};
use bytes::Bytes;
use rand::Rng;
use wandel_board::Board;

/// Under which name and by whom a version is kept.
#[derive(Clone, Debug)]
pub struct Keep {
    pub name: String,
    /// Author number; `None`: the command line.
    pub author: Option<u64>,
}

impl Keep {
    pub(super) fn version(self, document: NewSnapshot, rng: &mut impl Rng) -> NewVersion {
        NewVersion { id: version_id(rng), name: self.name, author: self.author, document }
    }
}

impl Rooms {
    /// Keeps the board as it is committed.
    ///
    /// # Errors
    /// `NotFound`, `Quarantined`, the store's.
    pub async fn keep_version(&self, board: &BoardId, keep: Keep) -> Result<Version, RoomError> {
        let basis = self.basis(board).await?;
        let (epoch, position) = (basis.epoch, basis.position());
        let mut rng = self.rng();
        let made = blocking(move || compact::snapshot(&basis)).await?;
        let bytes = made.map_err(|refusal| StoreError::Failed(refusal.code.into_owned()))?;
        let document = NewSnapshot { epoch, position, bytes };
        Ok(self.store().keep_version(board, keep.version(document, &mut rng)).await?)
    }

    /// Brings a version back: a new epoch, everybody loads it afresh. What was there is kept as a version first, under the
    /// name given, unless it is damaged. Answers with the epoch.
    ///
    /// # Errors
    /// `NotFound`: no such board or version; `Store(Corrupt)`: the version is damaged; the store's.
    pub async fn restore_version(
        &self,
        board: &BoardId,
        version: &str,
        before: Keep,
    ) -> Result<u64, RoomError> {
        let document = self.store().version(board, version).await?.ok_or(RoomError::NotFound)?;
        match self.open(board).await {
            Ok(room) => room.renew(document, Some(before)).await,
            Err(RoomError::Quarantined) => self.replace_damaged(board, document).await,
            Err(error) => Err(error),
        }
    }

    /// No room is open on it, and none can be.
    async fn replace_damaged(&self, board: &BoardId, document: Bytes) -> Result<u64, RoomError> {
        let row = self.store().board(board).await?.ok_or(RoomError::NotFound)?;
        let bytes = document.clone();
        let title =
            blocking(move || Board::load(1, &bytes).map(|board| board.projection().meta().title.clone()));
        let title = title.await?.map_err(|_| RoomError::Store(StoreError::Corrupt))?;
        let snapshot = NewSnapshot { epoch: row.epoch, position: row.position + 1, bytes: document };
        Ok(self.store().raise_epoch(board, snapshot, title).await?)
    }

    /// Makes the document anew from what can be seen of it: what was deleted, and who wrote what when, leaves for good.
    /// Everybody loads it afresh. Answers with the epoch.
    ///
    /// # Errors
    /// `NotFound`, `Quarantined`, the store's; `Command`: it cannot be done without losing something, nothing was changed.
    pub async fn purge(&self, board: &BoardId) -> Result<u64, RoomError> {
        let epoch = self.open(board).await?.purge().await?;
        self.store().scrub().await?;
        Ok(epoch)
    }
}

impl RoomHandle {
    async fn purge(&self) -> Result<u64, RoomError> {
        self.ask(|reply| Request::Purge { reply }).await
    }
}

/// The document of a basis, purged. Blocks.
pub(super) fn purged(basis: &super::basis::Basis, client: u64) -> Result<Bytes, RoomError> {
    let board = replay(basis)?;
    let purged = board.purged(client).map_err(|refusal| RoomError::Command(refusal.code.into_owned()))?;
    Ok(purged.snapshot().into())
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, RoomError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| RoomError::Closed)
}
