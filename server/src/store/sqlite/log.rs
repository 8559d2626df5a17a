//! The append-only log and its snapshots: every record checked when it is read.

use super::{
    SqliteStore,
    boards::board_id,
    checksum::{self, Of, checksum},
    locks, people, versions,
    writer::{Append, Job},
};
use crate::store::{
    Answer, BoardId, Commit, Damage, Loaded, NewSnapshot, Record, Snapshot, StoreError, faults::Point,
};
use bytes::Bytes;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Appends within the group's transaction. The outer error fails the group, the inner one only this append.
pub(super) fn append(
    transaction: &Transaction<'_>,
    append: &Append,
    now: u64,
) -> Result<Result<u64, StoreError>, StoreError> {
    let found = transaction
        .prepare_cached("SELECT number, epoch, position, quarantined FROM boards WHERE id = ?1")?
        .query_row([append.board.as_str()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, u64>(1)?, row.get::<_, u64>(2)?, row.get::<_, bool>(3)?))
        })
        .optional()?;
    let Some((number, epoch, position, quarantined)) = found else { return Ok(Err(StoreError::NotFound)) };
    if quarantined {
        return Ok(Err(StoreError::Damaged(append.board.clone())));
    }
    let commit = &append.commit;
    if epoch != commit.epoch || position != commit.after {
        return Ok(Err(StoreError::Conflict));
    }
    let last = insert(transaction, &append.board, number, epoch, position, &commit.updates)?;
    people::bind_stock_clients(transaction, number, &commit.clients)?;
    locks::change(transaction, number, &commit.locks)?;
    if commit.updates.is_empty() {
        return Ok(Ok(last));
    }
    transaction
        .prepare_cached(
            "UPDATE boards SET position = ?2, updated = ?3, title = coalesce(?4, title) WHERE number = ?1",
        )?
        .execute(params![number, last, now, commit.title])?;
    Ok(Ok(last))
}

/// Inserts records after a position; answers with the last one's.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    board: &BoardId,
    number: i64,
    epoch: u64,
    after: u64,
    updates: &[Bytes],
) -> Result<u64, StoreError> {
    let mut statement = transaction
        .prepare_cached("INSERT INTO log (board, position, bytes, checksum) VALUES (?1, ?2, ?3, ?4)")?;
    let mut position = after;
    for update in updates {
        position += 1;
        let sum = checksum(Of::Log, board, epoch, position, update);
        statement.execute(params![number, position, &update[..], sum])?;
    }
    Ok(position)
}

impl SqliteStore {
    pub(super) fn append_updates(&self, board: &BoardId, commit: Commit) -> Answer<'static, u64> {
        let inner = self.0.clone();
        let board = board.clone();
        Box::pin(async move {
            inner.state.faults.at(Point::Queued)?;
            let (answer, later) = tokio::sync::oneshot::channel();
            inner.writer.send(Job::Append(Append { board, commit, answer })).await?;
            later.await.map_err(|_| StoreError::Closed)?
        })
    }

    pub(super) fn load_board(&self, board: &BoardId) -> Answer<'_, Loaded> {
        let board = board.clone();
        Box::pin(async move {
            let wanted = board.clone();
            let result = self.read(move |connection| load_or_damaged(connection, &wanted)).await;
            if matches!(result, Err(StoreError::Damaged(_))) {
                self.set_quarantined(&board).await?;
            }
            result
        })
    }

    pub(super) fn keep_snapshot(&self, board: &BoardId, snapshot: NewSnapshot) -> Answer<'static, ()> {
        let board = board.clone();
        self.write(move |transaction| {
            let (number, epoch, position) = current(transaction, &board)?;
            if epoch != snapshot.epoch || snapshot.position > position {
                return Err(StoreError::Conflict);
            }
            put_snapshot(transaction, &board, number, &snapshot)?;
            // This one and the one before it stay; older ones go, and the log that no snapshot needs any more.
            transaction.execute(
                "DELETE FROM snapshots WHERE board = ?1 AND position NOT IN
                 (SELECT position FROM snapshots WHERE board = ?1 ORDER BY position DESC LIMIT 2)",
                [number],
            )?;
            transaction.execute(
                "DELETE FROM log WHERE board = ?1 AND position <=
                 (SELECT CASE WHEN count(*) = 2 THEN min(position) ELSE 0 END FROM snapshots WHERE board = ?1)",
                [number],
            )?;
            Ok(())
        })
    }

    pub(super) fn new_epoch(
        &self,
        board: &BoardId,
        snapshot: NewSnapshot,
        title: String,
    ) -> Answer<'static, u64> {
        let board = board.clone();
        let now = self.now();
        self.write(move |transaction| {
            let (number, epoch, _) = current(transaction, &board)?;
            if epoch != snapshot.epoch {
                return Err(StoreError::Conflict);
            }
            let epoch = epoch + 1;
            transaction.execute("DELETE FROM log WHERE board = ?1", [number])?;
            transaction.execute("DELETE FROM snapshots WHERE board = ?1", [number])?;
            transaction.execute("DELETE FROM stock_clients WHERE board = ?1", [number])?;
            let snapshot = NewSnapshot { epoch, ..snapshot };
            put_snapshot(transaction, &board, number, &snapshot)?;
            transaction.execute(
                "UPDATE boards SET epoch = ?2, position = ?3, updated = ?4, title = ?5, quarantined = 0
                 WHERE number = ?1",
                params![number, epoch, snapshot.position, now, title],
            )?;
            Ok(epoch)
        })
    }
}

