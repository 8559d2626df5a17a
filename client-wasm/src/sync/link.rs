//! The state of the socket, and coming back.

use super::{Effect, Renewal, Sync};
use wandel_wire::{ClientHello, ClientMessage, close};

/// The other side must say something within this time once it was asked, milliseconds.
const PATIENCE: f64 = 15_000.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Link {
    /// The local copy is not read yet.
    Unloaded,
    /// Asked for a socket.
    Opening,
    /// Said hello.
    Greeting,
    /// Being told what is missing, up to this position.
    CatchingUp {
        to: u64,
    },
    Live {
        since: f64,
    },
    /// Asked to close; nothing that still comes is looked at.
    Closing,
    /// Closed for good.
    Final(u16),
}

impl Link {
    pub const fn final_code(self) -> Option<u16> {
        if let Self::Final(code) = self { Some(code) } else { None }
    }
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Live { .. })
    }
}

impl Sync {
    pub(super) fn connect(&mut self, after: f64) {
        self.link = Link::Opening;
        self.effects.push(Effect::Connect { after });
    }

    /// The socket is open: say what we have.
    pub(super) fn greet(&mut self) {
        if self.link != Link::Opening {
            return;
        }
        self.link = Link::Greeting;
        self.outbox.restart();
        let mut claims = self.outbox.claims();
        if let Some(identity) = &self.identity
            && !claims.iter().any(|claim| claim.client == identity.claim.client)
        {
            claims.push(identity.claim.clone());
        }
        // More than the limit means more than sixty page loads without a server: the newest are shown, and what is
        // refused for the others is done again.
        let surplus = claims.len().saturating_sub(wandel_wire::limits::CLAIMS);
        claims.drain(..surplus);
        let has = (self.ready && self.renewal.is_none()).then_some((self.epoch, self.position));
        self.asked_for_the_rest = has.is_some();
        self.send(&ClientMessage::Hello(ClientHello { schema: wandel_board::SCHEMA, has, claims }));
        self.expect();
    }

    pub(super) fn send(&mut self, message: &ClientMessage) {
        self.effects.push(Effect::Send { bytes: message.encode().into() });
    }

    /// From now on an answer is due.
    pub(super) fn expect(&mut self) {
        self.expect_by = Some(self.now + PATIENCE);
    }

    /// Closes from our side and comes back.
    pub(super) fn hang_up(&mut self) {
        if !matches!(self.link, Link::Unloaded | Link::Opening | Link::Closing | Link::Final(_)) {
            let lived = self.lived();
            self.effects.push(Effect::Close { code: close::RESYNC });
            self.link = Link::Closing;
            self.part(lived);
        }
    }

    fn lived(&self) -> f64 {
        if let Link::Live { since } = self.link { self.now - since } else { 0.0 }
    }

    /// The socket closed, or did not open.
    pub(super) fn closed(&mut self, code: u16) {
        if matches!(self.link, Link::Unloaded | Link::Final(_)) {
            return;
        }
        if self.link == Link::Closing {
            let after = self.backoff.next();
            self.connect(after);
            return;
        }
        let lived = self.lived();
        self.part(lived);
        if code == close::EPOCH {
            self.renewal.get_or_insert_with(Renewal::default);
        } else if close::is_final(code) {
            self.link = Link::Final(code);
            return;
        }
        let after = self.backoff.next();
        self.connect(after);
    }

    /// Nothing is known any more of what was under way.
    fn part(&mut self, lived: f64) {
        self.lost_at.get_or_insert(self.now);
        self.expect_by = None;
        self.post_again_at = None;
        self.frozen = None;
        self.others.clear();
        self.outbox.restart();
        self.shown.forget();
        self.backoff.held(lived);
        self.inbound.clear();
        if let Some(renewal) = &mut self.renewal {
            renewal.restart();
        }
        if let Some(me) = &mut self.me {
            me.session = 0;
        }
    }
}
