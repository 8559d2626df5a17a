//! Locked elements: only who locked one may change it. State of the room, not of the document. Whoever edits with an
//! account may lock, and may take away anybody's lock: that is a deliberate act, which everybody is told of.

use super::{Principal, actor::Room, outbox::Kind};
use crate::store::Lock;
use std::collections::BTreeMap;
use tokio::time::Instant;
use wandel_board::ElementId;
use wandel_wire::{RoomMessage, ServerMessage, limits};

/// Element and the author number of who locked it.
pub(super) type Locks = BTreeMap<ElementId, u64>;

/// Whether somebody is kept from changing an element.
pub(super) fn keeps_off(locks: &Locks, id: &ElementId, by: Option<u64>) -> bool {
    locks.get(id).is_some_and(|holder| Some(*holder) != by)
}

/// Guests come and go, and a program's ticket is nobody: what they lock nobody could account for.
fn may_lock(who: &Principal) -> Option<u64> {
    who.by.filter(|_| who.role.may_edit() && !who.guest && !who.subject.starts_with("ticket:"))
}

impl Room {
    /// Somebody wants elements locked or free. Holds from now on; told to all when it is stored. What is not done (no
    /// right, no such element, too many, no room on the disk) is answered with how it stands.
    pub(super) fn lock(&mut self, session: u32, elements: Vec<String>, lock: bool) {
        let Some(member) = self.members.get(&session) else { return };
        let holder = may_lock(&member.connection.principal).filter(|_| self.read_only.is_none());
        let mut left = Vec::new();
        for text in elements {
            let id = ElementId::from(text);
            let wanted = lock.then_some(holder).flatten();
            let done = match (holder, lock, self.locks.get(&id)) {
                (None, ..) => false,
                // Nobody takes a lock over: it is taken away first.
                (Some(_), true, Some(_)) | (Some(_), false, None) => false,
                (Some(_), true, None) => self.live.has(&id) && self.locks.len() < limits::LOCKS,
                (Some(_), false, Some(_)) => true,
            };
            if !done {
                left.push(id);
                continue;
            }
            match wanted {
                Some(by) => self.locks.insert(id.clone(), by),
                None => self.locks.remove(&id),
            };
            self.unsaved_locks.push(Lock { element: id.as_str().to_owned(), author: wanted });
        }
        if !left.is_empty() {
            let message = self.how_they_stand(left);
            if let Some(member) = self.members.get(&session) {
                member.connection.outbox.push(message.encode(), Kind::Control);
            }
        }
        if !self.unsaved_locks.is_empty() {
            self.waiting_since.get_or_insert_with(Instant::now);
        }
    }

    fn how_they_stand(&self, ids: Vec<ElementId>) -> ServerMessage {
        let (mut locked, mut freed) = (Vec::new(), Vec::new());
        for id in ids {
            match self.locks.get(&id) {
                Some(by) => locked.push((id.as_str().to_owned(), *by)),
                None => freed.push(id.as_str().to_owned()),
            }
        }
        ServerMessage::Room(RoomMessage::Locks { whole: false, locked, freed })
    }

    /// All locks, for somebody who comes.
    pub(super) fn all_locks(&self) -> ServerMessage {
        let locked = self.locks.iter().map(|(id, by)| (id.as_str().to_owned(), *by)).collect();
        ServerMessage::Room(RoomMessage::Locks { whole: true, locked, freed: Vec::new() })
    }

    /// What is stored now, to everybody.
    pub(super) fn tell_locks(&mut self) {
        let changed = std::mem::take(&mut self.committing_locks);
        if changed.is_empty() {
            return;
        }
        let (mut locked, mut freed) = (Vec::new(), Vec::new());
        for Lock { element, author } in changed {
            match author {
                Some(by) => locked.push((element, by)),
                None => freed.push(element),
            }
        }
        let message = ServerMessage::Room(RoomMessage::Locks { whole: false, locked, freed });
        self.to_own(&message.encode(), Kind::Control, 0);
    }
}
