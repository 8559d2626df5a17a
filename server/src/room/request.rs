//! What the room's actor is asked to do. One bounded queue a room; whoever asks waits for a place in it.

use super::{Connection, Keep, Principal, RoomError, basis::Basis};
use bytes::Bytes;
use std::sync::Arc;
use tokio::sync::oneshot;
use wandel_board::Command;
use wandel_wire::{Claim, ClientMessage};

pub(super) type Reply<T> = oneshot::Sender<Result<T, RoomError>>;

pub(super) enum Request {
    Join {
        connection: Arc<Connection>,
        reply: oneshot::Sender<u32>,
    },
    Message {
        session: u32,
        message: ClientMessage,
    },
    /// Bytes that are no message.
    Malformed {
        session: u32,
    },
    /// The socket lagged and has drained.
    Drained {
        session: u32,
    },
    Leave {
        session: u32,
    },
    Execute {
        command: Command,
        by: Option<u64>,
        reply: Reply<u64>,
    },
    Push {
        who: Principal,
        claim: Claim,
        update: Bytes,
        reply: Reply<u64>,
    },
    Basis {
        reply: oneshot::Sender<Basis>,
    },
    /// Start a new epoch from these bytes; what was there is kept as a version first, if wanted.
    Renew {
        document: Bytes,
        before: Option<Keep>,
        reply: Reply<u64>,
    },
    /// Make the document anew without what was deleted.
    Purge {
        reply: Reply<u64>,
    },
    /// Commit what is queued, close every socket and end.
    Stop {
        code: u16,
        reason: &'static str,
        reply: oneshot::Sender<()>,
    },
}
