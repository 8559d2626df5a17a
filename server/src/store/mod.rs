//! What is kept on disk, behind one trait: boards, their append-only update logs and snapshots, blobs, people. Knows
//! neither sockets nor the document's content; an update is opaque bytes. Everything that an answer promises is synced
//! before the answer is given.

pub mod accounts;
mod error;
pub mod faults;
mod sqlite;
mod types;

pub use error::StoreError;
use sqlite::system_time;
pub use sqlite::{Clock, Folder, Options, Replaced, RestoreError, SqliteStore, restore};
pub use types::{
    Author, Blob, BoardId, BoardRow, Census, Commit, Damage, Health, Loaded, Lock, NewBoard, NewSnapshot,
    NewVersion, Record, Snapshot, Version, board_hash, version_id,
};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use std::path::PathBuf;

/// An answer of the store, later.
pub type Answer<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// Boards, their logs, snapshots, blobs and people.
pub trait BoardStore: Send + Sync + 'static {
    /// Makes a board with its first updates (position 1 and up), if any, in one transaction.
    fn create_board(&self, board: NewBoard) -> Answer<'_, ()>;
    fn board(&self, board: &BoardId) -> Answer<'_, Option<BoardRow>>;
    /// All boards, newest change first.
    fn boards(&self) -> Answer<'_, Vec<BoardRow>>;
    fn census(&self) -> Answer<'_, Census>;
    /// Deletes a board with everything that hangs on it. `false`: there was none.
    fn delete_board(&self, board: &BoardId) -> Answer<'_, bool>;

    /// Snapshot and log of a board, every checksum verified. A damaged record quarantines the board
    /// (`StoreError::Damaged`); a damaged snapshot falls back to the one before it.
    fn load(&self, board: &BoardId) -> Answer<'_, Loaded>;
    /// Takes a board out of service: its bytes cannot be applied.
    fn quarantine(&self, board: &BoardId) -> Answer<'_, ()>;
    /// Appends to the log and answers with the new last position once that is synced.
    fn append(&self, board: &BoardId, commit: Commit) -> Answer<'_, u64>;
    /// Keeps a snapshot and the one before it; the log up to the older one goes.
    fn save_snapshot(&self, board: &BoardId, snapshot: NewSnapshot) -> Answer<'_, ()>;
    /// Raises the epoch: the board starts anew from these bytes under this title, at the given position; log and snapshots
    /// before it go.
    fn raise_epoch(&self, board: &BoardId, snapshot: NewSnapshot, title: String) -> Answer<'_, u64>;

    /// Keeps a document under a name for good.
    fn keep_version(&self, board: &BoardId, version: NewVersion) -> Answer<'_, Version>;
    /// The versions of a board, newest first.
    fn versions(&self, board: &BoardId) -> Answer<'_, Vec<Version>>;
    /// A version's document, its checksum verified (`StoreError::Corrupt` if it is not as it was written).
    fn version(&self, board: &BoardId, id: &str) -> Answer<'_, Option<Bytes>>;
    /// `false`: there was none.
    fn delete_version(&self, board: &BoardId, id: &str) -> Answer<'_, bool>;

    /// Lifts the epoch of a board that is set aside above another one: what comes back in its place lies above that.
    fn lift_epoch(&self, board: &BoardId, above: u64) -> Answer<'_, ()>;

    /// Keeps a file of a board; the id is the hash of its bytes.
    fn put_blob(&self, board: &BoardId, media_type: String, bytes: Bytes) -> Answer<'_, String>;
    fn blob(&self, board: &BoardId, id: &str) -> Answer<'_, Option<Blob>>;
    /// Ids of a board's files.
    fn blobs(&self, board: &BoardId) -> Answer<'_, Vec<String>>;

    /// The author number of a subject on a board, made at the first call; name and colour are brought up to date.
    fn author(&self, board: &BoardId, subject: String, name: String, colour: u8) -> Answer<'_, Author>;
    /// All author numbers of a board.
    fn people(&self, board: &BoardId) -> Answer<'_, Vec<Author>>;

    /// Client ids below 2³² and whose they are: nobody else may ever write under them on this board.
    fn stock_clients(&self, board: &BoardId) -> Answer<'_, Vec<(u64, String)>>;

    /// Locked elements and the author numbers of their holders.
    fn locks(&self, board: &BoardId) -> Answer<'_, Vec<(String, u64)>>;

    /// A secret of this house: what was given, random, at the first call with this name.
    fn secret(&self, name: &'static str, fresh: [u8; 32]) -> Answer<'_, [u8; 32]>;
    /// Whether the disk takes changes: tries one.
    fn probe(&self) -> Answer<'_, ()>;
    /// What is known without asking the disk.
    fn health(&self) -> Health;
    /// A consistent copy of everything into a new file, while the server runs; answers with what is damaged in it.
    fn backup(&self, to: PathBuf) -> Answer<'_, Vec<Damage>>;
    /// Checks every record of every board; answers with what is damaged.
    fn verify(&self) -> Answer<'_, Vec<Damage>>;
    /// Takes what was deleted out of the write-ahead log too; waits for readers, and writers wait meanwhile.
    fn scrub(&self) -> Answer<'_, ()>;
}

/// Everything that the server keeps.
pub trait Store: BoardStore + accounts::AccountStore {}
