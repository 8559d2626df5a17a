//! What the sync client does with a `Board`: fill it, and do a change again. Nothing else of it is touched here.

use super::Change;
use rand::RngCore;
use wandel_board::{Board, Changes, Command, ElementId, Kind, Refusal, guard};

/// Takes an update of others, or a stored one. Into an empty document it may be of any size.
///
/// # Errors
/// If the bytes are not an update, or something that it builds on is missing.
pub(super) fn apply(board: &mut Board, update: &[u8]) -> Result<Changes, Refusal> {
    if board.clients() > 0 {
        return board.apply_remote(update);
    }
    *board = Board::load(board.client(), update)?;
    Ok(Changes { all: true, document: true, ..Changes::default() })
}

/// Does something again; returns its update, empty if it changes nothing any more.
///
/// # Errors
/// If it does not fit the document as it is now.
pub(super) fn redo(
    board: &mut Board,
    change: &Change,
    by: Option<u64>,
    rng: &mut dyn RngCore,
) -> Result<Vec<u8>, Refusal> {
    match change {
        Change::Commands(commands) => match commands.as_slice() {
            [] => Err(Refusal::new("outbox.no-command")),
            [command] => board.execute(command, by, rng),
            several => board.execute(&Command::All { commands: several.to_vec() }, by, rng),
        },
        Change::Undo => board.undo(rng).ok_or(Refusal::new("outbox.no-step")),
        Change::Redo => board.redo(rng).ok_or(Refusal::new("outbox.no-step")),
    }
    .map(|executed| executed.update)
}

/// How much of an update a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Has {
    /// Everything that it inserts, so all of it: an update is taken whole or not at all.
    All,
    /// It inserts nothing; whether it deletes something new shows only by applying it.
    OnlyDeletes,
    NotAll,
}

pub(super) fn has(board: &Board, update: &[u8]) -> Has {
    match guard::scan(update, &guard::Limits::UPLOAD) {
        Ok(scan) if scan.inserts.is_empty() => Has::OnlyDeletes,
        Ok(scan) if scan.inserts.iter().all(|section| section.clocks.end <= board.clock(section.client)) => {
            Has::All
        }
        Ok(_) | Err(_) => Has::NotAll,
    }
}

/// An element that a change is about, if a document has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct About {
    pub id: ElementId,
    pub seen: Option<Seen>,
}

pub(super) fn about(board: &Board, change: &Change) -> Vec<About> {
    change.elements().into_iter().map(|id| About { seen: see(board, &id), id }).collect()
}

/// An element, living or gone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    pub kind: Kind,
    pub label: String,
    pub by: Option<u64>,
}

pub(super) fn see(board: &Board, id: &ElementId) -> Option<Seen> {
    let element = board.projection().any(id)?;
    Some(Seen { kind: element.kind.clone(), label: element.label.to_string(), by: element.by })
}
