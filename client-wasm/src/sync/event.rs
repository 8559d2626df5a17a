//! What the sync client takes and what it wants done outside. Plain data: no socket, no database, no clock.
//! The TypeScript side is `web/src/lib/engine/contract.ts` (`Effect`, `StoreOp`, `SavedTab`).

use bytes::Bytes;
use wandel_wire::Claim;

/// Something that happened outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The local store was read: every tab that kept something of this board, in no particular order. Comes once,
    /// before anything else; an empty list if there is nothing or no store.
    Loaded(Vec<SavedTab>),
    /// The socket asked for by `Effect::Connect` is open, with our subprotocol.
    Opened,
    /// One binary frame.
    Received(Vec<u8>),
    /// The socket closed, or could not be opened. `code` as in WebSocket; 1006 if there was no answer, 4401 / 4403 /
    /// 4404 also when the ticket was refused for that reason.
    Closed(u16),
    /// The work of `Effect::Store` is done: `ok` only when it is durable.
    Stored { batch: u64, ok: bool },
    /// Answer to `Effect::Post`. `status`: HTTP status, 0 if there was no answer; `code`: of the problem details.
    Posted { id: u64, status: u16, code: String },
    /// The page becomes hidden or goes away: whatever is only in memory is written.
    Hidden,
}

/// What one tab (one page load) kept of this board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedTab {
    pub tab: String,
    /// Its lock is free and now held by us: its outbox may be taken over. Otherwise it is read only.
    pub free: bool,
    pub records: Vec<Record>,
}

/// A record of the local store; its content is ours alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub key: String,
    pub bytes: Vec<u8>,
}

/// Something to be done outside. Times in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Open a socket (with a new ticket), after this time. Answered with `Opened` or `Closed`.
    Connect {
        after: f64,
    },
    Send {
        bytes: Vec<u8>,
    },
    Close {
        code: u16,
    },
    /// Too large for a frame: `POST /api/boards/{id}/updates` with client, key and author of the claim. Answered with `Posted`.
    Post {
        id: u64,
        claim: Claim,
        bytes: Vec<u8>,
    },
    /// One transaction in the local store, in this order, in this tab's own records. `strict`: durable before it is
    /// answered. Answered with `Stored`.
    Store {
        batch: u64,
        strict: bool,
        ops: Vec<StoreOp>,
    },
    /// Call again after this time, even if nothing happens.
    Wake {
        after: f64,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreOp {
    Put {
        key: String,
        bytes: Bytes,
    },
    Delete {
        key: String,
    },
    /// Remove everything of another tab, whose records were taken over.
    Forget {
        tab: String,
    },
}
