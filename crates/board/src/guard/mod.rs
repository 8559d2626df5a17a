//! The guard before the CRDT: yrs 0.28.1 is not safe against hostile bytes (`docs/document.md` says what was seen). An
//! iterative scan that allocates little reads an update as yrs and yjs would, checks every bound, and tells what it brings
//! and what it needs; `admit` compares that with a board and with the client ids a socket may write under.

mod admit;
mod crowd;
mod nesting;
mod reader;
mod scan;

pub use admit::{Admitted, admit, complete};
pub(crate) use crowd::Crowd;
pub use scan::{Scan, Section, scan};

use crate::refusal::Refusal;
use reader::Reader;
use yrs::{ClientID, StateVector};

/// Bounds of one update.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the whole update.
    pub bytes: usize,
    /// Client ids that insert, and those in the delete set.
    pub clients: usize,
    /// Nesting of lists and maps inside one value.
    pub depth: usize,
    /// Nesting of shared types (an element's label is 2).
    pub nesting: u8,
}

impl Limits {
    /// A frame on a socket.
    pub const FRAME: Self = Self { bytes: 1 << 20, clients: 10_000, depth: 64, nesting: 16 };
    /// A first synchronisation or an upload.
    pub const UPLOAD: Self = Self { bytes: 16 << 20, ..Self::FRAME };
    /// What this program stored itself.
    pub const SNAPSHOT: Self = Self { bytes: 1 << 30, clients: 1 << 20, ..Self::FRAME };
}

/// Reads a state vector from outside: no allocation before the counts are checked.
///
/// # Errors
/// `update.malformed`.
pub fn state_vector(bytes: &[u8]) -> Result<StateVector, Refusal> {
    let mut reader = Reader::new(bytes);
    let count = reader.count(2)?;
    let mut vector = StateVector::default();
    for _ in 0..count {
        let client = reader.client()?;
        vector.set_max(ClientID::new(client), reader.u32()?);
    }
    reader.end()?;
    Ok(vector)
}
