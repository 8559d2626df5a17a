//! Compares what an update says with what a board has and who is writing.

use super::{Scan, crowd, nesting};
use crate::{Board, refusal::Refusal};

/// An update that may be applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Admitted {
    /// Client ids under which it inserts something new; all of them the writer's own.
    pub writes: Vec<u64>,
    /// It carries a delete set, which may or may not say something new.
    pub deletes: bool,
}

impl Admitted {
    /// Nothing the board does not have: to be acknowledged, neither applied nor logged.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.writes.is_empty() && !self.deletes
    }
}

/// Checks that nothing is missing and that everything new comes under the writer's own ids. Blocks that the board already
/// has are skipped; they never turn an update into an accepted one.
///
/// # Errors
/// `update.foreign-client`; `update.too-large`: too many blocks in one row; and those of `complete`.
pub fn admit(board: &Board, scan: &Scan, own: &dyn Fn(u64) -> bool) -> Result<Admitted, Refusal> {
    let mut admitted = Admitted { writes: Vec::new(), deletes: !scan.deletes.is_empty() };
    for section in &scan.inserts {
        if section.clocks.end > board.clock(section.client) {
            if !own(section.client) {
                return Err(Refusal::new("update.foreign-client").with("client", section.client));
            }
            admitted.writes.push(section.client);
        }
    }
    crowd::check(board, scan)?;
    complete(board, scan)?;
    Ok(admitted)
}

/// Checks that the board has, or the update brings, everything that it refers to.
///
/// # Errors
/// `update.missing`; `update.too-deep`; `update.malformed`: a block inside something that holds none; `update.torn`: one
/// between two that are not in one place.
pub fn complete(board: &Board, scan: &Scan) -> Result<(), Refusal> {
    let missing = |client: u64| Err(Refusal::new("update.missing").with("client", client));
    let mut known = std::collections::HashMap::with_capacity(scan.inserts.len());
    for section in &scan.inserts {
        let clock = board.clock(section.client);
        // A gap before or within what is new.
        if section.clocks.start > clock || section.skips.iter().any(|skip| skip.end > clock) {
            return missing(section.client);
        }
        known.insert(section.client, section.clocks.end.max(clock));
    }
    let known = |client: u64| known.get(&client).copied().unwrap_or_else(|| board.clock(client));
    for (client, clock) in &scan.refers {
        if *clock >= known(*client) {
            return missing(*client);
        }
    }
    for (client, clocks) in &scan.deletes {
        if clocks.end > known(*client) {
            return missing(*client);
        }
    }
    nesting::check(board, scan)?;
    nesting::check_parents(board, scan)?;
    nesting::check_neighbours(board, scan)
}
