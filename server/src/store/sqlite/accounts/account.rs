//! Accounts: who can sign in.

use crate::store::accounts::Account;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

const COLUMNS: &str = "id, email, name, admin, disabled, created";

pub(super) fn read(row: &Row<'_>) -> Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        admin: row.get(3)?,
        disabled: row.get(4)?,
        created: row.get(5)?,
    })
}

/// False if the address is taken.
pub fn insert(db: &Connection, account: &Account, password: &str) -> Result<bool> {
    let rows = db.execute(
        "INSERT INTO account (id, email, name, password, admin, disabled, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (email) DO NOTHING",
        params![
            account.id,
            account.email,
            account.name,
            password,
            account.admin,
            account.disabled,
            account.created
        ],
    )?;
    Ok(rows == 1)
}

pub fn by_id(db: &Connection, id: &str) -> Result<Option<Account>> {
    db.query_row(&format!("SELECT {COLUMNS} FROM account WHERE id = ?1"), [id], read).optional()
}

pub fn by_email(db: &Connection, email: &str) -> Result<Option<Account>> {
    db.query_row(&format!("SELECT {COLUMNS} FROM account WHERE email = ?1"), [email], read).optional()
}

/// The stored text of the password of an account that may sign in.
pub fn password(db: &Connection, email: &str) -> Result<Option<(String, String)>> {
    db.query_row("SELECT id, password FROM account WHERE email = ?1 AND disabled = 0", [email], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
    .optional()
}

pub fn all(db: &Connection) -> Result<Vec<Account>> {
    db.prepare(&format!("SELECT {COLUMNS} FROM account ORDER BY email"))?.query_map([], read)?.collect()
}

/// Is there somebody who runs the house?
pub fn has_admin(db: &Connection) -> Result<bool> {
    db.query_row("SELECT EXISTS (SELECT 1 FROM account WHERE admin = 1 AND disabled = 0)", [], |row| {
        row.get(0)
    })
}

/// Ends every session with it.
pub fn disable(db: &Connection, id: &str) -> Result<()> {
    db.execute("UPDATE account SET disabled = 1 WHERE id = ?1", [id])?;
    db.execute("DELETE FROM session WHERE account = ?1", [id])?;
    Ok(())
}

/// Removes the account, its sessions and memberships; what it wrote keeps its number and loses its name; its
/// boards go to the house.
pub fn erase(db: &Connection, id: &str) -> Result<()> {
    let subject = format!("account:{id}");
    db.execute("UPDATE link SET maker = NULL WHERE maker = ?1", [&subject])?;
    db.execute("UPDATE authors SET name = '', subject = 'erased:' || author WHERE subject = ?1", [&subject])?;
    db.execute("UPDATE stock_clients SET subject = 'erased:' || client WHERE subject = ?1", [&subject])?;
    db.execute("UPDATE boards SET owner = NULL WHERE owner = ?1", [id])?;
    db.execute("DELETE FROM account WHERE id = ?1", [id])?;
    Ok(())
}
