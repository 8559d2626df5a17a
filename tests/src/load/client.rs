//! One client of the load: joins, sends edits at its rate, and notes when the edits of others arrive.

use super::{
    Plan,
    edit::{Editor, marks},
    stats::Latencies,
};
use anyhow::{Context, Result, bail};
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt, stream::SplitSink};
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpStream, task::JoinHandle, time::Instant};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};
use wandel_wire::{ClientHello, ClientMessage, SUBPROTOCOL, ServerMessage};

/// How a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Protocol {
    /// As y-websocket providers do.
    Stock,
    /// `wandel.v1`.
    Own,
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub struct Client {
    sink: SplitSink<Socket, Message>,
    reader: JoinHandle<()>,
    editor: Editor,
    protocol: Protocol,
    epoch: Instant,
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

async fn connect(plan: &Plan) -> Result<Socket> {
    let mut request = plan.url.as_str().into_client_request()?;
    if plan.protocol == Protocol::Own {
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
    }
    let host = request.uri().authority().context("address without host")?.as_str().to_owned();
    let stream = TcpStream::connect(host).await?;
    stream.set_nodelay(true)?;
    let (socket, _) = client_async_with_config(request, MaybeTlsStream::Plain(stream), None).await?;
    Ok(socket)
}

fn binary(bytes: Bytes) -> Message {
    Message::Binary(bytes)
}

/// Empty state vector and empty update, as Yjs encodes them.
const EMPTY: &[u8] = &[0];
const EMPTY_UPDATE: &[u8] = &[0, 0];

impl Client {
    pub async fn join(plan: &Plan, number: usize, epoch: Instant, stats: Arc<Latencies>) -> Result<Self> {
        let mut socket = connect(plan).await?;
        let id = match plan.protocol {
            Protocol::Stock => {
                let vector = ClientMessage::SyncStep1(Bytes::from_static(EMPTY)).encode();
                socket.send(binary(vector)).await?;
                // The answer to the server's own question, as a provider with an empty document gives it.
                socket
                    .send(binary(ClientMessage::SyncStep2(Bytes::from_static(EMPTY_UPDATE)).encode()))
                    .await?;
                whole(&mut socket).await?;
                1_000_000 + number as u64
            }
            Protocol::Own => {
                let hello = ClientHello { schema: u32::MAX, has: None, claims: Vec::new() };
                socket.send(binary(ClientMessage::Hello(hello).encode())).await?;
                loop {
                    if let ServerMessage::Hello(hello) = next(&mut socket).await? {
                        break hello.claim.client;
                    }
                }
            }
        };
        let (sink, mut stream) = socket.split();
        let reader = tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                if let Message::Binary(bytes) = message {
                    let now = nanoseconds(epoch);
                    for sent in marks(&bytes) {
                        stats.add(now.saturating_sub(sent));
                    }
                }
            }
        });
        Ok(Self { sink, reader, editor: Editor::new(id), protocol: plan.protocol, epoch })
    }

    /// Edits until the time is over; returns how many edits were sent.
    pub async fn edit(mut self, start: Instant, rate: f64, seconds: f64) -> Result<(u64, Open)> {
        let mut sent = 0;
        let count = (rate * seconds) as u64;
        for number in 0..count {
            tokio::time::sleep_until(start + Duration::from_secs_f64(number as f64 / rate)).await;
            let update = Bytes::from(self.editor.next(nanoseconds(self.epoch)));
            sent += 1;
            let message = match self.protocol {
                Protocol::Stock => ClientMessage::Update(update),
                Protocol::Own => ClientMessage::Push { seq: sent, update },
            };
            self.sink.send(binary(message.encode())).await?;
        }
        Ok((sent, Open { _sink: self.sink, reader: self.reader }))
    }
}

fn nanoseconds(epoch: Instant) -> u64 {
    u64::try_from(epoch.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// The next message that this program understands.
async fn next(socket: &mut Socket) -> Result<ServerMessage> {
    loop {
        match socket.next().await.context("the server closed the socket")?? {
            Message::Binary(bytes) => {
                if let Ok(message) = ServerMessage::decode(&bytes) {
                    return Ok(message);
                }
            }
            Message::Close(frame) => bail!("the server closed the socket: {frame:?}"),
            _ => {}
        }
    }
}

/// Waits for the whole document; returns its size in bytes.
async fn whole(socket: &mut Socket) -> Result<usize> {
    loop {
        if let ServerMessage::SyncStep2(update) = next(socket).await? {
            return Ok(update.len());
        }
    }
}

/// How many bytes a new stock client gets as the whole document.
pub async fn join_bytes(plan: &Plan) -> Result<usize> {
    let mut socket = connect(&Plan { protocol: Protocol::Stock, ..plan.clone() }).await?;
    socket.send(binary(ClientMessage::SyncStep1(Bytes::from_static(EMPTY)).encode())).await?;
    whole(&mut socket).await
}
