//! An update on its way into the room: right, client ids, guard, tentative apply; then it waits for the commit.

use super::{
    Dialect, Principal, RoomError,
    actor::{Origin, Pending, Room},
    live::{Applied, Refused},
    locks::keeps_off,
    member::BINDS,
    outbox::Kind,
    request::Reply,
    stock::may_bind,
};
use bytes::Bytes;
use std::cell::{Cell, RefCell};
use tokio::time::Instant;
use wandel_board::{Command, ElementId, guard::Limits};
use wandel_wire::{Claim, ClientMessage, ControlMessage, Refusal, RoomMessage, ServerMessage, close, limits};

/// Bytes of snapshot and log that a board may have.
const BOARD: usize = 64 << 20;

impl Room {
    /// Anything from a socket. The right is looked at anew for every message.
    pub(super) fn message(&mut self, session: u32, message: ClientMessage) {
        let Some(member) = self.members.get_mut(&session) else { return };
        let connection = member.connection.clone();
        if connection.outbox.is_closed() {
            return;
        }
        if !connection.may_act((self.config.clock)()) {
            connection.revoke(close::FORBIDDEN, "access.ended");
            return;
        }
        let harmless = matches!(message, ClientMessage::SyncStep1(_) | ClientMessage::QueryAwareness);
        if let Some(waiting) = &mut member.waiting
            && !harmless
        {
            if waiting.messages.len() < limits::MESSAGES_PER_FRAME {
                waiting.messages.push_back(message);
            } else {
                connection.outbox.close(close::RESYNC, "client.leased");
            }
            return;
        }
        if harmless && !member.may_ask(Instant::now()) {
            return self.refuse(session, None, &Refusal::TooFast);
        }
        match message {
            ClientMessage::Hello(hello) => self.hello(session, hello),
            ClientMessage::SyncStep1(vector) => self.answer_state_vector(session, &vector),
            ClientMessage::SyncStep2(update) => self.update(session, None, update, true),
            ClientMessage::Update(update) => self.update(session, None, update, false),
            ClientMessage::Push { seq, update } => {
                if self.is_greeted(session) {
                    self.update(session, Some(seq), update, false);
                } else {
                    connection.outbox.close(close::POLICY, "wire.unexpected");
                }
            }
            ClientMessage::Awareness(payload) => self.awareness(session, &payload),
            ClientMessage::QueryAwareness => self.show_everybody(&connection),
            ClientMessage::Control(control) => {
                if self.is_greeted(session) {
                    self.control(session, control);
                } else {
                    connection.outbox.close(close::POLICY, "wire.unexpected");
                }
            }
        }
    }

    fn is_greeted(&self, session: u32) -> bool {
        self.members.get(&session).is_some_and(|member| member.greeted)
    }

    fn control(&mut self, session: u32, control: ControlMessage) {
        match control {
            ControlMessage::Presence(slot) => self.slot(session, slot),
            ControlMessage::Claim(claim) => {
                let accepted = self.keys.good(&self.id, self.basis.epoch, &claim);
                let Some(member) = self.members.get_mut(&session) else { return };
                if member.clients.len() >= 2 * limits::CLAIMS {
                    member.connection.outbox.close(close::RESYNC, "client.too-many");
                    return;
                }
                if accepted {
                    member.clients.insert(claim.client, claim.by);
                }
                let answer = RoomMessage::Claimed { client: claim.client, accepted };
                member.connection.outbox.push(ServerMessage::Room(answer).encode(), Kind::Control);
            }
            ControlMessage::Lock { elements, locked } => self.lock(session, elements, locked),
            ControlMessage::Check { position, digest } => {
                let here = self.basis.position();
                // Only while the live document is what is committed does the comparison mean anything.
                let comparable = position == here && self.is_settled();
                let same = comparable.then(|| self.digest() == digest);
                let answer = ServerMessage::Room(RoomMessage::Checked { position: here, same });
                if let Some(member) = self.members.get(&session) {
                    member.connection.outbox.push(answer.encode(), Kind::Passing);
                }
            }
        }
    }

    /// The digest of the committed document, computed once a position. Only while the room is settled.
    fn digest(&mut self) -> [u8; 32] {
        let here = self.basis.position();
        match self.digest_at {
            Some((position, digest)) if position == here => digest,
            _ => {
                let digest = self.live.digest();
                self.digest_at = Some((here, digest));
                digest
            }
        }
    }

