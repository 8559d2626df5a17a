//! A log becomes a snapshot: the same document, however the log is cut, and nothing of a log with a hole.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use proptest::prelude::*;
use support::{
    board,
    plan::{Act, Crowd, acts},
};
use wandel_board::{Board, snapshot};

/// What one person did, from a new board on; undo and deletions among it.
fn log(acts: &[Act]) -> (Vec<Vec<u8>>, [u8; 32]) {
    let mut crowd = Crowd::new(1);
    for act in acts {
        crowd.act(0, act);
    }
    let digest = crowd.desks[0].board.digest();
    (std::iter::once(board().snapshot()).chain(crowd.said.remove(0)).collect(), digest)
}

fn whole(updates: &[Vec<u8>]) -> Vec<u8> {
    snapshot(updates.iter().map(|update| &update[..])).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_snapshot_is_the_document(acts in prop::collection::vec(acts(), 1..60), cut in 0_usize..60) {
        let (log, digest) = log(&acts);
        let at_once = Board::load(9, &whole(&log)).unwrap();
        prop_assert_eq!(at_once.digest(), digest);
        let (before, after) = log.split_at(cut.min(log.len()));
        let begun = if before.is_empty() { Vec::new() } else { vec![whole(before)] };
        let in_two: Vec<Vec<u8>> = begun.into_iter().chain(after.iter().cloned()).collect();
        let in_two = Board::load(9, &whole(&in_two)).unwrap();
        prop_assert_eq!(in_two.digest(), digest);
        support::same(in_two.projection(), at_once.projection(), "in two steps and at once");
    }
}

#[test]
fn a_log_with_a_hole_and_one_that_is_torn_make_none() {
    let (mut log, _) = log(&[Act::Title(1), Act::Title(2), Act::Title(3)]);
    assert_eq!(log.len(), 4);
    let mut torn = log.clone();
    torn[3].pop();
    log.remove(2);
    for (log, code) in [(log, "update.missing"), (torn, "update.malformed")] {
        assert_eq!(snapshot(log.iter().map(|update| &update[..])).unwrap_err().code, code);
    }
}
