//! The browser's half of the wire: brings the document up to date, delivers local edits exactly once, keeps them while
//! there is no server, and knows at any time what is saved where. A state machine without input or output of its own:
//! `Sync::take` is told what happened, `Sync::pump` works through it, and `Sync::effects` says what is to be done outside.
//!
//! The engine owns the document; it is handed over in `pump`, where updates of others are applied or the document is
//! rebuilt. Sync must not paint, know tools, or touch sockets, storage, clock and randomness other than as given.
//!
//! A turn of the engine: `pump`, then local edits with `push` and `show`, then `effects`.
//!
//! What holds at any time:
//! - The local copy's base and its remote rows hold committed content only; what is not committed is an own row.
//! - Whatever this device has and the server may not have is in the outbox. So nothing but the outbox is ever uploaded, and
//!   a stale copy cannot overwrite anything.
//! - An id under which something may have been sent is not used by another page load: its copy may lack the last edits,
//!   and a number used twice is a lost edit. A start without a server takes the spare id.
//! - An entry of the outbox whose bytes cannot be used is done again by its change, or goes to the tray.

mod backoff;
mod change;
mod deliver;
mod document;
mod event;
mod keeper;
mod link;
mod outbox;
mod presence;
mod record;
mod renew;
mod restore;
mod save;
mod session;
mod tray;

pub use change::Change;
pub use event::{Effect, Event, Record, SavedTab, StoreOp};
pub use presence::{Other, Others};
pub use tray::Rejected;

use backoff::Backoff;
use bytes::Bytes;
use deliver::Shown;
use keeper::Keeper;
use link::Link;
use outbox::{Delivery, Entry, Outbox};
use record::Note;
use renew::Renewal;
use std::collections::{BTreeMap, VecDeque};
use tray::Tray;
use wandel_board::{Board, Changes, ElementId};
use wandel_wire::{Claim, ClientMessage, ControlMessage, Refusal, Role, Slot, limits};

/// Oneself, as the server said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// The socket's number in the room; 0 without a link.
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
    /// It is another document than before: somebody went back to a version, or it was purged.
    pub replaced: bool,
    /// Own edits that were done again on a new copy of the board.
    pub redone: usize,
    /// Own edits that went to the tray.
    pub rejected: usize,
}

/// Committed content that came and is not applied yet.
#[derive(Debug)]
struct Inbound {
    updates: Vec<Bytes>,
    /// Afterwards everything up to here is applied.
    position: Option<u64>,
}

/// The id that local edits are made under.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Identity {
    claim: Claim,
    /// Something may have been sent under it.
    sent: bool,
}

pub struct Sync {
    now: f64,
    events: VecDeque<Event>,
    effects: Vec<Effect>,
    link: Link,
    backoff: Backoff,
    /// When the link went, for not showing a short break.
    lost_at: Option<f64>,
    /// Something must be heard until then, or the link counts as dead.
    expect_by: Option<f64>,

    /// The document is here: from the local copy or from a server.
    ready: bool,
    epoch: u64,
    position: u64,
    /// A fresh copy is wanted, instead of what is missing.
    renewal: Option<Renewal>,
    /// The hello on this socket said what we have.
    asked_for_the_rest: bool,
    inbound: VecDeque<Inbound>,

    identity: Option<Identity>,
    /// An id that takes the place of `identity` as soon as the document may be touched.
    next_identity: Option<Claim>,
    spare: Option<Claim>,
    /// Nothing is sent before this transaction is durable: it says that an id is used up, or takes away what was done
    /// again under another id. Otherwise a crash would bring the id, or the edit, back a second time.
    gate: Option<u64>,
    outbox: Outbox,
    /// Own rows up to here are committed.
    acked: u64,
    /// When a large update without an answer is posted again.
    post_again_at: Option<f64>,

    keeper: Keeper,
    tray: Tray,
    /// The tray shows what the outbox holds: nobody takes it any more.
    stranded: bool,
    shown: Shown,
    check_at: f64,
    /// Since when digests disagree, to renew only once in a while.
    renewed_by_check: Option<f64>,

    me: Option<Me>,
    others: Others,
    /// Locked elements, each with the author number of the only one who may change it.
    locks: BTreeMap<String, u64>,
    /// The board takes no changes: the server's disk refused one.
    frozen: Option<Refusal>,
    /// The document was written by a newer program.
    outdated: bool,
}

