//! How long it would take to find the places of new blocks. A block is put between its two origins, past whatever others have
//! put there: honestly that is what came in at the same time. But nobody has to be honest about origins. Ten thousand letters
//! at the beginning of a text and ten thousand more under another client id are a hundred million steps (seen: 16,000 and
//! 16,000 blocks, two frames of 96 kB, took 46 s). So new blocks are counted against what is in their row, before anything is
//! applied, by whoever takes in what others write; what is in a log is not judged again.

use super::{
    Limits, Scan,
    nesting::{Block, Index, Origin, Place},
    scan::scan,
};
use crate::{Board, refusal::Refusal};
use std::{
    collections::HashMap,
    sync::atomic::{AtomicU64, Ordering},
};

/// New blocks times blocks in their row that nobody looks at any closer.
const LITTLE: u64 = 1 << 18;
/// The same for all rows of an update, looked at closely: some tenths of a second.
const WORK: u64 = 1 << 24;
/// Blocks in one row. A text that was written letter by letter in order is one block.
const ROW: u64 = 1 << 15;

/// What a block is put among: all of a text, or the values that one key of a map has had.
type Row = (Place, u64);

/// So many blocks are in one row of a document at most.
#[derive(Debug, Default)]
pub(crate) struct Crowd(AtomicU64);

impl Crowd {
    /// These have come; they may all be in the largest row.
    pub fn grow(&self, scan: &Scan) {
        self.0.fetch_add(scan.blocks.len() as u64, Ordering::Relaxed);
    }
}

/// # Errors
/// `update.too-large`: more work than any honest update is.
pub(super) fn check(board: &Board, update: &Scan) -> Result<(), Refusal> {
    let fresh = |block: &Block| block.clock.saturating_add(block.len) > board.clock(block.client);
    let count = update.blocks.iter().filter(|block| fresh(block)).count() as u64;
    if count.saturating_mul(board.crowd.0.load(Ordering::Relaxed).saturating_add(count)) <= LITTLE {
        return Ok(());
    }
    let document = scan(&board.snapshot(), &Limits::SNAPSHOT)?;
    let index = Index::new(&document.blocks);
    let old = rows(&index, None)?;
    let mut counts: HashMap<Row, (u64, u64)> = HashMap::new();
    for row in &old {
        counts.entry(*row).or_default().0 += 1;
    }
    let most = counts.values().map(|(there, _)| *there).max().unwrap_or(0);
    board.crowd.0.store(most, Ordering::Relaxed);
    let new = rows(&Index::new(&update.blocks), Some((&index, &old)))?;
    for (row, _) in new.iter().zip(&update.blocks).filter(|(_, block)| fresh(block)) {
        counts.entry(*row).or_default().1 += 1;
    }
    let mut work = 0_u64;
    // What is put among what has been collected is collected too.
    for (_, (there, new)) in counts.into_iter().filter(|((place, _), _)| *place != Place::Unknown) {
        work = work.saturating_add(new.saturating_mul(there + new));
        if new > 0 && there + new > ROW || work > WORK {
            return Err(Refusal::new("update.too-large").with("blocks", there + new));
        }
    }
    Ok(())
}

/// The row of every block, by what lies around it in its own bytes or in others.
fn rows(index: &Index<'_>, around: Option<(&Index<'_>, &[Row])>) -> Result<Vec<Row>, Refusal> {
    let mut known: Vec<Option<Row>> = vec![None; index.blocks.len()];
    let mut path = Vec::new();
    for start in 0..known.len() {
        let mut at = start;
        let row = loop {
            if let Some(row) = known[at] {
                break row;
            }
            path.push(at);
            if path.len() > index.blocks.len() {
                return Err(Refusal::new("update.malformed"));
            }
            let block = &index.blocks[at];
            match block.origin {
                Origin::Root(name) => break (Place::Root(name), block.key),
                Origin::Inside(client, clock) => break (Place::Type(client, clock), block.key),
                Origin::Beside(client, clock) => match index.find(client, clock) {
                    Some(next) => at = next,
                    None => {
                        let there = around.and_then(|(index, rows)| Some(rows[index.find(client, clock)?]));
                        break there.unwrap_or((Place::Unknown, 0));
                    }
                },
            }
        };
        for at in path.drain(..) {
            known[at] = Some(row);
        }
    }
    Ok(known.into_iter().map(|row| row.unwrap_or((Place::Unknown, 0))).collect())
}

#[cfg(test)]
mod tests {
    use super::super::admit;
    use super::*;
    use crate::Meta;

    fn number(out: &mut Vec<u8>, mut value: u64) {
        while value > 0x7f {
            out.push(value as u8 | 0x80);
            value >>= 7;
        }
        out.push(value as u8);
    }

    /// So many blocks in a root `q`, each at its very beginning; under a key of it: its first value.
    fn fronts(client: u64, start: u64, count: u64, key: Option<&str>) -> Vec<u8> {
        let mut out = Vec::new();
        for value in [1, count, client, start] {
            number(&mut out, value);
        }
        for _ in 0..count {
            out.extend([4 | if key.is_some() { 0x20 } else { 0 }, 1, 1, b'q']);
            if let Some(key) = key {
                out.push(key.len() as u8);
                out.extend(key.bytes());
            }
            out.extend([1, b'a']);
        }
        out.push(0);
        out
    }

    fn judge(board: &Board, update: &[u8]) -> Result<(), String> {
        let scanned = scan(update, &Limits::FRAME).unwrap();
        admit(board, &scanned, &|_| true).map(drop).map_err(|refusal| refusal.code.into_owned())
    }

    #[test]
    fn a_crowd_in_one_row_is_refused_and_many_rows_are_not() {
        let too_large = Err("update.too-large".to_owned());
        for key in [None, Some("x")] {
            let mut board = Board::initial(1 << 33, Meta::default());
            assert_eq!(
                judge(&board, &fronts(100, 0, 10_000, key)),
                too_large,
                "a row of its own, too long at once"
            );
            // Little by little it grows, but not for ever.
            for start in (0..).step_by(2_000) {
                let update = fronts(100, start, 2_000, key);
                match judge(&board, &update) {
                    Ok(()) => drop(board.apply_remote(&update).unwrap()),
                    Err(code) => {
                        assert_eq!((Err(code), start > 4_000, start <= ROW), (too_large.clone(), true, true));
                        break;
                    }
                }
            }
            // Elsewhere on the board all is well.
            assert_eq!(judge(&board, &fronts(200, 0, 100, Some("y"))), Ok(()));
        }
        // As an import makes them: each block in a row of its own.
        let board = Board::initial(1 << 33, Meta::default());
        let mut many = Vec::new();
        for value in [1, 50_000, 100, 0] {
            number(&mut many, value);
        }
        for n in 0..50_000 {
            let key = format!("{n:05}");
            many.extend([4 | 0x20, 1, 1, b'q', 5]);
            many.extend(key.bytes());
            many.extend([1, b'a']);
        }
        many.push(0);
        assert_eq!(judge(&board, &many), Ok(()));
        assert_eq!(board.crowd.0.load(Ordering::Relaxed), 1, "counted");
    }
}
