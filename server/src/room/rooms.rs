//! The registry: which boards are live. Opens rooms on demand and lets idle ones go.

use super::{Revocation, RoomError};
use crate::store::{BoardId, Store};
use bytes::Bytes;
use std::sync::Arc;
use wandel_board::Command;
use wandel_wire::{Claim, Here};

use super::Principal;

/// All live rooms. Cheap to clone.
#[derive(Clone)]
pub struct Rooms {
    store: Arc<dyn Store>,
}

impl Rooms {
    pub async fn start(store: Arc<dyn Store>) -> Result<Self, RoomError> {
        Ok(Self { store })
    }
    /// The room of a board, loaded if it is not live yet.
    pub async fn open(&self, board: &BoardId) -> Result<RoomHandle, RoomError> {
        self.store.board(board).await?.ok_or(RoomError::NotFound)?;
        Err(RoomError::Closed)
    }
    /// Who has a socket open on a board.
    #[must_use]
    pub fn here(&self, _board: &BoardId) -> Vec<Here> {
        Vec::new()
    }
    /// Ends rights at once: their sockets close with 4403. `board: None`: on all boards.
    pub fn revoke(&self, _board: Option<&BoardId>, _revocation: &Revocation) {}
    /// Commits what is queued, closes all sockets with 1012 and stops. No room opens afterwards.
    pub async fn drain(&self) {}
}

/// A live room. Cheap to clone; keeps the room alive.
#[derive(Clone)]
pub struct RoomHandle {}

impl RoomHandle {
    /// Carries a command out under a client id of the server, signed with an author number; answers with the committed
    /// position.
    pub async fn execute(&self, _command: Command, _by: Option<u64>) -> Result<u64, RoomError> {
        Err(RoomError::Closed)
    }
    /// An update that came another way than by a socket: same guard, same commit; answers with the committed position.
    pub async fn push(&self, _who: &Principal, _claim: Claim, _update: Bytes) -> Result<u64, RoomError> {
        Err(RoomError::Closed)
    }
    /// The last committed position.
    #[must_use]
    pub fn position(&self) -> u64 {
        0
    }
}
