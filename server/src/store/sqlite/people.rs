//! Author numbers: opaque in the document, explained only here, one per subject and board. And the client ids that stock
//! clients chose, with whose they are.

use super::SqliteStore;
use crate::store::{Answer, Author, BoardId, StoreError};
use rusqlite::{OptionalExtension, Transaction, params};

impl SqliteStore {
    pub(super) fn issue_author(
        &self,
        board: &BoardId,
        subject: String,
        name: String,
        colour: u8,
    ) -> Answer<'_, Author> {
        let board = board.clone();
        Box::pin(async move {
            let known = self.known_author(&board, subject.clone()).await?;
            if let Some(known) = known.as_ref().filter(|known| known.name == name && known.colour == colour) {
                return Ok(known.clone());
            }
            match (self.write_author(&board, subject, name.clone(), colour).await, known) {
                // Who is known can still come and read when nothing can be written: under a new name, until it can.
                (Err(StoreError::Full | StoreError::Failed(_)), Some(known)) => {
                    Ok(Author { name, colour, ..known })
                }
                (result, _) => result,
            }
        })
    }

    fn known_author(&self, board: &BoardId, subject: String) -> Answer<'static, Option<Author>> {
        let board = board.clone();
        self.read(move |connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT author, name, colour FROM authors
                     WHERE board = (SELECT number FROM boards WHERE id = ?1) AND subject = ?2",
                )?
                .query_row([board.as_str(), &subject], |row| {
                    Ok(Author {
                        by: row.get(0)?,
                        name: row.get(1)?,
                        colour: row.get(2)?,
                        subject: subject.clone(),
                    })
                })
                .optional()?)
        })
    }

    fn write_author(
        &self,
        board: &BoardId,
        subject: String,
        name: String,
        colour: u8,
    ) -> Answer<'static, Author> {
        let board = board.clone();
        self.write(move |transaction| {
            let number: i64 = transaction.query_row(
                "SELECT number FROM boards WHERE id = ?1",
                [board.as_str()],
                |row| row.get(0),
            )?;
            let known: Option<u64> = transaction
                .query_row(
                    "SELECT author FROM authors WHERE board = ?1 AND subject = ?2",
                    params![number, subject],
                    |row| row.get(0),
                )
                .optional()?;
            let by = match known {
                Some(by) => {
                    transaction.execute(
                        "UPDATE authors SET name = ?3, colour = ?4 WHERE board = ?1 AND author = ?2",
                        params![number, by, name, colour],
                    )?;
                    by
                }
                None => transaction.query_row(
                    "INSERT INTO authors (board, author, subject, name, colour)
                     SELECT ?1, coalesce(max(author), 0) + 1, ?2, ?3, ?4 FROM authors WHERE board = ?1
                     RETURNING author",
                    params![number, subject, name, colour],
                    |row| row.get(0),
                )?,
            };
            Ok(Author { by, subject, name, colour })
        })
    }

    pub(super) fn list_authors(&self, board: &BoardId) -> Answer<'static, Vec<Author>> {
        let board = board.clone();
        self.read(move |connection| {
            let authors = connection
                .prepare_cached(
                    "SELECT author, subject, name, colour FROM authors
                     WHERE board = (SELECT number FROM boards WHERE id = ?1) ORDER BY author",
                )?
                .query_map([board.as_str()], |row| {
                    Ok(Author {
                        by: row.get(0)?,
                        subject: row.get(1)?,
                        name: row.get(2)?,
                        colour: row.get(3)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(authors)
        })
    }

    pub(super) fn list_stock_clients(&self, board: &BoardId) -> Answer<'static, Vec<(u64, String)>> {
        let board = board.clone();
        self.read(move |connection| {
            let clients = connection
                .prepare_cached(
                    "SELECT client, subject FROM stock_clients
                     WHERE board = (SELECT number FROM boards WHERE id = ?1)",
                )?
                .query_map([board.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(clients)
        })
    }
}

/// Binds client ids to whoever writes under them first.
pub(super) fn bind_stock_clients(
    transaction: &Transaction<'_>,
    number: i64,
    clients: &[(u64, String)],
) -> Result<(), StoreError> {
    for (client, subject) in clients {
        transaction
            .prepare_cached(
                "INSERT INTO stock_clients (board, client, subject) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            )?
            .execute(params![number, client, subject])?;
    }
    Ok(())
}
