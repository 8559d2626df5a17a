//! What the server says, message by message.

use super::{Arrived, Identity, Inbound, Link, Me, Renewal, Sync, document};
use bytes::Bytes;
use wandel_board::Board;
use wandel_wire::{Refusal, RoomMessage, ServerHello, ServerMessage};

/// Time between two comparisons of the document with the server's, milliseconds.
pub(super) const CHECK_EVERY: f64 = 30_000.0;
/// A document that differs is loaded anew at most this often.
const RENEW_BY_CHECK: f64 = 600_000.0;

impl Sync {
    pub(super) fn received(&mut self, frame: &Bytes) {
        if !matches!(self.link, Link::Greeting | Link::CatchingUp { .. } | Link::Live { .. }) {
            return;
        }
        match ServerMessage::decode(frame) {
            Ok(message) => self.message(message),
            Err(_) => self.hang_up(),
        }
    }

    fn message(&mut self, message: ServerMessage) {
        if self.outbox.in_flight() == 0 && self.link.is_live() {
            self.expect_by = None;
        }
        match message {
            ServerMessage::Hello(hello) => self.hello(hello),
            ServerMessage::Events { position, updates } => self.incoming(updates, Some(position)),
            ServerMessage::Update(update) => self.incoming(vec![update], None),
            ServerMessage::SyncStep2(update) => {
                let position = if let Link::CatchingUp { to } = self.link { Some(to) } else { None };
                self.incoming(vec![update], position);
            }
            ServerMessage::Ack { seq, position } => self.acknowledged(seq, position),
            ServerMessage::Nack { seq, refusal } => self.refused(seq, &refusal),
            ServerMessage::People(people) => self.others.table(people),
            ServerMessage::Room(room) => self.room(room),
            // Our outbox says what the server lacks; presence comes as slots; a denial is followed by a close.
            ServerMessage::SyncStep1(_) | ServerMessage::Awareness(_) | ServerMessage::Denied(_) => {}
        }
    }

    fn room(&mut self, message: RoomMessage) {
        match message {
            RoomMessage::Presence(slots) => self.others.slots(&slots, self.now),
            RoomMessage::Here { whole, joined, left } => {
                let me = self.me.as_ref().map(|me| me.session);
                self.others.here(whole, joined, &left, me, self.now);
            }
            RoomMessage::ReadOnly(refusal) => self.frozen = refusal,
            RoomMessage::Checked { same: Some(false), .. } => self.differs(),
            RoomMessage::Checked { .. } => {}
            // An id that is not accepted shows in the refusal of what is written under it.
            RoomMessage::Claimed { .. } => {}
            RoomMessage::Locks { whole, locked, freed } => {
                if whole {
                    self.locks.clear();
                }
                self.locks.extend(locked);
                for element in freed {
                    self.locks.remove(&element);
                }
            }
        }
    }

    fn hello(&mut self, hello: ServerHello) {
        if self.link != Link::Greeting {
            return;
        }
        self.locks.clear();
        self.outdated = hello.schema > wandel_board::SCHEMA;
        let may_edit = hello.role.may_edit();
        self.me = Some(Me {
            session: hello.session,
            by: hello.claim.by,
            role: hello.role,
            name: hello.name,
            colour: hello.colour,
        });
        self.keeper.note(false, self.now);
        if !may_edit && !self.outbox.is_empty() {
            self.renewal.get_or_insert_with(Renewal::default).refusal = Some(Refusal::Forbidden);
        } else if let Some(renewal) = &mut self.renewal {
            renewal.refusal = None;
        }
        // A server that is behind us, or in another epoch, is right, and we are not.
        let other = self.ready && (hello.epoch != self.epoch || hello.position < self.position);
        if other {
            self.renewal.get_or_insert_with(Renewal::default);
        }
        if self.renewal.is_some() && self.asked_for_the_rest {
            // We asked for what is missing, and need everything.
            self.hang_up();
            return;
        }
        if let Some(renewal) = &mut self.renewal {
            renewal.hello(hello.epoch, hello.claim);
        } else if self.identity.as_ref().is_none_or(|identity| identity.claim.by != hello.claim.by) {
            self.next_identity = Some(hello.claim);
        }
        self.spare = Some(hello.spare);
        self.link = Link::CatchingUp { to: hello.position };
        self.expect();
        self.caught_up();
    }

