//! The door of the sockets: checks the origin, then the ticket or the cookies.

use super::{AccountError, Accounts, cookie};
use crate::{
    http::origin,
    room::Principal,
    sync::{Access, Denied, SocketRequest},
};
use futures_util::future::BoxFuture;

impl Accounts {
    async fn admit(&self, request: SocketRequest) -> Result<Principal, Denied> {
        let origin = origin::judge(&request.headers, self.public().map(crate::config::PublicUrl::as_str));
        if !origin::socket_allowed(origin, request.ticket.is_some(), cookie::any(&request.headers)) {
            return Err(Denied::Origin);
        }
        let unavailable = |error: AccountError| {
            tracing::warn!(%error, "a socket could not be admitted");
            Denied::Unavailable
        };
        let board = self.store.board(&request.board).await.map_err(|error| unavailable(error.into()))?;
        match (&request.ticket, board) {
            (Some(ticket), Some(board)) => {
                let principal = self.show_ticket(&board, ticket).await.map_err(unavailable)?;
                principal.ok_or(Denied::Unauthenticated)
            }
            // The same as for a ticket of another board.
            (Some(_), None) => Err(Denied::Unauthenticated),
            (None, board) => {
                let visitor = self.visitor(board.as_ref(), &request.headers).await.map_err(unavailable)?;
                let principal = self.principal(&request.board, &visitor).await.map_err(unavailable)?;
                principal.ok_or(Denied::NotFound)
            }
        }
    }
}

impl Access for Accounts {
    fn authenticate(&self, request: SocketRequest) -> BoxFuture<'_, Result<Principal, Denied>> {
        Box::pin(self.admit(request))
    }
}
