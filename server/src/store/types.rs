//! The values that go in and out of the store. Plain data.

use bytes::Bytes;
use rand::Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt, sync::Arc};

/// A board's id: letters, digits, `-` and `_`, at most 64.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BoardId(Arc<str>);

impl BoardId {
    /// A fresh id: `b` and 15 base62 characters (89 bits).
    pub fn random(rng: &mut impl Rng) -> Self {
        const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let mut text = String::with_capacity(16);
        text.push('b');
        for _ in 0..15 {
            text.push(char::from(BASE62[rng.random_range(0..62)]));
        }
        Self(text.into())
    }
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let good = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        good.then(|| Self(text.into()))
    }
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// What logs call it, so that a log can be handed to somebody: eight hexadecimal digits.
    #[must_use]
    pub fn in_logs(&self) -> String {
        board_hash(&self.0)
    }
}

/// First eight hexadecimal digits of the SHA-256 of a board's id.
#[must_use]
pub fn board_hash(board: &str) -> String {
    Sha256::digest(board.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

impl TryFrom<String> for BoardId {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("board.bad-id")
    }
}
impl From<BoardId> for String {
    fn from(id: BoardId) -> Self {
        id.as_str().to_owned()
    }
}
impl fmt::Display for BoardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for BoardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A board to be made.
#[derive(Clone, Debug)]
pub struct NewBoard {
    pub id: BoardId,
    pub title: String,
    /// Account id of the owner; `None`: made at the command line.
    pub owner: Option<String>,
    /// The first updates of the document.
    pub updates: Vec<Bytes>,
}

/// A board in a list. Times in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardRow {
    pub id: BoardId,
    /// The committed title.
    pub title: String,
    pub owner: Option<String>,
    pub epoch: u64,
    /// The last committed position.
    pub position: u64,
    pub created: u64,
    /// The last committed change.
    pub updated: u64,
    /// A damaged record was found: the board cannot be opened.
    pub quarantined: bool,
}

/// One update of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub position: u64,
    pub update: Bytes,
}

/// A whole document at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub position: u64,
    pub bytes: Bytes,
}

/// A snapshot to be kept.
#[derive(Clone, Debug)]
pub struct NewSnapshot {
    /// The epoch it was made in.
    pub epoch: u64,
    pub position: u64,
    pub bytes: Bytes,
}

/// A version to be kept.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// Unlike that of every other version; see `version_id`.
    pub id: String,
    pub name: String,
    /// Author number of who keeps it; `None`: the command line.
    pub author: Option<u64>,
    pub document: NewSnapshot,
}

/// A fresh id of a version: `v` and 16 hexadecimal digits.
pub fn version_id(rng: &mut impl Rng) -> String {
    format!("v{:016x}", rng.random::<u64>())
}

/// A named version of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub id: String,
    pub name: String,
    /// Milliseconds since 1970.
    pub created: u64,
    pub author: Option<u64>,
    /// What the author is called now; `None`: nobody, or erased.
    pub author_name: Option<String>,
    pub epoch: u64,
    pub position: u64,
}

/// A record that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Of the log or of both snapshots: the board cannot be opened.
    Board(BoardId),
    /// Of one named version; the board is well.
    Version(BoardId, String),
}

/// Everything of a board's document: apply the snapshot, then the tail in order.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub epoch: u64,
    pub title: String,
    pub snapshot: Option<Snapshot>,
    /// Without gaps, from the position after the snapshot (or 1) to the last one.
    pub tail: Vec<Record>,
}

impl Loaded {
    /// The last committed position.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.tail
            .last()
            .map(|record| record.position)
            .or_else(|| self.snapshot.as_ref().map(|snapshot| snapshot.position))
            .unwrap_or(0)
    }
    /// All bytes to apply, in order.
    pub fn updates(&self) -> impl Iterator<Item = &Bytes> {
        self.snapshot
            .iter()
            .map(|snapshot| &snapshot.bytes)
            .chain(self.tail.iter().map(|record| &record.update))
    }
}

/// A file of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub media_type: String,
    pub bytes: Bytes,
}

/// Who an author number is on one board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub by: u64,
    pub subject: String,
    pub name: String,
    /// Index into the presence colours.
    pub colour: u8,
}

/// Updates for one board's log, and what belongs to the same moment: stored in one transaction, or nothing of it.
#[derive(Clone, Debug, Default)]
pub struct Commit {
    pub epoch: u64,
    /// The last position before these, which must be the board's.
    pub after: u64,
    pub updates: Vec<Bytes>,
    /// The title for lists, if the updates change it.
    pub title: Option<String>,
    /// Client ids below 2³² that are written under for the first time, and whose they are from now on.
    pub clients: Vec<(u64, String)>,
    /// Locks that are set or taken away.
    pub locks: Vec<Lock>,
}

/// An element that only its holder may change, or that everybody may change again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    pub element: String,
    /// The holder's author number on the board; `None`: no lock any more.
    pub author: Option<u64>,
}

impl Commit {
    /// Updates alone.
    #[must_use]
    pub fn new(epoch: u64, after: u64, updates: Vec<Bytes>) -> Self {
        Self { epoch, after, updates, ..Self::default() }
    }
    /// Bytes of the updates.
    #[must_use]
    pub fn size(&self) -> usize {
        self.updates.iter().map(Bytes::len).sum()
    }
}

/// How many boards there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    pub boards: usize,
    pub quarantined: usize,
}

/// How the store is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// The last attempt to write succeeded.
    pub writable: bool,
}
