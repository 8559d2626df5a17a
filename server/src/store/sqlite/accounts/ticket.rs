//! Tickets of the command line: what opens the sockets of a program.

use super::link::of_role;
use crate::store::accounts::Ticket;
use rusqlite::{Connection, OptionalExtension, Result, params};

pub fn insert(db: &Connection, ticket: &Ticket, secret: &str) -> Result<()> {
    db.execute(
        "INSERT INTO ticket (id, secret, board, role, expires) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![ticket.id, secret, ticket.board, ticket.role.name(), ticket.expires],
    )?;
    Ok(())
}

/// The ticket of a secret, if it fits the board and is not over.
pub fn by_secret(db: &Connection, board: &str, secret: &str, now: i64) -> Result<Option<Ticket>> {
    db.query_row(
        "SELECT id, board, role, expires FROM ticket WHERE secret = ?1 AND board = ?2 AND expires > ?3",
        params![secret, board, now],
        |row| {
            Ok(Ticket {
                id: row.get(0)?,
                board: row.get(1)?,
                role: of_role(row.get(2)?),
                expires: row.get(3)?,
            })
        },
    )
    .optional()
}

pub fn delete_expired(db: &Connection, now: i64) -> Result<()> {
    db.execute("DELETE FROM ticket WHERE expires <= ?1", [now])?;
    Ok(())
}
