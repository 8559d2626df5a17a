//! `wandel verify`: checks every record of every board; prints what is damaged, a line each: the board's id, and behind a
//! tab the name of the version if it is that. Ends with 1 if there is any.

use super::{House, Outcome, Reply};
use crate::store::{BoardStore, Damage};

/// # Errors
/// The store's.
pub async fn verify(house: &House) -> Outcome {
    Ok(found(BoardStore::verify(&*house.store).await?))
}

pub(super) fn found(damaged: Vec<Damage>) -> Reply {
    let line = |damage| match damage {
        Damage::Board(board) => board.as_str().to_owned(),
        Damage::Version(board, name) => format!("{board}\t{name}"),
    };
    Reply { found: !damaged.is_empty(), lines: damaged.into_iter().map(line).collect(), ..Reply::default() }
}
