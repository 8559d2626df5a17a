//! Guests: somebody with a pseudonym and no account, on one board. The right is the link's and ends with it.

use super::link::{LIVING, of_role};
use crate::store::accounts::{Guest, NewGuest};
use rusqlite::{Connection, OptionalExtension, Result, params};

pub fn insert(db: &Connection, guest: &NewGuest, secret: &str) -> Result<()> {
    db.execute(
        "INSERT INTO guest (id, board, link, secret, name, colour, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![guest.id, guest.board, guest.link, secret, guest.name, guest.colour, guest.expires],
    )?;
    Ok(())
}

fn one(db: &Connection, column: &str, board: &str, value: &str, now: i64) -> Result<Option<Guest>> {
    db.query_row(
        &format!(
            "SELECT g.id, l.role, l.id, g.name, g.colour, MIN(g.expires, COALESCE(l.expires, g.expires))
             FROM guest g JOIN link l ON l.id = g.link
             WHERE g.board = ?1 AND g.expires > ?2 AND {LIVING} AND g.{column} = ?3"
        ),
        params![board, now, value],
        |row| {
            Ok(Guest {
                id: row.get(0)?,
                role: of_role(row.get(1)?),
                link: row.get(2)?,
                name: row.get(3)?,
                colour: row.get(4)?,
                expires: row.get(5)?,
            })
        },
    )
    .optional()
}

/// The guest of a cookie on a board, while the link lives.
pub fn by_secret(db: &Connection, board: &str, secret: &str, now: i64) -> Result<Option<Guest>> {
    one(db, "secret", board, secret, now)
}

pub fn by_id(db: &Connection, board: &str, id: &str, now: i64) -> Result<Option<Guest>> {
    one(db, "id", board, id, now)
}

/// A guest comes by another link, or again: the right is that one's from now on, the person stays the same.
pub fn update(db: &Connection, guest: &NewGuest) -> Result<()> {
    db.execute(
        "UPDATE guest SET link = ?3, name = ?4, colour = ?5, expires = ?6 WHERE id = ?1 AND board = ?2",
        params![guest.id, guest.board, guest.link, guest.name, guest.colour, guest.expires],
    )?;
    Ok(())
}

pub fn delete_expired(db: &Connection, now: i64) -> Result<()> {
    db.execute("DELETE FROM guest WHERE expires <= ?1", [now])?;
    Ok(())
}