fn current(connection: &Connection, board: &BoardId) -> Result<(i64, u64, u64), StoreError> {
    Ok(connection.query_row(
        "SELECT number, epoch, position FROM boards WHERE id = ?1",
        [board.as_str()],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?)
}

fn put_snapshot(
    transaction: &Transaction<'_>,
    board: &BoardId,
    number: i64,
    snapshot: &NewSnapshot,
) -> Result<(), StoreError> {
    let sum = checksum(Of::Snapshot, board, snapshot.epoch, snapshot.position, &snapshot.bytes);
    transaction.execute(
        "INSERT OR REPLACE INTO snapshots (board, position, bytes, checksum) VALUES (?1, ?2, ?3, ?4)",
        params![number, snapshot.position, &snapshot.bytes[..], sum],
    )?;
    Ok(())
}

/// As `load`; a page of the file that cannot be read is this board's damage too.
fn load_or_damaged(connection: &Connection, board: &BoardId) -> Result<Loaded, StoreError> {
    match load(connection, board) {
        Err(StoreError::Corrupt) => Err(StoreError::Damaged(board.clone())),
        result => result,
    }
}

/// Reads a board's document in one read transaction and checks every record.
pub(super) fn load(connection: &Connection, board: &BoardId) -> Result<Loaded, StoreError> {
    let transaction = connection.unchecked_transaction()?;
    let (number, epoch, title, position, quarantined) = transaction.query_row(
        "SELECT number, epoch, title, position, quarantined FROM boards WHERE id = ?1",
        [board.as_str()],
        |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, u64>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, u64>(3)?,
                row.get::<_, bool>(4)?,
            ))
        },
    )?;
    let damaged = || StoreError::Damaged(board.clone());
    if quarantined {
        return Err(damaged());
    }
    let snapshot = newest_good_snapshot(&transaction, board, number, epoch)?;
    let after = snapshot.as_ref().map_or(0, |snapshot| snapshot.position);
    let mut tail = Vec::new();
    let mut statement = transaction.prepare_cached(
        "SELECT position, bytes, checksum FROM log WHERE board = ?1 AND position > ?2 ORDER BY position",
    )?;
    let mut rows = statement.query(params![number, after])?;
    let mut expected = after;
    while let Some(row) = rows.next()? {
        expected += 1;
        let found: u64 = row.get(0)?;
        let bytes = row.get_ref(1)?.as_blob().map_err(|_| damaged())?;
        let sum = row.get_ref(2)?.as_blob().map_err(|_| damaged())?;
        if found != expected || sum != checksum(Of::Log, board, epoch, found, bytes) {
            return Err(damaged());
        }
        tail.push(Record { position: found, update: Bytes::copy_from_slice(bytes) });
    }
    if expected != position {
        return Err(damaged());
    }
    Ok(Loaded { epoch, title, snapshot, tail })
}

fn newest_good_snapshot(
    connection: &Connection,
    board: &BoardId,
    number: i64,
    epoch: u64,
) -> Result<Option<Snapshot>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT position, bytes, checksum FROM snapshots WHERE board = ?1 ORDER BY position DESC",
    )?;
    let mut rows = statement.query([number])?;
    let mut seen = false;
    while let Some(row) = rows.next()? {
        seen = true;
        let position: u64 = row.get(0)?;
        let (Ok(bytes), Ok(sum)) = (row.get_ref(1)?.as_blob(), row.get_ref(2)?.as_blob()) else { continue };
        if sum.len() == checksum::BYTES && sum == checksum(Of::Snapshot, board, epoch, position, bytes) {
            return Ok(Some(Snapshot { position, bytes: Bytes::copy_from_slice(bytes) }));
        }
        tracing::error!(board = %board.in_logs(), position, "damaged snapshot; trying the one before it");
    }
    if seen {
        // The log may still reach back to the beginning; `load` finds out.
        tracing::error!(board = %board.in_logs(), "no undamaged snapshot");
    }
    Ok(None)
}

/// Records that are not as they were written.
pub(super) fn damaged(connection: &Connection) -> Result<Vec<Damage>, StoreError> {
    let mut statement = connection.prepare("SELECT id FROM boards ORDER BY number")?;
    let ids = statement.query_map([], |row| board_id(row, 0))?.collect::<Result<Vec<_>, _>>()?;
    let mut damaged = Vec::new();
    for id in ids {
        match load_or_damaged(connection, &id) {
            Ok(_) => {}
            Err(StoreError::Damaged(id)) => damaged.push(Damage::Board(id)),
            Err(error) => return Err(error),
        }
        let versions = versions::damaged(connection, &id)?;
        damaged.extend(versions.into_iter().map(|name| Damage::Version(id.clone(), name)));
    }
    Ok(damaged)
}
