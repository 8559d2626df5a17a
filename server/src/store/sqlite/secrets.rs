//! Secrets of the house, made once.

use super::SqliteStore;
use crate::store::Answer;
use rusqlite::OptionalExtension;

impl SqliteStore {
    pub(super) fn find_secret(&self, name: &'static str, fresh: [u8; 32]) -> Answer<'static, [u8; 32]> {
        self.write(move |transaction| {
            let known: Option<[u8; 32]> = transaction
                .query_row("SELECT bytes FROM secrets WHERE name = ?1", [name], |row| row.get(0))
                .optional()?;
            if let Some(secret) = known {
                return Ok(secret);
            }
            transaction.execute("INSERT INTO secrets (name, bytes) VALUES (?1, ?2)", (name, fresh))?;
            Ok(fresh)
        })
    }
}
