//! How deep shared types nest: yrs and yjs delete them recursively, so a long chain of maps within maps would end the
//! process. Every new type is followed up to a root, through the update and then through the document, without recursion.

use super::Scan;
use crate::{Board, refusal::Refusal};
use std::collections::HashMap;
use yrs::{Assoc, BranchID, ClientID, ID, ReadTxn, StickyIndex, Transact};

/// Where a block says it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Directly in a root.
    Root,
    /// In the type of this id.
    Inside(u64, u32),
    /// Beside this block, in whatever that is in.
    Beside(u64, u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub client: u64,
    pub clock: u32,
    pub len: u32,
    pub origin: Origin,
    pub is_type: bool,
}

/// Refuses types that nest too deep.
pub(super) fn check(board: &Board, scan: &Scan) -> Result<(), Refusal> {
    if !scan.types {
        return Ok(());
    }
    let mut starts: HashMap<u64, (usize, usize)> = HashMap::new();
    for (place, block) in scan.blocks.iter().enumerate() {
        starts.entry(block.client).or_insert((place, place)).1 = place + 1;
    }
    let find = |client: u64, clock: u32| {
        let &(start, end) = starts.get(&client)?;
        let list = &scan.blocks[start..end];
        let place = start + list.partition_point(|block| block.clock <= clock).checked_sub(1)?;
        let block = &scan.blocks[place];
        (block.client == client && clock < block.clock + block.len).then_some(place)
    };
    let txn = board.document.doc.transact();
    // 0: not known yet; else the depth of what holds the block, plus one.
    let mut depths = vec![0_u8; scan.blocks.len()];
    let mut path = Vec::new();
    for start in 0..scan.blocks.len() {
        if !scan.blocks[start].is_type || depths[start] != 0 {
            continue;
        }
        let mut place = start;
        // The depth that the last block on the path has, or that it gets from a block beside or around it.
        let (mut depth, mut own) = loop {
            if depths[place] != 0 {
                break (depths[place], false);
            }
            path.push(place);
            if path.len() > scan.blocks.len() {
                return Err(Refusal::new("update.malformed"));
            }
            let (client, clock, inside) = match scan.blocks[place].origin {
                Origin::Root => break (1, true),
                Origin::Inside(client, clock) => (client, clock, true),
                Origin::Beside(client, clock) => (client, clock, false),
            };
            match find(client, clock) {
                Some(next) => place = next,
                None => {
                    let around = depth_in(&txn, ID::new(ClientID::new(client), clock), scan.nesting);
                    break (around + u8::from(inside), true);
                }
            }
        };
        while let Some(place) = path.pop() {
            let inside = matches!(scan.blocks[place].origin, Origin::Inside(..));
            depth = depth.saturating_add(u8::from(inside && !own));
            own = false;
            if depth > scan.nesting {
                return Err(Refusal::new("update.too-deep"));
            }
            depths[place] = depth;
        }
    }
    Ok(())
}

/// How many types the block of the document with this id lies in, a root counting as one; `limit` at most.
fn depth_in(txn: &impl ReadTxn, id: ID, limit: u8) -> u8 {
    let mut id = id;
    for depth in 1..limit {
        match StickyIndex::from_id(id, Assoc::After).get_offset(txn).map(|offset| offset.branch.id()) {
            Some(BranchID::Nested(parent)) => id = parent,
            Some(BranchID::Root(_)) => return depth,
            // Collected or not there: what hangs below it is collected with it.
            None => return depth,
        }
    }
    limit
}
