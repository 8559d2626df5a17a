//! One room: the only place where a board changes. Its order of work: guard → apply tentatively → what is wrong is taken
//! back → queue the raw bytes → group commit → acknowledge the sender, tell the others. Nobody is told of an edit that
//! can still be lost. Waits for no socket.

use super::{
    RoomError, RoomsConfig,
    basis::Basis,
    housekeeping::Chore,
    keys::ClientKeys,
    live::Live,
    load,
    locks::Locks,
    member::Member,
    pace::Pace,
    request::{Execute, Push, Reply, Request},
    rooms::Shared,
};
use crate::store::{BoardId, Lock, Store, StoreError};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use rand::rngs::StdRng;
use std::{
    collections::{BTreeMap, HashMap},
    future::pending,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{
    runtime::RuntimeFlavor,
    sync::mpsc,
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, interval, sleep_until},
};
use wandel_wire::{Person, Refusal, close};

/// Bytes that may wait for a commit; until there is room, nobody is listened to.
const PENDING: usize = 8 << 20;
/// Requests taken in one go before commits and presence get their turn.
const TURN: usize = 64;
const HOUSEKEEPING: Duration = Duration::from_millis(500);

/// An applied update that is not committed yet.
pub(super) struct Pending {
    pub from: Origin,
    /// `None`: it changed nothing and only has to be answered in its turn.
    pub update: Option<Bytes>,
}

/// Where an update came from, and so who is to be answered.
pub(super) enum Origin {
    Socket { session: u32, seq: Option<u64> },
    Call(Reply<u64>),
}

pub(super) struct Room {
    pub id: BoardId,
    pub store: Arc<dyn Store>,
    pub keys: ClientKeys,
    pub config: RoomsConfig,
    pub shared: Arc<Shared>,
    pub rng: StdRng,

    pub live: Live,
    pub basis: Basis,
    pub waiting: Vec<Pending>,
    pub waiting_bytes: usize,
    /// Since when something waits, and when it is to be committed although more might come.
    pub waiting_since: Option<Instant>,
    pub commit_at: Option<Instant>,
    pub committing: Vec<Pending>,
    pub committing_bytes: usize,
    pub commit_began: Instant,
    pub commit: Option<BoxFuture<'static, Result<u64, StoreError>>>,
    pub no_compaction_before: Option<Instant>,
    pub no_purge_before: Option<Instant>,
    pub last_change: Instant,
    pub compaction: Option<JoinHandle<Option<(u64, Bytes)>>>,
    pub read_only: Option<Refusal>,

    /// In boxes: a node of the map has room for eleven, and most boards have few.
    pub members: BTreeMap<u32, Box<Member>>,
    next_session: u32,
    pub people: BTreeMap<u64, Person>,
    /// Stock client ids: whose they are, and which socket uses them now.
    pub bindings: HashMap<u64, String>,
    pub leases: HashMap<u64, u32>,
    /// Bindings that are stored together with the next commit.
    pub unsaved_bindings: Vec<(u64, String)>,
    /// Which elements only their holders may change; those that are stored together with the next commit, and with this one.
    pub locks: Locks,
    pub unsaved_locks: Vec<Lock>,
    pub committing_locks: Vec<Lock>,
    /// Something in `meta` changed since the last commit began.
    pub title_changed: bool,

    pub pace: Pace,
    pub present_at: Option<Instant>,
    pub presented: Instant,
    pub renewed: Instant,
    /// Awareness clocks as stock clients were last told them.
    pub told_clients: HashMap<u64, u64>,
    /// Whole documents as frames, by position.
    pub cached: HashMap<super::catch_up::Whole, (u64, Bytes)>,
    /// The digest of the committed document at a position.
    pub digest_at: Option<(u64, [u8; 32])>,
    pub idle_since: Option<Instant>,
    pub probing: Option<BoxFuture<'static, Result<(), StoreError>>>,
    pub stopping: bool,
}

