//! Coming and going: seats, hello, who is here.

use super::{Connection, Dialect, actor::Room, member::Member, outbox::Kind};
use std::{collections::HashSet, sync::Arc};
use wandel_wire::{ClientHello, Here, Person, Refusal, RoomMessage, ServerHello, ServerMessage, close};

/// Presence colours there are, from 1 on.
const COLOURS: u8 = 8;
/// So much may have been on its way when something was refused that it built on.
const FOLLOWING: usize = 512;

impl Room {
    pub(super) fn join(&mut self, session: u32, connection: Arc<Connection>) {
        if self.is_crowded(&connection) {
            // Not a member, so nothing that it sends counts.
            connection.outbox.close(close::POLICY, "socket.too-many");
            return;
        }
        let colour = self.seat(&connection);
        let member = Member::new(connection.clone(), colour);
        self.shared.enter(session, connection.clone(), member.here(session));
        self.members.insert(session, Box::new(member));
        if let Some(by) = connection.principal.by {
            self.meet(Person { by, name: connection.principal.name.clone(), colour });
        }
        if connection.dialect == Dialect::Stock {
            self.announce(session);
            self.greet_stock(session);
        }
    }

    fn is_crowded(&self, connection: &Connection) -> bool {
        let subject = &connection.principal.subject;
        let same = |member: &Member| member.connection.principal.subject == *subject;
        let own = if subject.starts_with("ticket:") {
            0
        } else {
            self.members.values().filter(|member| same(member)).count()
        };
        own >= self.config.sockets_of_one || self.members.len() >= self.config.sockets
    }

    /// A free colour: the same for all sockets of one person, the wanted one if it is free, else the first free one.
    fn seat(&self, connection: &Connection) -> u8 {
        let subject = &connection.principal.subject;
        let same = self.members.values().find(|member| member.connection.principal.subject == *subject);
        if let Some(member) = same {
            return member.colour;
        }
        let taken: HashSet<u8> = self.members.values().map(|member| member.colour).collect();
        let wanted = connection.principal.colour;
        if (1..=COLOURS).contains(&wanted) && !taken.contains(&wanted) {
            return wanted;
        }
        (1..=COLOURS).find(|colour| !taken.contains(colour)).unwrap_or_else(|| {
            let places = u8::try_from(self.members.len() % usize::from(COLOURS)).unwrap_or(0);
            places + 1
        })
    }

    /// Somebody whose author number everybody should be able to read.
    fn meet(&mut self, person: Person) {
        let known = self.people.get(&person.by) == Some(&person);
        if !known {
            self.people.insert(person.by, person.clone());
            let frame = ServerMessage::People(vec![person]).encode();
            self.to_own(&frame, Kind::Control, 0);
        }
    }

    /// Tells our own clients that somebody came.
    fn announce(&self, session: u32) {
        let Some(member) = self.members.get(&session) else { return };
        let message =
            RoomMessage::Here { whole: false, joined: vec![member.here(session)], left: Vec::new() };
        self.to_own(&ServerMessage::Room(message).encode(), Kind::Control, session);
    }

    /// A frame to all of our own clients that were greeted, but one.
    pub(super) fn to_own(&self, frame: &bytes::Bytes, kind: Kind, but: u32) {
        for (session, member) in &self.members {
            if *session != but && member.greeted {
                member.connection.outbox.push(frame.clone(), kind);
            }
        }
    }

