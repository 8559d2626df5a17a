//! The edits of one client: a real Yjs update each (a key of the client's own in a root map is set anew), with a mark in
//! the value that says who sent it and when.

use yrs::{Doc, Map, MapRef, OffsetKind, Options, ReadTxn, Transact};

/// Marks look like `@@` + 16 hexadecimal digits of nanoseconds + `@@`.
const FENCE: &[u8] = b"@@";
const DIGITS: usize = 16;

pub struct Editor {
    doc: Doc,
    map: MapRef,
    key: String,
}

impl Editor {
    /// `client`: the CRDT client id to write under.
    pub fn new(client: u64) -> Self {
        let options = Options {
            client_id: yrs::ClientID::new(client),
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        };
        let doc = Doc::with_options(options);
        let map = doc.get_or_insert_map("bench");
        Self { doc, map, key: format!("c{client}") }
    }

    /// One more edit; `now` in nanoseconds of the common clock.
    pub fn next(&mut self, now: u64) -> Vec<u8> {
        let mut transaction = self.doc.transact_mut();
        let before = transaction.state_vector();
        self.map.insert(&mut transaction, self.key.as_str(), format!("@@{now:016x}@@"));
        transaction.encode_state_as_update_v1(&before)
    }
}

/// The sending times of all marks in some bytes, in nanoseconds.
pub fn marks(bytes: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at + 2 * FENCE.len() + DIGITS <= bytes.len() {
            let candidate = &bytes[at..];
            let end = FENCE.len() + DIGITS;
            if candidate.starts_with(FENCE) && candidate[end..].starts_with(FENCE) {
                let time = std::str::from_utf8(&candidate[FENCE.len()..end])
                    .ok()
                    .and_then(|hex| u64::from_str_radix(hex, 16).ok());
                if let Some(time) = time {
                    at += end + FENCE.len();
                    return Some(time);
                }
            }
            at += 1;
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_update_carries_one_mark() {
        let mut editor = Editor::new(77);
        for now in [0, 1, 1_000_000_007] {
            assert_eq!(marks(&editor.next(now)).collect::<Vec<_>>(), [now]);
        }
    }
}