impl Sync {
    /// `seed`: true randomness, for the jitter of coming back.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        Self {
            now: 0.0,
            events: VecDeque::new(),
            effects: Vec::new(),
            link: Link::Unloaded,
            backoff: Backoff::new(seed),
            lost_at: None,
            expect_by: None,
            ready: false,
            epoch: 0,
            position: 0,
            renewal: None,
            asked_for_the_rest: false,
            inbound: VecDeque::new(),
            identity: None,
            next_identity: None,
            spare: None,
            gate: None,
            outbox: Outbox::default(),
            acked: 0,
            post_again_at: None,
            keeper: Keeper::default(),
            tray: Tray::default(),
            stranded: false,
            shown: Shown::default(),
            check_at: 0.0,
            renewed_by_check: None,
            me: None,
            others: Others::default(),
            locks: BTreeMap::new(),
            frozen: None,
            outdated: false,
        }
    }

    /// Takes what happened outside; it is worked through at the next `pump`.
    pub fn take(&mut self, event: Event) {
        self.events.push_back(event);
    }

    /// Works through everything taken so far. `now`: milliseconds, monotonic. `hold`: an input method is composing, so
    /// what others did waits (what is said about our own edits does not).
    pub fn pump(&mut self, now: f64, board: &mut Board, hold: bool) -> Arrived {
        self.now = now;
        let mut arrived = Arrived::default();
        while let Some(event) = self.events.pop_front() {
            self.happened(event, board, &mut arrived);
        }
        if self.link.final_code().is_some() {
            self.strand(board);
        }
        if !hold {
            self.apply_inbound(board, &mut arrived);
            self.change_identity(board, &mut arrived);
        }
        self.timers(board);
        arrived
    }

    fn happened(&mut self, event: Event, board: &mut Board, arrived: &mut Arrived) {
        match event {
            Event::Loaded(tabs) => self.restore(tabs, board, arrived),
            Event::Opened => self.greet(),
            Event::Received(frame) => self.received(&Bytes::from(frame)),
            Event::Closed(code) => self.closed(code),
            Event::Stored { batch, ok } => self.stored(batch, ok),
            Event::Posted { id, status, code } => self.posted(id, status, &code),
            Event::Hidden => self.flush(true),
        }
    }

    /// A local edit: the update that the document made of it (nothing if empty), and what it was. Only while `can_edit`.
    pub fn push(&mut self, update: Vec<u8>, change: Change) {
        let Some(identity) = &self.identity else { return };
        if update.is_empty() {
            return;
        }
        let entry = Entry {
            id: self.keeper.own_row(),
            epoch: self.epoch,
            claim: identity.claim.clone(),
            update: update.into(),
            change,
            delivery: Delivery::Waiting,
            at: self.now,
            stored: false,
            about: None,
            tries: 0,
        };
        self.keeper.own(&entry);
        self.outbox.push(entry);
    }

    /// What one shows to the others; sent when it changed, at most 30 times a second.
    pub fn show(&mut self, slot: &Slot) {
        self.shown.set(slot);
    }

    /// What is to be done outside, in this order.
    pub fn effects(&mut self, now: f64) -> Vec<Effect> {
        self.now = now;
        self.deliver();
        self.flush(false);
        self.plan_wake();
        std::mem::take(&mut self.effects)
    }

    /// Whether local edits are taken: the document is here with an id to write under, and role and schema allow it.
    #[must_use]
    pub fn can_edit(&self) -> bool {
        self.ready
            && !self.outdated
            && self.identity.is_some()
            && self.link.final_code().is_none()
            && self.me.as_ref().is_some_and(|me| me.role.may_edit())
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

    /// Locked elements, each with the author number of the only one who may change it.
    #[must_use]
    pub const fn locks(&self) -> &BTreeMap<String, u64> {
        &self.locks
    }

    /// Asks for elements to be locked, or free; nothing is done without a link. The answer is what the room tells.
    pub fn lock(&mut self, elements: &[ElementId], locked: bool) {
        if !self.link.is_live() {
            return;
        }
        for part in elements.chunks(limits::SELECTION) {
            let elements = part.iter().map(|id| id.as_str().to_owned()).collect();
            self.send(&ClientMessage::Control(ControlMessage::Lock { elements, locked }));
        }
    }

    /// What could not be delivered, oldest first.
    #[must_use]
    pub fn tray(&self) -> &[Rejected] {
        self.tray.items()
    }

    /// Takes something out of the tray for good: it was done again, or is not wanted.
    pub fn dismiss(&mut self, id: u64) -> Option<Rejected> {
        let rejected = self.tray.dismiss(id)?;
        self.keeper.dismiss(id);
        Some(rejected)
    }

    fn flush(&mut self, force: bool) {
        let note = Note {
            epoch: self.epoch,
            position: self.position,
            acked: self.acked,
            claim: self.identity.as_ref().map(|identity| identity.claim.clone()),
            sent: self.identity.as_ref().is_some_and(|identity| identity.sent),
            spare: self.spare.clone(),
            me: self.me.clone(),
        };
        self.effects.extend(self.keeper.flush(self.now, force, self.outbox.len(), || note));
    }

    fn stored(&mut self, batch: u64, ok: bool) {
        let Some(landed) = self.keeper.landed(batch, ok, self.now) else { return };
        for entry in self.outbox.iter_mut().filter(|entry| landed.own_rows.contains(&entry.id)) {
            entry.stored = true;
        }
        if self.gate == Some(batch) {
            self.gate = (!landed.ok && !self.keeper.is_hopeless()).then_some(self.keeper.upcoming());
        }
    }
}