    pub(super) fn hello(&mut self, session: u32, hello: ClientHello) {
        let Some(member) = self.members.get(&session) else { return };
        let connection = member.connection.clone();
        if connection.dialect != Dialect::Own || member.greeted {
            connection.outbox.close(close::POLICY, "wire.unexpected");
            return;
        }
        let (shown, refused): (Vec<_>, Vec<_>) =
            hello.claims.into_iter().partition(|claim| self.keys.good(&self.id, self.basis.epoch, claim));
        let by = connection.principal.by;
        let claimed: HashSet<u64> =
            self.members.values().flat_map(|member| member.clients.keys().copied()).collect();
        let taken = |client| claimed.contains(&client) || self.live.knows(client);
        let claim = self.keys.issue(&self.id, self.basis.epoch, by, &mut self.rng, taken);
        let spare = self.keys.issue(&self.id, self.basis.epoch, by, &mut self.rng, |client| {
            client == claim.client || taken(client)
        });
        let Some(member) = self.members.get_mut(&session) else { return };
        member.greeted = true;
        member.live = true;
        member.client = claim.client;
        member.clients.insert(claim.client, claim.by);
        member.clients.extend(shown.iter().map(|claim| (claim.client, claim.by)));
        let say = |message: ServerMessage| connection.outbox.push(message.encode(), Kind::Control);
        say(ServerMessage::Hello(ServerHello {
            epoch: self.basis.epoch,
            position: self.basis.position(),
            role: connection.principal.role,
            schema: self.live.schema(),
            session,
            name: connection.principal.name.clone(),
            colour: member.colour,
            claim,
            spare,
            time: (self.config.clock)(),
        }));
        for claim in refused {
            say(ServerMessage::Room(RoomMessage::Claimed { client: claim.client, accepted: false }));
        }
        if let Some(refusal) = &self.read_only {
            say(ServerMessage::Room(RoomMessage::ReadOnly(Some(refusal.clone()))));
        }
        say(ServerMessage::People(self.people.values().cloned().collect()));
        let joined: Vec<Here> = self.members.iter().map(|(session, member)| member.here(*session)).collect();
        say(ServerMessage::Room(RoomMessage::Here { whole: true, joined, left: Vec::new() }));
        if !self.locks.is_empty() {
            say(self.all_locks());
        }
        let has = hello.has.filter(|(epoch, _)| *epoch == self.basis.epoch).map(|(_, position)| position);
        self.catch_up_own(&connection, has);
        self.show_everybody(&connection);
        self.announce(session);
    }

    pub(super) fn leave(&mut self, session: u32) {
        let Some(member) = self.members.remove(&session) else { return };
        self.shared.leave(session);
        self.leases.retain(|_, holder| *holder != session);
        let message = RoomMessage::Here { whole: false, joined: Vec::new(), left: vec![session] };
        self.to_own(&ServerMessage::Room(message).encode(), Kind::Control, session);
        self.vanish(&member);
        self.settle_leases(tokio::time::Instant::now());
    }

    /// Refuses a message: says so and counts it; too many in a minute end the socket.
    pub(super) fn refuse(&mut self, session: u32, seq: Option<u64>, refusal: &Refusal) {
        self.config.metrics.refused(refusal.code());
        let Some(member) = self.members.get_mut(&session) else { return };
        let outbox = &member.connection.outbox;
        match (member.connection.dialect, seq) {
            (Dialect::Own, Some(seq)) => {
                outbox.push(ServerMessage::Nack { seq, refusal: refusal.clone() }.encode(), Kind::Control);
            }
            (Dialect::Own, None) => {}
            (Dialect::Stock, _) => {
                outbox.push(ServerMessage::Denied(refusal.code().into_owned()).encode(), Kind::Control);
            }
        }
        // Not a fault of the sender; or only a consequence of what was refused before and was sent together with it.
        let follows = member.stumbled
            && member.connection.dialect == Dialect::Own
            && *refusal == Refusal::MissingDependency
            && member.followed < FOLLOWING;
        member.followed += usize::from(follows);
        let innocent = follows || matches!(refusal, Refusal::ReadOnly | Refusal::NotStored | Refusal::Full);
        member.stumbled = true;
        tracing::debug!(board = %self.id.in_logs(), session, code = %refusal.code(), "refused");
        if !innocent && member.count_refusal(tokio::time::Instant::now()) {
            member.connection.revoke(close::POLICY, "too-many-refusals");
        }
    }

    pub(super) fn say_read_only(&self) {
        let message = RoomMessage::ReadOnly(self.read_only.clone());
        self.to_own(&ServerMessage::Room(message).encode(), Kind::Control, 0);
    }
}
