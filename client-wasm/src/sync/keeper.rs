//! Writes the local copy: gathers work for the store into transactions, and knows what of it is durable. The format of
//! the records is in `record`; what they mean is decided by `Sync`.

use super::{
    Effect, Rejected, StoreOp,
    outbox::Entry,
    record::{self, Base, Note, Row},
};
use bytes::Bytes;

/// Updates of others wait this long to be written together, milliseconds.
const GATHER: f64 = 1_000.0;
/// After a failure, and doubling to the longest.
const RETRY: f64 = 5_000.0;
const LONGEST_RETRY: f64 = 60_000.0;
/// The log is folded into a new base when it has more bytes (or half of the base, if that is more), or more rows.
const LOG_BYTES: usize = 256 << 10;
const LOG_ROWS: u64 = 512;

/// The one transaction that is under way. Only one: what fails is written again before anything later is.
#[derive(Debug)]
struct Flight {
    batch: u64,
    ops: Vec<StoreOp>,
    own_rows: Vec<u64>,
}

/// What became of a transaction.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Landed {
    pub ok: bool,
    pub own_rows: Vec<u64>,
}

#[derive(Debug)]
pub(super) struct Keeper {
    next_batch: u64,
    /// First row after the base, and the next one.
    first_row: u64,
    next_row: u64,
    log_bytes: usize,
    base_bytes: usize,
    ops: Vec<StoreOp>,
    own_rows: Vec<u64>,
    strict: bool,
    remote: Vec<Bytes>,
    remote_position: u64,
    note_dirty: bool,
    /// When the oldest unwritten thing that may wait came.
    since: Option<f64>,
    flying: Option<Flight>,
    /// Something of this board is on the disk, or was.
    lasting: bool,
    /// Failures in a row, and when to try again.
    failures: u32,
    retry_at: Option<f64>,
}

impl Default for Keeper {
    fn default() -> Self {
        Self {
            next_batch: 1,
            first_row: 1,
            next_row: 1,
            log_bytes: 0,
            base_bytes: 0,
            ops: Vec::new(),
            own_rows: Vec::new(),
            strict: false,
            remote: Vec::new(),
            remote_position: 0,
            note_dirty: false,
            since: None,
            flying: None,
            lasting: false,
            failures: 0,
            retry_at: None,
        }
    }
}

impl Keeper {
    fn put(&mut self, key: impl Into<String>, bytes: Vec<u8>) {
        self.ops.push(StoreOp::Put { key: key.into(), bytes: bytes.into() });
    }

    /// The number that the next row will have.
    pub const fn next_row(&self) -> u64 {
        self.next_row
    }

    /// A number for the next own row; updates of others that came before get theirs first.
    pub fn own_row(&mut self) -> u64 {
        self.settle_remote();
        let id = self.next_row;
        self.next_row += 1;
        id
    }

    /// Writes an own edit, durably.
    pub fn own(&mut self, entry: &Entry) {
        let row = Row::Own {
            epoch: entry.epoch,
            claim: entry.claim.clone(),
            update: entry.update.clone(),
            change: entry.change.clone(),
            at: entry.at,
        };
        let bytes = row.encode();
        self.log_bytes += bytes.len();
        self.put(record::row_key(entry.id), bytes);
        self.own_rows.push(entry.id);
        self.strict = true;
    }

    /// What others did; written a little later, or with the next own edit.
    pub fn remote(&mut self, update: Bytes, position: u64, now: f64) {
        self.remote.push(update);
        self.remote_position = position;
        self.since.get_or_insert(now);
    }

    fn settle_remote(&mut self) {
        if self.remote.is_empty() {
            return;
        }
        let row = Row::Remote { position: self.remote_position, updates: std::mem::take(&mut self.remote) }
            .encode();
        self.log_bytes += row.len();
        let id = self.next_row;
        self.next_row += 1;
        self.put(record::row_key(id), row);
    }

    /// The note changed. `durable`: it must be written now.
    pub fn note(&mut self, durable: bool, now: f64) {
        self.note_dirty = true;
        self.strict |= durable;
        self.since.get_or_insert(now);
    }

