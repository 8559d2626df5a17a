//! What a room does twice a second beside its work: rights that ran out, sockets that are stuck, probes of a full disk,
//! compaction, eviction. Changes no document.

use super::{actor::Room, request::Request};
use crate::store::StoreError;
use bytes::Bytes;
use std::time::Duration;
use tokio::{sync::mpsc, time::Instant};
use wandel_wire::{Refusal, close};

/// After a compaction that failed, the next one is tried this much later.
const COMPACTION_PAUSE: Duration = Duration::from_secs(60);

/// What is to be done that takes longer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chore {
    None,
    /// The room ends: nobody needs it.
    End,
    /// Too many client ids.
    Purge,
}

impl Room {
    /// Twice a second.
    pub(super) fn housekeep(&mut self, requests: &mpsc::Receiver<Request>) -> Chore {
        let now = Instant::now();
        let time = (self.config.clock)();
        for member in self.members.values() {
            if !member.connection.may_act(time) {
                member.connection.revoke(close::FORBIDDEN, "access.ended");
            } else if member.connection.outbox.is_stuck(now) {
                member.connection.kill();
            }
        }
        self.settle_leases(now);
        self.renew_presence(now);
        if self.read_only.is_none() && !self.store.health().writable {
            // Somebody else found the disk full: said before anybody's change is lost to it.
            self.read_only = Some(Refusal::ReadOnly);
            self.say_read_only();
        }
        if self.read_only.is_some() && self.probing.is_none() {
            let store = self.store.clone();
            self.probing = Some(Box::pin(async move { store.probe().await }));
        }
        if self.basis.is_compaction_due() {
            self.start_compaction();
        }
        if self.is_purge_due(now) {
            return Chore::Purge;
        }
        let quiet = self.members.is_empty() && self.is_settled() && requests.is_empty();
        if !quiet {
            self.idle_since = None;
            return Chore::None;
        }
        if self.compaction.is_some() {
            // Not as long again, when it is done.
            return Chore::None;
        }
        let since = *self.idle_since.get_or_insert(now);
        if now.duration_since(since) < self.config.idle {
            return Chore::None;
        }
        if self.basis.tail_len() >= self.config.compact_when_idle {
            self.start_compaction();
            if self.compaction.is_some() {
                return Chore::None;
            }
        }
        if self.shared.retire_if_unused() { Chore::End } else { Chore::None }
    }

    fn is_purge_due(&self, now: Instant) -> bool {
        let (clients, most) = (self.live.clients(), self.config.most_clients);
        let quiet = now.duration_since(self.last_change) >= self.config.quiet || clients > 2 * most;
        let paused = self.no_purge_before.is_some_and(|until| now < until);
        let free = self.is_settled() && self.compaction.is_none() && self.read_only.is_none();
        clients > most && quiet && free && !paused
    }

    fn start_compaction(&mut self) {
        let paused = self.no_compaction_before.is_some_and(|until| Instant::now() < until);
        if self.compaction.is_some() || self.read_only.is_some() || paused {
            return;
        }
        let (store, id, basis) = (self.store.clone(), self.id.clone(), self.basis.clone());
        self.compaction = Some(tokio::spawn(super::compact::compact(store, id, basis)));
    }

    pub(super) fn compacted(&mut self, done: Option<(u64, Bytes)>) {
        self.compaction = None;
        self.config.metrics.compacted(done.is_some());
        if let Some((position, bytes)) = done {
            self.basis.compact(position, bytes);
            self.cached.clear();
        } else {
            self.no_compaction_before = Some(Instant::now() + COMPACTION_PAUSE);
        }
    }

    pub(super) fn probed(&mut self, result: Result<(), StoreError>) {
        if result.is_ok() && self.read_only.take().is_some() {
            tracing::info!(board = %self.id.in_logs(), "takes changes again");
            self.say_read_only();
        }
    }
}
