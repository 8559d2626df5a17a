//! After the commit: acknowledge, tell the others, or take everything back.

use super::{
    Dialect, RoomError,
    actor::{Origin, Pending, Room, Told},
    outbox::Kind,
};
use crate::store::StoreError;
use bytes::Bytes;
use std::{
    collections::{BTreeMap, HashMap},
    sync::atomic::Ordering,
};
use tokio::time::Instant;
use wandel_wire::{Refusal, ServerMessage, close, server};

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
                self.basis.push(update.clone());
                self.untold.push(Told { session, update });
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

    /// Tells everybody what was committed since the last time, in one go and without the sender's own. One frame is
    /// encoded for all of our own clients who made nothing of it; a stock client gets one message a frame.
    pub(super) fn tell(&mut self) {
        self.tell_at = None;
        if self.untold.is_empty() {
            return;
        }
        let untold = std::mem::take(&mut self.untold);
        let position = self.basis.position();
        let first = position - untold.len() as u64;
        let mut shared: Option<Bytes> = None;
        let mut singles: HashMap<usize, Bytes> = HashMap::new();
        let senders: std::collections::HashSet<u32> = untold.iter().map(|told| told.session).collect();
        for (session, member) in self.members.iter().filter(|(_, member)| member.live) {
            let outbox = &member.connection.outbox;
            match member.connection.dialect {
                Dialect::Own if senders.contains(session) => {
                    let others: Vec<&Bytes> = untold
                        .iter()
                        .filter(|told| told.session != *session)
                        .map(|told| &told.update)
                        .collect();
                    if !others.is_empty() {
                        outbox.push(server::events(position, &others), Kind::Stream(position));
                    }
                }
                Dialect::Own => {
                    let frame = shared.get_or_insert_with(|| {
                        server::events(position, &untold.iter().map(|told| &told.update).collect::<Vec<_>>())
                    });
                    outbox.push(frame.clone(), Kind::Stream(position));
                }
                Dialect::Stock => {
                    for (index, told) in
                        untold.iter().enumerate().filter(|(_, told)| told.session != *session)
                    {
                        let frame = singles.entry(index).or_insert_with(|| server::update(&told.update));
                        outbox.push(frame.clone(), Kind::Stream(first + index as u64 + 1));
                    }
                }
            }
        }
    }
}
