//! Who else is here and what they show. Not edits: nothing here is kept or acknowledged.

use bytes::Bytes;
use std::collections::BTreeMap;
use wandel_wire::{Here, Person, Slot};

/// Another socket in the room (perhaps another tab of the same person).
#[derive(Clone, Debug, PartialEq)]
pub struct Other {
    pub here: Here,
    pub slot: Slot,
    /// When the slot came last: milliseconds of `pump`. Cursors glide from the one before.
    pub since: f64,
}

/// The others, by session. `revision` rises with every change.
#[derive(Debug, Default)]
pub struct Others {
    others: BTreeMap<u32, Other>,
    people: BTreeMap<u64, Person>,
    revision: u32,
}

impl Others {
    pub(super) fn here(&mut self, whole: bool, joined: Vec<Here>, left: &[u32], me: Option<u32>, now: f64) {
        let mut before = std::mem::take(&mut self.others);
        if !whole {
            self.others = std::mem::take(&mut before);
        }
        for session in left {
            self.others.remove(session);
        }
        for here in joined.into_iter().filter(|here| Some(here.session) != me) {
            let known = self.others.remove(&here.session).or_else(|| before.remove(&here.session));
            let (slot, since) = known.map_or((Slot::default(), now), |other| (other.slot, other.since));
            self.others.insert(here.session, Other { here, slot, since });
        }
        self.revision = self.revision.wrapping_add(1);
    }

    pub(super) fn slots(&mut self, slots: &[(u32, Bytes)], now: f64) {
        for (session, bytes) in slots {
            if let (Some(other), Ok(slot)) = (self.others.get_mut(session), Slot::decode(bytes)) {
                other.slot = slot;
                other.since = now;
                self.revision = self.revision.wrapping_add(1);
            }
        }
    }

    pub(super) fn table(&mut self, people: Vec<Person>) {
        self.people.extend(people.into_iter().map(|person| (person.by, person)));
        self.revision = self.revision.wrapping_add(1);
    }

    /// The link is gone: nobody is seen, but who wrote what stays known.
    pub(super) fn clear(&mut self) {
        if !self.others.is_empty() {
            self.others.clear();
            self.revision = self.revision.wrapping_add(1);
        }
    }

    /// Everybody else who is here, by session number.
    pub fn iter(&self) -> impl Iterator<Item = &Other> {
        self.others.values()
    }
    #[must_use]
    pub fn get(&self, session: u32) -> Option<&Other> {
        self.others.get(&session)
    }
    /// Who an author number is.
    #[must_use]
    pub fn person(&self, by: u64) -> Option<&Person> {
        self.people.get(&by)
    }
    #[must_use]
    pub const fn revision(&self) -> u32 {
        self.revision
    }
}
