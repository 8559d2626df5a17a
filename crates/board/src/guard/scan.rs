//! Reads a Yjs update (version 1) once, front to back: clients, blocks, delete set. Tells what it inserts, deletes and
//! refers to. Refuses what honest writers never write, before anything of it is decoded or applied.

use super::{
    Limits,
    nesting::{self, Block, Origin},
    reader::{Reader, malformed},
};
use crate::refusal::Refusal;
use std::{collections::BTreeMap, ops::Range};

/// What one client id inserts: a consecutive range of clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub client: u64,
    pub clocks: Range<u32>,
    /// Ranges within it that the writer left out.
    pub(super) skips: Vec<Range<u32>>,
}

/// What an update says, without having been applied.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// One a client id, in the order of the bytes.
    pub inserts: Vec<Section>,
    /// Deleted ranges by client id, sorted.
    pub deletes: Vec<(u64, Range<u32>)>,
    /// The highest clock of each client id that blocks refer to as origin or parent.
    pub refers: BTreeMap<u64, u32>,
    pub(super) blocks: Vec<Block>,
    pub(super) types: bool,
    pub(super) nesting: u8,
}

/// Highest clock: yrs computes with signed numbers.
const CLOCKS: u32 = i32::MAX as u32 - 1;

/// See the module. Takes a few microseconds for an edit.
///
/// # Errors
/// `update.too-large`, `update.too-deep`, `update.too-many-clients`, `update.content` (legacy or unsupported content),
/// `update.malformed`.
pub fn scan(update: &[u8], limits: &Limits) -> Result<Scan, Refusal> {
    if update.len() > limits.bytes {
        return Err(Refusal::new("update.too-large").with("bytes", update.len()));
    }
    let mut reader = Reader::new(update);
    let mut scan = Scan { nesting: limits.nesting, ..Scan::default() };
    let clients = reader.count(5)?;
    if clients > limits.clients {
        return Err(Refusal::new("update.too-many-clients").with("count", clients));
    }
    let mut seen = std::collections::HashSet::with_capacity(clients);
    for _ in 0..clients {
        let blocks = reader.count(2)?;
        let client = reader.client()?;
        let start = reader.u32()?;
        if blocks == 0 || !seen.insert(client) {
            return Err(malformed());
        }
        let mut section = Section { client, clocks: start..start, skips: Vec::new() };
        for _ in 0..blocks {
            let clock = section.clocks.end;
            let len = block(&mut reader, &mut scan, limits, client, clock)?;
            let end = clock.checked_add(len.get()).filter(|end| *end <= CLOCKS).ok_or_else(malformed)?;
            if let Len::Skip(_) = len {
                section.skips.push(clock..end);
            }
            section.clocks.end = end;
        }
        scan.inserts.push(section);
    }
    delete_set(&mut reader, &mut scan, limits)?;
    reader.end()?;
    Ok(scan)
}

enum Len {
    Skip(u32),
    Other(u32),
}

impl Len {
    const fn get(&self) -> u32 {
        match *self {
            Self::Skip(len) | Self::Other(len) => len,
        }
    }
}

fn positive(len: u32) -> Result<u32, Refusal> {
    if len > 0 { Ok(len) } else { Err(malformed()) }
}

fn block(
    reader: &mut Reader,
    scan: &mut Scan,
    limits: &Limits,
    client: u64,
    clock: u32,
) -> Result<Len, Refusal> {
    let info = reader.u8()?;
    match info {
        0 => return reader.u32().and_then(positive).map(Len::Other),
        10 => return reader.u32().and_then(positive).map(Len::Skip),
        _ => {}
    }
    let id = |reader: &mut Reader, scan: &mut Scan| {
        let other = (reader.client()?, reader.u32()?);
        // A block cannot come after itself.
        if other.0 == client && other.1 >= clock {
            return Err(malformed());
        }
        let highest = scan.refers.entry(other.0).or_default();
        *highest = (*highest).max(other.1);
        Ok(other)
    };
    let left = if info & 0x80 != 0 { Some(id(reader, scan)?) } else { None };
    let right = if info & 0x40 != 0 { Some(id(reader, scan)?) } else { None };
    let mut key = 0;
    let origin = match left.or(right) {
        Some((client, clock)) => Origin::Beside(client, clock),
        None => {
            let origin = match reader.u32()? {
                1 => Origin::Root(nesting::root(reader.string()?)),
                0 => {
                    let (client, clock) = id(reader, scan)?;
                    Origin::Inside(client, clock)
                }
                _ => return Err(malformed()),
            };
            if info & 0x20 != 0 {
                key = nesting::root(reader.string()?);
            }
            origin
        }
    };
    let (len, makes) = content(reader, info, limits)?;
    scan.types |= makes.is_some();
    let deleted = info & 0x1f == DELETED;
    scan.blocks.push(Block { client, clock, len, origin, left, right, key, makes, deleted });
    Ok(Len::Other(len))
}

/// The content of what is deleted: its length.
const DELETED: u8 = 1;

/// Length in clocks, and which shared type it makes.
fn content(reader: &mut Reader, info: u8, limits: &Limits) -> Result<(u32, Option<u8>), Refusal> {
    let refused = || Refusal::new("update.content").with("kind", info & 0x1f);
    let len = match info & 0x1f {
        DELETED => positive(reader.u32()?)?,
        3 => {
            reader.buffer()?;
            1
        }
        4 => {
            let len = reader.string()?.encode_utf16().count();
            positive(u32::try_from(len).map_err(|_| malformed())?)?
        }
        5 => {
            reader.json(limits.depth)?;
            1
        }
        6 => {
            reader.string()?;
            reader.json(limits.depth)?;
            1
        }
        7 => {
            let made = reader.u8()?;
            match made {
                0 | 1 | 2 | 4 | 6 => {}
                3 => drop(reader.string()?),
                _ => return Err(refused()),
            }
            return Ok((1, Some(made)));
        }
        8 => {
            let count = reader.count(1)?;
            for _ in 0..count {
                reader.any(limits.depth)?;
            }
            positive(u32::try_from(count).map_err(|_| malformed())?)?
        }
        // JSON of Yjs before 13 (read differently by yrs), subdocuments, and whatever comes later.
        _ => return Err(refused()),
    };
    Ok((len, None))
}

fn delete_set(reader: &mut Reader, scan: &mut Scan, limits: &Limits) -> Result<(), Refusal> {
    let clients = reader.count(4)?;
    if clients > limits.clients {
        return Err(Refusal::new("update.too-many-clients").with("count", clients));
    }
    let mut seen = std::collections::HashSet::with_capacity(clients);
    for _ in 0..clients {
        let client = reader.client()?;
        if !seen.insert(client) {
            return Err(malformed());
        }
        let mut last = 0;
        for _ in 0..reader.count(2)? {
            let start = reader.u32()?;
            let end = start.checked_add(positive(reader.u32()?)?).ok_or_else(malformed)?;
            if start < last || end > CLOCKS {
                return Err(malformed());
            }
            last = end;
            scan.deletes.push((client, start..end));
        }
    }
    Ok(())
}
