//! One socket as the room and the registry see it: who it is, whether the right still stands, when it was last heard,
//! and the queue of what goes out. Shared by the room, the registry (to revoke at once) and the socket's two tasks.

use super::{Principal, outbox::Outbox};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tokio::{sync::Notify, time::Instant};

/// How a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The subprotocol `wandel.v1`.
    Own,
    /// A stock y-websocket client.
    Stock,
}

#[derive(Debug)]
pub struct Connection {
    pub principal: Principal,
    pub dialect: Dialect,
    pub outbox: Outbox,
    revoked: AtomicBool,
    opened: Instant,
    /// Microseconds from `opened` to when something was last received.
    heard: AtomicU64,
    killed: Notify,
    pong_wanted: Notify,
}

impl Connection {
    #[must_use]
    pub fn new(principal: Principal, dialect: Dialect) -> Self {
        Self {
            principal,
            dialect,
            outbox: Outbox::default(),
            revoked: AtomicBool::new(false),
            opened: Instant::now(),
            heard: AtomicU64::new(0),
            killed: Notify::new(),
            pong_wanted: Notify::new(),
        }
    }

    /// Something came in: data or a pong.
    pub fn hear(&self) {
        let since = u64::try_from(self.opened.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.heard.store(since, Ordering::Relaxed);
    }
    pub(super) fn last_heard(&self) -> Instant {
        self.opened + std::time::Duration::from_micros(self.heard.load(Ordering::Relaxed))
    }

    /// Ends the right at once: nothing that is still queued from this socket counts any more.
    pub(super) fn revoke(&self, code: u16, reason: &'static str) {
        self.revoked.store(true, Ordering::Release);
        self.outbox.close(code, reason);
    }

    /// The right stands at this time (milliseconds since 1970).
    pub(super) fn may_act(&self, now: u64) -> bool {
        !self.revoked.load(Ordering::Acquire) && self.principal.expires.is_none_or(|end| now < end)
    }

    /// Ends the socket without a farewell: it does not take anything any more.
    pub(super) fn kill(&self) {
        self.killed.notify_one();
    }
    /// Waits for `kill`.
    pub async fn killed(&self) {
        self.killed.notified().await;
    }
    /// Asks for a sign of life.
    pub(super) fn ask_for_pong(&self) {
        self.pong_wanted.notify_one();
    }
    /// Waits until a ping should be sent.
    pub async fn pong_wanted(&self) {
        self.pong_wanted.notified().await;
    }
}
