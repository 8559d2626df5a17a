//! Bringing a socket up to date at a committed position: from the log if it reaches back far enough, else with the whole
//! document. Encoded once and shared by all who need the same.

use super::{Connection, Dialect, actor::Room, outbox::Kind};
use bytes::Bytes;
use std::collections::HashMap;
use wandel_wire::{Refusal, ServerMessage, close, limits, server};

/// A whole document as a frame.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Whole {
    /// `events` for our own clients.
    Events,
    /// `SyncStep2` for a client that has nothing.
    Step2,
}

/// The state vector of an empty document.
const NOTHING: &[u8] = &[0];
/// An update that changes nothing.
const EMPTY_UPDATE: &[u8] = &[0, 0];

impl Room {
    /// Our own client, which has everything up to `has` of this epoch.
    pub(super) fn catch_up_own(&mut self, connection: &Connection, has: Option<u64>) {
        let position = self.basis.position();
        let frame = match has.and_then(|has| self.basis.since(has)) {
            Some(rest) => {
                let rest: Vec<&Bytes> = rest.map(|logged| &logged.update).collect();
                if rest.is_empty() {
                    return;
                }
                server::events(position, &rest)
            }
            None if position == 0 => return,
            None => {
                let basis = &self.basis;
                cached(&mut self.cached, Whole::Events, position, || {
                    server::events(position, &basis.updates().collect::<Vec<_>>())
                })
            }
        };
        connection.outbox.push(frame, Kind::Catch(position));
    }

    /// Answers a state vector. The live document may be asked only while it is what is committed; otherwise the answer
    /// is the difference to the snapshot, and the log after it.
    pub(super) fn answer_state_vector(&mut self, session: u32, vector: &Bytes) {
        let Some(member) = self.members.get(&session) else { return };
        let connection = member.connection.clone();
        if connection.dialect == Dialect::Own && !member.greeted {
            return;
        }
        if connection.dialect == Dialect::Stock && self.is_of_another_epoch(&connection, vector) {
            return connection.revoke(close::EPOCH, "epoch.new");
        }
        let position = self.basis.position();
        let catch = Kind::Catch(position);
        let result = if self.is_settled() {
            if vector[..] == *NOTHING {
                let live = &self.live;
                Ok(vec![cached(&mut self.cached, Whole::Step2, position, || {
                    server::sync_step_2(&live.encode())
                })])
            } else {
                self.live.difference(vector).map(|bytes| vec![server::sync_step_2(&bytes)])
            }
        } else {
            let base = match self.basis.base() {
                Some(base) => super::live::difference_of(base, vector),
                None => Ok(Bytes::from_static(EMPTY_UPDATE)),
            };
            base.map(|base| {
                let rest = self.basis.tail().map(|logged| logged.frame.clone());
                std::iter::once(server::sync_step_2(&base)).chain(rest).collect()
            })
        };
        match result {
            Ok(frames) => {
                for frame in frames {
                    connection.outbox.push(frame, catch);
                }
                if let Some(member) = self.members.get_mut(&session) {
                    member.live = true;
                }
            }
            Err(()) => self.refuse(session, None, &Refusal::Malformed),
        }
    }

    /// A stock client that has what this document never had, and that it cannot have written itself, comes from before a
    /// restore or a purge: nobody is told of anything that is not committed. It cannot be caught up, only begin anew.
    fn is_of_another_epoch(&self, connection: &Connection, vector: &Bytes) -> bool {
        let may_be_its_own = |client: u64| {
            let subject = &connection.principal.subject;
            client < limits::FIRST_ISSUED_CLIENT
                && self.bindings.get(&client).is_none_or(|whose| whose == subject)
        };
        self.live.lacks(vector, may_be_its_own) == Ok(true)
    }

    /// A socket that lagged has drained: what it missed, in one go.
    pub(super) fn drained(&mut self, session: u32) {
        let Some(member) = self.members.get(&session) else { return };
        let connection = member.connection.clone();
        let (live, acked) = (member.live, member.acked);
        let Some(from) = connection.outbox.recover() else { return };
        self.config.metrics.caught_up();
        let position = self.basis.position();
        if live {
            match connection.dialect {
                Dialect::Own => {
                    self.catch_up_own(&connection, Some(from));
                    if acked > 0 {
                        let ack = ServerMessage::Ack { seq: acked, position };
                        connection.outbox.push(ack.encode(), Kind::Passing);
                    }
                }
                Dialect::Stock => {
                    let frames: Vec<Bytes> = match self.basis.since(from) {
                        Some(rest) => rest.map(|logged| logged.frame.clone()).collect(),
                        None => {
                            let base = self.basis.base().map(|base| server::sync_step_2(base));
                            let rest = self.basis.tail().map(|logged| logged.frame.clone());
                            base.into_iter().chain(rest).collect()
                        }
                    };
                    for frame in frames {
                        connection.outbox.push(frame, Kind::Catch(position));
                    }
                }
            }
        }
        self.show_everybody(&connection);
    }
}

/// The frame of this position, made if it is not there yet.
fn cached(
    cache: &mut HashMap<Whole, (u64, Bytes)>,
    what: Whole,
    position: u64,
    make: impl FnOnce() -> Bytes,
) -> Bytes {
    match cache.get(&what) {
        Some((at, frame)) if *at == position => frame.clone(),
        _ => {
            let frame = make();
            cache.insert(what, (position, frame.clone()));
            frame
        }
    }
}
