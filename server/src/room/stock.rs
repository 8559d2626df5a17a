//! Stock y-websocket clients: their client ids are random 32-bit numbers of their own choice. An id belongs to the person
//! who used it first, for good, and to one live socket at a time.

use super::{
    Connection,
    actor::Room,
    member::{BINDS, Member, Waiting},
    outbox::Kind,
};
use bytes::Bytes;
use std::{collections::HashMap, time::Duration};
use tokio::time::Instant;
use wandel_wire::{ClientMessage, Refusal, ServerMessage, awareness, close, limits};

/// The holder of an id gets this long to answer a ping.
const LEASE_PATIENCE: Duration = Duration::from_secs(2);

/// Whether a socket may take an id that no live socket holds: it is this person's already, or nobody's.
pub(super) fn may_bind(bindings: &HashMap<u64, String>, member: &Member, client: u64, known: bool) -> bool {
    client < limits::FIRST_ISSUED_CLIENT
        && match bindings.get(&client) {
            Some(subject) => *subject == member.connection.principal.subject,
            None => !known,
        }
}

impl Room {
    /// A stock client starts: it is asked for what it has, and told who is here.
    pub(super) fn greet_stock(&mut self, session: u32) {
        let Some(member) = self.members.get(&session) else { return };
        let connection: &Connection = &member.connection;
        if connection.principal.role.may_edit() {
            let vector = self.live.state_vector();
            connection.outbox.push(ServerMessage::SyncStep1(vector).encode(), Kind::Control);
        }
        self.show_everybody(connection);
    }

    /// Awareness from a stock client: its own entry counts; the others, which it only relays, are dropped silently.
    pub(super) fn awareness(&mut self, session: u32, payload: &Bytes) {
        let Ok(entries) = awareness::decode(payload) else {
            return self.refuse(session, None, &Refusal::Malformed);
        };
        let known: Vec<u64> = self.members.values().map(|member| member.client).collect();
        let Some(member) = self.members.get(&session) else { return };
        if member.greeted {
            // Our own clients show themselves in slots.
            return;
        }
        let mine = member.client;
        let own = entries.iter().find(|entry| entry.client == mine && mine != 0);
        // A client that changed its id, or says its id for the first time.
        let fresh = || {
            entries.iter().find(|entry| {
                entry.state != "null"
                    && entry.client < limits::FIRST_ISSUED_CLIENT
                    && entry.client != 0
                    && !known.contains(&entry.client)
                    && !self.told_clients.contains_key(&entry.client)
            })
        };
        if let Some(entry) = own {
            if entry.state.len() > limits::PRESENCE {
                return;
            }
            let state = (entry.state != "null").then(|| entry.state.clone());
            self.stock_state(session, state);
            return;
        }
        let Some(entry) = fresh().cloned() else { return };
        if entry.state.len() > limits::PRESENCE {
            return;
        }
        match self.leases.get(&entry.client) {
            Some(holder) if *holder != session => {
                let (client, holder) = (entry.client, *holder);
                return self.wait_for_lease(
                    session,
                    client,
                    holder,
                    ClientMessage::Awareness(payload.clone()),
                );
            }
            Some(_) => {}
            None => {
                if member.binds >= BINDS
                    || !may_bind(&self.bindings, member, entry.client, self.live.knows(entry.client))
                {
                    return;
                }
                self.bind(session, entry.client);
            }
        }
        self.rename(session, entry.client);
        self.stock_state(session, Some(entry.state));
    }

    /// From now on the id is this socket's, and this person's for good.
    pub(super) fn bind(&mut self, session: u32, client: u64) {
        let Some(member) = self.members.get_mut(&session) else { return };
        member.binds += 1;
        member.clients.insert(client, member.connection.principal.by);
        self.leases.insert(client, session);
        let subject = member.connection.principal.subject.clone();
        if self.bindings.insert(client, subject.clone()).is_none() {
            self.unsaved_bindings.push((client, subject));
        }
    }

    /// Another socket holds the id: it is asked for a sign of life, and the message waits for the outcome.
    pub(super) fn wait_for_lease(&mut self, session: u32, client: u64, rival: u32, message: ClientMessage) {
        if let Some(holder) = self.members.get(&rival) {
            holder.connection.ask_for_pong();
        }
        if let Some(member) = self.members.get_mut(&session) {
            member.waiting =
                Some(Waiting { client, rival, since: Instant::now(), messages: [message].into() });
        }
    }

    /// Decides who has an id that two sockets want: the first if it is alive, else the second.
    pub(super) fn settle_leases(&mut self, now: Instant) {
        let waiting: Vec<u32> = self
            .members
            .iter()
            .filter(|(_, member)| member.waiting.is_some())
            .map(|(session, _)| *session)
            .collect();
        for session in waiting {
            let Some(waiting) = self.members.get(&session).and_then(|member| member.waiting.as_ref()) else {
                continue;
            };
            let holder =
                self.members.get(&waiting.rival).filter(|_| self.leases.contains_key(&waiting.client));
            let alive = holder.is_some_and(|holder| holder.connection.last_heard() > waiting.since);
            let overdue = now.duration_since(waiting.since) >= LEASE_PATIENCE;
            if holder.is_some() && !alive && !overdue {
                continue;
            }
            let rival = waiting.rival;
            let Some(waiting) = self.members.get_mut(&session).and_then(|member| member.waiting.take())
            else {
                continue;
            };
            if alive {
                self.refuse(session, None, &Refusal::Leased);
                if let Some(member) = self.members.get(&session) {
                    member.connection.revoke(close::POLICY, "client.leased");
                }
                continue;
            }
            self.leases.remove(&waiting.client);
            if let Some(holder) = self.members.get(&rival) {
                holder.connection.outbox.close(close::RESYNC, "client.leased");
                holder.connection.kill();
            }
            for message in waiting.messages {
                self.message(session, message);
            }
        }
    }
}
