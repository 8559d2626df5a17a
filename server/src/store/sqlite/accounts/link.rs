//! Share links: a secret in the fragment of an address that gives a role on one board.

use crate::store::accounts::Link;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use wandel_wire::Role;

/// A link `l` lives at `?2`.
pub(super) const LIVING: &str = "(l.expires IS NULL OR l.expires > ?2)";
const COLUMNS: &str = "l.id, l.board, l.role, l.label, l.ask, l.created, l.expires, l.maker";

/// A role that this version does not know gives the least.
pub(super) fn of_role(name: String) -> Role {
    Role::parse(&name).unwrap_or(Role::Viewer)
}

fn read(row: &Row<'_>) -> Result<Link> {
    Ok(Link {
        id: row.get(0)?,
        board: row.get(1)?,
        role: of_role(row.get(2)?),
        label: row.get(3)?,
        ask: row.get(4)?,
        created: row.get(5)?,
        expires: row.get(6)?,
        maker: row.get(7)?,
    })
}

pub fn insert(db: &Connection, link: &Link, secret: &str) -> Result<()> {
    db.execute(
        "INSERT INTO link (id, board, secret, role, label, ask, created, expires, maker)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            link.id,
            link.board,
            secret,
            link.role.name(),
            link.label,
            link.ask,
            link.created,
            link.expires,
            link.maker
        ],
    )?;
    Ok(())
}

/// The link of a secret on a board, while it lives.
pub fn by_secret(db: &Connection, board: &str, secret: &str, now: i64) -> Result<Option<Link>> {
    db.query_row(
        &format!("SELECT {COLUMNS} FROM link l WHERE l.board = ?1 AND l.secret = ?3 AND {LIVING}"),
        params![board, now, secret],
        read,
    )
    .optional()
}

/// Links of a board that live, newest first.
pub fn of_board(db: &Connection, board: &str, now: i64) -> Result<Vec<Link>> {
    db.prepare(&format!(
        "SELECT {COLUMNS} FROM link l WHERE l.board = ?1 AND {LIVING} ORDER BY l.created DESC, l.id"
    ))?
    .query_map(params![board, now], read)?
    .collect()
}

/// Revokes a link and with it every link that people made whom it let in, and so on: whoever came by a link cannot outlast it.
/// Guests and memberships go too. Returns the ids of all links revoked.
pub fn revoke(db: &Connection, board: &str, id: &str) -> Result<Vec<String>> {
    let mut revoked = Vec::new();
    let mut open = vec![id.to_owned()];
    while let Some(link) = open.pop() {
        let made_by_its_people: Vec<String> = db
            .prepare(
                "SELECT id FROM link WHERE board = ?2 AND maker IN (
                   SELECT 'guest:' || id FROM guest WHERE link = ?1 AND board = ?2
                   UNION SELECT 'account:' || account FROM member WHERE link = ?1 AND board = ?2)",
            )?
            .query_map([&link, board], |row| row.get(0))?
            .collect::<Result<_>>()?;
        db.execute("DELETE FROM guest WHERE link = ?1 AND board = ?2", [&link, board])?;
        db.execute("DELETE FROM member WHERE link = ?1 AND board = ?2", [&link, board])?;
        if db.execute("DELETE FROM link WHERE id = ?1 AND board = ?2", [&link, board])? > 0 {
            revoked.push(link);
            // Only links of a link that was really there: another board's id reaches nothing.
            open.extend(made_by_its_people);
        }
    }
    Ok(revoked)
}
