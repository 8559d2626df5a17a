//! Labels: what may stand in one, how a new value is compared with the old one at borders of graphemes, and how edits are
//! carried out inside one text of the CRDT. All offsets are UTF-16 code units, as in browsers and Yjs.

use crate::command::TextEdit;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use yrs::{Assoc, GetString, ID, IndexedSequence, ReadTxn, StickyIndex, Text, TextRef, TransactionMut};

/// Longest label, bytes of UTF-8.
pub const LONGEST: usize = wandel_process::model::LONGEST_NAME;

/// Letters by their ids in the CRDT: the same client, consecutive clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub client: u64,
    pub clocks: Range<u32>,
}

/// What one edit did to a text, for taking it back letter by letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    Inserted(Run),
    /// Runs in the order of the text, each with its letters; and the letter that stood before the first one.
    Removed(Option<(u64, u32)>, Vec<(Run, String)>),
}

/// `\n` only, no control characters.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                out.push('\n');
            }
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\t' => out.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}

#[allow(clippy::cast_possible_truncation)]
pub(crate) fn utf16_len(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// Byte place of an offset in UTF-16 code units, clamped; inside a surrogate pair: before it, or after it if `up`.
fn byte_at(text: &str, offset: u32, up: bool) -> usize {
    let mut seen = 0;
    for (place, letter) in text.char_indices() {
        if seen >= offset {
            return place;
        }
        let next = seen + u32::try_from(letter.len_utf16()).unwrap_or(2);
        if next > offset && !up {
            return place;
        }
        seen = next;
    }
    text.len()
}

/// Edits clamped to a label, moved to borders of characters, cleaned, sorted, without overlap and without effectless ones.
pub(crate) fn fit(label: &str, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.at);
    let mut floor = 0;
    let mut fitted = Vec::new();
    for edit in sorted {
        let start = byte_at(label, edit.at, false).max(floor);
        let end =
            if edit.remove == 0 { start } else { byte_at(label, edit.at.saturating_add(edit.remove), true) };
        let end = end.max(start);
        floor = end;
        let insert = clean(&edit.insert);
        if end > start || !insert.is_empty() {
            let at = utf16_len(&label[..start]);
            fitted.push(TextEdit { at, remove: utf16_len(&label[start..end]), insert });
        }
    }
    fitted
}

/// The label after fitted edits.
pub(crate) fn edited(label: &str, edits: &[TextEdit]) -> String {
    let mut out = String::with_capacity(label.len());
    let mut done = 0;
    for edit in edits {
        let start = byte_at(label, edit.at, false);
        out.push_str(&label[done..start]);
        out.push_str(&edit.insert);
        done = byte_at(label, edit.at + edit.remove, true);
    }
    out.push_str(&label[done..]);
    out
}

/// The smallest single edit from one label to another whose borders are borders of graphemes in both.
pub fn compare(old: &str, new: &str) -> Option<TextEdit> {
    if old == new {
        return None;
    }
    let border = |text: &str, place: usize| {
        place == 0 || place == text.len() || {
            let mut cursor = unicode_segmentation::GraphemeCursor::new(place, text.len(), true);
            cursor.is_boundary(text, 0).unwrap_or(true)
        }
    };
    let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let mut head = same;
    while !(old.is_char_boundary(head)
        && new.is_char_boundary(head)
        && border(old, head)
        && border(new, head))
    {
        head -= 1;
    }
    let most = old.len().min(new.len()) - head;
    let mut tail = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    while !(old.is_char_boundary(old.len() - tail)
        && new.is_char_boundary(new.len() - tail)
        && border(old, old.len() - tail)
        && border(new, new.len() - tail))
    {
        tail -= 1;
    }
    Some(TextEdit {
        at: utf16_len(&old[..head]),
        remove: utf16_len(&old[head..old.len() - tail]),
        insert: new[head..new.len() - tail].to_owned(),
    })
}

/// Number of graphemes, for those who count what a person sees.
#[must_use]
pub fn graphemes(text: &str) -> usize {
    text.graphemes(true).count()
}

/// True if every unit that counts is a letter: only then offsets of the string are offsets of the text.
fn is_plain(txn: &impl ReadTxn, text: &TextRef) -> bool {
    utf16_len(&text.get_string(txn)) == text.len(txn)
}

