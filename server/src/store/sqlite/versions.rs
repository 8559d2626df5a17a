//! Named versions of a board: whole documents, each with its checksum.

use super::{
    SqliteStore,
    checksum::{Of, checksum},
};
use crate::store::{Answer, BoardId, NewVersion, StoreError, Version};
use bytes::Bytes;
use rusqlite::{Connection, OptionalExtension, Row, params};

const COLUMNS: &str = "v.id, v.name, v.created, v.author, a.name, v.epoch, v.position";
const TABLES: &str = "versions v JOIN boards b ON b.number = v.board
    LEFT JOIN authors a ON a.board = v.board AND a.author = v.author";

fn version(row: &Row<'_>) -> rusqlite::Result<Version> {
    Ok(Version {
        id: row.get(0)?,
        name: row.get(1)?,
        created: row.get(2)?,
        author: row.get(3)?,
        author_name: row.get(4)?,
        epoch: row.get(5)?,
        position: row.get(6)?,
    })
}

impl SqliteStore {
    pub(super) fn put_version(&self, board: &BoardId, new: NewVersion) -> Answer<'static, Version> {
        let (board, now) = (board.clone(), self.now());
        self.grow(move |transaction| {
            let document = &new.document;
            let sum = checksum(Of::Version, &board, document.epoch, document.position, &document.bytes);
            let done = transaction.execute(
                "INSERT INTO versions (board, id, name, created, author, epoch, position, bytes, checksum)
                 SELECT number, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM boards WHERE id = ?1",
                params![
                    board.as_str(),
                    new.id,
                    new.name,
                    now,
                    new.author,
                    document.epoch,
                    document.position,
                    &document.bytes[..],
                    sum
                ],
            )?;
            if done == 0 {
                return Err(StoreError::NotFound);
            }
            Ok(transaction.query_row(
                &format!("SELECT {COLUMNS} FROM {TABLES} WHERE b.id = ?1 AND v.id = ?2"),
                [board.as_str(), &new.id],
                version,
            )?)
        })
    }

    pub(super) fn list_versions(&self, board: &BoardId) -> Answer<'static, Vec<Version>> {
        let board = board.clone();
        self.read(move |connection| {
            let versions = connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM {TABLES} WHERE b.id = ?1 ORDER BY v.created DESC, v.rowid DESC"
                ))?
                .query_map([board.as_str()], version)?
                .collect::<Result<_, _>>()?;
            Ok(versions)
        })
    }

    pub(super) fn find_version(&self, board: &BoardId, id: &str) -> Answer<'static, Option<Bytes>> {
        let (board, id) = (board.clone(), id.to_owned());
        self.read(move |connection| read(connection, &board, &id))
    }

    pub(super) fn drop_version(&self, board: &BoardId, id: &str) -> Answer<'static, bool> {
        let (board, id) = (board.clone(), id.to_owned());
        self.write(move |transaction| {
            let done = transaction.execute(
                "DELETE FROM versions WHERE board = (SELECT number FROM boards WHERE id = ?1) AND id = ?2",
                [board.as_str(), &id],
            )?;
            Ok(done > 0)
        })
    }
}

fn read(connection: &Connection, board: &BoardId, id: &str) -> Result<Option<Bytes>, StoreError> {
    let found = connection
        .prepare_cached(
            "SELECT epoch, position, bytes, checksum FROM versions
             WHERE board = (SELECT number FROM boards WHERE id = ?1) AND id = ?2",
        )?
        .query_row([board.as_str(), id], |row| {
            Ok((
                row.get::<_, u64>(0)?,
                row.get::<_, u64>(1)?,
                row.get::<_, Vec<u8>>(2)?,
                row.get::<_, Vec<u8>>(3)?,
            ))
        })
        .optional()?;
    let Some((epoch, position, bytes, sum)) = found else { return Ok(None) };
    if sum != checksum(Of::Version, board, epoch, position, &bytes) {
        return Err(StoreError::Corrupt);
    }
    Ok(Some(bytes.into()))
}

/// Names of versions that are not as they were written.
pub(super) fn damaged(connection: &Connection, board: &BoardId) -> Result<Vec<String>, StoreError> {
    // A backup of an older version knows none.
    if !connection.table_exists(None, "versions")? {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare_cached(
        "SELECT v.id, v.name FROM versions v JOIN boards b ON b.number = v.board WHERE b.id = ?1 ORDER BY v.rowid",
    )?;
    let rows = statement.query_map([board.as_str()], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let mut names = Vec::new();
    for row in rows {
        let (id, name) = row?;
        if read(connection, board, &id) == Err(StoreError::Corrupt) {
            names.push(name);
        }
    }
    Ok(names)
}
