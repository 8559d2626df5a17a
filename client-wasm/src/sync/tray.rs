//! What could not be delivered: kept with its text until somebody decides, on this device.

use super::Change;
use serde::{Deserialize, Serialize};
use wandel_board::{ElementId, Kind};

/// One thing of the outbox that fits the board no longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rejected {
    /// A number of this tab's tray, rising.
    pub id: u64,
    /// The (first) element it was about, and what that was.
    pub element: Option<ElementId>,
    pub kind: Option<Kind>,
    /// The labels as their author saw them last, a line each.
    pub text: String,
    pub by: Option<u64>,
    /// Why: a refusal of the server or an error of the board.
    pub code: String,
    /// To try it again.
    pub change: Change,
}

#[derive(Debug, Default)]
pub(super) struct Tray {
    items: Vec<Rejected>,
    next: u64,
}

impl Tray {
    pub fn items(&self) -> &[Rejected] {
        &self.items
    }

    /// Adds something under a number of this tab. Returns it as it is kept.
    pub fn add(&mut self, mut rejected: Rejected) -> &Rejected {
        self.next += 1;
        rejected.id = self.next;
        self.items.push(rejected);
        &self.items[self.items.len() - 1]
    }

    pub fn dismiss(&mut self, id: u64) -> Option<Rejected> {
        let at = self.items.iter().position(|rejected| rejected.id == id)?;
        Some(self.items.remove(at))
    }
}
