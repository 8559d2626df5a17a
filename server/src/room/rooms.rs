//! The registry: which boards are live. Opens rooms on demand, lets idle ones go, ends rights at once.

use super::{
    Connection, Principal, Revocation, RoomError, RoomHandle, actor::Room, basis::Basis, figures::Said,
    handle::Handle, keys::ClientKeys, request::Request,
};
use crate::{
    metrics::Metrics,
    store::{BoardId, Clock, Store},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{OnceCell, Semaphore, mpsc, oneshot},
    time::Instant,
};
use wandel_board::Board;
use wandel_wire::{Here, close};

/// Requests that may wait for one room.
const QUEUE: usize = 256;
/// Whoever was let in before a revocation, and joins after it, joins within this time.
const REMEMBER: Duration = Duration::from_secs(60);

/// How rooms behave.
#[derive(Clone)]
pub struct RoomsConfig {
    /// Milliseconds since 1970.
    pub clock: Clock,
    /// A generator for a room or another piece of work.
    pub generator: Arc<dyn Fn() -> StdRng + Send + Sync>,
    /// A room without sockets and work is let go after this time.
    pub idle: Duration,
    /// A room that is let go leaves a snapshot if its log is at least this long.
    pub compact_when_idle: usize,
    /// Sockets of one person in a room, and of all together; programs with a ticket count only together.
    pub sockets_of_one: usize,
    pub sockets: usize,
    /// A document with more client ids is made anew under one, in a new epoch, …
    pub most_clients: usize,
    /// … once nobody has changed anything for this time. With twice as many it does not wait.
    pub quiet: Duration,
    pub metrics: Arc<Metrics>,
}

impl Default for RoomsConfig {
    fn default() -> Self {
        Self {
            clock: crate::store::Options::default().clock,
            generator: Arc::new(StdRng::from_os_rng),
            idle: Duration::from_secs(60),
            compact_when_idle: 200,
            sockets_of_one: 64,
            sockets: 4000,
            most_clients: 5000,
            quiet: Duration::from_secs(60),
            metrics: Arc::default(),
        }
    }
}

/// Boards read for exports, pictures and imports at the same time; more wait.
const READING: usize = 3;

/// All live rooms. Cheap to clone.
#[derive(Clone)]
pub struct Rooms(Arc<Registry>);

struct Registry {
    store: Arc<dyn Store>,
    keys: ClientKeys,
    config: RoomsConfig,
    rooms: Mutex<HashMap<BoardId, Arc<Slot>>>,
    /// Boards that are read beside the live ones at the same time: each is a document of its own in memory.
    reading: Arc<Semaphore>,
    revoked: Mutex<VecDeque<(Instant, Option<BoardId>, Revocation)>>,
    draining: AtomicBool,
}

#[derive(Default)]
struct Slot(OnceCell<RoomHandle>);

/// What the actor, its handles and the registry know together.
pub(super) struct Shared {
    pub id: BoardId,
    pub position: AtomicU64,
    pub said: Said,
    sockets: Mutex<BTreeMap<u32, (Arc<Connection>, Here)>>,
    retired: AtomicBool,
    registry: Weak<Registry>,
}

impl Rooms {
    /// With the settings of production.
    ///
    /// # Errors
    /// The store's.
    pub async fn start(store: Arc<dyn Store>) -> Result<Self, RoomError> {
        Self::with(store, RoomsConfig::default()).await
    }

    /// Reads the secret that client ids are signed with.
    ///
    /// # Errors
    /// The store's.
    pub async fn with(store: Arc<dyn Store>, config: RoomsConfig) -> Result<Self, RoomError> {
        let fresh = (config.generator)().random();
        let keys = ClientKeys::new(store.secret("client-keys", fresh).await?);
        Ok(Self(Arc::new(Registry {
            store,
            keys,
            config,
            rooms: Mutex::default(),
            reading: Arc::new(Semaphore::new(READING)),
            revoked: Mutex::default(),
            draining: AtomicBool::new(false),
        })))
    }

    /// The room of a board, loaded if it is not live yet.
    ///
    /// # Errors
    /// `NotFound`, `Quarantined`, `Closed` while draining, the store's.
    pub async fn open(&self, board: &BoardId) -> Result<RoomHandle, RoomError> {
        loop {
            if self.0.draining.load(Ordering::Acquire) {
                return Err(RoomError::Closed);
            }
            let slot = self.0.rooms().entry(board.clone()).or_default().clone();
            let opened = slot.0.get_or_try_init(|| self.load(board)).await.cloned();
            match opened {
                Ok(handle) if handle.is_retired() => self.0.remove(board, Some(&slot)),
                Ok(handle) => {
                    if self.0.draining.load(Ordering::Acquire) {
                        handle.stop(close::RESTART, "server.stopping").await;
                        return Err(RoomError::Closed);
                    }
                    return Ok(handle);
                }
                Err(error) => {
                    self.0.remove(board, Some(&slot));
                    return Err(error);
                }
            }
        }
    }

