//! The table of widths, made by `cargo xtask fonts` (`xtask/src/font/table.rs` has its format). Read once; a damaged
//! table gives no letters, never a panic.

use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("font.bin");

/// Units per em.
pub(super) const UNITS: f64 = 1000.0;

#[derive(Debug, Default)]
pub(super) struct Table {
    faces: Vec<Face>,
    /// Sorted by code point: face and place in it.
    letters: Vec<(u32, u8, u16)>,
    /// The same, directly, for the first letters; `u16::MAX`: none.
    first: Vec<u16>,
}

#[derive(Debug, Default)]
struct Face {
    shares: [f64; 3],
    advances: Vec<f32>,
    left: Vec<u8>,
    right: Vec<u8>,
    columns: usize,
    kerning: Vec<i16>,
    /// Differences at the heavy end.
    advances_more: Vec<f32>,
    kerning_more: Vec<i16>,
}

/// A letter that the table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub face: u8,
    index: u16,
}

const DIRECT: usize = 0x250;

pub(super) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(BYTES).unwrap_or_default())
}

impl Table {
    pub(super) fn find(&self, letter: char) -> Option<Letter> {
        let code = u32::from(letter);
        let place = match self.first.get(code as usize) {
            Some(place) => *place as usize,
            None => self.letters.binary_search_by_key(&code, |entry| entry.0).ok()?,
        };
        self.letters.get(place).map(|(_, face, index)| Letter { face: *face, index: *index })
    }

    /// Code points of a face, ascending.
    pub(super) fn codes(&self, face: usize) -> impl Iterator<Item = u32> + '_ {
        self.letters.iter().filter(move |(_, of, _)| *of as usize == face).map(|(code, ..)| *code)
    }

    /// Advance in units.
    pub(super) fn advance(&self, letter: Letter, weight: u16) -> f64 {
        let Some(face) = self.faces.get(letter.face as usize) else { return 0.0 };
        let i = letter.index as usize;
        let more = face.advances_more.get(i).map_or(0.0, |more| f64::from(*more) * face.share(weight));
        face.advances.get(i).map_or(0.0, |base| f64::from(*base)) + more
    }

    /// What is added between two letters; nothing across faces.
    pub(super) fn kerning(&self, a: Letter, b: Letter, weight: u16) -> f64 {
        if a.face != b.face {
            return 0.0;
        }
        let Some(face) = self.faces.get(a.face as usize) else { return 0.0 };
        let (Some(row), Some(column)) = (face.left.get(a.index as usize), face.right.get(b.index as usize))
        else {
            return 0.0;
        };
        let i = *row as usize * face.columns + *column as usize;
        let more = face.kerning_more.get(i).map_or(0.0, |more| f64::from(*more) * face.share(weight));
        face.kerning.get(i).map_or(0.0, |base| f64::from(*base)) + more
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader { bytes: bytes.strip_prefix(b"WFT1")? };
        let mut table = Self::default();
        for face in 0..reader.byte()? {
            let variable = reader.byte()? != 0;
            let mut read = Face::default();
            for share in &mut read.shares {
                *share = f64::from(f32::from_le_bytes(reader.array()?));
            }
            let count = u16::from_le_bytes(reader.array()?);
            let mut code = 0;
            for index in 0..count {
                code += reader.leb()?;
                table.letters.push((code, face, index));
            }
            for _ in 0..count {
                read.advances.push(f32::from(u16::from_le_bytes(reader.array()?)));
            }
            read.left = (0..count).map(|_| reader.byte()).collect::<Option<_>>()?;
            read.right = (0..count).map(|_| reader.byte()).collect::<Option<_>>()?;
            let (rows, columns) = (reader.byte()? as usize, reader.byte()? as usize);
            read.columns = columns;
            read.kerning = (0..rows * columns).map(|_| reader.zigzag()).collect::<Option<_>>()?;
            if variable {
                read.advances_more =
                    (0..count).map(|_| reader.zigzag().map(f32::from)).collect::<Option<_>>()?;
                read.kerning_more = (0..rows * columns).map(|_| reader.zigzag()).collect::<Option<_>>()?;
            }
            table.faces.push(read);
        }
        table.letters.sort_unstable();
        table.first = vec![u16::MAX; DIRECT];
        for (place, (code, ..)) in table.letters.iter().enumerate() {
            if let (Some(slot), Ok(place)) = (table.first.get_mut(*code as usize), u16::try_from(place)) {
                *slot = place;
            }
        }
        Some(table)
    }
}

impl Face {
    /// How far a weight is from 400 to the heavy end.
    fn share(&self, weight: u16) -> f64 {
        match weight {
            0..=449 => 0.0,
            450..=549 => self.shares[0],
            550..=649 => self.shares[1],
            650.. => self.shares[2],
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*first)
    }
    fn leb(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in [0, 7, 14] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
    fn zigzag(&mut self) -> Option<i16> {
        let value = self.leb()?;
        let half = i16::try_from(value >> 1).ok()?;
        Some(if value & 1 == 0 { half } else { -half - 1 })
    }
}
