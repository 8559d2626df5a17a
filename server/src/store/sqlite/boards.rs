//! The boards themselves, and the store's trait put together from the parts in this folder.

use super::{SqliteStore, log};
use crate::store::{
    Answer, Author, Blob, BoardId, BoardRow, BoardStore, Census, Commit, Damage, Health, Loaded, NewBoard,
    NewSnapshot, NewVersion, StoreError, Version,
};
use bytes::Bytes;
use rusqlite::{OptionalExtension, Row, params, types::Type};
use std::path::PathBuf;

const COLUMNS: &str = "id, title, owner, epoch, position, created, updated, quarantined";

pub(super) fn board_id(row: &Row<'_>, column: usize) -> rusqlite::Result<BoardId> {
    let text: String = row.get(column)?;
    BoardId::parse(&text)
        .ok_or_else(|| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, "board.bad-id".into()))
}

fn board_row(row: &Row<'_>) -> rusqlite::Result<BoardRow> {
    Ok(BoardRow {
        id: board_id(row, 0)?,
        title: row.get(1)?,
        owner: row.get(2)?,
        epoch: row.get(3)?,
        position: row.get(4)?,
        created: row.get(5)?,
        updated: row.get(6)?,
        quarantined: row.get(7)?,
    })
}

impl SqliteStore {
    pub(super) fn set_quarantined(&self, board: &BoardId) -> Answer<'static, ()> {
        let board = board.clone();
        self.write(move |transaction| {
            transaction.execute("UPDATE boards SET quarantined = 1 WHERE id = ?1", [board.as_str()])?;
            tracing::error!(board = %board.in_logs(), "quarantined: a record is damaged");
            Ok(())
        })
    }
}

impl BoardStore for SqliteStore {
    fn create_board(&self, board: NewBoard) -> Answer<'_, ()> {
        let now = self.now();
        self.grow(move |transaction| {
            transaction.execute(
                "INSERT INTO boards (id, title, owner, created, updated) VALUES (?1, ?2, ?3, ?4, ?4)",
                params![board.id.as_str(), board.title, board.owner, now],
            )?;
            let number = transaction.last_insert_rowid();
            let position = log::insert(transaction, &board.id, number, 1, 0, &board.updates)?;
            transaction
                .execute("UPDATE boards SET position = ?2 WHERE number = ?1", params![number, position])?;
            Ok(())
        })
    }

    fn board(&self, board: &BoardId) -> Answer<'_, Option<BoardRow>> {
        let board = board.clone();
        self.read(move |connection| {
            Ok(connection
                .prepare_cached(&format!("SELECT {COLUMNS} FROM boards WHERE id = ?1"))?
                .query_row([board.as_str()], board_row)
                .optional()?)
        })
    }

    fn boards(&self) -> Answer<'_, Vec<BoardRow>> {
        self.read(|connection| {
            let rows = connection
                .prepare_cached(&format!("SELECT {COLUMNS} FROM boards ORDER BY updated DESC, number DESC"))?
                .query_map([], board_row)?
                .collect::<Result<_, _>>()?;
            Ok(rows)
        })
    }

    fn census(&self) -> Answer<'_, Census> {
        self.read(|connection| {
            Ok(connection.query_row(
                "SELECT count(*), coalesce(sum(quarantined), 0) FROM boards",
                [],
                |row| Ok(Census { boards: row.get(0)?, quarantined: row.get(1)? }),
            )?)
        })
    }

    fn delete_board(&self, board: &BoardId) -> Answer<'_, bool> {
        let board = board.clone();
        self.write(move |transaction| {
            Ok(transaction.execute("DELETE FROM boards WHERE id = ?1", [board.as_str()])? > 0)
        })
    }

    fn load(&self, board: &BoardId) -> Answer<'_, Loaded> {
        self.load_board(board)
    }
    fn quarantine(&self, board: &BoardId) -> Answer<'_, ()> {
        self.set_quarantined(board)
    }
    fn append(&self, board: &BoardId, commit: Commit) -> Answer<'_, u64> {
        self.append_updates(board, commit)
    }
    fn save_snapshot(&self, board: &BoardId, snapshot: NewSnapshot) -> Answer<'_, ()> {
        self.keep_snapshot(board, snapshot)
    }
    fn raise_epoch(&self, board: &BoardId, snapshot: NewSnapshot, title: String) -> Answer<'_, u64> {
        self.new_epoch(board, snapshot, title)
    }
    fn lift_epoch(&self, board: &BoardId, above: u64) -> Answer<'_, ()> {
        let board = board.clone();
        self.write(move |transaction| {
            transaction.execute(
                "UPDATE boards SET epoch = max(epoch, ?2) WHERE id = ?1 AND quarantined = 1",
                params![board.as_str(), above],
            )?;
            Ok(())
        })
    }
    fn keep_version(&self, board: &BoardId, version: NewVersion) -> Answer<'_, Version> {
        self.put_version(board, version)
    }
    fn versions(&self, board: &BoardId) -> Answer<'_, Vec<Version>> {
        self.list_versions(board)
    }
    fn version(&self, board: &BoardId, id: &str) -> Answer<'_, Option<Bytes>> {
        self.find_version(board, id)
    }
    fn delete_version(&self, board: &BoardId, id: &str) -> Answer<'_, bool> {
        self.drop_version(board, id)
    }
    fn put_blob(&self, board: &BoardId, media_type: String, bytes: Bytes) -> Answer<'_, String> {
        self.keep_blob(board, media_type, bytes)
    }
    fn blob(&self, board: &BoardId, id: &str) -> Answer<'_, Option<Blob>> {
        self.find_blob(board, id)
    }
    fn blobs(&self, board: &BoardId) -> Answer<'_, Vec<String>> {
        self.list_blobs(board)
    }
    fn author(&self, board: &BoardId, subject: String, name: String, colour: u8) -> Answer<'_, Author> {
        self.issue_author(board, subject, name, colour)
    }
    fn people(&self, board: &BoardId) -> Answer<'_, Vec<Author>> {
        self.list_authors(board)
    }
    fn stock_clients(&self, board: &BoardId) -> Answer<'_, Vec<(u64, String)>> {
        self.list_stock_clients(board)
    }

    fn locks(&self, board: &BoardId) -> Answer<'_, Vec<(String, u64)>> {
        self.list_locks(board)
    }
    fn secret(&self, name: &'static str, fresh: [u8; 32]) -> Answer<'_, [u8; 32]> {
        self.find_secret(name, fresh)
    }
    fn probe(&self) -> Answer<'_, ()> {
        self.try_writing()
    }
    fn health(&self) -> Health {
        self.state_health()
    }
    fn backup(&self, to: PathBuf) -> Answer<'_, Vec<Damage>> {
        self.copy_to(to)
    }
    fn verify(&self) -> Answer<'_, Vec<Damage>> {
        self.find_damaged()
    }
    fn scrub(&self) -> Answer<'_, ()> {
        self.empty_write_ahead_log()
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt,
            Some(ErrorCode::ConstraintViolation) => Self::Conflict,
            _ if matches!(error, rusqlite::Error::QueryReturnedNoRows) => Self::NotFound,
            _ => Self::Failed(error.to_string()),
        }
    }
}
