//! Locked elements and whose locks they are. Changed in the same transaction as the log.

use super::SqliteStore;
use crate::store::{Answer, BoardId, Lock, StoreError};
use rusqlite::{Transaction, params};

impl SqliteStore {
    pub(super) fn list_locks(&self, board: &BoardId) -> Answer<'static, Vec<(String, u64)>> {
        let board = board.clone();
        self.read(move |connection| {
            let locks = connection
                .prepare_cached(
                    "SELECT element, author FROM locks
                     WHERE board = (SELECT number FROM boards WHERE id = ?1)",
                )?
                .query_map([board.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(locks)
        })
    }
}

/// Sets and takes away locks of a board.
pub(super) fn change(transaction: &Transaction<'_>, number: i64, locks: &[Lock]) -> Result<(), StoreError> {
    for Lock { element, author } in locks {
        match author {
            Some(author) => transaction
                .prepare_cached("INSERT OR REPLACE INTO locks (board, element, author) VALUES (?1, ?2, ?3)")?
                .execute(params![number, element, author])?,
            None => transaction
                .prepare_cached("DELETE FROM locks WHERE board = ?1 AND element = ?2")?
                .execute(params![number, element])?,
        };
    }
    Ok(())
}
