//! `wandel board restore ID --version V`: brings a version back for everybody, also onto a board that was set aside because
//! it is damaged. What was there is kept as a version before, if it can still be read.

use super::{Failure, House, Outcome, Reply};
use crate::{room::Keep, store::BoardStore};
use wandel_words::keys;

/// # Errors
/// There is no such board or version, or the version is damaged.
pub async fn board_restore(house: &House, id: &str, version: &str) -> Outcome {
    let board = house.board(id).await?;
    let versions = BoardStore::versions(&*house.store, &board.id).await?;
    let known = versions.into_iter().find(|known| known.id == version);
    let known = known.ok_or_else(|| Failure::new("version.not-found").with("version", version))?;
    let name = house.words.say(keys::VERSION_BEFORE, &[("name", known.name.as_str().into())]);
    house.rooms.restore_version(&board.id, version, Keep { name, author: None }).await?;
    Ok(Reply::default())
}
