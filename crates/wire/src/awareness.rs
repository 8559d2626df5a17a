//! The payload of an awareness message: who is where, as the y-protocols awareness writes it. States are JSON texts and
//! stay texts here.

use crate::{
    WireError,
    lib0::{Reader, Writer},
    limits,
};
use bytes::Bytes;

/// The state of one client. `"null"` means that it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub client: u64,
    pub clock: u64,
    pub state: String,
}

/// Reads all entries of an awareness payload.
pub fn decode(payload: &Bytes) -> Result<Vec<Entry>, WireError> {
    let mut reader = Reader::new(payload);
    let count = reader.count(limits::PEOPLE)?;
    let mut entries = Vec::with_capacity(count.min(64));
    for _ in 0..count {
        entries.push(Entry { client: reader.uint()?, clock: reader.uint()?, state: reader.text()? });
    }
    reader.finish()?;
    Ok(entries)
}

/// Writes an awareness payload (without the message type).
pub fn encode<'a>(entries: impl ExactSizeIterator<Item = &'a Entry>) -> Bytes {
    let mut writer = Writer::default();
    writer.uint(entries.len() as u64);
    for entry in entries {
        writer.uint(entry.client).uint(entry.clock).text(&entry.state);
    }
    writer.finish()
}
