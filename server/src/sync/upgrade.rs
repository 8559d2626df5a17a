//! From an HTTP request to a WebSocket (RFC 6455, 4.2), as axum does it, but with the socket in our own hands: a library reads
//! its frames, and the room writes to it straight from frames that all receivers share.

use super::pool::{Part, Pool};
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, Method, StatusCode, header, request},
    response::{IntoResponse, Response},
};
use bytes::{Buf, Bytes};
use hyper::upgrade::{OnUpgrade, Parts, Upgraded};
use hyper_util::rt::TokioIo;
use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::derive_accept_key,
        protocol::{Role, WebSocketConfig},
    },
};

/// A socket of ours.
pub(super) struct Socket {
    pub incoming: Incoming,
    pub line: OwnedWriteHalf,
}

/// The messages that come.
pub(super) type Incoming = WebSocketStream<Reading>;

/// The half of a connection that is read. What the library would answer by itself (pongs, farewells) goes nowhere: one
/// place writes, and that is the outbox.
pub(super) struct Reading {
    /// Came together with the request.
    before: Bytes,
    half: OwnedReadHalf,
    part: Part,
}

impl Reading {
    /// The library has given out a whole message.
    pub fn whole(&mut self) {
        self.part.whole();
    }
}

impl AsyncRead for Reading {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.before.is_empty() {
            let before = to.filled().len();
            ready!(Pin::new(&mut self.half).poll_read(context, to))?;
            return Poll::Ready(self.part.grow(to.filled().len() - before));
        }
        let some = self.before.len().min(to.remaining());
        to.put_slice(&self.before[..some]);
        self.before.advance(some);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Reading {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// Read from a socket in one go. The library fills as much with zeroes before every read, and keeps it as long as the socket
/// lives.
const READ: usize = 2 << 10;

/// A request for a WebSocket.
pub(super) struct Upgrade {
    on: OnUpgrade,
    accept: HeaderValue,
    most: usize,
    protocol: Option<&'static str>,
}

/// 400, or 426 where no WebSocket was asked for.
pub(super) struct NotAWebSocket(StatusCode);

impl IntoResponse for NotAWebSocket {
    fn into_response(self) -> Response {
        match self.0 {
            StatusCode::UPGRADE_REQUIRED => {
                let names = [(header::CONNECTION, "upgrade"), (header::UPGRADE, "websocket")];
                (self.0, names).into_response()
            }
            code => code.into_response(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Upgrade {
    type Rejection = NotAWebSocket;

    async fn from_request_parts(parts: &mut request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        let says = |name: header::HeaderName, word: &str| {
            let values = parts.headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
            values.flat_map(|value| value.split(',')).any(|part| part.trim().eq_ignore_ascii_case(word))
        };
        if parts.method != Method::GET {
            return Err(NotAWebSocket(StatusCode::METHOD_NOT_ALLOWED));
        }
        if !says(header::CONNECTION, "upgrade") || !says(header::UPGRADE, "websocket") {
            return Err(NotAWebSocket(StatusCode::UPGRADE_REQUIRED));
        }
        let bad = || NotAWebSocket(StatusCode::BAD_REQUEST);
        if !says(header::SEC_WEBSOCKET_VERSION, "13") {
            return Err(bad());
        }
        let key = parts.headers.get(header::SEC_WEBSOCKET_KEY).ok_or_else(bad)?;
        let accept = HeaderValue::from_str(&derive_accept_key(key.as_bytes())).map_err(|_| bad())?;
        let on = parts.extensions.remove::<OnUpgrade>().ok_or_else(bad)?;
        Ok(Self { on, accept, most: 0, protocol: None })
    }
}

impl Upgrade {
    /// The largest message that is taken, bytes.
    pub fn at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Says that this subprotocol is spoken.
    pub fn speaking(self, protocol: Option<&'static str>) -> Self {
        Self { protocol, ..self }
    }

    /// Answers the request; `serve` runs as a task of its own once the socket is open.
    pub fn open<F>(self, pool: &Pool, serve: impl FnOnce(Socket) -> F + Send + 'static) -> Response
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let Self { on, accept, most, protocol } = self;
        let part = Part::new(pool.clone());
        tokio::spawn(async move {
            match on.await.map(Upgraded::downcast::<TokioIo<TcpStream>>) {
                Ok(Ok(Parts { io, read_buf, .. })) => {
                    let config = WebSocketConfig::default()
                        .read_buffer_size(READ)
                        .write_buffer_size(0)
                        .max_message_size(Some(most))
                        .max_frame_size(Some(most));
                    let (half, line) = io.into_inner().into_split();
                    // Empty as a rule. A copy, because a part of the request's buffer would keep all of it, and it must not
                    // live as long as the socket.
                    let reading = Reading { before: Bytes::copy_from_slice(&read_buf), half, part };
                    drop(read_buf);
                    let incoming =
                        WebSocketStream::from_raw_socket(reading, Role::Server, Some(config)).await;
                    serve(Socket { incoming, line }).await;
                }
                Ok(Err(_)) => tracing::error!("WebSockets are served on TCP only"),
                Err(error) => tracing::debug!(%error, "no WebSocket after all"),
            }
        });
        let names = [
            (header::CONNECTION, HeaderValue::from_static("upgrade")),
            (header::UPGRADE, HeaderValue::from_static("websocket")),
            (header::SEC_WEBSOCKET_ACCEPT, accept),
        ];
        let mut response = (StatusCode::SWITCHING_PROTOCOLS, names).into_response();
        if let Some(protocol) = protocol {
            response.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(protocol));
        }
        response
    }
}
