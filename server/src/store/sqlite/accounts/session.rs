//! Sessions of the browser: a cookie's fingerprint and whose it is.

use super::account::read;
use crate::store::accounts::Account;
use rusqlite::{Connection, OptionalExtension, Result, params};

pub fn insert(db: &Connection, secret: &str, account: &str, expires: i64) -> Result<()> {
    db.execute(
        "INSERT INTO session (secret, account, expires) VALUES (?1, ?2, ?3)",
        params![secret, account, expires],
    )?;
    Ok(())
}

/// The account of a session that is not over, and when it ends.
pub fn account(db: &Connection, secret: &str, now: i64) -> Result<Option<(Account, i64)>> {
    db.query_row(
        "SELECT a.id, a.email, a.name, a.admin, a.disabled, a.created, s.expires FROM session s
         JOIN account a ON a.id = s.account WHERE s.secret = ?1 AND s.expires > ?2 AND a.disabled = 0",
        params![secret, now],
        |row| Ok((read(row)?, row.get(6)?)),
    )
    .optional()
}

pub fn delete(db: &Connection, secret: &str) -> Result<()> {
    db.execute("DELETE FROM session WHERE secret = ?1", [secret])?;
    Ok(())
}

pub fn delete_expired(db: &Connection, now: i64) -> Result<()> {
    db.execute("DELETE FROM session WHERE expires <= ?1", [now])?;
    Ok(())
}