    /// Replaces base and log. The document contains everything up to `position` and nothing that is not committed.
    pub fn base(&mut self, epoch: u64, position: u64, document: Vec<u8>) {
        // What was only gathered, or not written yet, is in the document or done again.
        self.remote.clear();
        self.own_rows.clear();
        self.ops.retain(|op| !matches!(op, StoreOp::Put { key, .. } if !record::is_tray(key)));
        for id in self.first_row..self.next_row {
            self.ops.push(StoreOp::Delete { key: record::row_key(id) });
        }
        self.first_row = self.next_row;
        self.log_bytes = 0;
        self.base_bytes = document.len();
        let base = Base { epoch, position, from: self.first_row, document: document.into() };
        self.put(record::BASE, base.encode());
        self.note_dirty = true;
        self.strict = true;
    }

    pub fn tray(&mut self, rejected: &Rejected) {
        if let Ok(bytes) = serde_json::to_vec(rejected) {
            self.put(record::tray_key(rejected.id), bytes);
            self.strict = true;
        }
    }
    pub fn dismiss(&mut self, id: u64) {
        self.ops.push(StoreOp::Delete { key: record::tray_key(id) });
        self.strict = true;
    }
    pub fn forget(&mut self, tab: String) {
        self.ops.push(StoreOp::Forget { tab });
        self.strict = true;
    }

    /// Is the log long enough to be folded into a base?
    pub const fn wants_base(&self) -> bool {
        let most = if self.base_bytes / 2 > LOG_BYTES { self.base_bytes / 2 } else { LOG_BYTES };
        self.log_bytes > most || self.next_row - self.first_row > LOG_ROWS
    }

    /// There were records of this board on the disk at the start.
    pub const fn found_records(&mut self) {
        self.lasting = true;
    }

    /// Nothing of this board is, or ever was, on the disk, and it takes nothing: there is nothing that could come back.
    pub const fn is_hopeless(&self) -> bool {
        self.failing() && !self.lasting
    }

    /// The last transaction failed: the copy on this device is behind.
    pub const fn failing(&self) -> bool {
        self.failures > 0
    }

    /// When `flush` is due.
    pub fn due(&self) -> Option<f64> {
        if self.flying.is_some() {
            return None;
        }
        self.retry_at.or_else(|| self.since.map(|since| since + GATHER))
    }

    /// The next transaction, if none is under way and there is something that must not wait, or that waited long enough.
    /// `pending`: how many own edits are not acknowledged; the page asks for that before it forgets everything.
    pub fn flush(
        &mut self,
        now: f64,
        force: bool,
        pending: usize,
        note: impl FnOnce() -> Note,
    ) -> Option<Effect> {
        let waited = self.since.is_some_and(|since| force || now >= since + GATHER);
        let patient = self.flying.is_some() || self.retry_at.is_some_and(|at| now < at);
        if patient || (!self.strict && !waited && self.ops.is_empty()) {
            return None;
        }
        self.settle_remote();
        if self.note_dirty || !self.own_rows.is_empty() {
            self.put(record::PENDING, pending.to_string().into_bytes());
        }
        if std::mem::take(&mut self.note_dirty) {
            self.put(record::NOTE, note().encode());
        }
        self.since = None;
        self.retry_at = None;
        let strict = std::mem::take(&mut self.strict);
        let ops = std::mem::take(&mut self.ops);
        let own_rows = std::mem::take(&mut self.own_rows);
        if ops.is_empty() {
            return None;
        }
        let batch = self.next_batch;
        self.next_batch += 1;
        self.flying = Some(Flight { batch, ops: ops.clone(), own_rows });
        Some(Effect::Store { batch, strict, ops })
    }

    /// The number of the transaction that will contain what is asked for now.
    pub const fn upcoming(&self) -> u64 {
        self.next_batch
    }

    pub fn landed(&mut self, batch: u64, ok: bool, now: f64) -> Option<Landed> {
        let flight = self.flying.take_if(|flight| flight.batch == batch)?;
        if ok {
            self.failures = 0;
            self.lasting = true;
            return Some(Landed { ok, own_rows: flight.own_rows });
        }
        // Everything of it again, before what came after it.
        let wait = (RETRY * f64::from(1_u32 << self.failures.min(8))).min(LONGEST_RETRY);
        self.failures += 1;
        self.retry_at = Some(now + wait);
        self.strict = true;
        let later = std::mem::replace(&mut self.ops, flight.ops);
        self.ops.extend(later);
        let later = std::mem::replace(&mut self.own_rows, flight.own_rows);
        self.own_rows.extend(later);
        Some(Landed { ok, own_rows: Vec::new() })
    }
}
