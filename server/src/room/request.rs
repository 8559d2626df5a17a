//! What the room's actor is asked to do. One bounded queue a room; whoever asks waits for a place in it.

use super::{Connection, Keep, Principal, RoomError, basis::Basis};
use bytes::Bytes;
use std::sync::Arc;
use tokio::sync::oneshot;
use wandel_board::Command;
use wandel_wire::{Claim, ClientMessage};

pub(super) type Reply<T> = oneshot::Sender<Result<T, RoomError>>;

/// A command of the server's own.
pub(super) struct Execute {
    pub command: Command,
    pub by: Option<u64>,
    pub reply: Reply<u64>,
}

/// An update that came over HTTP.
pub(super) struct Push {
    pub who: Principal,
    pub claim: Claim,
    pub update: Bytes,
    pub reply: Reply<u64>,
}

/// Small, because a queue keeps 32 places of it even when it is empty.
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
    Execute(Box<Execute>),
    Push(Box<Push>),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_queue_is_small() {
        assert!(size_of::<Request>() <= 96, "{}", size_of::<Request>());
    }
}