    /// An update in whatever message it came.
    fn update(&mut self, session: u32, seq: Option<u64>, update: Bytes, step_2: bool) {
        let Some(member) = self.members.get_mut(&session) else { return };
        let dialect = member.connection.dialect;
        if !member.connection.principal.role.may_edit() {
            return self.refuse(session, seq, &Refusal::Forbidden);
        }
        let limits = if step_2 && update.len() > limits::FRAME && !member.large_step_2 {
            member.large_step_2 = true;
            Limits { bytes: limits::SYNC_STEP_2, ..Limits::FRAME }
        } else {
            Limits::FRAME
        };
        if let Err(refusal) = self.takes(update.len()) {
            return self.refuse(session, seq, &refusal);
        }
        let Some(member) = self.members.get(&session) else { return };
        let (bindings, leases) = (&self.bindings, &self.leases);
        let binds = RefCell::new(Vec::new());
        let rival = Cell::new(None);
        let own = |client: u64, known: bool| match dialect {
            Dialect::Own => member.clients.contains_key(&client),
            Dialect::Stock => match leases.get(&client) {
                Some(holder) if *holder == session => true,
                Some(holder) => {
                    rival.set(Some((client, *holder)));
                    false
                }
                None => {
                    let free = may_bind(bindings, member, client, known);
                    let few = member.binds + binds.borrow().len() < BINDS;
                    if free && few {
                        binds.borrow_mut().push(client);
                    }
                    free && few
                }
            },
        };
        let signs = |by: u64| member.may_sign(by);
        let by = member.connection.principal.by;
        let locked = |id: &ElementId| keeps_off(&self.locks, id, by);
        let result = self.live.apply(&update, &limits, &own, &signs, &locked);
        let binds = binds.into_inner();
        match result {
            Ok(applied) => {
                for client in binds {
                    self.bind(session, client);
                }
                self.accept(Origin::Socket { session, seq }, update, applied);
            }
            Err(refused) => {
                if let (Some((client, holder)), Refusal::ForeignClient) = (rival.get(), &refused.refusal) {
                    let message =
                        if step_2 { ClientMessage::SyncStep2(update) } else { ClientMessage::Update(update) };
                    return self.wait_for_lease(session, client, holder, message);
                }
                self.take_back(&refused);
                self.refuse(session, seq, &refused.refusal);
            }
        }
    }

    /// The board takes changes, and has room for so many bytes.
    fn takes(&self, bytes: usize) -> Result<(), Refusal> {
        if let Some(refusal) = &self.read_only {
            return Err(refusal.clone());
        }
        if self.basis.size() + self.waiting_bytes + bytes > BOARD {
            return Err(Refusal::Full);
        }
        Ok(())
    }

    fn take_back(&mut self, refused: &Refused) {
        if refused.rebuild {
            self.rebuild();
        }
    }

    /// Applied; waits for its commit, which the room begins at the end of its turn. What changed nothing waits too: an answer
    /// says that everything before is committed.
    fn accept(&mut self, from: Origin, update: Bytes, applied: Applied) {
        if let Origin::Socket { seq: None, .. } = from
            && !applied.changed
        {
            return;
        }
        if applied.changed {
            self.pace.note(Instant::now(), 1);
            self.waiting_bytes += update.len();
            self.title_changed |= applied.meta;
        }
        self.waiting_since.get_or_insert_with(Instant::now);
        self.waiting.push(Pending { from, update: applied.changed.then_some(update) });
    }

    /// An update over HTTP: the right was checked there, everything else is checked here.
    pub(super) fn push_call(&mut self, who: &Principal, claim: &Claim, update: Bytes, reply: Reply<u64>) {
        let result = if !who.role.may_edit() {
            Err(Refusal::Forbidden)
        } else if !self.keys.good(&self.id, self.basis.epoch, claim) {
            Err(Refusal::BadKey)
        } else {
            self.takes(update.len())
        };
        let result = result.and_then(|()| {
            let own = |client: u64, _: bool| client == claim.client;
            let signs = |by: u64| who.by == Some(by) || claim.by == Some(by);
            let locked = |id: &ElementId| keeps_off(&self.locks, id, who.by);
            self.live.apply(&update, &Limits::UPLOAD, &own, &signs, &locked).map_err(|refused| {
                self.take_back(&refused);
                refused.refusal
            })
        });
        match result {
            Ok(applied) => self.accept(Origin::Call(reply), update, applied),
            Err(refusal) => {
                self.config.metrics.refused(refusal.code());
                let _ = reply.send(Err(RoomError::Refused(refusal)));
            }
        }
    }

    /// A command of the server's own.
    pub(super) fn execute(&mut self, command: &Command, by: Option<u64>, reply: Reply<u64>) {
        if let Err(refusal) = self.takes(0) {
            let _ = reply.send(Err(RoomError::Refused(refusal)));
            return;
        }
        match self.live.execute(command, by, &mut self.rng) {
            Ok(Some((update, changes))) => {
                let applied = Applied { changed: true, meta: changes.meta };
                self.accept(Origin::Call(reply), update, applied);
            }
            Ok(None) => {
                let applied = Applied { changed: false, meta: false };
                self.accept(Origin::Call(reply), Bytes::new(), applied);
            }
            Err(refusal) => {
                let _ = reply.send(Err(RoomError::Command(refusal.code.into_owned())));
            }
        }
    }
}
