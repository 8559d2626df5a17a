//! Accounts that were let in to somebody else's board by a link. The right is the link's and ends with it.

use super::link::{LIVING, of_role};
use crate::store::accounts::Membership;
use rusqlite::{Connection, OptionalExtension, Result, params};

/// Joins by a link, which takes the place of the one before.
pub fn join(db: &Connection, board: &str, account: &str, link: &str) -> Result<()> {
    db.execute(
        "INSERT OR REPLACE INTO member (board, account, link) VALUES (?1, ?2, ?3)",
        [board, account, link],
    )?;
    Ok(())
}

/// Boards an account was let in to by links that live.
pub fn of_account(db: &Connection, account: &str, now: i64) -> Result<Vec<Membership>> {
    db.prepare(&format!(
        "SELECT m.board, l.role, l.id, l.expires FROM member m JOIN link l ON l.id = m.link
         WHERE m.account = ?1 AND {LIVING}"
    ))?
    .query_map(params![account, now], |row| {
        Ok(Membership {
            board: row.get(0)?,
            role: of_role(row.get(1)?),
            link: row.get(2)?,
            expires: row.get(3)?,
        })
    })?
    .collect()
}

/// What an account was let in to one board as.
pub fn on_board(db: &Connection, board: &str, account: &str, now: i64) -> Result<Option<Membership>> {
    db.query_row(
        &format!(
            "SELECT l.role, l.id, l.expires FROM member m JOIN link l ON l.id = m.link
             WHERE m.account = ?1 AND m.board = ?3 AND {LIVING}"
        ),
        params![account, now, board],
        |row| {
            Ok(Membership {
                board: board.to_owned(),
                role: of_role(row.get(0)?),
                link: row.get(1)?,
                expires: row.get(2)?,
            })
        },
    )
    .optional()
}
