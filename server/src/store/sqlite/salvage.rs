//! A copy of a database with pages that cannot be read: table by table and board by board, into a sound file. What cannot
//! be copied of a board sets that board aside in the copy; the others come along whole.

use super::{open, schema};
use crate::store::StoreError;
use rusqlite::{Connection, OpenFlags, Savepoint, params_from_iter, types::Value};
use std::path::Path;

/// Tables whose rows belong to one board, by its number.
const OF_BOARDS: [&str; 7] = ["log", "snapshots", "blobs", "authors", "stock_clients", "versions", "locks"];

/// Copies into `to`, an existing file whose content goes. Blocks.
///
/// # Errors
/// `Corrupt`: what cannot be read belongs to the whole house.
pub(super) fn copy(from: &Connection, to: &Path) -> Result<(), StoreError> {
    std::fs::OpenOptions::new().write(true).open(to)?.set_len(0)?;
    let mut copy = open::connect(to, None, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    schema::migrate(&mut copy, to)?;
    // Rows come in the order of the tables' names, not in that of their references.
    copy.pragma_update(None, "foreign_keys", false)?;
    let mut whole = copy.savepoint()?;
    for table in tables(&whole)?.iter().filter(|table| !OF_BOARDS.contains(&table.as_str())) {
        copy_rows(from, &mut whole, table, None)?;
    }
    let numbers: Vec<i64> = whole
        .prepare("SELECT number FROM boards ORDER BY number")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for number in numbers {
        for table in OF_BOARDS {
            match copy_rows(from, &mut whole, table, Some(number)) {
                Err(StoreError::Corrupt) => {
                    whole.execute("UPDATE boards SET quarantined = 1 WHERE number = ?1", [number])?;
                }
                result => result?,
            }
        }
    }
    whole.commit()?;
    Ok(())
}

/// A table's rows, of one board or all; all that are wanted, or none. (Through this program, not through an attached
/// database: there, the first page that cannot be read was seen to fail everything after it.)
fn copy_rows(
    from: &Connection,
    to: &mut Savepoint<'_>,
    table: &str,
    board: Option<i64>,
) -> Result<(), StoreError> {
    // Rolled back when it is dropped without a commit.
    let part = to.savepoint()?;
    {
        let of = board.map_or_else(String::new, |number| format!(" WHERE board = {number}"));
        let mut read = from.prepare(&format!("SELECT * FROM {table}{of}"))?;
        let places = vec!["?"; read.column_count()].join(", ");
        let mut write = part.prepare(&format!("INSERT OR REPLACE INTO {table} VALUES ({places})"))?;
        let columns = read.column_count();
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| row.get::<_, Value>(column));
            write.execute(params_from_iter(values.collect::<Result<Vec<_>, _>>()?))?;
        }
    }
    Ok(part.commit()?)
}

fn tables(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
