//! What can go wrong in the store, as stable codes.

use super::BoardId;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error("store.not-found")]
    NotFound,
    /// A record's checksum is wrong: the board is quarantined.
    #[error("store.damaged")]
    Damaged(BoardId),
    /// A page of the file is not what it should be; whose, is not known here.
    #[error("store.corrupt")]
    Corrupt,
    /// The disk is full.
    #[error("store.full")]
    Full,
    /// Somebody else was faster, or a position or epoch is not the current one.
    #[error("store.conflict")]
    Conflict,
    /// Written by a newer version.
    #[error("store.newer-schema")]
    NewerSchema,
    /// Another process owns the data folder.
    #[error("store.in-use")]
    InUse,
    /// The disk or the database said no; the text is for the log only.
    #[error("store.failed")]
    Failed(String),
    /// The store has been shut down.
    #[error("store.closed")]
    Closed,
}

impl StoreError {
    /// The stable dotted code.
    #[must_use]
    pub fn code(&self) -> String {
        self.to_string()
    }
}
