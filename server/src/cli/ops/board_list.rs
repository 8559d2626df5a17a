//! `wandel board list`: a line a board, id, tab, title; the newest change first.

use super::{House, Outcome, Reply};
use crate::store::BoardStore;

/// # Errors
/// The store's.
pub async fn board_list(house: &House) -> Outcome {
    let boards = BoardStore::boards(&*house.store).await?;
    let lines = boards.into_iter().map(|board| format!("{}\t{}", board.id, board.title)).collect();
    Ok(Reply { lines, ..Reply::default() })
}
