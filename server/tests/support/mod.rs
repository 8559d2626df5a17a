//! A real server of the library on a free port, with a store in a temporary folder, and raw-socket clients of both
//! dialects. Who somebody is stands in the ticket (`editor.Ann.1`), so that tests need no accounts.
#![allow(dead_code)]

mod client;

// Not every test needs clients.
#[allow(unused_imports)]
pub use client::{Came, Client, Socket};

use futures_util::{FutureExt, future::BoxFuture};
use rand::rngs::StdRng;
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use wandel_board::{Board, Command, ElementId, Kind, NewElement, Parent, Projection};
use wandel_process::geometry::{Point, Size};
use wandel_server::{
    http::listener::{Connections, accept},
    room::{Principal, Rooms, RoomsConfig},
    store::{
        BoardId, BoardStore, NewBoard, Options, SqliteStore, Store, StoreError,
        faults::{Faults, Point as FaultPoint},
    },
    sync::{Access, Denied, SocketRequest, router},
};
use wandel_wire::{Role, close};

/// Nothing in these tests takes this long; it only ends a test that would hang.
const NEVER: Duration = Duration::from_secs(8);

/// Says who somebody is by the ticket: `role.name.by` for a guest, `by` empty for none; `role.name.by.account`.
struct Tickets;

pub fn principal(ticket: &str) -> Option<Principal> {
    let mut parts = ticket.split('.');
    let (role, name, by) = (parts.next()?, parts.next()?, parts.next()?);
    let kind = parts.next().unwrap_or("guest");
    Some(Principal {
        role: Role::parse(role)?,
        name: name.to_owned(),
        colour: 1,
        by: by.parse().ok(),
        guest: kind == "guest",
        subject: format!("{kind}:{name}"),
        grants: vec![format!("link:{role}")],
        expires: None,
    })
}

impl Access for Tickets {
    fn authenticate(&self, request: SocketRequest) -> BoxFuture<'_, Result<Principal, Denied>> {
        let principal = match &request.ticket {
            None => Err(Denied::NotFound),
            Some(ticket) if ticket == "foreign" => Err(Denied::Origin),
            Some(ticket) => principal(ticket).ok_or(Denied::Unauthenticated),
        };
        async move { principal }.boxed()
    }
}

/// What the next commits do.
#[derive(Clone, Default)]
pub struct Fault(Arc<AtomicU32>);

const GO: u32 = 0;
const HOLD: u32 = 1;
const FAIL: u32 = 2;

impl Fault {
    pub fn hold(&self) {
        self.0.store(HOLD, Ordering::Release);
    }
    pub fn fail(&self) {
        self.0.store(FAIL, Ordering::Release);
    }
    pub fn go(&self) {
        self.0.store(GO, Ordering::Release);
    }
    fn faults(&self) -> Faults {
        let state = self.0.clone();
        Faults::new(move |point| {
            if point != FaultPoint::BeforeCommit {
                return Ok(());
            }
            loop {
                match state.load(Ordering::Acquire) {
                    HOLD => std::thread::sleep(Duration::from_millis(1)),
                    FAIL => return Err(StoreError::Full),
                    _ => return Ok(()),
                }
            }
        })
    }
}

pub struct Server {
    pub address: SocketAddr,
    pub rooms: Rooms,
    pub store: SqliteStore,
    pub fault: Fault,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    pub async fn start(folder: &Path) -> Self {
        Self::start_with(folder, RoomsConfig::default()).await
    }

    pub async fn start_with(folder: &Path, config: RoomsConfig) -> Self {
        let fault = Fault::default();
        let options = Options { faults: fault.faults(), ..Options::default() };
        let store = SqliteStore::open(folder, options).unwrap();
        let dynamic: Arc<dyn Store> = Arc::new(store.clone());
        let rooms = Rooms::with(dynamic, config).await.unwrap();
        let app = router(rooms.clone(), Arc::new(Tickets));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            accept(listener, app, &Connections::default(), std::future::pending()).await;
        });
        Self { address, rooms, store, fault, task }
    }

    /// A board with nothing on it but what every board has.
    pub async fn board(&self, id: &str) -> BoardId {
        let id = BoardId::parse(id).unwrap();
        let meta = wandel_board::projection::Meta { title: id.to_string(), ..Default::default() };
        let updates = vec![Board::initial(1 << 33, meta).snapshot().into()];
        let new = NewBoard { id: id.clone(), title: id.to_string(), owner: None, updates };
        self.store.create_board(new).await.unwrap();
        id
    }

    /// Ends without a word, as if the process had been killed (what is committed stays).
    pub async fn stop(self) {
        self.rooms.drain().await;
        self.task.abort();
        let _ = self.task.await;
        self.store.close().await;
    }

    /// The committed board as its projection.
    pub async fn committed(&self, board: &BoardId) -> Projection {
        self.rooms.read(board, |board, _| board.projection().clone()).await.unwrap()
    }

    pub async fn labels(&self, board: &BoardId) -> Vec<String> {
        labels(&self.committed(board).await)
    }
}

pub fn labels(projection: &Projection) -> Vec<String> {
    let mut labels: Vec<String> = projection
        .in_order()
        .map(|element| element.label.to_string())
        .filter(|label| !label.is_empty())
        .collect();
    labels.sort();
    labels
}

/// A command that makes a note.
pub fn note(rng: &mut StdRng, label: &str) -> Command {
    Command::Create {
        elements: vec![NewElement {
            id: ElementId::random(rng),
            kind: Kind::Note,
            parent: Parent::board(),
            at: Point { x: 10.0, y: 20.0 },
            size: Size { w: 120.0, h: 120.0 },
            label: label.to_owned(),
            from: None,
            to: None,
            via: None,
            properties: BTreeMap::default(),
            xid: None,
            src: None,
        }],
        processes: Vec::new(),
        planes: Vec::new(),
    }
}

/// Waits for something that another task does.
pub async fn eventually<F: Future<Output = bool>>(what: &str, mut check: impl FnMut() -> F) {
    let deadline = tokio::time::Instant::now() + NEVER;
    while !check().await {
        assert!(tokio::time::Instant::now() < deadline, "never: {what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

pub const FINAL: [u16; 4] = [close::UNAUTHENTICATED, close::FORBIDDEN, close::NOT_FOUND, close::EPOCH];
