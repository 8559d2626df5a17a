//! Filling a board through its socket, as an import in pieces would.

use crate::load::{Protocol, Wire, binary, connect, next};
use anyhow::{Result, anyhow, bail};
use futures_util::SinkExt;
use rand::{SeedableRng, rngs::StdRng};
use wandel_board::{Board, Command, ElementId, Kind, NewElement, Parent};
use wandel_process::Point;
use wandel_wire::{ClientHello, ClientMessage, ServerMessage};

/// Elements of one update: well below a frame's limit.
const PIECE: usize = 1000;
/// Elements in a row, and their distance.
const ROW: usize = 100;
const STEP: f64 = 120.0;

/// Puts so many notes with labels on an empty board; ends when all are acknowledged.
///
/// # Errors
/// If the server refuses one.
pub async fn fill(url: &str, elements: usize) -> Result<()> {
    let wire = Wire::new(Protocol::Own, url);
    let mut socket = connect(url, Protocol::Own).await?;
    let hello = ClientHello { schema: wandel_board::SCHEMA, has: None, claims: Vec::new() };
    socket.send(binary(ClientMessage::Hello(hello).encode())).await?;
    let mut board: Option<Board> = None;
    let mut rng = StdRng::seed_from_u64(elements as u64);
    let (mut by, mut target, mut position) = (None, 0, 0);
    while board.is_none() || position < target {
        match next(&mut socket, &wire).await? {
            ServerMessage::Hello(hello) => {
                (by, target) = (hello.claim.by, hello.position);
                board = Some(Board::new(hello.claim.client));
            }
            ServerMessage::Events { position: reached, updates } => {
                let Some(board) = &mut board else { continue };
                for update in updates {
                    board.apply_remote(&update).map_err(|refusal| anyhow!("{}", refusal.code))?;
                }
                position = reached;
            }
            _ => {}
        }
    }
    let Some(mut board) = board else { return Ok(()) };
    for (piece, first) in (0..elements).step_by(PIECE).enumerate() {
        let elements: Vec<NewElement> =
            (first..elements.min(first + PIECE)).map(|number| note(number, &mut rng)).collect();
        let command = Command::Create { elements, processes: vec![], planes: vec![] };
        let done =
            board.execute_quiet(&command, by, &mut rng).map_err(|refusal| anyhow!("{}", refusal.code))?;
        let seq = piece as u64 + 1;
        socket.send(binary(ClientMessage::Push { seq, update: done.update.into() }.encode())).await?;
        loop {
            match next(&mut socket, &wire).await? {
                ServerMessage::Ack { seq: acknowledged, .. } if acknowledged == seq => break,
                ServerMessage::Nack { refusal, .. } => bail!("refused: {}", refusal.code()),
                _ => {}
            }
        }
    }
    Ok(())
}

fn note(number: usize, rng: &mut StdRng) -> NewElement {
    let (column, row) = (number % ROW, number / ROW);
    NewElement {
        id: ElementId::random(rng),
        kind: Kind::Note,
        parent: Parent::board(),
        at: Point::new(column as f64 * STEP, row as f64 * STEP),
        size: Kind::Note.default_size(),
        label: format!("Antrag {number} prüfen"),
        from: None,
        to: None,
        via: None,
        properties: std::collections::BTreeMap::default(),
        xid: None,
        src: None,
    }
}
