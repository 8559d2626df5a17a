//! A socket in the room, as only the actor knows it.

use super::Connection;
use bytes::Bytes;
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};
use tokio::time::Instant;
use wandel_wire::{ClientMessage, Here, limits};

/// Client ids that one socket may bind anew.
pub(super) const BINDS: usize = 16;
const QUESTIONS: u32 = 20;

pub(super) struct Member {
    pub connection: Arc<Connection>,
    /// Gets the stream of committed changes: after the hello, or after the first state vector of a stock client.
    pub live: bool,
    /// Own dialect: hello has been said.
    pub greeted: bool,
    /// Client ids that it may write under, with the author number that came with each.
    pub clients: HashMap<u64, Option<u64>>,
    /// The client id it has in the awareness of stock clients, 0 as long as there is none.
    pub client: u64,
    /// Presence colour, by seat.
    pub colour: u8,
    pub presence: Presence,
    pub refusals: VecDeque<Instant>,
    /// Something of it was refused: what built on that is not counted against it, up to a number.
    pub stumbled: bool,
    pub followed: usize,
    /// The highest acknowledged number.
    pub acked: u64,
    /// The one SyncStep2 that may be larger than a frame has come.
    pub large_step_2: bool,
    pub binds: usize,
    pub waiting: Option<Waiting>,
    /// Dear questions asked since this time.
    asked: (Instant, u32),
}

#[derive(Default)]
pub(super) struct Presence {
    /// Own dialect: the latest slot, as it came.
    pub slot: Bytes,
    /// What stock clients see, stamped. `None`: nothing to be seen.
    pub state: Option<String>,
    /// Awareness clock towards stock clients.
    pub clock: u64,
    pub changed: bool,
}

/// A client id of this socket is leased to another one, which has been asked for a sign of life.
pub(super) struct Waiting {
    pub client: u64,
    pub rival: u32,
    pub since: Instant,
    /// Kept until it is known who has the id.
    pub messages: VecDeque<ClientMessage>,
}

impl Member {
    pub fn new(connection: Arc<Connection>, colour: u8) -> Self {
        Self {
            connection,
            live: false,
            greeted: false,
            clients: HashMap::new(),
            client: 0,
            colour,
            presence: Presence::default(),
            refusals: VecDeque::new(),
            stumbled: false,
            followed: 0,
            acked: 0,
            large_step_2: false,
            binds: 0,
            waiting: None,
            asked: (Instant::now(), 0),
        }
    }

    pub fn here(&self, session: u32) -> Here {
        let principal = &self.connection.principal;
        Here {
            session,
            by: principal.by,
            name: principal.name.clone(),
            colour: self.colour,
            role: principal.role,
        }
    }

    /// Questions that cost the room something (a whole document, everybody's state): so many in ten seconds.
    pub fn may_ask(&mut self, now: Instant) -> bool {
        if now.duration_since(self.asked.0) > Duration::from_secs(10) {
            self.asked = (now, 0);
        }
        self.asked.1 += 1;
        self.asked.1 <= QUESTIONS
    }

    /// Counts a refusal; `true` if there were too many in a minute.
    pub fn count_refusal(&mut self, now: Instant) -> bool {
        while self.refusals.front().is_some_and(|at| now.duration_since(*at) > Duration::from_secs(60)) {
            self.refusals.pop_front();
        }
        self.refusals.push_back(now);
        self.refusals.len() >= limits::REFUSALS_PER_MINUTE
    }

    /// Whether the author number may be signed with: one's own, or one that came with a client id shown with its key.
    pub fn may_sign(&self, by: u64) -> bool {
        self.connection.principal.by == Some(by) || self.clients.values().any(|issued| *issued == Some(by))
    }
}
