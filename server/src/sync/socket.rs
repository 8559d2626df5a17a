//! One socket: a task that reads and one that writes. Reading stops while the room or the rate limit says so; writing
//! takes what the outbox has and flushes once. Ends with a close frame whose code says why.

use super::{endpoint::say_goodbye, inflow::Inflow, upgrade::Socket};
use crate::{
    room::{Connection, Dialect, Principal, RoomError, Rooms, Session, Turn},
    store::BoardId,
};
use bytes::Bytes;
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use tokio_tungstenite::tungstenite::{
    Error, Message,
    error::CapacityError,
    protocol::{
        CloseFrame,
        frame::{
            Frame,
            coding::{Data, OpCode},
        },
    },
};
use wandel_wire::{ClientMessages, close, limits, tag};

/// The other side's close frame is waited for this long; a revoked right ends well within two seconds.
pub(super) const FAREWELL: Duration = Duration::from_millis(1200);

/// Larger frames are sent in pieces of this size, bytes.
const PIECE: usize = 16 << 10;

/// Carries frames until either side ends.
pub(super) async fn run(
    stream: Socket,
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
            return Box::pin(say_goodbye(stream, code, reason)).await;
        }
    };
    let connection = session.connection().clone();
    let session = Arc::new(session);
    let (sink, source) = stream.split();
    let mut writer = tokio::spawn(write(sink, session.clone(), rooms.clone()));
    let reading = read(source, &session, inflow);
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
}

/// Killed, or closing for so long that the socket evidently takes nothing any more.
async fn ending(connection: &Connection) {
    tokio::select! {
        () = connection.killed() => {}
        () = connection.outbox.closed() => tokio::time::sleep(FAREWELL).await,
    }
}

async fn read(mut source: SplitStream<Socket>, session: &Session, mut inflow: Inflow) {
    let connection = session.connection();
    let mut first_step_2 = true;
    loop {
        let frame = match timeout(limits::SILENCE, source.next()).await {
            Ok(Some(Ok(Message::Binary(frame)))) => frame,
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_)))) => {
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

async fn write(mut sink: SplitSink<Socket, Message>, session: Arc<Session>, rooms: Rooms) {
    let connection = session.connection();
    let mut pings = interval(limits::PING_EVERY);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pings.reset();
    loop {
        let done = tokio::select! {
            turn = connection.outbox.next() => match turn {
                Turn::Send(frames) => send(&mut sink, frames).await,
                Turn::Drained => session.drained().await.map_err(|_| ()),
                Turn::Close(code, reason) => {
                    rooms.metrics().closed(code, reason);
                    let frame = CloseFrame { code: code.into(), reason: reason.into() };
                    let _ = sink.send(Message::Close(Some(frame))).await;
                    return;
                }
            },
            _ = pings.tick() => sink.send(Message::Ping(Bytes::new())).await.map_err(|_| ()),
            () = connection.pong_wanted() => sink.send(Message::Ping(Bytes::new())).await.map_err(|_| ()),
        };
        if done.is_err() {
            return;
        }
    }
}

/// Several frames, one flush. Large ones go in pieces: the socket's buffer would else stay as large as they are.
async fn send(sink: &mut SplitSink<Socket, Message>, frames: Vec<Bytes>) -> Result<(), ()> {
    for frame in frames {
        if frame.len() <= PIECE {
            sink.feed(Message::Binary(frame)).await.map_err(|_| ())?;
            continue;
        }
        for start in (0..frame.len()).step_by(PIECE) {
            let end = frame.len().min(start + PIECE);
            let kind = if start == 0 { Data::Binary } else { Data::Continue };
            let piece = Frame::message(frame.slice(start..end), OpCode::Data(kind), end == frame.len());
            sink.feed(Message::Frame(piece)).await.map_err(|_| ())?;
        }
    }
    sink.flush().await.map_err(|_| ())
}
