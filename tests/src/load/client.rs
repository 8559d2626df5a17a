//! One client of the load: joins, sends edits at its rate, and notes when the edits of others arrive.

use super::{
    Protocol,
    edit::{Editor, Mark, marks},
    protocol::{Wire, binary},
    stats::Arrivals,
};
use anyhow::{Context, Result, bail};
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt, stream::SplitSink};
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{net::TcpStream, task::JoinHandle, time::Instant};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue, protocol::WebSocketConfig},
};
use wandel_wire::{ClientHello, ClientMessage, SUBPROTOCOL, ServerMessage};

pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Read at once from a socket. The library fills as much with zeroes before every read, so its 128 kB would be dear.
const READ: usize = 16 << 10;

pub struct Client {
    sink: SplitSink<Socket, Message>,
    reader: JoinHandle<()>,
    editor: Editor,
    wire: Wire,
    stats: Arc<Arrivals>,
}

/// Kept open until the end of a run.
pub struct Open {
    _sink: SplitSink<Socket, Message>,
    reader: JoinHandle<()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// Opens a socket in a protocol; nothing is said yet.
///
/// # Errors
/// If nobody listens or the upgrade is refused.
pub async fn connect(url: &str, protocol: Protocol) -> Result<Socket> {
    let mut request = url.into_client_request()?;
    if protocol == Protocol::Own {
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
    }
    let host = request.uri().authority().context("address without host")?.as_str().to_owned();
    let stream = TcpStream::connect(host).await?;
    stream.set_nodelay(true)?;
    let config =
        WebSocketConfig::default().read_buffer_size(READ).max_message_size(None).max_frame_size(None);
    let (socket, _) = client_async_with_config(request, MaybeTlsStream::Plain(stream), Some(config)).await?;
    Ok(socket)
}

/// Empty state vector and empty update, as Yjs encodes them.
const EMPTY: &[u8] = &[0];
const EMPTY_UPDATE: &[u8] = &[0, 0];

impl Client {
    /// `number`: unlike that of every other client of the run.
    ///
    /// # Errors
    /// If the server does not let it in.
    pub async fn join(url: &str, protocol: Protocol, number: usize, stats: Arc<Arrivals>) -> Result<Self> {
        let mut socket = connect(url, protocol).await?;
        let wire = Wire::new(protocol, url);
        let id = match protocol {
            Protocol::Stock | Protocol::Hocuspocus => {
                for greeting in wire.greetings() {
                    socket.send(binary(greeting)).await?;
                }
                let vector = ClientMessage::SyncStep1(Bytes::from_static(EMPTY));
                socket.send(binary(wire.frame(&vector))).await?;
                whole(&mut socket, &wire).await?;
                // The answer to the server's own question, as a provider with an empty document gives it.
                let answer = ClientMessage::SyncStep2(Bytes::from_static(EMPTY_UPDATE));
                socket.send(binary(wire.frame(&answer))).await?;
                1_000_000 + number as u64
            }
            Protocol::Own => {
                let hello = ClientHello { schema: u32::MAX, has: None, claims: Vec::new() };
                socket.send(binary(ClientMessage::Hello(hello).encode())).await?;
                loop {
                    if let ServerMessage::Hello(hello) = next(&mut socket, &wire).await? {
                        break hello.claim.client;
                    }
                }
            }
        };
        let (sink, mut stream) = socket.split();
        let sender = u16::try_from(number).context("too many clients")?;
        let joined = nanoseconds();
        let arrivals = Arc::clone(&stats);
        let reader = tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                if let Message::Binary(bytes) = message {
                    let now = nanoseconds();
                    arrivals.frame(bytes.len());
                    // Some servers send everybody's edits back to themselves, too; that is no arrival at another. Nor is
                    // what an earlier run left on the board.
                    let counts = |mark: &Mark| mark.sender != sender && mark.nanoseconds >= joined;
                    for mark in marks(&bytes).filter(counts) {
                        arrivals.latencies.add(now.saturating_sub(mark.nanoseconds));
                    }
                }
            }
        });
        Ok(Self { sink, reader, editor: Editor::new(id, sender), wire, stats })
    }

    /// Edits until the time is over.
    ///
    /// # Errors
    /// If the server closes the socket.
    pub async fn edit(mut self, start: Instant, rate: f64, seconds: f64) -> Result<Open> {
        let count = (rate * seconds) as u64;
        for number in 0..count {
            let due = start + Duration::from_secs_f64(number as f64 / rate);
            tokio::time::sleep_until(due).await;
            self.stats.lateness.add(u64::try_from(due.elapsed().as_nanos()).unwrap_or(u64::MAX));
            let update = Bytes::from(self.editor.next(nanoseconds()));
            let message = match self.wire.protocol {
                Protocol::Stock | Protocol::Hocuspocus => ClientMessage::Update(update),
                Protocol::Own => ClientMessage::Push { seq: number + 1, update },
            };
            self.sink.send(binary(self.wire.frame(&message))).await?;
            self.stats.edit();
        }
        Ok(Open { _sink: self.sink, reader: self.reader })
    }
}

/// The common clock of all runs of this program.
pub fn nanoseconds() -> u64 {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    u64::try_from(BEGAN.get_or_init(Instant::now).elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// The next message that this program understands.
///
/// # Errors
/// If the server closes the socket.
pub async fn next(socket: &mut Socket, wire: &Wire) -> Result<ServerMessage> {
    loop {
        match socket.next().await.context("the server closed the socket")?? {
            Message::Binary(bytes) => {
                if let Some(message) = wire.message(&bytes) {
                    return Ok(message);
                }
            }
            Message::Close(frame) => bail!("the server closed the socket: {frame:?}"),
            _ => {}
        }
    }
}

/// Waits for the whole document; returns its size in bytes.
async fn whole(socket: &mut Socket, wire: &Wire) -> Result<usize> {
    loop {
        if let ServerMessage::SyncStep2(update) = next(socket, wire).await? {
            return Ok(update.len());
        }
    }
}

/// How many bytes a new client gets as the whole document.
///
/// # Errors
/// As `Client::join`.
pub async fn join_bytes(url: &str, protocol: Protocol) -> Result<usize> {
    let protocol = if protocol == Protocol::Own { Protocol::Stock } else { protocol };
    let mut socket = connect(url, protocol).await?;
    let wire = Wire::new(protocol, url);
    for greeting in wire.greetings() {
        socket.send(binary(greeting)).await?;
    }
    socket.send(binary(wire.frame(&ClientMessage::SyncStep1(Bytes::from_static(EMPTY))))).await?;
    whole(&mut socket, &wire).await
}