    /// Committed content. Waits in `inbound` until the document may be touched.
    fn incoming(&mut self, updates: Vec<Bytes>, position: Option<u64>) {
        if let Some(renewal) = &mut self.renewal {
            renewal.take(updates, position);
        } else {
            self.inbound.push_back(Inbound { updates, position });
        }
        if matches!(self.link, Link::CatchingUp { .. }) {
            self.expect();
            self.caught_up();
        }
    }

    /// Live as soon as everything that was committed at the hello is here (though perhaps not applied yet).
    fn caught_up(&mut self) {
        let Link::CatchingUp { to } = self.link else { return };
        let here = match &self.renewal {
            Some(renewal) => renewal.position().unwrap_or(0),
            None => self.inbound.iter().filter_map(|inbound| inbound.position).fold(self.position, u64::max),
        };
        if here >= to {
            self.link = Link::Live { since: self.now };
            self.lost_at = None;
            self.expect_by = None;
            self.check_at = self.now + CHECK_EVERY;
        }
    }

    pub(super) fn apply_inbound(&mut self, board: &mut Board, arrived: &mut Arrived) {
        if self.renewal.is_some() {
            if self.link.is_live() {
                self.renew(board, arrived);
            }
            return;
        }
        while let Some(inbound) = self.inbound.pop_front() {
            let position = inbound.position.map_or(self.position, |position| position.max(self.position));
            for update in inbound.updates {
                match document::apply(board, &update) {
                    Ok(changes) => arrived.changes.merge(changes),
                    Err(_) => return self.start_over(),
                }
                self.keeper.remote(update, position, self.now);
            }
            if position > self.position {
                self.position = position;
                self.keeper.note(false, self.now);
            }
        }
    }

    /// Our copy cannot be brought up to date: fetch a fresh one.
    pub(super) fn start_over(&mut self) {
        self.renewal.get_or_insert_with(Renewal::default);
        self.hang_up();
    }

    /// Takes the id that waits, when the document may be touched.
    pub(super) fn change_identity(&mut self, board: &mut Board, arrived: &mut Arrived) {
        if self.renewal.is_some() || !self.ready {
            return;
        }
        let Some(claim) = self.next_identity.take() else { return };
        let snapshot = board.snapshot();
        *board = Board::new(claim.client);
        arrived.rebuilt = true;
        if document::apply(board, &snapshot).is_err() {
            return self.start_over();
        }
        self.identity = Some(Identity { claim, sent: true });
        self.keeper.note(true, self.now);
    }

    fn acknowledged(&mut self, seq: u64, position: u64) {
        if self.outbox.acknowledge(seq) {
            self.note_acknowledged();
        }
        if self.renewal.is_none() {
            // Behind what still waits to be applied.
            self.inbound.push_back(Inbound { updates: Vec::new(), position: Some(position) });
        }
        if self.outbox.in_flight() > 0 {
            self.expect();
        }
    }

    /// Own rows before the first that still waits are committed.
    pub(super) fn note_acknowledged(&mut self) {
        self.acked = self
            .outbox
            .iter()
            .map(|entry| entry.id)
            .min()
            .unwrap_or_else(|| self.keeper.next_row())
            .saturating_sub(1);
        self.keeper.note(false, self.now);
    }

    fn refused(&mut self, seq: u64, refusal: &Refusal) {
        if !temporary(refusal) {
            self.outbox.refuse(seq, refusal);
            self.renewal.get_or_insert_with(Renewal::default);
        }
        self.hang_up();
    }

    /// The server's document is not ours.
    fn differs(&mut self) {
        let recently = self.renewed_by_check.is_some_and(|at| self.now - at < RENEW_BY_CHECK);
        if !recently && self.renewal.is_none() {
            self.renewed_by_check = Some(self.now);
            self.start_over();
        }
    }
}

/// Not the edit's fault: it is sent again later, as it is.
pub(super) const fn temporary(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::ReadOnly | Refusal::NotStored | Refusal::Quarantined | Refusal::TooFast)
}
