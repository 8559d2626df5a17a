//! Local edits on their way: in order, each once, until the server has committed it. An entry leaves only by an
//! acknowledgement, or when its change was done again under another id, or goes to the tray.

use super::{Change, document::About};
use bytes::Bytes;
use std::collections::VecDeque;
use wandel_wire::{Claim, Refusal, limits};

/// Unacknowledged pushes on one socket.
const WINDOW: usize = 64;
const WINDOW_BYTES: usize = 512 << 10;
/// Larger updates go by HTTP; the rest of a frame is for the message around it.
pub(super) const LARGEST_PUSH: usize = limits::FRAME - 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    Waiting,
    /// With its number on this socket.
    Sent(u64),
    Posted,
    Refused(Refusal),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// Number of its row in the log.
    pub id: u64,
    pub epoch: u64,
    pub claim: Claim,
    pub update: Bytes,
    pub change: Change,
    pub delivery: Delivery,
    /// When it was made: milliseconds on the clock of its page load.
    pub at: f64,
    /// Durable on this device.
    pub stored: bool,
    /// What it is about, as its author saw it. `None`: as in the document that is shown, which contains it.
    pub about: Option<Vec<About>>,
    /// How often it was refused and done again.
    pub tries: u8,
}

/// What to send next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Push { seq: u64, update: Bytes },
    Post { id: u64, claim: Claim, update: Bytes },
}

#[derive(Debug, Default)]
pub(super) struct Outbox {
    entries: VecDeque<Entry>,
    /// Number of the last push on this socket.
    seq: u64,
}

impl Outbox {
    pub fn len(&self) -> usize {
        self.entries.len()
    }
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut()
    }
    pub fn push(&mut self, entry: Entry) {
        self.entries.push_back(entry);
    }
    pub fn take_all(&mut self) -> VecDeque<Entry> {
        std::mem::take(&mut self.entries)
    }
    pub fn put_back(&mut self, entries: VecDeque<Entry>) {
        self.entries = entries;
    }

    /// Every id under which something waits, each once.
    pub fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        for entry in &self.entries {
            if !claims.iter().any(|claim| claim.client == entry.claim.client) {
                claims.push(entry.claim.clone());
            }
        }
        claims
    }

    /// A new socket: numbers begin anew, and nothing is known of what was under way. What was refused stays refused.
    pub fn restart(&mut self) {
        self.seq = 0;
        for entry in &mut self.entries {
            if matches!(entry.delivery, Delivery::Sent(_) | Delivery::Posted) {
                entry.delivery = Delivery::Waiting;
            }
        }
    }

    pub fn in_flight(&self) -> usize {
        self.entries
            .iter()
            .filter(|entry| matches!(entry.delivery, Delivery::Sent(_) | Delivery::Posted))
            .count()
    }

    /// The next entry that may go out, marked as sent. Nothing overtakes a large one, and that overtakes nothing.
    pub fn next(&mut self) -> Option<Next> {
        let (mut count, mut bytes) = (0, 0);
        for entry in &mut self.entries {
            match entry.delivery {
                Delivery::Sent(_) => {
                    count += 1;
                    bytes += entry.update.len();
                }
                Delivery::Posted | Delivery::Refused(_) => return None,
                Delivery::Waiting => {
                    if count >= WINDOW || (count > 0 && bytes + entry.update.len() > WINDOW_BYTES) {
                        return None;
                    }
                    if entry.update.len() > LARGEST_PUSH {
                        if count > 0 {
                            return None;
                        }
                        entry.delivery = Delivery::Posted;
                        return Some(Next::Post {
                            id: entry.id,
                            claim: entry.claim.clone(),
                            update: entry.update.clone(),
                        });
                    }
                    self.seq += 1;
                    entry.delivery = Delivery::Sent(self.seq);
                    return Some(Next::Push { seq: self.seq, update: entry.update.clone() });
                }
            }
        }
        None
    }

    /// Everything sent up to `seq` is committed. Returns whether something left.
    pub fn acknowledge(&mut self, seq: u64) -> bool {
        let before = self.entries.len();
        self.entries.retain(|entry| !matches!(entry.delivery, Delivery::Sent(sent) if sent <= seq));
        self.entries.len() != before
    }

    pub fn refuse(&mut self, seq: u64, refusal: &Refusal) {
        for entry in &mut self.entries {
            if entry.delivery == Delivery::Sent(seq) {
                entry.delivery = Delivery::Refused(refusal.clone());
            }
        }
    }

    /// The answer to a large one. `Ok(true)`: committed; `Ok(false)`: no answer, try again; `Err`: refused.
    pub fn posted(&mut self, id: u64, outcome: Result<bool, Refusal>) {
        match outcome {
            Ok(true) => self.entries.retain(|entry| entry.id != id || entry.delivery != Delivery::Posted),
            Ok(false) => self.settle(id, Delivery::Waiting),
            Err(refusal) => self.settle(id, Delivery::Refused(refusal)),
        }
    }

    fn settle(&mut self, id: u64, delivery: Delivery) {
        for entry in &mut self.entries {
            if entry.id == id && entry.delivery == Delivery::Posted {
                entry.delivery = delivery.clone();
            }
        }
    }
}
