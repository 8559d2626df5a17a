//! What others hold of a room: commands, updates, and a socket's place in it.

use super::{
    Connection, Keep, Principal, RoomError,
    request::{Execute, Push, Reply, Request},
    rooms::Shared,
};
use bytes::Bytes;
use std::sync::{Arc, atomic::Ordering};
use tokio::sync::{mpsc, oneshot};
use wandel_board::Command;
use wandel_wire::{Claim, ClientMessage};

pub(super) struct Handle {
    pub shared: Arc<Shared>,
    pub sender: mpsc::Sender<Request>,
}

/// A live room. Cheap to clone; keeps the room alive.
#[derive(Clone)]
pub struct RoomHandle(Arc<Handle>);

impl RoomHandle {
    pub(super) fn new(handle: Handle) -> Self {
        Self(Arc::new(handle))
    }
    pub(super) fn shared(&self) -> &Shared {
        &self.0.shared
    }
    pub(super) fn is_retired(&self) -> bool {
        // A room whose task ended, however that came about, is none any more.
        self.0.shared.is_retired() || self.0.sender.is_closed()
    }
    pub(super) fn is_only_one(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }

    pub(super) async fn send(&self, request: Request) -> Result<(), RoomError> {
        self.0.sender.send(request).await.map_err(|_| RoomError::Closed)
    }

    pub(super) async fn ask<T>(&self, make: impl FnOnce(Reply<T>) -> Request) -> Result<T, RoomError> {
        let (reply, later) = oneshot::channel();
        self.send(make(reply)).await?;
        later.await.map_err(|_| RoomError::Closed)?
    }

    /// Carries a command out under a client id of the server, signed with an author number; answers with the committed
    /// position.
    ///
    /// # Errors
    /// `Command`: the board refuses it. `Refused`: the board takes no changes, or the commit failed.
    pub async fn execute(&self, command: Command, by: Option<u64>) -> Result<u64, RoomError> {
        self.ask(|reply| Request::Execute(Box::new(Execute { command, by, reply }))).await
    }

    /// An update that came another way than by a socket: same guard, same commit; answers with the committed position.
    ///
    /// # Errors
    /// `Refused`, with the code.
    pub async fn push(&self, who: &Principal, claim: Claim, update: Bytes) -> Result<u64, RoomError> {
        let who = who.clone();
        self.ask(|reply| Request::Push(Box::new(Push { who, claim, update, reply }))).await
    }

    /// Starts a new epoch from a whole document: every client loads it afresh. What was there is kept as a version
    /// first, if wanted. Answers with the epoch.
    ///
    /// # Errors
    /// `Refused`: the bytes are no complete document. The store's.
    pub async fn renew(&self, document: Bytes, before: Option<Keep>) -> Result<u64, RoomError> {
        self.ask(|reply| Request::Renew { document, before, reply }).await
    }

    /// The last committed position.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.0.shared.position.load(Ordering::Acquire)
    }

    pub(super) async fn stop(&self, code: u16, reason: &'static str) {
        let (reply, later) = oneshot::channel();
        if self.send(Request::Stop { code, reason, reply }).await.is_ok() {
            let _ = later.await;
        }
    }

    /// `None`: this room has just ended.
    pub(super) async fn join(&self, connection: Arc<Connection>) -> Option<Session> {
        let (reply, later) = oneshot::channel();
        self.send(Request::Join { connection: connection.clone(), reply }).await.ok()?;
        let session = later.await.ok()?;
        Some(Session { room: self.clone(), connection, session })
    }
}

/// A socket's place in a room; leaves when dropped.
pub struct Session {
    room: RoomHandle,
    connection: Arc<Connection>,
    session: u32,
}

impl Session {
    #[must_use]
    pub const fn connection(&self) -> &Arc<Connection> {
        &self.connection
    }
    /// Hands a message to the room; waits while the room's queue is full, so that the sender's socket does too.
    pub async fn message(&self, message: ClientMessage) -> Result<(), RoomError> {
        self.room.send(Request::Message { session: self.session, message }).await
    }
    /// Something came that is no message.
    pub async fn malformed(&self) -> Result<(), RoomError> {
        self.room.send(Request::Malformed { session: self.session }).await
    }
    /// Everything has been sent after the socket lagged.
    pub async fn drained(&self) -> Result<(), RoomError> {
        self.room.send(Request::Drained { session: self.session }).await
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let request = Request::Leave { session: self.session };
        if let Err(mpsc::error::TrySendError::Full(request)) = self.room.0.sender.try_send(request) {
            let room = self.room.clone();
            if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                runtime.spawn(async move { room.send(request).await });
            }
        }
    }
}
