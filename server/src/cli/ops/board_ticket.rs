//! `wandel board ticket ID --role R [--hours N]`: prints a ticket with which programs open sockets.

use super::{House, Outcome, Reply};
use wandel_wire::Role;

/// # Errors
/// There is no such board.
pub async fn board_ticket(house: &House, id: &str, role: Role, hours: u32) -> Outcome {
    let board = house.board(id).await?;
    Ok(Reply::line(house.accounts.program_ticket(&board, role, hours).await?))
}
