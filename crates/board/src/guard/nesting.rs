//! Where new blocks belong, without having applied them. How deep shared types nest: yrs and yjs delete them recursively, so
//! a long chain of maps within maps would end the process. And whether both neighbours of a block are in one place: where
//! they are not, replicas come to differ. Followed through the update and then through the document, without recursion.

use super::Scan;
use crate::{Board, refusal::Refusal};
use std::collections::HashMap;
use yrs::{Assoc, BranchID, ClientID, ID, ReadTxn, StickyIndex, Transact, types::TypeRef};

/// Where a block says it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Directly in a root; a hash of its name.
    Root(u64),
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
    pub left: Option<(u64, u32)>,
    pub right: Option<(u64, u32)>,
    /// Of a value in a map that says so itself: a hash of its key. 0: a part of a text, or a block beside others.
    pub key: u64,
    /// Which shared type it makes, as in the bytes.
    pub makes: Option<u8>,
    /// It was deleted before it came, and may have been anything.
    pub deleted: bool,
}

/// What a block lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Root(u64),
    Type(u64, u32),
    /// Collected: whatever is put there is collected too.
    Unknown,
}

/// The blocks of an update by id.
pub(super) struct Index<'a> {
    pub blocks: &'a [Block],
    starts: HashMap<u64, (usize, usize)>,
}

impl<'a> Index<'a> {
    pub fn new(blocks: &'a [Block]) -> Self {
        let mut starts: HashMap<u64, (usize, usize)> = HashMap::new();
        for (place, block) in blocks.iter().enumerate() {
            starts.entry(block.client).or_insert((place, place)).1 = place + 1;
        }
        Self { blocks, starts }
    }

    pub fn find(&self, client: u64, clock: u32) -> Option<usize> {
        let &(start, end) = self.starts.get(&client)?;
        let list = &self.blocks[start..end];
        let place = start + list.partition_point(|block| block.clock <= clock).checked_sub(1)?;
        let block = &self.blocks[place];
        (block.client == client && clock < block.clock + block.len).then_some(place)
    }
}

