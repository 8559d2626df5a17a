//! The browser's half of the wire: brings the document up to date, delivers local edits exactly once, keeps them while
//! there is no server, and knows at any time what is saved where. A state machine without input or output of its own:
//! `Sync::take` is told what happened, `Sync::pump` works through it, and `Sync::effects` says what is to be done outside.
//!
//! The engine owns the document; it is handed over in `pump`, where updates of others are applied or the document is
//! rebuilt. Sync must not paint, know tools, or touch sockets, storage, clock and randomness other than as given.
//!
//! A turn of the engine: `pump`, then local edits with `push` and `show`, then `effects`.

mod change;
mod event;
mod presence;
mod replica;
mod tray;

pub use change::Change;
pub use event::{Effect, Event, Record, SavedTab, StoreOp};
pub use presence::{Other, Others};
pub use replica::{Replica, ReplicaError};
pub use tray::Rejected;

use crate::view::{SaveState, SaveView};
use std::collections::VecDeque;
use wandel_board::Changes;
use wandel_wire::{Role, Slot};

/// Oneself, as the server said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    pub session: u32,
    /// Author number on this board: goes into `by` of what one makes.
    pub by: Option<u64>,
    pub role: Role,
    pub name: String,
    pub colour: u8,
}

/// What `pump` did to the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrived {
    pub changes: Changes,
    /// The document was made anew: everything changed, and the history of undo is over.
    pub rebuilt: bool,
}

pub struct Sync {
    events: VecDeque<Event>,
    effects: Vec<Effect>,
    others: Others,
    me: Option<Me>,
    tray: Vec<Rejected>,
}

impl Sync {
    /// `seed`: true randomness, for the jitter of coming back.
    #[must_use]
    pub fn new(_seed: [u8; 32]) -> Self {
        Self {
            events: VecDeque::new(),
            effects: Vec::new(),
            others: Others::default(),
            me: None,
            tray: Vec::new(),
        }
    }

    /// Takes what happened outside; it is worked through at the next `pump`.
    pub fn take(&mut self, event: Event) {
        self.events.push_back(event);
    }

    /// Works through everything taken so far. `now`: milliseconds, monotonic. `hold`: an input method is composing, so
    /// what others did waits (what is said about our own edits does not).
    pub fn pump(&mut self, _now: f64, _board: &mut impl Replica, _hold: bool) -> Arrived {
        self.events.clear();
        Arrived::default()
    }

    /// A local edit: the update that the document made of it (nothing if empty), and what it was.
    pub fn push(&mut self, _update: Vec<u8>, _change: Change) {}

    /// What one shows to the others; sent when it changed, at most 30 times a second.
    pub fn show(&mut self, _slot: Slot) {}

    /// What is to be done outside, in this order.
    pub fn effects(&mut self, _now: f64) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    #[must_use]
    pub fn save(&self) -> SaveView {
        SaveView { state: SaveState::Connecting, pending: 0, code: None }
    }

    /// Whether local edits are taken: the document is there, the role and the schema allow it.
    #[must_use]
    pub fn can_edit(&self) -> bool {
        self.me.as_ref().is_some_and(|me| me.role.may_edit())
    }

    /// Oneself; also without a link, as it was last. `None` before the first answer of a server ever.
    #[must_use]
    pub const fn me(&self) -> Option<&Me> {
        self.me.as_ref()
    }

    #[must_use]
    pub const fn others(&self) -> &Others {
        &self.others
    }

    /// What could not be delivered.
    #[must_use]
    pub fn tray(&self) -> &[Rejected] {
        &self.tray
    }

    /// Takes something out of the tray for good: it was done again, or is not wanted.
    pub fn dismiss(&mut self, id: u64) -> Option<Rejected> {
        let at = self.tray.iter().position(|rejected| rejected.id == id)?;
        Some(self.tray.remove(at))
    }
}
