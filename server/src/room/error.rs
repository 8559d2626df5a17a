//! What can go wrong when something is asked of a room, as stable codes.

use crate::store::StoreError;
use wandel_wire::Refusal;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomError {
    #[error("board.not-found")]
    NotFound,
    /// The board's record is damaged.
    #[error("board.quarantined")]
    Quarantined,
    /// The room refused; the code says why.
    #[error("{}", .0.code())]
    Refused(Refusal),
    /// The command does not fit the board (any more): the code of the board's own error.
    #[error("{0}")]
    Command(String),
    #[error(transparent)]
    Store(StoreError),
    /// The room or the server is stopping.
    #[error("room.closed")]
    Closed,
}

impl From<StoreError> for RoomError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Damaged(_) => Self::Quarantined,
            other => Self::Store(other),
        }
    }
}

impl RoomError {
    /// The stable dotted code.
    #[must_use]
    pub fn code(&self) -> String {
        self.to_string()
    }
}
