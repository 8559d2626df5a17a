//! The records of the local store: what one tab keeps of a board, so that a reload without a server shows it and goes on.
//!
//! - `base`: a whole document, committed content only, and the number of the first log row after it.
//! - `log/N`: what came after, numbered without gaps: updates of others, and one's own with the change that made them.
//!   A gap means that a row was not stored; then the copy is not complete up to its position.
//! - `note`: identity, and up to which row one's own are acknowledged.
//! - `pending`: how many own rows are not acknowledged, in digits, for the page.
//! - `tray/N`: what could not be delivered.
//!
//! A record that cannot be read is left out, never a panic: the store belongs to the person at the device.

use super::{Change, Me, Record, Rejected};
use bytes::Bytes;
use wandel_wire::{
    Claim, Role, WireError,
    lib0::{Reader, Writer},
};

const VERSION: u8 = 1;
const REMOTE: u8 = 0;
const OWN: u8 = 1;
/// Updates in one remote row.
const UPDATES: usize = 1 << 16;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Base {
    pub epoch: u64,
    pub position: u64,
    /// Number of the first log row that is not contained.
    pub from: u64,
    pub document: Bytes,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Note {
    pub epoch: u64,
    pub position: u64,
    /// Own rows up to this number are committed.
    pub acked: u64,
    pub claim: Option<Claim>,
    /// Something may have been sent under `claim`: then it cannot be used by another page load.
    pub sent: bool,
    pub spare: Option<Claim>,
    pub me: Option<Me>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    Remote {
        position: u64,
        updates: Vec<Bytes>,
    },
    /// `at`: milliseconds on the clock of the page load that made it.
    Own {
        epoch: u64,
        claim: Claim,
        update: Bytes,
        change: Change,
        at: f64,
    },
}

/// Everything readable of one tab.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Kept {
    pub base: Option<Base>,
    pub note: Note,
    /// By number.
    pub rows: Vec<(u64, Row)>,
    pub tray: Vec<Rejected>,
}

pub(super) const BASE: &str = "base";
pub(super) const NOTE: &str = "note";
/// How many own rows are not acknowledged, in digits: the one record that the page reads.
pub(super) const PENDING: &str = "pending";

pub(super) fn row_key(id: u64) -> String {
    format!("log/{id:012}")
}
pub(super) fn is_tray(key: &str) -> bool {
    key.starts_with("tray/")
}
pub(super) fn tray_key(id: u64) -> String {
    format!("tray/{id:012}")
}

fn write_claim(writer: &mut Writer, claim: Option<&Claim>) {
    writer.flag(claim.is_some());
    if let Some(claim) = claim {
        writer.uint(claim.client).option(claim.by).array(&claim.key);
    }
}

fn read_claim(reader: &mut Reader<'_>) -> Result<Option<Claim>, WireError> {
    if !reader.flag()? {
        return Ok(None);
    }
    Ok(Some(Claim { client: reader.uint()?, by: reader.option()?, key: reader.array()? }))
}

fn versioned(reader: &mut Reader<'_>) -> Result<(), WireError> {
    if reader.byte()? == VERSION { Ok(()) } else { Err(WireError::BadValue) }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
const fn millis(at: f64) -> u64 {
    // Saturates; nothing but differences of a second or so is asked of it.
    at as u64
}
#[allow(clippy::cast_precision_loss)]
const fn from_millis(at: u64) -> f64 {
    at as f64
}

impl Base {
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(self.document.len() + 32);
        writer.byte(VERSION).uint(self.epoch).uint(self.position).uint(self.from).bytes(&self.document);
        writer.finish().into()
    }
    fn decode(bytes: &Bytes) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        versioned(&mut reader)?;
        Ok(Self {
            epoch: reader.uint()?,
            position: reader.uint()?,
            from: reader.uint()?,
            document: reader.bytes()?,
        })
    }
}

