//! The one-time token of the first administrator.

use rusqlite::{Connection, Result};

/// Replaces whatever token there was.
pub fn put(db: &Connection, secret: &str) -> Result<()> {
    db.execute("INSERT OR REPLACE INTO setup (one, secret) VALUES (1, ?1)", [secret])?;
    Ok(())
}

pub fn is(db: &Connection, secret: &str) -> Result<bool> {
    db.query_row("SELECT EXISTS (SELECT 1 FROM setup WHERE secret = ?1)", [secret], |row| row.get(0))
}

pub fn clear(db: &Connection) -> Result<()> {
    db.execute("DELETE FROM setup", [])?;
    Ok(())
}