    async fn load(&self, board: &BoardId) -> Result<RoomHandle, RoomError> {
        let registry = &self.0;
        let shared = Arc::new(Shared {
            id: board.clone(),
            position: AtomicU64::new(0),
            said: Said::default(),
            sockets: Mutex::default(),
            retired: AtomicBool::new(false),
            registry: Arc::downgrade(registry),
        });
        let opening = Room::open(
            board.clone(),
            registry.store.clone(),
            registry.keys.clone(),
            registry.config.clone(),
            shared.clone(),
        );
        let room = Box::new(opening.await?);
        let (sender, requests) = mpsc::channel(QUEUE);
        tokio::spawn(room.run(requests));
        Ok(RoomHandle::new(Handle { shared, sender }))
    }

    fn live(&self, board: &BoardId) -> Option<RoomHandle> {
        let slot = self.0.rooms().get(board).cloned()?;
        slot.0.get().filter(|handle| !handle.is_retired()).cloned()
    }

    pub(super) fn all(&self) -> Vec<RoomHandle> {
        let slots: Vec<Arc<Slot>> = self.0.rooms().values().cloned().collect();
        slots.iter().filter_map(|slot| slot.0.get().cloned()).collect()
    }

    /// Runs something with the board as it is committed, beside the room and on a blocking thread: exports, pictures,
    /// lists. Does not make the board live.
    ///
    /// # Errors
    /// `NotFound`, `Quarantined`, the store's.
    pub async fn read<T, F>(&self, board: &BoardId, work: F) -> Result<T, RoomError>
    where
        T: Send + 'static,
        F: FnOnce(&Board, u64) -> T + Send + 'static,
    {
        let turn = self.0.reading.clone().acquire_owned().await.map_err(|_| RoomError::Closed)?;
        let basis = self.basis(board).await?;
        let done = tokio::task::spawn_blocking(move || {
            // Kept until the work is done, whether somebody still waits for it or not.
            let _turn = turn;
            let board = replay(&basis)?;
            Ok(work(&board, basis.position()))
        });
        done.await.map_err(|_| RoomError::Closed)?
    }

    /// The committed bytes of a board, live or not.
    pub(super) async fn basis(&self, board: &BoardId) -> Result<Basis, RoomError> {
        let live = match self.live(board) {
            Some(handle) => handle.basis().await,
            None => None,
        };
        match live {
            Some(basis) => Ok(basis),
            None => Ok(Basis::new(self.0.store.load(board).await?)),
        }
    }

    pub(super) fn store(&self) -> &Arc<dyn Store> {
        &self.0.store
    }

    pub(super) fn rng(&self) -> StdRng {
        (self.0.config.generator)()
    }

    /// What rooms count into.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.0.config.metrics
    }

    /// Who has a socket open on a board.
    #[must_use]
    pub fn here(&self, board: &BoardId) -> Vec<Here> {
        self.live(board).map(|handle| handle.shared().here()).unwrap_or_default()
    }

    /// Ends rights at once: their sockets close with 4403. `board: None`: on all boards.
    pub fn revoke(&self, board: Option<&BoardId>, revocation: &Revocation) {
        let now = Instant::now();
        {
            let mut revoked = self.0.revoked.lock().unwrap_or_else(PoisonError::into_inner);
            while revoked.front().is_some_and(|(at, ..)| now.duration_since(*at) > REMEMBER) {
                revoked.pop_front();
            }
            revoked.push_back((now, board.cloned(), revocation.clone()));
        }
        for handle in self.all() {
            if board.is_none_or(|board| *board == handle.shared().id) {
                handle.shared().revoke(revocation);
            }
        }
    }

    /// Whether a right that was found out at `asked` has been revoked since.
    fn was_revoked(&self, board: &BoardId, principal: &Principal, asked: Instant) -> bool {
        let revoked = self.0.revoked.lock().unwrap_or_else(PoisonError::into_inner);
        revoked.iter().any(|(at, on, revocation)| {
            *at >= asked && on.as_ref().is_none_or(|on| on == board) && revocation.concerns(principal)
        })
    }

    /// Brings a socket into a room. `asked`: before the principal was found out.
    ///
    /// # Errors
    /// As `open`; `Closed` if the right was revoked meanwhile.
    pub async fn enter(
        &self,
        board: &BoardId,
        connection: Connection,
        asked: Instant,
    ) -> Result<super::Session, RoomError> {
        loop {
            let handle = self.open(board).await?;
            let connection = Arc::new(Connection::new(connection.principal.clone(), connection.dialect));
            let Some(session) = handle.join(connection.clone()).await else { continue };
            if self.was_revoked(board, &connection.principal, asked) {
                connection.revoke(close::FORBIDDEN, "access.ended");
            }
            return Ok(session);
        }
    }

    /// Deletes a board: its sockets close with 4404, then everything of it goes. `false`: there was none.
    ///
    /// # Errors
    /// The store's.
    pub async fn delete(&self, board: &BoardId) -> Result<bool, RoomError> {
        if let Some(handle) = self.live(board) {
            handle.stop(close::NOT_FOUND, "board.deleted").await;
        }
        Ok(self.0.store.delete_board(board).await?)
    }

    /// Commits what is queued, closes all sockets with 1012 and stops. No room opens afterwards.
    pub async fn drain(&self) {
        self.0.draining.store(true, Ordering::Release);
        for handle in self.all() {
            handle.stop(close::RESTART, "server.stopping").await;
        }
    }
}

