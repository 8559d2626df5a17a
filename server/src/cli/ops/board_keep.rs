//! `wandel board keep ID --name N`: keeps the board as it is as a version; prints the version's id.

use super::{Failure, House, Outcome, Reply};
use crate::room::Keep;

/// # Errors
/// There is no such board, or it is damaged; no name.
pub async fn board_keep(house: &House, id: &str, name: &str) -> Outcome {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err(Failure::usage("title.invalid"));
    }
    let board = house.board(id).await?;
    let version = house.rooms.keep_version(&board.id, Keep { name: name.to_owned(), author: None }).await?;
    Ok(Reply::line(version.id))
}
