//! Who asks, with which ticket, in which dialect; and the answer before the socket opens. Refusals are told with a close
//! code on an open socket, because browsers cannot see the status of a refused one; only a foreign origin gets a 403.

use super::{
    Access, Denied, SocketRequest,
    inflow::{BOARD, Inflow, PERSON, Shares},
    pool::Pool,
    socket,
    upgrade::{Socket, Upgrade},
};
use crate::{
    room::{Dialect, Outbox, Rooms, Turn},
    store::BoardId,
};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};
use futures_util::StreamExt;
use serde::Deserialize;
use std::sync::Arc;
use tokio::time::Instant;
use wandel_wire::{SUBPROTOCOL, TICKET_PREFIX, close, limits};

#[derive(Clone)]
struct Door {
    rooms: Rooms,
    access: Arc<dyn Access>,
    shares: Arc<Shares>,
    pool: Pool,
}

/// The route `/sync/{board}`. The listener should set `TCP_NODELAY`: frames are small and latency counts.
pub fn router(rooms: Rooms, access: Arc<dyn Access>) -> Router {
    Router::new().route("/sync/{board}", any(open)).with_state(Door {
        rooms,
        access,
        shares: Arc::default(),
        pool: Pool::default(),
    })
}

#[derive(Deserialize)]
struct Asked {
    ticket: Option<String>,
}

async fn open(
    State(door): State<Door>,
    Path(board): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    upgrade: Upgrade,
) -> Response {
    let since = Instant::now();
    let offered = protocols(&headers);
    let own = offered.iter().any(|name| name == SUBPROTOCOL);
    let in_protocol = offered.iter().find_map(|name| name.strip_prefix(TICKET_PREFIX));
    let ticket = asked.ticket.or_else(|| in_protocol.map(str::to_owned)).filter(|ticket| !ticket.is_empty());
    // What cannot be an id is answered like one that does not exist, and the origin is looked at all the same.
    let board = BoardId::parse(&board).or_else(|| BoardId::parse("-"));
    let Some(board) = board else { return StatusCode::NOT_FOUND.into_response() };
    let request = SocketRequest { board: board.clone(), ticket, headers };
    let outcome = door.access.authenticate(request).await;
    let dialect = if own { Dialect::Own } else { Dialect::Stock };
    // Only a stock client that may write sends its whole document at first; nobody else needs a larger buffer.
    let large = matches!(&outcome, Ok(who) if !own && who.role.may_edit());
    let most = if large { limits::SYNC_STEP_2 + 64 } else { limits::FRAME };
    let upgrade = upgrade.at_most(most).speaking(own.then_some(SUBPROTOCOL));
    let pool = &door.pool.clone();
    match outcome {
        Ok(principal) => upgrade.open(pool, move |stream| async move {
            let mut shared = vec![door.shares.of(format!("board:{board}"), BOARD)];
            // A ticket of a program may be many people's.
            if !principal.subject.starts_with("ticket:") {
                shared.push(door.shares.of(principal.subject.clone(), PERSON));
            }
            let inflow = Inflow::new(Instant::now(), shared);
            socket::run(stream, &door.rooms, &board, principal, dialect, since, inflow).await;
        }),
        Err(Denied::Origin) => StatusCode::FORBIDDEN.into_response(),
        Err(Denied::Unauthenticated) => {
            refuse(upgrade, pool, close::UNAUTHENTICATED, "access.unauthenticated")
        }
        Err(Denied::NotFound) => refuse(upgrade, pool, close::NOT_FOUND, "board.not-found"),
        Err(Denied::Unavailable) => refuse(upgrade, pool, close::RESTART, "server.unavailable"),
    }
}

fn refuse(upgrade: Upgrade, pool: &Pool, code: u16, reason: &'static str) -> Response {
    upgrade.open(pool, move |stream| say_goodbye(stream, code, reason))
}

/// Closes an open socket with a code.
pub(super) async fn say_goodbye(socket: Socket, code: u16, reason: &'static str) {
    let Socket { mut incoming, line } = socket;
    let outbox = Outbox::default();
    outbox.open(Arc::new(line));
    outbox.close(code, reason);
    // A connection that has just been opened takes a close frame at once.
    if matches!(outbox.turn(), Turn::Closed(..)) {
        // The other side answers with its own close frame; whoever does not is not waited for.
        let answer = async { while let Some(Ok(_)) = incoming.next().await {} };
        let _ = tokio::time::timeout(socket::FAREWELL, answer).await;
    }
}

/// The subprotocols asked for, in order.
fn protocols(headers: &HeaderMap) -> Vec<String> {
    headers
        .get_all(header::SEC_WEBSOCKET_PROTOCOL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_owned())
        .collect()
}