/// A document from committed bytes, for reading.
pub(super) fn replay(basis: &Basis) -> Result<Board, RoomError> {
    let mut updates = basis.updates();
    // Nothing is written with it.
    let client = 1;
    let mut board = match updates.next() {
        Some(first) => Board::load(client, first).map_err(|_| RoomError::Quarantined)?,
        None => Board::new(client),
    };
    for update in updates {
        board.apply_remote(update).map_err(|_| RoomError::Quarantined)?;
    }
    Ok(board)
}

impl Registry {
    fn rooms(&self) -> MutexGuard<'_, HashMap<BoardId, Arc<Slot>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets a room, if it is still this one.
    fn remove(&self, board: &BoardId, slot: Option<&Arc<Slot>>) {
        let mut rooms = self.rooms();
        if rooms.get(board).is_some_and(|found| slot.is_none_or(|slot| Arc::ptr_eq(found, slot))) {
            rooms.remove(board);
        }
    }
}

impl Shared {
    fn sockets(&self) -> MutexGuard<'_, BTreeMap<u32, (Arc<Connection>, Here)>> {
        self.sockets.lock().unwrap_or_else(PoisonError::into_inner)
    }
    pub(super) fn enter(&self, session: u32, connection: Arc<Connection>, here: Here) {
        self.sockets().insert(session, (connection, here));
    }
    pub(super) fn leave(&self, session: u32) {
        self.sockets().remove(&session);
    }
    pub(super) fn each(&self, mut look: impl FnMut(&Connection)) {
        for (connection, _) in self.sockets().values() {
            look(connection);
        }
    }
    fn here(&self) -> Vec<Here> {
        self.sockets().values().map(|(_, here)| here.clone()).collect()
    }
    fn revoke(&self, revocation: &Revocation) {
        for (connection, _) in self.sockets().values() {
            if revocation.concerns(&connection.principal) {
                connection.revoke(close::FORBIDDEN, "access.ended");
            }
        }
    }
    pub(super) fn is_retired(&self) -> bool {
        self.retired.load(Ordering::Acquire)
    }

    /// No new socket finds this room any more.
    pub(super) fn retire(&self) {
        self.retired.store(true, Ordering::Release);
        if let Some(registry) = self.registry.upgrade() {
            let mut rooms = registry.rooms();
            let this =
                |slot: &Arc<Slot>| slot.0.get().is_some_and(|handle| std::ptr::eq(handle.shared(), self));
            if rooms.get(&self.id).is_some_and(this) {
                rooms.remove(&self.id);
            }
        }
    }

    /// Retires unless somebody holds a handle, or is about to get one. `true`: the room may end.
    pub(super) fn retire_if_unused(&self) -> bool {
        let Some(registry) = self.registry.upgrade() else { return true };
        let mut rooms = registry.rooms();
        let Some(slot) = rooms.get(&self.id) else { return false };
        // Handles are only given out by way of the slot, and the slot only under this lock.
        let unused = Arc::strong_count(slot) == 1 && slot.0.get().is_some_and(RoomHandle::is_only_one);
        if unused {
            self.retired.store(true, Ordering::Release);
            rooms.remove(&self.id);
            tracing::debug!(board = %self.id, "room let go");
        }
        unused
    }
}

impl RoomHandle {
    async fn basis(&self) -> Option<Basis> {
        let (reply, later) = oneshot::channel();
        self.send(Request::Basis { reply }).await.ok()?;
        later.await.ok()
    }
}
