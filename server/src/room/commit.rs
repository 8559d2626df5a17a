//! Commits: when, and what follows: acknowledge, tell the others, or take everything back.

use super::{
    Dialect, RoomError,
    actor::{Origin, Pending, Room},
    basis::Logged,
    frame,
    outbox::Kind,
};
use crate::store::{Commit, StoreError};
use bytes::Bytes;
use std::{
    cell::LazyCell,
    collections::{BTreeMap, HashSet},
    sync::atomic::Ordering,
};
use tokio::time::Instant;
use wandel_wire::{Refusal, ServerMessage, close, server};

/// From so many updates on, senders get the same frame as everybody else.
const SHARED: usize = 8;

/// A committed update, to be told.
struct Told {
    /// The socket it came from, 0 if none.
    session: u32,
    logged: Logged,
}

impl Room {
    /// Hands what waits to the writer, all of it, unless something is on its way there already. When every commit has to
    /// be told to many, a few milliseconds are waited for more: what is stored together is told together.
    pub(super) fn start_commit(&mut self) {
        let (Some(since), None) = (self.waiting_since, &self.commit) else { return };
        let at = since + self.pace.wait(self.members.len());
        if at > Instant::now() {
            self.commit_at = Some(at);
        } else {
            self.commit_now();
        }
    }

    /// Hands what waits to the writer. Nothing is on its way there.
    pub(super) fn commit_now(&mut self) {
        self.commit_at = None;
        self.waiting_since = None;
        self.committing = std::mem::take(&mut self.waiting);
        self.committing_bytes = std::mem::take(&mut self.waiting_bytes);
        self.committing_locks = std::mem::take(&mut self.unsaved_locks);
        self.commit_began = Instant::now();
        let updates: Vec<Bytes> =
            self.committing.iter().filter_map(|pending| pending.update.clone()).collect();
        let (store, id) = (self.store.clone(), self.id.clone());
        let (epoch, after) = (self.basis.epoch, self.basis.position());
        if updates.is_empty() && self.committing_locks.is_empty() {
            self.commit = Some(Box::pin(async move { Ok(after) }));
            return;
        }
        // Everything that is applied is in this commit, so the live title is what will be committed.
        let title = std::mem::take(&mut self.title_changed).then(|| self.live.title().to_owned());
        let clients = std::mem::take(&mut self.unsaved_bindings);
        let locks = self.committing_locks.clone();
        let commit = Commit { epoch, after, updates, title, clients, locks };
        self.commit = Some(Box::pin(async move { store.append(&id, commit).await }));
    }

    pub(super) const fn is_settled(&self) -> bool {
        self.commit.is_none() && self.waiting_since.is_none()
    }

    /// Waits until everything that is applied is committed.
    pub(super) async fn settle(&mut self) -> Result<(), RoomError> {
        loop {
            if self.commit.is_none() && self.waiting_since.is_some() {
                self.commit_now();
            }
            let Some(commit) = self.commit.take() else { return Ok(()) };
            let result = commit.await;
            self.committed(result).await?;
        }
    }

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
                // In a box, like all that is rare and large: a room's task keeps the room of its largest moment.
                Box::pin(self.failed(done, error)).await
            }
        }
    }

    /// Answers with how many updates there were.
    fn stored(&mut self, done: Vec<Pending>, position: u64) -> usize {
        let mut acks: BTreeMap<u32, u64> = BTreeMap::new();
        let (mut told, mut calls) = (Vec::new(), Vec::new());
        for Pending { from, update } in done {
            let session = match &from {
                Origin::Socket { session, .. } => *session,
                Origin::Call(_) => 0,
            };
            if let Some(update) = update {
                let logged = Logged::new(&update);
                self.basis.push(logged.clone());
                told.push(Told { session, logged });
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
        if !told.is_empty() {
            self.last_change = Instant::now();
            self.tell(&told);
        }
        for (session, seq) in acks {
            if let Some(member) = self.members.get_mut(&session) {
                member.acked = member.acked.max(seq);
                let ack = ServerMessage::Ack { seq, position };
                member.connection.outbox.push(ack.encode(), Kind::Passing);
            }
        }
        for reply in calls {
            let _ = reply.send(Ok(position));
        }
        told.len()
    }

    /// Nothing of it is kept and nobody saw it. The document is made anew from what is committed; all sockets come back
    /// and find a board that only reads until the disk takes changes again.
    async fn failed(&mut self, done: Vec<Pending>, error: StoreError) -> Result<(), RoomError> {
        tracing::error!(board = %self.id.in_logs(), %error, "commit failed: the board is read-only");
        self.read_only = Some(Refusal::ReadOnly);
        self.title_changed = false;
        self.waiting_bytes = 0;
        (self.waiting_since, self.commit_at) = (None, None);
        let waiting = std::mem::take(&mut self.waiting);
        for Pending { from, .. } in done.into_iter().chain(waiting) {
            if let Origin::Call(reply) = from {
                let _ = reply.send(Err(RoomError::Refused(Refusal::NotStored)));
            }
        }
        self.close_all(close::RESYNC, "board.not-stored");
        self.reload().await
    }

    /// Tells everybody what was committed, in one go. One frame is encoded for all of our own clients, one piece of many
    /// frames for all stock clients (which get one message a frame); whoever made some of it is left out of that, unless
    /// there is so much else in it that sharing is cheaper (the own part is known there and changes nothing).
    fn tell(&self, told: &[Told]) {
        let position = self.basis.position();
        let stream = Kind::Stream(position);
        let senders: HashSet<u32> =
            if told.len() < SHARED { told.iter().map(|told| told.session).collect() } else { HashSet::new() };
        let others = |but: Option<u32>| {
            told.iter().filter(move |told| but != Some(told.session)).map(|told| &told.logged)
        };
        let events = |but: Option<u32>| {
            let updates: Vec<&Bytes> = others(but).map(|logged| &logged.update).collect();
            (!updates.is_empty()).then(|| server::events(position, &updates))
        };
        let frames = |but: Option<u32>| {
            let frames: Vec<&Bytes> = others(but).map(|logged| &logged.frame).collect();
            (!frames.is_empty()).then(|| frame::joined(&frames))
        };
        // Nothing is encoded for a dialect that nobody speaks here.
        let (for_own, for_stock) = (LazyCell::new(|| events(None)), LazyCell::new(|| frames(None)));
        for (session, member) in self.members.iter().filter(|(_, member)| member.live) {
            let outbox = &member.connection.outbox;
            let alone = senders.contains(session);
            match member.connection.dialect {
                Dialect::Own => {
                    let frame = if alone { events(Some(*session)) } else { for_own.clone() };
                    if let Some(frame) = frame {
                        outbox.push(frame, stream);
                    }
                }
                Dialect::Stock => {
                    let frames = if alone { frames(Some(*session)) } else { for_stock.clone() };
                    if let Some(frames) = frames {
                        outbox.push_joined(frames, stream);
                    }
                }
            }
        }
    }
}
