//! One socket: a task that reads, and one for what the room could not write at once, for pings and for the end. Reading stops
//! while the room or the rate limit says so. Ends with a close frame whose code says why.

use super::{
    endpoint::say_goodbye,
    inflow::Inflow,
    upgrade::{Incoming, Socket},
};
use crate::{
    room::{Connection, Dialect, Principal, RoomError, Rooms, Session, Turn},
    store::BoardId,
};
use bytes::Bytes;
use futures_util::StreamExt;
use std::{sync::Arc, time::Duration};
use tokio::{
    net::tcp::OwnedWriteHalf,
    time::{Instant, MissedTickBehavior, interval, timeout},
};
use tokio_tungstenite::tungstenite::{Error, Message, error::CapacityError};
use wandel_wire::{ClientMessages, close, limits, tag};

/// The other side's close frame is waited for this long; a revoked right ends well within two seconds.
pub(super) const FAREWELL: Duration = Duration::from_millis(1200);

/// Carries frames until either side ends.
pub(super) async fn run(
    socket: Socket,
    rooms: &Rooms,
    board: &BoardId,
    principal: Principal,
    dialect: Dialect,
    asked: Instant,
    inflow: Inflow,
) {
    // In a box of its own: opening a board takes much room, which would stay taken as long as the socket lives.
    let entering = Box::pin(rooms.enter(board, Connection::new(principal, dialect), asked));
    let session = match entering.await {
        Ok(session) => session,
        Err(error) => {
            let (code, reason) = match error {
                RoomError::NotFound => (close::NOT_FOUND, "board.not-found"),
                RoomError::Quarantined => (close::NOT_FOUND, "board.quarantined"),
                _ => (close::RESTART, "server.unavailable"),
            };
            return Box::pin(say_goodbye(socket, code, reason)).await;
        }
    };
    let connection = session.connection().clone();
    let session = Arc::new(session);
    let Socket { incoming, line } = socket;
    let line = Arc::new(line);
    connection.outbox.open(line.clone());
    let mut writer = tokio::spawn(write(line, session.clone(), rooms.clone()));
    let reading = read(incoming, &session, inflow);
    tokio::select! {
        () = reading => {
            // Whatever ended the reading has said so in the outbox; without a word there, the other side is gone.
            connection.outbox.close(close::RESYNC, "socket.ended");
            if timeout(FAREWELL, &mut writer).await.is_err() {
                writer.abort();
            }
        }
        _ = &mut writer => {}
        () = ending(&connection) => writer.abort(),
    }
    connection.outbox.shut();
}

/// Killed, or closing for so long that the socket evidently takes nothing any more.
async fn ending(connection: &Connection) {
    tokio::select! {
        () = connection.killed() => {}
        () = connection.outbox.closed() => tokio::time::sleep(FAREWELL).await,
    }
}

async fn read(mut incoming: Incoming, session: &Session, mut inflow: Inflow) {
    let connection = session.connection();
    let mut first_step_2 = true;
    loop {
        let frame = match timeout(limits::SILENCE, incoming.next()).await {
            Ok(Some(Ok(Message::Binary(frame)))) => frame,
            Ok(Some(Ok(Message::Ping(payload)))) => {
                connection.hear();
                connection.outbox.pong(payload);
                continue;
            }
            Ok(Some(Ok(Message::Pong(_) | Message::Frame(_)))) => {
                connection.hear();
                continue;
            }
            Ok(Some(Ok(Message::Text(_)))) => {
                connection.outbox.close(close::POLICY, "wire.text");
                return;
            }
            Ok(Some(Ok(Message::Close(_))) | None) | Err(_) => return,
            Ok(Some(Err(error))) => {
                if is_too_large(&error) {
                    connection.outbox.close(close::TOO_LARGE, "wire.too-large");
                }
                return;
            }
        };
        connection.hear();
        incoming.get_mut().whole();
        if frame.len() > limits::FRAME {
            // Once, and only what is a SyncStep2, may be larger.
            if !first_step_2 || !is_step_2(&frame) {
                connection.outbox.close(close::TOO_LARGE, "wire.too-large");
                return;
            }
            first_step_2 = false;
        }
        for message in ClientMessages::new(&frame) {
            let handed = match message {
                Ok(message) => session.message(message).await,
                Err(_) => session.malformed().await,
            };
            if handed.is_err() {
                connection.outbox.close(close::RESYNC, "room.closed");
                return;
            }
        }
        let wait = inflow.take(Instant::now(), frame.len());
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
    }
}

fn is_step_2(frame: &Bytes) -> bool {
    frame.first().is_some_and(|byte| u64::from(*byte) == tag::SYNC)
        && frame.get(1).is_some_and(|byte| u64::from(*byte) == tag::SYNC_STEP_2)
}

const fn is_too_large(error: &Error) -> bool {
    matches!(error, Error::Capacity(CapacityError::MessageTooLong { .. }))
}

async fn write(line: Arc<OwnedWriteHalf>, session: Arc<Session>, rooms: Rooms) {
    let connection = session.connection();
    let outbox = &connection.outbox;
    let mut pings = interval(limits::PING_EVERY);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pings.reset();
    loop {
        match outbox.turn() {
            Turn::Idle => tokio::select! {
                () = outbox.woken() => {}
                _ = pings.tick() => outbox.ping(),
                () = connection.pong_wanted() => outbox.ping(),
            },
            Turn::Blocked if line.writable().await.is_err() => return,
            Turn::Blocked => {}
            Turn::Drained if session.drained().await.is_err() => return,
            Turn::Drained => {}
            Turn::Closed(code, reason) => return rooms.metrics().closed(code, reason),
            Turn::Broken => return,
        }
    }
}
