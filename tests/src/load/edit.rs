//! The edits of one client: a real Yjs update each (a key of the client's own in a root map is set anew), with a mark in
//! the value that says who sent it and when.

use yrs::{Doc, Map, MapRef, OffsetKind, Options, ReadTxn, Transact};

/// Marks look like `@@` + 12 hexadecimal digits of nanoseconds + 4 of the sender's number + `@@`.
const FENCE: &[u8] = b"@@";
const DIGITS: usize = 16;

/// Who sent an edit, and when on the common clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub nanoseconds: u64,
    pub sender: u16,
}

pub struct Editor {
    doc: Doc,
    map: MapRef,
    key: String,
    sender: u16,
}

impl Editor {
    /// `client`: the CRDT client id to write under; `sender`: the number in its marks.
    pub fn new(client: u64, sender: u16) -> Self {
        let options = Options {
            client_id: yrs::ClientID::new(client),
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        };
        let doc = Doc::with_options(options);
        let map = doc.get_or_insert_map("bench");
        Self { doc, map, key: format!("c{client}"), sender }
    }

    /// One more edit; `now` in nanoseconds of the common clock.
    pub fn next(&mut self, now: u64) -> Vec<u8> {
        let mut transaction = self.doc.transact_mut();
        let before = transaction.state_vector();
        let mark = format!("@@{now:012x}{:04x}@@", self.sender);
        self.map.insert(&mut transaction, self.key.as_str(), mark);
        transaction.encode_state_as_update_v1(&before)
    }
}

/// All marks in some bytes.
pub fn marks(bytes: &[u8]) -> impl Iterator<Item = Mark> + '_ {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        while let Some(at) = memchr::memchr(FENCE[0], rest) {
            let candidate = &rest[at..];
            let end = FENCE.len() + DIGITS;
            if candidate.starts_with(FENCE)
                && candidate.get(end..).is_some_and(|rest| rest.starts_with(FENCE))
            {
                let digits = std::str::from_utf8(&candidate[FENCE.len()..end])
                    .ok()
                    .and_then(|hex| u64::from_str_radix(hex, 16).ok());
                if let Some(digits) = digits {
                    rest = &candidate[end + FENCE.len()..];
                    return Some(Mark { nanoseconds: digits >> 16, sender: digits as u16 });
                }
            }
            rest = &candidate[1..];
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_update_carries_one_mark() {
        let mut editor = Editor::new(77, 499);
        for nanoseconds in [0, 1, 1_000_000_007] {
            let found: Vec<_> = marks(&editor.next(nanoseconds)).collect();
            assert_eq!(found, [Mark { nanoseconds, sender: 499 }]);
        }
    }

    #[test]
    fn what_only_looks_like_a_mark_is_passed_over() {
        let times = |bytes| marks(bytes).map(|mark| mark.nanoseconds).collect::<Vec<_>>();
        assert_eq!(times(b"@@@0000000000070000@@@"), [7]);
        assert_eq!(times(b"x@@@@00000000000a0000@@@@00000000000b0000@@"), [10, 11]);
        assert_eq!(times(b"@@00000000000a0000@"), [0; 0]);
        assert_eq!(times(b"@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@"), [0; 0]);
    }
}
