//! A client of our own protocol that has the whole board and edits it with the board's own commands: for whatever needs one
//! more person, and neither breaks nor load.

use crate::load::{Protocol, Socket, Wire, binary, connect, next};
use anyhow::{Context, Result, anyhow, bail};
use futures_util::SinkExt;
use std::collections::BTreeMap;
use wandel_board::{Board, ElementId, Kind, NewElement, Parent};
use wandel_process::Point;
use wandel_wire::{ClientHello, ClientMessage, ServerMessage};

pub struct Editor {
    /// As the server had it when the client joined, and what was done since: by itself, and by others whenever it waited.
    pub board: Board,
    /// Its author number.
    pub by: Option<u64>,
    socket: Socket,
    wire: Wire,
    seq: u64,
}

impl Editor {
    /// `url`: of the board's socket, with a ticket. Returns when the board is there as it was committed then.
    ///
    /// # Errors
    /// If the server does not let it in, or what comes is no board.
    pub async fn join(url: &str) -> Result<Self> {
        let wire = Wire::new(Protocol::Own, url);
        let mut socket = connect(url, Protocol::Own).await?;
        let hello = ClientHello { schema: wandel_board::SCHEMA, has: None, claims: Vec::new() };
        socket.send(binary(ClientMessage::Hello(hello).encode())).await?;
        let (mut board, mut by, mut wanted): (Option<Board>, _, _) = (None, None, 0);
        loop {
            match next(&mut socket, &wire).await? {
                ServerMessage::Hello(hello) => {
                    (by, wanted) = (hello.claim.by, hello.position);
                    board = Some(Board::new(hello.claim.client));
                }
                ServerMessage::Events { position, updates } => {
                    let mut whole = board.take().context("events before the hello")?;
                    for update in updates {
                        whole.apply_remote(&update).map_err(|refusal| anyhow!("{}", refusal.code))?;
                    }
                    if position >= wanted {
                        return Ok(Self { board: whole, by, socket, wire, seq: 0 });
                    }
                    board = Some(whole);
                }
                _ => {}
            }
        }
    }

    /// Sends an update of its board and waits until it is committed.
    ///
    /// # Errors
    /// If the server refuses it or goes away.
    pub async fn push(&mut self, update: Vec<u8>) -> Result<()> {
        self.seq += 1;
        let push = ClientMessage::Push { seq: self.seq, update: update.into() };
        self.socket.send(binary(push.encode())).await?;
        loop {
            match next(&mut self.socket, &self.wire).await? {
                ServerMessage::Ack { seq, .. } if seq >= self.seq => return Ok(()),
                ServerMessage::Nack { refusal, .. } => bail!("refused: {}", refusal.code()),
                ServerMessage::Events { updates, .. } => {
                    for update in updates {
                        self.board.apply_remote(&update).map_err(|refusal| anyhow!("{}", refusal.code))?;
                    }
                }
                _ => {}
            }
        }
    }
}

/// An element with nothing but a kind, a place and a label.
#[must_use]
pub fn element(id: ElementId, kind: Kind, parent: Parent, at: Point, label: &str) -> NewElement {
    let size = kind.default_size();
    NewElement {
        id,
        kind,
        parent,
        at,
        size,
        label: label.to_owned(),
        from: None,
        to: None,
        via: None,
        properties: BTreeMap::default(),
        xid: None,
        src: None,
    }
}