/// Hash of the name of a root, or of a key.
pub(super) fn root(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Refuses blocks whose left and right neighbours lie in different types, stand the wrong way round, or are values of a
/// map (which have no right neighbour). Neighbours that are deleted, or new in this update, are not compared for order.
pub(super) fn check_neighbours(board: &Board, scan: &Scan) -> Result<(), Refusal> {
    if scan.blocks.iter().all(|block| block.right.is_none()) {
        return Ok(());
    }
    let index = Index::new(&scan.blocks);
    let txn = board.document.doc.transact();
    let mut known: Vec<Option<Place>> = vec![None; scan.blocks.len()];
    for block in &scan.blocks {
        let (Some(right), Origin::Beside(client, clock)) = (block.right, block.origin) else { continue };
        let left = place_of(&txn, &index, &mut known, (client, clock))?;
        let over = place_of(&txn, &index, &mut known, right)?;
        let torn = left != over && left != Place::Unknown && over != Place::Unknown;
        let settled = index.find(client, clock).is_none() && index.find(right.0, right.1).is_none();
        let turned = settled && is_turned(&txn, (client, clock), right);
        // Of a block without a left neighbour, `origin` is the right one.
        let alone = block.left.is_none();
        let same = !alone && (client, clock) == right;
        if torn || turned && !alone || same || is_map(&txn, &index, over) {
            return Err(Refusal::new("update.torn").with("client", block.client));
        }
    }
    Ok(())
}

/// Refuses blocks inside something that is no shared type: the CRDT finds that out when it has taken in half of an update.
/// What was deleted may have been one, and what is put there is collected with it.
pub(super) fn check_parents(board: &Board, scan: &Scan) -> Result<(), Refusal> {
    let index = Index::new(&scan.blocks);
    let txn = board.document.doc.transact();
    let mut deleted = None;
    let mut last = None;
    for block in &scan.blocks {
        let Origin::Inside(client, clock) = block.origin else { continue };
        if last.replace((client, clock)) == Some((client, clock)) {
            continue;
        }
        let holds = if clock < board.clock(client) {
            let id = ID::new(ClientID::new(client), clock);
            BranchID::get_nested(&txn, &id).is_some()
                || place_in(&txn, id) == Place::Unknown
                || deleted.get_or_insert_with(|| txn.snapshot().delete_set).contains(&id)
        } else {
            let found = index.find(client, clock).map(|at| &index.blocks[at]);
            found.is_none_or(|found| found.makes.is_some() || found.deleted)
        };
        if !holds {
            return Err(Refusal::new("update.malformed").with("client", block.client));
        }
    }
    Ok(())
}

/// The second stands before the first.
fn is_turned(txn: &impl ReadTxn, left: (u64, u32), right: (u64, u32)) -> bool {
    let offset = |id: (u64, u32), assoc| {
        StickyIndex::from_id(ID::new(ClientID::new(id.0), id.1), assoc)
            .get_offset(txn)
            .map(|offset| offset.index)
    };
    // `Before` counts the letter itself, if it is there.
    match (offset(left, Assoc::Before), offset(right, Assoc::After)) {
        (Some(after_left), Some(before_right)) => before_right < after_left,
        _ => false,
    }
}

/// The type number of maps in the bytes.
const MAP: u8 = 1;

fn is_map(txn: &impl ReadTxn, index: &Index<'_>, place: Place) -> bool {
    match place {
        Place::Unknown => false,
        Place::Root(name) => ["elements", "meta", "planes", "processes"].iter().any(|map| root(map) == name),
        Place::Type(client, clock) => match index.find(client, clock) {
            Some(at) => index.blocks[at].makes == Some(MAP),
            None => BranchID::get_nested(txn, &ID::new(ClientID::new(client), clock))
                .is_some_and(|branch| *branch.type_ref() == TypeRef::Map),
        },
    }
}

fn place_of(
    txn: &impl ReadTxn,
    index: &Index<'_>,
    known: &mut [Option<Place>],
    mut id: (u64, u32),
) -> Result<Place, Refusal> {
    let mut path = Vec::new();
    let place = loop {
        let Some(at) = index.find(id.0, id.1) else {
            break place_in(txn, ID::new(ClientID::new(id.0), id.1));
        };
        if let Some(place) = known[at] {
            break place;
        }
        if path.len() > index.blocks.len() {
            return Err(Refusal::new("update.malformed"));
        }
        path.push(at);
        match index.blocks[at].origin {
            Origin::Root(name) => break Place::Root(name),
            Origin::Inside(client, clock) => break Place::Type(client, clock),
            Origin::Beside(client, clock) => id = (client, clock),
        }
    };
    for at in path {
        known[at] = Some(place);
    }
    Ok(place)
}

fn place_in(txn: &impl ReadTxn, id: ID) -> Place {
    match StickyIndex::from_id(id, Assoc::After).get_offset(txn).map(|offset| offset.branch.id()) {
        Some(BranchID::Nested(id)) => Place::Type(id.client.get(), id.clock),
        Some(BranchID::Root(name)) => Place::Root(root(&name)),
        None => Place::Unknown,
    }
}

/// Refuses types that nest too deep.
pub(super) fn check(board: &Board, scan: &Scan) -> Result<(), Refusal> {
    if !scan.types {
        return Ok(());
    }
    let index = Index::new(&scan.blocks);
    let txn = board.document.doc.transact();
    // 0: not known yet; else the depth of what holds the block, plus one.
    let mut depths = vec![0_u8; scan.blocks.len()];
    let mut path = Vec::new();
    for start in 0..scan.blocks.len() {
        if scan.blocks[start].makes.is_none() || depths[start] != 0 {
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
                Origin::Root(_) => break (1, true),
                Origin::Inside(client, clock) => (client, clock, true),
                Origin::Beside(client, clock) => (client, clock, false),
            };
            match index.find(client, clock) {
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