impl Note {
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(128);
        writer.byte(VERSION).uint(self.epoch).uint(self.position).uint(self.acked);
        write_claim(&mut writer, self.claim.as_ref());
        writer.flag(self.sent);
        write_claim(&mut writer, self.spare.as_ref());
        writer.flag(self.me.is_some());
        if let Some(me) = &self.me {
            writer.option(me.by).text(me.role.name()).text(&me.name).byte(me.colour);
        }
        writer.finish().into()
    }
    fn decode(bytes: &Bytes) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        versioned(&mut reader)?;
        let mut note = Self {
            epoch: reader.uint()?,
            position: reader.uint()?,
            acked: reader.uint()?,
            ..Self::default()
        };
        note.claim = read_claim(&mut reader)?;
        note.sent = reader.flag()?;
        note.spare = read_claim(&mut reader)?;
        if reader.flag()? {
            note.me = Some(Me {
                session: 0,
                by: reader.option()?,
                role: Role::parse(&reader.text()?).ok_or(WireError::BadValue)?,
                name: reader.text()?,
                colour: reader.byte()?,
            });
        }
        Ok(note)
    }
}

impl Row {
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(128);
        writer.byte(VERSION);
        match self {
            Self::Remote { position, updates } => {
                writer.byte(REMOTE).uint(*position).uint(updates.len() as u64);
                for update in updates {
                    writer.bytes(update);
                }
            }
            Self::Own { epoch, claim, update, change, at } => {
                writer.byte(OWN).uint(*epoch).uint(millis(*at));
                write_claim(&mut writer, Some(claim));
                // A change is plain data; were it not, the bytes alone would still be delivered.
                writer.bytes(update).bytes(&serde_json::to_vec(change).unwrap_or_default());
            }
        }
        writer.finish().into()
    }
    fn decode(bytes: &Bytes) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        versioned(&mut reader)?;
        match reader.byte()? {
            REMOTE => {
                let position = reader.uint()?;
                let count = reader.count(UPDATES)?;
                let updates = (0..count).map(|_| reader.bytes()).collect::<Result<_, _>>()?;
                Ok(Self::Remote { position, updates })
            }
            OWN => {
                let epoch = reader.uint()?;
                let at = from_millis(reader.uint()?);
                let claim = read_claim(&mut reader)?.ok_or(WireError::BadValue)?;
                let update = reader.bytes()?;
                let change = serde_json::from_slice(&reader.bytes()?).unwrap_or(Change::Commands(Vec::new()));
                Ok(Self::Own { epoch, claim, update, change, at })
            }
            _ => Err(WireError::BadValue),
        }
    }
}

impl Kept {
    /// Reads the records of a tab; what cannot be read is left out.
    pub fn read(records: Vec<Record>) -> Self {
        let mut kept = Self::default();
        for record in records {
            let bytes = Bytes::from(record.bytes);
            if record.key == BASE {
                kept.base = Base::decode(&bytes).ok();
            } else if record.key == NOTE {
                kept.note = Note::decode(&bytes).unwrap_or_default();
            } else if let Some(id) = record.key.strip_prefix("log/").and_then(|id| id.parse().ok()) {
                if let Ok(row) = Row::decode(&bytes) {
                    kept.rows.push((id, row));
                }
            } else if is_tray(&record.key)
                && let Ok(rejected) = serde_json::from_slice(&bytes)
            {
                kept.tray.push(rejected);
            }
        }
        let from = kept.base.as_ref().map_or(0, |base| base.from);
        kept.rows.retain(|(id, _)| *id >= from);
        kept.rows.sort_by_key(|(id, _)| *id);
        kept.tray.sort_by_key(|rejected| rejected.id);
        kept
    }

    /// The copy's epoch: of the base, else of the note, else of the newest own row.
    pub fn epoch(&self) -> u64 {
        let rows = self.rows.iter().filter_map(|(_, row)| match row {
            Row::Own { epoch, .. } => Some(*epoch),
            Row::Remote { .. } => None,
        });
        self.base.as_ref().map_or(self.note.epoch, |base| base.epoch).max(rows.max().unwrap_or(0))
    }

    /// The position up to which everything is here, if there is a base and no row is missing.
    pub fn complete_to(&self) -> Option<u64> {
        let base = self.base.as_ref()?;
        let whole = self.rows.iter().zip(base.from..).all(|((id, _), expected)| *id == expected);
        let rows = self.rows.iter().filter_map(|(_, row)| match row {
            Row::Remote { position, .. } => Some(*position),
            Row::Own { .. } => None,
        });
        whole.then(|| rows.fold(base.position.max(self.note.position), u64::max))
    }
}
