//! Secrets of the house, made once.

use super::SqliteStore;
use crate::store::{Answer, StoreError};
use rusqlite::OptionalExtension;

impl SqliteStore {
    pub(super) fn find_secret(&self, name: &'static str) -> Answer<'static, [u8; 32]> {
        self.write(move |transaction| {
            let known: Option<[u8; 32]> = transaction
                .query_row("SELECT bytes FROM secrets WHERE name = ?1", [name], |row| row.get(0))
                .optional()?;
            if let Some(secret) = known {
                return Ok(secret);
            }
            let mut secret = [0; 32];
            getrandom::fill(&mut secret).map_err(|error| StoreError::Failed(error.to_string()))?;
            transaction.execute("INSERT INTO secrets (name, bytes) VALUES (?1, ?2)", (name, secret))?;
            Ok(secret)
        })
    }
}
