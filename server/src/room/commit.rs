//! After the commit: acknowledge, tell the others, or take everything back.

use super::{
    Dialect, RoomError,
    actor::{Origin, Pending, Room, Told},
    basis::Logged,
    outbox::Kind,
};
use crate::store::StoreError;
use bytes::Bytes;
use std::{
    collections::{BTreeMap, HashSet},
    sync::atomic::Ordering,
};
use tokio::time::Instant;
use wandel_wire::{Refusal, ServerMessage, close, server};

/// From so many updates on, senders get the same frame as everybody else.
const SHARED: usize = 8;

impl Room {
    /// The writer's answer to what was on its way. An error means that this room cannot go on.
    pub(super) async fn committed(&mut self, result: Result<u64, StoreError>) -> Result<(), RoomError> {
        let done = std::mem::take(&mut self.committing);
        let bytes = std::mem::take(&mut self.committing_bytes);
        match result {
            Ok(position) => {
                let updates = self.stored(done, position);
                if updates > 0 {
                    self.config.metrics.committed(self.commit_began.elapsed(), updates, bytes);
                }
                Ok(())
            }
            Err(error) => {
                self.config.metrics.commit_failed();
                self.failed(done, error).await
            }
        }
    }

    /// Answers with how many updates there were.
    fn stored(&mut self, done: Vec<Pending>, position: u64) -> usize {
        let now = Instant::now();
        let mut acks: BTreeMap<u32, u64> = BTreeMap::new();
        let mut updates = 0;
        let mut calls = Vec::new();
        for Pending { from, update } in done {
            let session = match &from {
                Origin::Socket { session, .. } => *session,
                Origin::Call(_) => 0,
            };
            if let Some(update) = update {
                updates += 1;
                let logged = Logged::new(&update);
                self.basis.push(logged.clone());
                self.untold.push(Told { session, logged });
            }
            match from {
                Origin::Socket { session, seq: Some(seq) } => {
                    acks.insert(session, seq);
                }
                Origin::Socket { .. } => {}
                Origin::Call(reply) => calls.push(reply),
            }
        }
        debug_assert_eq!(self.basis.position(), position);
        self.tell_locks();
        self.shared.position.store(position, Ordering::Release);
        if updates > 0 {
            self.last_change = now;
            self.pace.note(now, updates);
            let wait = self.pace.wait(self.members.len());
            if wait.is_zero() {
                self.tell();
            } else {
                self.tell_at.get_or_insert(now + wait);
            }
        }
        // Until the others' changes are told, one has everything only up to the position before them.
        let told = position - self.untold.len() as u64;
        for (session, seq) in acks {
            if let Some(member) = self.members.get_mut(&session) {
                member.acked = member.acked.max(seq);
                let ack = ServerMessage::Ack { seq, position: told };
                member.connection.outbox.push(ack.encode(), Kind::Passing);
            }
        }
        for reply in calls {
            let _ = reply.send(Ok(position));
        }
        updates
    }

    /// Nothing of it is kept and nobody saw it. The document is made anew from what is committed; all sockets come back
    /// and find a board that only reads until the disk takes changes again.
    async fn failed(&mut self, done: Vec<Pending>, error: StoreError) -> Result<(), RoomError> {
        tracing::error!(board = %self.id.in_logs(), %error, "commit failed: the board is read-only");
        self.read_only = Some(Refusal::ReadOnly);
        self.title_changed = false;
        self.waiting_bytes = 0;
        let waiting = std::mem::take(&mut self.waiting);
        for Pending { from, .. } in done.into_iter().chain(waiting) {
            if let Origin::Call(reply) = from {
                let _ = reply.send(Err(RoomError::Refused(Refusal::NotStored)));
            }
        }
        self.tell();
        self.close_all(close::RESYNC, "board.not-stored");
        self.reload().await
    }

    /// Tells everybody what was committed since the last time, in one go. One frame is encoded for all of our own clients;
    /// whoever made some of it gets a frame without that, unless there is so much else in it that sharing is cheaper (the
    /// own part is known there and changes nothing). A stock client gets one message a frame.
    pub(super) fn tell(&mut self) {
        self.tell_at = None;
        if self.untold.is_empty() {
            return;
        }
        let untold = std::mem::take(&mut self.untold);
        let position = self.basis.position();
        let first = position - untold.len() as u64;
        let events = |but: Option<u32>| {
            let others = untold.iter().filter(|told| but != Some(told.session));
            let updates: Vec<&Bytes> = others.map(|told| &told.logged.update).collect();
            (!updates.is_empty()).then(|| server::events(position, &updates))
        };
        let mut shared: Option<Bytes> = None;
        let senders: HashSet<u32> = if untold.len() < SHARED {
            untold.iter().map(|told| told.session).collect()
        } else {
            HashSet::new()
        };
        for (session, member) in self.members.iter().filter(|(_, member)| member.live) {
            let outbox = &member.connection.outbox;
            match member.connection.dialect {
                Dialect::Own if senders.contains(session) => {
                    if let Some(frame) = events(Some(*session)) {
                        outbox.push(frame, Kind::Stream(position));
                    }
                }
                Dialect::Own => {
                    if shared.is_none() {
                        shared = events(None);
                    }
                    if let Some(frame) = &shared {
                        outbox.push(frame.clone(), Kind::Stream(position));
                    }
                }
                Dialect::Stock => {
                    let others = untold.iter().zip(first + 1..).filter(|(told, _)| told.session != *session);
                    for (told, position) in others {
                        outbox.push(told.logged.frame.clone(), Kind::Stream(position));
                    }
                }
            }
        }
    }
}
