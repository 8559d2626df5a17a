//! Who shows what: one slot a socket, of which only the latest counts, told at most thirty times a second and again every
//! fifteen seconds. The server stamps name, colour and author number; what a client says about those is overwritten.

use super::{Connection, Dialect, actor::Room, member::Member, outbox::Kind};
use bytes::Bytes;
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use tokio::time::Instant;
use wandel_wire::{RoomMessage, ServerMessage, Slot, awareness, awareness::Entry, limits, presence::Cursor};

/// Colours of people as stock clients draw them, index 1 to 8.
const CSS: [&str; 8] =
    ["#0961BB", "#AC3031", "#1A763F", "#7347AF", "#974C00", "#007277", "#A13170", "#65690F"];

impl Room {
    /// The slot of one of our own clients.
    pub(super) fn slot(&mut self, session: u32, slot: Bytes) {
        let Ok(decoded) = Slot::decode(&slot) else {
            return self.refuse(session, None, &wandel_wire::Refusal::Malformed);
        };
        let Some(member) = self.members.get_mut(&session) else { return };
        if member.presence.slot == slot && member.presence.state.is_some() {
            return;
        }
        let mut state = Map::new();
        if let Some(Cursor { plane, x, y }) = decoded.cursor {
            state.insert("cursor".into(), json!({ "plane": plane, "x": x, "y": y }));
        }
        if !decoded.selection.is_empty() {
            state.insert("selection".into(), decoded.selection.into());
        }
        member.presence.slot = slot;
        member.presence.state = Some(stamped(member, state));
        self.changed(session);
    }

    /// The state of a stock client, as JSON; `None`: it shows nothing any more.
    pub(super) fn stock_state(&mut self, session: u32, state: Option<String>) {
        let Some(member) = self.members.get_mut(&session) else { return };
        member.presence.state = state.map(|state| {
            let object = match serde_json::from_str(&state) {
                Ok(Value::Object(object)) => object,
                _ => Map::new(),
            };
            stamped(member, object)
        });
        self.changed(session);
    }

    /// A stock client goes on under another id: for the others the old one leaves.
    pub(super) fn rename(&mut self, session: u32, client: u64) {
        let Some(member) = self.members.get_mut(&session) else { return };
        let old = std::mem::replace(&mut member.client, client);
        let clock = std::mem::take(&mut member.presence.clock);
        if old != 0 && old != client {
            self.say_gone(old, clock);
        }
    }

    fn changed(&mut self, session: u32) {
        let Some(member) = self.members.get_mut(&session) else { return };
        if !std::mem::replace(&mut member.presence.changed, true) {
            // Awareness clocks only rise, also when an id comes back on another socket.
            let told = self.told_clients.get(&member.client).copied().unwrap_or(0);
            member.presence.clock = member.presence.clock.max(told) + 1;
        }
        self.present_at.get_or_insert(self.presented + limits::PRESENCE_TICK);
    }

    /// Tells everybody what changed since the last time, encoded once a dialect.
    pub(super) fn present(&mut self) {
        self.present_at = None;
        self.presented = Instant::now();
        let mut slots = Vec::new();
        let mut entries = Vec::new();
        for (session, member) in &mut self.members {
            if std::mem::take(&mut member.presence.changed) {
                slots.push((*session, member.presence.slot.clone()));
                entries.extend(entry(member));
            }
        }
        self.say(slots, &entries);
    }

    fn say(&mut self, slots: Vec<(u32, Bytes)>, entries: &[Entry]) {
        for entry in entries {
            self.told_clients.insert(entry.client, entry.clock);
        }
        if !slots.is_empty() {
            let frame = ServerMessage::Room(RoomMessage::Presence(slots)).encode();
            self.to_own(&frame, Kind::Passing, 0);
        }
        if entries.is_empty() || !self.members.values().any(|m| m.connection.dialect == Dialect::Stock) {
            return;
        }
        let frame = ServerMessage::Awareness(awareness::encode(entries.iter())).encode();
        for member in self.members.values() {
            if member.connection.dialect == Dialect::Stock {
                member.connection.outbox.push(frame.clone(), Kind::Passing);
            }
        }
    }

    /// All slots to one socket: it has just come, or it lagged.
    pub(super) fn show_everybody(&self, connection: &Connection) {
        let message = match connection.dialect {
            Dialect::Own => {
                let slots: Vec<_> = self
                    .members
                    .iter()
                    .filter(|(_, member)| !member.presence.slot.is_empty())
                    .map(|(session, member)| (*session, member.presence.slot.clone()))
                    .collect();
                if slots.is_empty() {
                    return;
                }
                ServerMessage::Room(RoomMessage::Presence(slots))
            }
            Dialect::Stock => {
                let entries: Vec<Entry> = self.members.values().filter_map(|member| entry(member)).collect();
                if entries.is_empty() {
                    return;
                }
                ServerMessage::Awareness(awareness::encode(entries.iter()))
            }
        };
        connection.outbox.push(message.encode(), Kind::Passing);
    }

    /// Every slot anew every fifteen seconds: stock clients forget after thirty.
    pub(super) fn renew_presence(&mut self, now: Instant) {
        if now.duration_since(self.renewed) < limits::PRESENCE_RENEW {
            return;
        }
        self.renewed = now;
        let shown: Vec<u32> = self
            .members
            .iter()
            .filter(|(_, member)| member.presence.state.is_some())
            .map(|(session, _)| *session)
            .collect();
        for session in shown {
            self.changed(session);
        }
        let here: HashSet<u64> = self.members.values().map(|member| member.client).collect();
        if self.told_clients.len() > here.len() + 1024 {
            self.told_clients.retain(|client, _| here.contains(client));
        }
    }

    /// Somebody has left: stock clients are told at once.
    pub(super) fn vanish(&mut self, member: &Member) {
        if member.client != 0 && member.presence.state.is_some() {
            self.say_gone(member.client, member.presence.clock);
        }
    }

    fn say_gone(&mut self, client: u64, clock: u64) {
        self.say(Vec::new(), &[Entry { client, clock: clock + 1, state: "null".into() }]);
    }
}

fn entry(member: &Member) -> Option<Entry> {
    (member.client != 0 && member.presence.clock > 0).then(|| Entry {
        client: member.client,
        clock: member.presence.clock,
        state: member.presence.state.clone().unwrap_or_else(|| "null".into()),
    })
}

/// Name, colour and author number as the server knows them, whatever the client said.
fn stamped(member: &Member, mut state: Map<String, Value>) -> String {
    let principal = &member.connection.principal;
    let css = CSS[usize::from(member.colour.max(1) - 1) % CSS.len()];
    state.insert("user".into(), json!({ "name": principal.name, "color": css, "colour": member.colour }));
    state.insert("by".into(), principal.by.into());
    Value::Object(state).to_string()
}