/// Carries out fitted edits, last first, clamped once more to the text as it is now.
pub(crate) fn apply(txn: &mut TransactionMut, text: &TextRef, edits: &[TextEdit]) -> Vec<Typed> {
    let mut done = Vec::new();
    if !is_plain(txn, text) {
        return done;
    }
    for edit in edits.iter().rev() {
        let len = text.len(txn);
        let at = edit.at.min(len);
        let remove = edit.remove.min(len - at);
        if remove > 0 {
            done.extend(self::remove(txn, text, at, remove));
        }
        if !edit.insert.is_empty() {
            done.push(Typed::Inserted(insert(txn, text, at, &edit.insert)));
        }
    }
    done
}

/// Inserts at an offset within the text and tells the letters' ids.
pub(crate) fn insert(txn: &mut TransactionMut, text: &TextRef, at: u32, letters: &str) -> Run {
    let client = txn.doc().client_id().get();
    let start = txn.store().get_local_state();
    text.insert(txn, at, letters);
    Run { client, clocks: start..txn.store().get_local_state() }
}

/// Removes a range within the text and tells the letters and their ids.
pub(crate) fn remove(txn: &mut TransactionMut, text: &TextRef, at: u32, len: u32) -> Option<Typed> {
    let units: Vec<u16> = text.get_string(txn).encode_utf16().collect();
    let before = at.checked_sub(1).and_then(|at| letter(txn, text, at));
    let before = before.map(|id| (id.client.get(), id.clock));
    let mut runs: Vec<(Run, Vec<u16>)> = Vec::new();
    for place in at..at + len {
        let id = letter(txn, text, place)?;
        let unit = *units.get(place as usize)?;
        match runs.last_mut() {
            Some((run, letters)) if run.client == id.client.get() && run.clocks.end == id.clock => {
                run.clocks.end += 1;
                letters.push(unit);
            }
            _ => runs.push((Run { client: id.client.get(), clocks: id.clock..id.clock + 1 }, vec![unit])),
        }
    }
    text.remove_range(txn, at, len);
    Some(Typed::Removed(
        before,
        runs.into_iter().map(|(run, letters)| (run, String::from_utf16_lossy(&letters))).collect(),
    ))
}

/// The id of the letter at an offset.
pub(crate) fn letter(txn: &impl ReadTxn, text: &TextRef, at: u32) -> Option<ID> {
    text.sticky_index(txn, at, Assoc::After)?.id().copied()
}

/// Where a letter stands, or stood: the offset, and whether it is still there.
pub(crate) fn whereabouts(txn: &impl ReadTxn, text: &TextRef, id: ID) -> Option<(u32, bool)> {
    let offset = StickyIndex::from_id(id, Assoc::After).get_offset(txn)?;
    let own: &yrs::branch::Branch = text.as_ref();
    if offset.branch.id() != own.id() {
        return None;
    }
    Some((offset.index, letter(txn, text, offset.index) == Some(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: (u32, u32, &str)) {
        let edit = compare(old, new).unwrap();
        assert_eq!((edit.at, edit.remove, edit.insert.as_str()), expected, "{old} → {new}");
        assert_eq!(edited(old, &fit(old, &[edit])), new);
    }

    #[test]
    fn labels_are_compared_at_borders_of_graphemes() {
        check("Antrag prüfen", "Antrag genau prüfen", (7, 0, "genau "));
        check("aaa", "aaaa", (3, 0, "a"));
        check("👩‍🚒 ruft", "👩‍🚀 ruft", (0, 5, "👩‍🚀"));
        check("e\u{301}", "e\u{300}", (0, 2, "e\u{300}"));
        check("ab", "", (0, 2, ""));
        check("😀😁", "😀😂😁", (2, 0, "😂"));
        assert_eq!(compare("x", "x"), None);
    }

    #[test]
    fn edits_are_clamped_and_kept_off_the_middle_of_a_pair() {
        let edit = |at, remove, insert: &str| TextEdit { at, remove, insert: insert.into() };
        let cases = [
            ("a😀b", vec![edit(2, 1, "")], "ab"),
            ("a😀b", vec![edit(2, 0, "x")], "ax😀b"),
            ("ab", vec![edit(9, 9, "c")], "abc"),
            ("ab", vec![edit(0, 1, "x"), edit(1, u32::MAX, "y")], "xy"),
            ("abc", vec![edit(0, 2, ""), edit(1, 1, "z")], "zc"),
            ("", vec![edit(0, 0, "a\r\nb\u{7}\tc")], "a\nb c"),
        ];
        for (label, edits, expected) in cases {
            assert_eq!(edited(label, &fit(label, &edits)), expected, "{label} {edits:?}");
        }
    }
}
