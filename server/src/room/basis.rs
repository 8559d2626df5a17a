//! The committed document as bytes: the newest snapshot and the log after it. Joins, exports and pictures are answered
//! from here, never from the live document, which may be ahead of what is committed.

use crate::store::{Loaded, Snapshot};
use bytes::Bytes;
use std::collections::VecDeque;
use wandel_wire::server;

/// Compaction is due after so many updates …
const RECORDS: usize = 2000;
/// … or so many bytes, if they are not few beside the snapshot.
const BYTES: usize = 256 << 10;

/// An update of the log, and the frame that tells it to a stock client: one piece of memory, which is the update's own and
/// not the much larger one that it was received in.
#[derive(Clone, Debug)]
pub(super) struct Logged {
    pub frame: Bytes,
    pub update: Bytes,
}

impl Logged {
    pub fn new(update: &[u8]) -> Self {
        let frame = server::update(update);
        let update = frame.slice(frame.len() - update.len()..);
        Self { frame, update }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Basis {
    pub epoch: u64,
    /// Position of the snapshot, 0 if there is none.
    base_position: u64,
    base: Option<Bytes>,
    /// Updates from `base_position + 1` on, without gaps.
    tail: VecDeque<Logged>,
    tail_bytes: usize,
}

impl Basis {
    pub(super) fn new(loaded: Loaded) -> Self {
        let (base_position, base) = match loaded.snapshot {
            Some(Snapshot { position, bytes }) => (position, Some(bytes)),
            None => (0, None),
        };
        let tail: VecDeque<_> = loaded.tail.into_iter().map(|record| Logged::new(&record.update)).collect();
        let tail_bytes = tail.iter().map(|logged| logged.update.len()).sum();
        Self { epoch: loaded.epoch, base_position, base, tail, tail_bytes }
    }

    /// The last committed position.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.base_position + self.tail.len() as u64
    }

    /// Everything to apply, in order.
    pub fn updates(&self) -> impl Iterator<Item = &Bytes> {
        self.base.iter().chain(self.tail.iter().map(|logged| &logged.update))
    }

    pub(super) const fn base(&self) -> Option<&Bytes> {
        self.base.as_ref()
    }

    /// The updates after a position, or `None` if the log no longer reaches back that far.
    pub(super) fn since(&self, position: u64) -> Option<impl Iterator<Item = &Logged>> {
        let skip = usize::try_from(position.checked_sub(self.base_position)?).ok()?;
        (skip <= self.tail.len()).then(|| self.tail.iter().skip(skip))
    }

    /// The updates after the snapshot.
    pub(super) fn tail(&self) -> impl Iterator<Item = &Logged> {
        self.tail.iter()
    }

    pub(super) fn push(&mut self, logged: Logged) {
        self.tail_bytes += logged.update.len();
        self.tail.push_back(logged);
    }

    /// Bytes of the document as it is kept: an upper bound of a snapshot's size.
    pub(super) fn size(&self) -> usize {
        self.tail_bytes + self.base.as_ref().map_or(0, Bytes::len)
    }

    /// Bytes of the log after the snapshot.
    pub(super) const fn tail_size(&self) -> usize {
        self.tail_bytes
    }

    pub(super) fn is_compaction_due(&self) -> bool {
        let base = self.base.as_ref().map_or(0, Bytes::len);
        self.tail.len() >= RECORDS || self.tail_bytes >= BYTES.max(base / 2)
    }

    pub(super) fn tail_len(&self) -> usize {
        self.tail.len()
    }

    /// Takes over a snapshot of an earlier or the same position.
    pub(super) fn compact(&mut self, position: u64, bytes: Bytes) {
        let Some(drop) = position.checked_sub(self.base_position) else { return };
        let Ok(drop) = usize::try_from(drop) else { return };
        if drop > self.tail.len() {
            return;
        }
        self.tail_bytes -= self.tail.drain(..drop).map(|logged| logged.update.len()).sum::<usize>();
        self.tail.shrink_to_fit();
        self.base_position = position;
        self.base = Some(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Record;

    #[test]
    fn positions_stay_through_compaction() {
        let bytes = |n: u64| Bytes::from(vec![n as u8; 3]);
        let tail = (1..=5).map(|position| Record { position, update: bytes(position) }).collect();
        let mut basis = Basis::new(Loaded { epoch: 1, title: String::new(), snapshot: None, tail });
        assert_eq!((basis.position(), basis.size()), (5, 15));
        basis.compact(3, Bytes::from_static(b"snapshot"));
        basis.push(Logged::new(&bytes(6)));
        assert_eq!((basis.position(), basis.size(), basis.tail_len()), (6, 8 + 9, 3));
        let since = |position| {
            basis.since(position).map(|rest| rest.map(|logged| logged.update.clone()).collect::<Vec<_>>())
        };
        assert_eq!(since(2), None);
        assert_eq!(since(3), Some(vec![bytes(4), bytes(5), bytes(6)]));
        assert_eq!(since(6), Some(vec![]));
        assert_eq!(since(7), None);
        basis.compact(2, Bytes::from_static(b"older"));
        basis.compact(9, Bytes::from_static(b"ahead"));
        assert_eq!(basis.position(), 6);
    }
}