impl Room {
    /// Loads a board. Blocks for as long as replaying its log takes.
    pub async fn open(
        id: BoardId,
        store: Arc<dyn Store>,
        keys: ClientKeys,
        config: RoomsConfig,
        shared: Arc<Shared>,
    ) -> Result<Self, RoomError> {
        let mut rng = (config.generator)();
        let (basis, live) = load::load(&id, &store, &mut rng).await?;
        let people = store.people(&id).await?;
        let bindings = store.stock_clients(&id).await?.into_iter().collect();
        let locks = load::locks(&id, &store).await?;
        let now = Instant::now();
        shared.position.store(basis.position(), Ordering::Release);
        Ok(Self {
            id,
            store,
            keys,
            config,
            shared,
            rng,
            live,
            basis,
            waiting: Vec::new(),
            waiting_bytes: 0,
            waiting_since: None,
            commit_at: None,
            committing: Vec::new(),
            committing_bytes: 0,
            commit_began: now,
            commit: None,
            no_compaction_before: None,
            no_purge_before: None,
            last_change: now,
            compaction: None,
            read_only: None,
            members: BTreeMap::new(),
            next_session: 1,
            people: people
                .into_iter()
                .map(|author| (author.by, Person { by: author.by, name: author.name, colour: author.colour }))
                .collect(),
            bindings,
            leases: HashMap::new(),
            unsaved_bindings: Vec::new(),
            locks,
            unsaved_locks: Vec::new(),
            committing_locks: Vec::new(),
            title_changed: false,
            pace: Pace::new(now),
            present_at: None,
            presented: now,
            renewed: now,
            told_clients: HashMap::new(),
            cached: HashMap::new(),
            digest_at: None,
            idle_since: None,
            probing: None,
            stopping: false,
        })
    }

    pub async fn run(mut self: Box<Self>, mut requests: mpsc::Receiver<Request>) {
        let mut housekeeping = interval(HOUSEKEEPING);
        housekeeping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        self.say_figures();
        loop {
            tokio::select! {
                biased;
                result = maybe(&mut self.commit) => {
                    self.commit = None;
                    if self.committed(result).await.is_err() {
                        break;
                    }
                }
                () = at(self.commit_at) => {
                    // What came while it was collected.
                    if let Ok(first) = requests.try_recv()
                        && self.take(first, &mut requests).await
                    {
                        return;
                    }
                    if self.commit_at.is_some() {
                        self.commit_now();
                    }
                }
                () = at(self.present_at) => self.present(),
                request = requests.recv(), if self.listens() => {
                    let Some(first) = request else { break };
                    if self.take(first, &mut requests).await {
                        return;
                    }
                }
                done = finished(&mut self.compaction) => self.compacted(done),
                result = maybe(&mut self.probing) => {
                    self.probing = None;
                    self.probed(result);
                }
                _ = housekeeping.tick() => {
                    match self.housekeep(&requests) {
                        Chore::None => {}
                        Chore::End => return,
                        Chore::Purge => Box::pin(self.purge_in_quiet()).await,
                    }
                }
            }
            if self.stopping {
                break;
            }
            self.start_commit();
            self.flush();
            self.say_figures();
        }
    }

    /// Whether requests are taken as they come. While changes are collected for a commit they wait in their queue, so that a
    /// busy room is woken once a commit and not once a change.
    const fn listens(&self) -> bool {
        self.waiting_bytes < PENDING && self.commit_at.is_none()
    }

    /// Carries out a request and those that wait behind it, a turn's worth. `true`: the room has ended.
    async fn take(&mut self, first: Request, requests: &mut mpsc::Receiver<Request>) -> bool {
        let mut next = Some(first);
        let mut left = TURN;
        while let Some(request) = next.take() {
            if let Request::Stop { code, reason, reply } = request {
                Box::pin(self.stop(code, reason)).await;
                let _ = reply.send(());
                return true;
            }
            self.handle(request).await;
            left -= 1;
            if left > 0 && self.waiting_bytes < PENDING {
                next = requests.try_recv().ok();
            }
        }
        false
    }

    /// Hands what this turn has queued to the sockets: one write each, whatever it was that they were told.
    pub(super) fn flush(&self) {
        for member in self.members.values() {
            member.connection.outbox.flush();
        }
    }

