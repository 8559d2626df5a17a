//! Coming to a board: how long until everything is there, and how much that is.

use crate::load::{Marker, Protocol, Socket, Wire, binary, connect, next};
use anyhow::{Result, bail};
use futures_util::{SinkExt, StreamExt};
use std::time::{Duration, Instant};
use wandel_wire::{ClientHello, ClientMessage, ServerMessage};

/// Somebody who has joined, and how that went.
pub struct Joined {
    pub socket: Socket,
    pub took: Duration,
    pub bytes: usize,
    /// Epoch and position: what to come back with.
    pub has: (u64, u64),
}

/// A socket that stays and reads what it is sent.
pub struct Idle(tokio::task::JoinHandle<()>);

impl Drop for Idle {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Joined {
    /// Stays, and does nothing but read.
    pub fn idle(mut self) -> Idle {
        Idle(tokio::spawn(async move { while let Some(Ok(_)) = self.socket.next().await {} }))
    }
}

/// Joins with what one has and waits for the rest.
///
/// # Errors
/// If the server does not let it in.
pub async fn join(url: &str, has: Option<(u64, u64)>) -> Result<Joined> {
    let start = Instant::now();
    let wire = Wire::new(Protocol::Own, url);
    let mut socket = connect(url, Protocol::Own).await?;
    let hello = ClientHello { schema: wandel_board::SCHEMA, has, claims: Vec::new() };
    socket.send(binary(ClientMessage::Hello(hello).encode())).await?;
    let mut greeted = None;
    let (mut position, mut bytes) = (has.map_or(0, |(_, position)| position), 0);
    loop {
        if let Some((epoch, target)) = greeted
            && position >= target
        {
            return Ok(Joined { socket, took: start.elapsed(), bytes, has: (epoch, position) });
        }
        match next(&mut socket, &wire).await? {
            ServerMessage::Hello(hello) => greeted = Some((hello.epoch, hello.position)),
            ServerMessage::Events { position: reached, updates } => {
                bytes += updates.iter().map(bytes::Bytes::len).sum::<usize>();
                position = reached;
            }
            _ => {}
        }
    }
}

/// One edit under a client id of its own by somebody who has everything up to a position already; answers with the position
/// afterwards.
///
/// # Errors
/// If the server refuses it.
pub async fn touch(url: &str, has: Option<(u64, u64)>) -> Result<(u64, u64)> {
    let wire = Wire::new(Protocol::Own, url);
    let mut socket = connect(url, Protocol::Own).await?;
    let hello = ClientHello { schema: wandel_board::SCHEMA, has, claims: Vec::new() };
    socket.send(binary(ClientMessage::Hello(hello).encode())).await?;
    let mut epoch = 0;
    loop {
        match next(&mut socket, &wire).await? {
            ServerMessage::Hello(hello) => {
                epoch = hello.epoch;
                let update = Marker::new(hello.claim.client, 0).next(0).into();
                socket.send(binary(ClientMessage::Push { seq: 1, update }.encode())).await?;
            }
            ServerMessage::Ack { position, .. } => return Ok((epoch, position)),
            ServerMessage::Nack { refusal, .. } => bail!("refused: {}", refusal.code()),
            _ => {}
        }
    }
}
