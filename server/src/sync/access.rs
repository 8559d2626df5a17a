//! The border to accounts, sessions, tickets and links: who may open a socket, and as whom.

use crate::{room::Principal, store::BoardId};
use axum::http::HeaderMap;
use futures_util::future::BoxFuture;

/// What is known of somebody who asks for a socket.
#[derive(Clone, Debug)]
pub struct SocketRequest {
    pub board: BoardId,
    /// From the query or the subprotocol; spent by `authenticate` if it is single-use.
    pub ticket: Option<String>,
    /// `Origin`, `Host`, `Cookie`.
    pub headers: HeaderMap,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// A foreign `Origin`, or none without a ticket or with a cookie: 403 before the socket opens.
    Origin,
    /// Close code 4401.
    Unauthenticated,
    /// Close code 4404: absent, or not for this one.
    NotFound,
    /// Cannot be found out now: close code 1012, come back.
    Unavailable,
}

pub trait Access: Send + Sync + 'static {
    fn authenticate(&self, request: SocketRequest) -> BoxFuture<'_, Result<Principal, Denied>>;
}
