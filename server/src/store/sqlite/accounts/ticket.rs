//! Tickets: what opens a socket. Browsers get one that works once, for a minute; programs get longer ones.

use super::link::of_role;
use crate::store::accounts::Ticket;
use rusqlite::{Connection, OptionalExtension, Result, params};

pub fn insert(db: &Connection, ticket: &Ticket, secret: &str) -> Result<()> {
    db.execute(
        "INSERT INTO ticket (id, secret, board, role, subject, via, once, expires)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            ticket.id,
            secret,
            ticket.board,
            ticket.role.name(),
            ticket.subject,
            ticket.via,
            ticket.once,
            ticket.expires
        ],
    )?;
    Ok(())
}

/// The ticket of a secret, if it fits the board and is not over. One that works once is used up by this.
pub fn show(db: &Connection, board: &str, secret: &str, now: i64) -> Result<Option<Ticket>> {
    let ticket = db
        .query_row(
            "SELECT id, board, role, subject, via, once, expires FROM ticket
             WHERE secret = ?1 AND board = ?2 AND expires > ?3",
            params![secret, board, now],
            |row| {
                Ok(Ticket {
                    id: row.get(0)?,
                    board: row.get(1)?,
                    role: of_role(row.get(2)?),
                    subject: row.get(3)?,
                    via: row.get(4)?,
                    once: row.get(5)?,
                    expires: row.get(6)?,
                })
            },
        )
        .optional()?;
    if ticket.as_ref().is_some_and(|ticket| ticket.once) {
        db.execute("DELETE FROM ticket WHERE secret = ?1", [secret])?;
    }
    Ok(ticket)
}

pub fn delete_expired(db: &Connection, now: i64) -> Result<()> {
    db.execute("DELETE FROM ticket WHERE expires <= ?1", [now])?;
    Ok(())
}
