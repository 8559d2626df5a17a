//! What goes out: presence, pushes, posts, comparisons; and the times at which something is due.

use super::{Effect, Link, Sync, outbox::Next, session::CHECK_EVERY, session::temporary};
use bytes::Bytes;
use wandel_board::Board;
use wandel_wire::{ClientMessage, ControlMessage, Refusal, Slot, limits};

/// Time between two tries of a post that got no answer, milliseconds.
const POST_AGAIN: f64 = 2_000.0;

/// One's own presence on its way out: the latest counts.
#[derive(Debug, Default)]
pub(super) struct Shown {
    wanted: Bytes,
    sent: Option<Bytes>,
    sent_at: f64,
}

impl Shown {
    pub fn set(&mut self, slot: &Slot) {
        let mut bytes = slot.encode();
        if bytes.len() > limits::PRESENCE {
            // A long stroke: the others see it when it is done.
            bytes = Slot { gesture: None, ..slot.clone() }.encode();
        }
        if bytes.len() <= limits::PRESENCE {
            self.wanted = bytes;
        }
    }
    /// A new socket knows nothing of us.
    pub fn forget(&mut self) {
        self.sent = None;
    }
    fn due(&self) -> Option<f64> {
        let changed = self.sent.as_ref().map_or(!self.wanted.is_empty(), |sent| *sent != self.wanted);
        changed.then(|| self.sent_at + limits::PRESENCE_TICK.as_secs_f64() * 1000.0)
    }
    fn take(&mut self, now: f64) -> Option<Bytes> {
        self.due().filter(|due| now >= *due)?;
        self.sent = Some(self.wanted.clone());
        self.sent_at = now;
        self.sent.clone()
    }
}

impl Sync {
    pub(super) fn deliver(&mut self) {
        if !self.link.is_live() {
            return;
        }
        if let Some(slot) = self.shown.take(self.now) {
            self.send(&ClientMessage::Control(ControlMessage::Presence(slot)));
        }
        if self.renewal.is_none() && self.frozen.is_none() {
            self.use_identity();
            self.push_waiting();
        }
    }

    /// Before the first edit is sent under an id that came from the local copy, the copy says that it is used up.
    fn use_identity(&mut self) {
        let Some(identity) = &mut self.identity else { return };
        let client = identity.claim.client;
        if !identity.sent && self.outbox.iter().any(|entry| entry.claim.client == client) {
            identity.sent = true;
            self.keeper.note(true, self.now);
            self.gate = Some(self.keeper.upcoming());
        }
    }

    fn push_waiting(&mut self) {
        if self.gate.is_some() || self.post_again_at.is_some_and(|at| self.now < at) {
            return;
        }
        self.post_again_at = None;
        while let Some(next) = self.outbox.next() {
            match next {
                Next::Push { seq, update } => {
                    self.send(&ClientMessage::Push { seq, update });
                    self.expect();
                }
                Next::Post { id, claim, update } => {
                    self.effects.push(Effect::Post { id, claim, bytes: update.into() });
                }
            }
        }
    }

    /// The answer to a large update.
    pub(super) fn posted(&mut self, id: u64, status: u16, code: &str) {
        let outcome = match status {
            200..=299 => Ok(true),
            0 | 408 | 425 | 429 | 500.. => Ok(false),
            413 => Err(Refusal::TooLarge),
            401 | 403 | 404 => Err(Refusal::Forbidden),
            _ => match Refusal::parse(code) {
                refusal if temporary(&refusal) => Ok(false),
                refusal => Err(refusal),
            },
        };
        if outcome == Ok(false) {
            self.post_again_at = Some(self.now + POST_AGAIN);
        }
        let refused = outcome.is_err();
        self.outbox.posted(id, outcome);
        if refused {
            self.start_over();
        } else {
            self.note_acknowledged();
        }
    }

    pub(super) fn timers(&mut self, board: &Board) {
        if self.expect_by.is_some_and(|at| self.now >= at) {
            self.expect_by = None;
            self.hang_up();
        }
        let quiet = self.ready && self.outbox.is_empty() && self.inbound.is_empty() && self.renewal.is_none();
        if self.link.is_live() && self.now >= self.check_at {
            self.check_at = self.now + CHECK_EVERY;
            if quiet {
                let check = ControlMessage::Check { position: self.position, digest: board.digest() };
                self.send(&ClientMessage::Control(check));
                self.expect();
            }
        }
        if quiet && self.keeper.wants_base() {
            self.keeper.base(self.epoch, self.position, board.snapshot());
        }
    }

    /// Asks to be called again when something is due; anew in every turn, so that nothing depends on an earlier wish.
    pub(super) fn plan_wake(&mut self) {
        let live = self.link.is_live();
        let due = [
            self.keeper.due(),
            self.expect_by,
            self.post_again_at.filter(|_| live),
            live.then_some(self.check_at),
            self.shown.due().filter(|_| live),
            self.settles_at(),
        ];
        if let Some(next) = due.into_iter().flatten().reduce(f64::min) {
            self.effects.push(Effect::Wake { after: (next - self.now).max(1.0) });
        }
    }

    /// Still on the way to a server, for the first time or after a break.
    pub(super) const fn connecting(&self) -> bool {
        !matches!(self.link, Link::Live { .. } | Link::Final(_))
    }
}
