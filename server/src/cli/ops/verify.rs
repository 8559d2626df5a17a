//! `wandel verify`: checks every record of every board; prints the damaged ones, and ends with 1 if there are any.

use super::{House, Outcome, Reply};
use crate::store::BoardStore;

/// # Errors
/// The store's.
pub async fn verify(house: &House) -> Outcome {
    let damaged = BoardStore::verify(&*house.store).await?;
    Ok(Reply {
        found: !damaged.is_empty(),
        lines: damaged.into_iter().map(|board| board.as_str().to_owned()).collect(),
        file: None,
    })
}