    /// Keeps the figures that others look at.
    fn say_figures(&self) {
        let unacknowledged = self.waiting_bytes + self.committing_bytes;
        self.shared.said.say(self.read_only.is_some(), unacknowledged, &self.basis);
    }

    async fn handle(&mut self, request: Request) {
        match request {
            Request::Join { connection, reply } => {
                let session = self.next_session;
                self.next_session = self.next_session.wrapping_add(1).max(1);
                self.join(session, connection);
                let _ = reply.send(session);
            }
            Request::Message { session, message } => self.message(session, message),
            Request::Malformed { session } => self.refuse(session, None, &Refusal::Malformed),
            Request::Drained { session } => self.drained(session),
            Request::Leave { session } => self.leave(session),
            Request::Execute(execute) => {
                let Execute { command, by, reply } = *execute;
                self.execute(&command, by, reply);
            }
            Request::Push(push) => {
                let Push { who, claim, update, reply } = *push;
                self.push_call(&who, &claim, update, reply);
            }
            Request::Basis { reply } => {
                let _ = reply.send(self.basis.clone());
            }
            Request::Renew { document, before, reply } => {
                let result = Box::pin(self.renew(document, before)).await;
                let _ = reply.send(result);
            }
            Request::Purge { reply } => {
                let result = Box::pin(self.purge()).await;
                let _ = reply.send(result);
            }
            Request::Stop { .. } => {}
        }
    }

    /// Loads the committed document anew after something could not be kept or taken back.
    pub(super) async fn reload(&mut self) -> Result<(), RoomError> {
        let (basis, live) = load::load(&self.id, &self.store, &mut self.rng).await?;
        self.shared.position.store(basis.position(), Ordering::Release);
        (self.basis, self.live) = (basis, live);
        // What waited to be stored with a commit that failed is nobody's.
        self.bindings = self.store.stock_clients(&self.id).await?.into_iter().collect();
        self.unsaved_bindings.clear();
        self.locks = load::locks(&self.id, &self.store).await?;
        self.unsaved_locks.clear();
        self.committing_locks.clear();
        self.leases.clear();
        self.cached.clear();
        self.digest_at = None;
        Ok(())
    }

    /// Makes the live document anew from what is committed and what waits for it.
    pub(super) fn rebuild(&mut self) {
        let updates = self
            .basis
            .updates()
            .chain(self.committing.iter().chain(&self.waiting).filter_map(|pending| pending.update.as_ref()));
        let client = super::keys::random_client(&mut self.rng);
        match beside(|| Live::load(client, updates)) {
            Ok(live) => self.live = live,
            Err(error) => {
                tracing::error!(board = %self.id.in_logs(), %error, "the document cannot be rebuilt");
                self.stopping = true;
            }
        }
    }

    async fn stop(&mut self, code: u16, reason: &'static str) {
        if let Err(error) = self.settle().await {
            tracing::error!(board = %self.id.in_logs(), %error, "stopping");
        }
        self.shared.retire();
        self.close_all(code, reason);
    }

    pub(super) fn close_all(&mut self, code: u16, reason: &'static str) {
        // What was told is not thrown away, as far as it goes.
        self.flush();
        for member in self.members.values() {
            member.connection.outbox.close(code, reason);
        }
    }
}

/// However a room ends: whoever is still here comes back to a fresh one, or to an error.
impl Drop for Room {
    fn drop(&mut self) {
        self.shared.retire();
        self.close_all(close::RESYNC, "room.closed");
    }
}

/// Something that takes as long as a board is large: other rooms' work goes to other threads meanwhile.
fn beside<T>(work: impl FnOnce() -> T) -> T {
    match tokio::runtime::Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

/// The future in the place, or never.
async fn maybe<T>(future: &mut Option<BoxFuture<'static, T>>) -> T {
    match future {
        Some(future) => future.await,
        None => pending().await,
    }
}

async fn finished<T>(task: &mut Option<JoinHandle<Option<T>>>) -> Option<T> {
    match task {
        Some(task) => task.await.ok().flatten(),
        None => pending().await,
    }
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => pending().await,
    }
}
