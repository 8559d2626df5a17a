//! A real server of the library on a free port, with a store in a temporary folder, and raw-socket clients of both
//! dialects. Who somebody is stands in the ticket (`editor.Ann.1`), so that tests need no accounts.
#![allow(dead_code)]

use axum::serve::ListenerExt;
use bytes::Bytes;
use futures_util::{FutureExt, SinkExt, StreamExt, future::BoxFuture};
use rand::{SeedableRng, rngs::StdRng};
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
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Error, Message, client::IntoClientRequest, protocol::CloseFrame},
};
use wandel_board::{Board, Command, ElementId, Kind, NewElement, Parent, Projection};
use wandel_process::geometry::{Point, Size};
use wandel_server::{
    room::{Principal, Rooms, RoomsConfig},
    store::{
        BoardId, BoardStore, NewBoard, Options, SqliteStore, Store, StoreError,
        faults::{Faults, Point as FaultPoint},
    },
    sync::{Access, Denied, SocketRequest, router},
};
use wandel_wire::{
    ClientHello, ClientMessage, Refusal, Role, ServerHello, ServerMessage, TICKET_PREFIX, close,
};

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
        let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
        let task = tokio::spawn(async move {
            axum::serve(listener, app).await.unwrap();
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

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A raw socket.
pub struct Socket {
    stream: Stream,
    pub closed: Option<u16>,
}

/// What came.
#[derive(Debug, PartialEq)]
pub enum Came {
    Message(ServerMessage),
    Closed(u16),
}

impl Socket {
    pub async fn open(server: &Server, board: &str, ticket: &str, own: bool) -> Self {
        Self::try_open(server.address, board, ticket, own).await.unwrap()
    }

    pub async fn try_open(address: SocketAddr, board: &str, ticket: &str, own: bool) -> Result<Self, Error> {
        let stock = if own { String::new() } else { format!("?ticket={ticket}") };
        let mut request = format!("ws://{address}/sync/{board}{stock}").into_client_request()?;
        if own {
            let protocols = format!("wandel.v1, {TICKET_PREFIX}{ticket}");
            request.headers_mut().insert("sec-websocket-protocol", protocols.parse().unwrap());
        }
        let tcp = TcpStream::connect(address).await?;
        tcp.set_nodelay(true)?;
        let (stream, _) = tokio_tungstenite::client_async(request, MaybeTlsStream::Plain(tcp)).await?;
        Ok(Self { stream, closed: None })
    }

    pub async fn send(&mut self, message: &ClientMessage) {
        self.send_bytes(message.encode()).await;
    }
    pub async fn send_bytes(&mut self, bytes: Bytes) {
        // The server may have closed already; the test finds out when it reads.
        let _ = self.stream.send(Message::Binary(bytes)).await;
    }

    /// The next message or the end, whatever it is.
    pub async fn next(&mut self) -> Came {
        if let Some(code) = self.closed {
            return Came::Closed(code);
        }
        let deadline = tokio::time::Instant::now() + NEVER;
        loop {
            let frame = tokio::time::timeout_at(deadline, self.stream.next()).await.expect("nothing came");
            match frame {
                Some(Ok(Message::Binary(bytes))) => {
                    return Came::Message(ServerMessage::decode(&bytes).expect("a message of the server"));
                }
                Some(Ok(Message::Close(frame))) => {
                    let code = frame.map_or(1005, |CloseFrame { code, .. }| code.into());
                    self.closed = Some(code);
                    return Came::Closed(code);
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => {
                    self.closed = Some(1006);
                    return Came::Closed(1006);
                }
            }
        }
    }

    /// Reads until something comes that `pick` wants; panics if the socket closes first.
    pub async fn until<T>(&mut self, what: &str, mut pick: impl FnMut(ServerMessage) -> Option<T>) -> T {
        loop {
            match self.next().await {
                Came::Message(message) => {
                    if let Some(found) = pick(message) {
                        return found;
                    }
                }
                Came::Closed(code) => panic!("closed with {code} while waiting for {what}"),
            }
        }
    }

    /// Reads until the socket closes and says with which code.
    pub async fn until_closed(&mut self) -> u16 {
        loop {
            if let Came::Closed(code) = self.next().await {
                return code;
            }
        }
    }

    /// Everything that comes before the answer to a question which the server answers in its turn.
    pub async fn drain(&mut self) -> Vec<ServerMessage> {
        self.send(&ClientMessage::SyncStep1(Bytes::from_static(&[0]))).await;
        let mut before = Vec::new();
        loop {
            match self.next().await {
                Came::Message(ServerMessage::SyncStep2(_)) => return before,
                Came::Message(message) => before.push(message),
                Came::Closed(code) => panic!("closed with {code}"),
            }
        }
    }
}

/// One of our own clients: a replica and a socket.
pub struct Client {
    pub socket: Socket,
    pub hello: ServerHello,
    pub replica: Board,
    pub position: u64,
    pub seq: u64,
    pub acked: u64,
    rng: StdRng,
}

impl Client {
    pub async fn join(server: &Server, board: &str, ticket: &str) -> Self {
        Self::join_at(server.address, board, ticket).await
    }

    pub async fn join_at(address: SocketAddr, board: &str, ticket: &str) -> Self {
        let mut socket = Socket::try_open(address, board, ticket, true).await.unwrap();
        socket
            .send(&ClientMessage::Hello(ClientHello {
                schema: wandel_board::SCHEMA,
                has: None,
                claims: vec![],
            }))
            .await;
        let hello = socket
            .until("hello", |message| match message {
                ServerMessage::Hello(hello) => Some(hello),
                _ => None,
            })
            .await;
        let replica = Board::new(hello.claim.client);
        let rng = StdRng::seed_from_u64(hello.claim.client);
        let mut client = Self { socket, replica, position: 0, seq: 0, acked: 0, rng, hello };
        let to = client.hello.position;
        client.wait(|client| client.position >= to).await;
        client
    }

    /// Takes a message in. `Err`: a refusal.
    pub fn take(&mut self, message: ServerMessage) -> Result<(), Refusal> {
        match message {
            ServerMessage::Events { position, updates } => {
                for update in updates {
                    self.replica.apply_remote(&update).unwrap();
                }
                self.position = self.position.max(position);
            }
            ServerMessage::Ack { seq, position } => {
                assert!(seq <= self.seq, "acknowledged what was not sent");
                self.acked = self.acked.max(seq);
                self.position = self.position.max(position);
            }
            ServerMessage::Nack { refusal, .. } => return Err(refusal),
            _ => {}
        }
        Ok(())
    }

    /// Reads until a condition holds.
    pub async fn wait(&mut self, mut done: impl FnMut(&Self) -> bool) {
        while !done(self) {
            match self.socket.next().await {
                Came::Message(message) => self.take(message).unwrap(),
                Came::Closed(code) => panic!("closed with {code}"),
            }
        }
    }

    /// Makes a note here; the update is not sent.
    pub fn make_note(&mut self, label: &str) -> Bytes {
        let command = note(&mut self.rng, label);
        let by = self.hello.claim.by;
        self.replica.execute(&command, by, &mut self.rng).unwrap().update.into()
    }

    pub async fn push(&mut self, update: Bytes) -> u64 {
        self.seq += 1;
        self.socket.send(&ClientMessage::Push { seq: self.seq, update }).await;
        self.seq
    }

    /// Makes a note and sends it.
    pub async fn add(&mut self, label: &str) -> u64 {
        let update = self.make_note(label);
        self.push(update).await
    }

    /// Makes a note and waits until it is acknowledged.
    pub async fn save(&mut self, label: &str) {
        let seq = self.add(label).await;
        self.wait(|client| client.acked >= seq).await;
    }

    pub async fn refused(&mut self) -> Refusal {
        loop {
            match self.socket.next().await {
                Came::Message(message) => {
                    if let Err(refusal) = self.take(message) {
                        return refusal;
                    }
                }
                Came::Closed(code) => panic!("closed with {code}"),
            }
        }
    }

    pub fn labels(&self) -> Vec<String> {
        labels(self.replica.projection())
    }

    pub async fn sees(&mut self, label: &str) {
        self.wait(|client| client.labels().iter().any(|seen| seen == label)).await;
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
