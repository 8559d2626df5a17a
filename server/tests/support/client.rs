//! Clients of a test: a raw socket in either dialect, and one of our own with a replica.

use super::{NEVER, Server, labels, note};
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use rand::{SeedableRng, rngs::StdRng};
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Error, Message, client::IntoClientRequest, protocol::CloseFrame},
};
use wandel_board::Board;
use wandel_wire::{ClientHello, ClientMessage, Refusal, ServerHello, ServerMessage, TICKET_PREFIX};

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
