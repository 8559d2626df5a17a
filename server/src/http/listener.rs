//! Connections: taken from a listener and served as HTTP/1.1, with WebSockets, until told to stop. Whoever sends nothing, or no
//! whole head, is let go after a while.
//!
//! Not by hyper-util's `auto` builder: with upgrades it takes HTTP/2 too, whatever it is told, and it waits for the first bytes
//! of a connection for ever.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{pin::pin, time::Duration};
use tokio::{net::TcpListener, sync::watch};

/// A request's head must have arrived by then; also how long an idle connection is kept.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// Largest head of a request, bytes; a connection reads as much at most before it is looked at.
const HEAD: usize = 64 << 10;

/// The connections that are open. Each has a receiver as long as it lives.
pub struct Connections(watch::Sender<bool>);

impl Default for Connections {
    fn default() -> Self {
        Self(watch::channel(false).0)
    }
}

impl Connections {
    /// Lets each finish the request that it has begun, and waits until all have ended.
    pub async fn shutdown(&self) {
        self.0.send_replace(true);
        self.0.closed().await;
    }
}

/// Serves until told to stop; then nobody new gets in.
pub async fn accept(
    listener: TcpListener,
    router: Router,
    connections: &Connections,
    stop: impl Future<Output = ()>,
) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(HEAD);
    tokio::pin!(stop);
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Out of descriptors, or the peer was gone already: others go on.
                    tracing::warn!(%error, "accept");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "nodelay");
        }
        let service = TowerToHyperService::new(router.clone());
        let connection = builder.serve_connection(TokioIo::new(stream), service).with_upgrades();
        let mut stopping = connections.0.subscribe();
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                _ = async { stopping.wait_for(|stopping| *stopping).await.is_ok() } => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "connection");
            }
        });
    }
}
