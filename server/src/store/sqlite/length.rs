//! A database file that is shorter than it says: SQLite would open nothing of it. Filled up with zeros, everything that is
//! on the pages that are there can be read; what was on the others is found damaged, board by board.

use crate::store::StoreError;
use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Read},
    path::Path,
};

/// Bytes of the head of a database file.
const HEAD: usize = 100;

/// Brings the file to the length that its head says, if it is shorter. Answers with the bytes that were missing.
pub(super) fn fill_up(path: &Path) -> Result<u64, StoreError> {
    let mut head = [0; HEAD];
    match File::open(path).and_then(|mut file| file.read_exact(&mut head)) {
        Ok(()) => {}
        // New, or nothing of a database.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof) => return Ok(0),
        Err(error) => return Err(error.into()),
    }
    let file = OpenOptions::new().write(true).open(path)?;
    let (said, there) = (length(&head).unwrap_or(0), file.metadata()?.len());
    if said > there {
        file.set_len(said)?;
        file.sync_all()?;
    }
    Ok(said.saturating_sub(there))
}

/// The file format of SQLite, section 1.3: page size at 16, pages at 28, valid while 24 and 92 agree.
fn length(head: &[u8; HEAD]) -> Option<u64> {
    let number = |at: usize| head.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let size = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size if size.is_power_of_two() && size >= 512 => u64::from(size),
        _ => return None,
    };
    let valid = head.starts_with(b"SQLite format 3\0") && number(24)? == number(92)?;
    valid.then_some(size * u64::from(number(28)?))
}
