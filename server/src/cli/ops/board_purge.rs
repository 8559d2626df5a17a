//! `wandel board purge ID`: makes the board anew from what can be seen of it. What was deleted, and who wrote what when,
//! leaves the database for good; named versions stay until they are deleted.

use super::{House, Outcome, Reply};

/// # Errors
/// There is no such board, or it is damaged.
pub async fn board_purge(house: &House, id: &str) -> Outcome {
    let board = house.board(id).await?;
    house.rooms.purge(&board.id).await?;
    Ok(Reply::default())
}
