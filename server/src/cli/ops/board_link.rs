//! `wandel board link ID --role R`: prints an address that opens the board at once, under a made-up pseudonym.

use super::{Failure, House, Outcome, Reply};
use crate::{accounts::NewLink, config::PublicUrl};
use wandel_wire::Role;

/// # Errors
/// There is no such board.
pub async fn board_link(
    house: &House,
    id: &str,
    role: Role,
    days: Option<u32>,
    base: Option<String>,
) -> Outcome {
    let board = house.board(id).await?;
    let base = match base {
        Some(base) => PublicUrl::parse(&base).map_err(Failure::from)?.as_str().to_owned(),
        None => house.base().to_owned(),
    };
    let new = NewLink { role, label: String::new(), days, ask: false };
    let (_, secret) = house.accounts.add_link(&board.id, None, new).await?;
    Ok(Reply::line(format!("{base}/b/{}#{secret}", board.id)))
}
