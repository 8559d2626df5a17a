//! A bad network between clients and server: delays, links that break, links that are dead without anybody saying so, and
//! readers at 1 kB a second. What ails a connection is drawn when it is opened.

use super::options::Kind;
use anyhow::Result;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};

/// What ails a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ill {
    Healthy,
    /// Every piece comes so much later.
    Delay(Duration),
    /// Both ends are closed after this time.
    Cut(Duration),
    /// Nothing is carried any more after this time, and nobody is told.
    HalfOpen(Duration),
    /// What the server says arrives at 1 kB a second.
    Slow,
}

/// What ails the connections that are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    Fair,
    /// As it comes: nothing, or any of the others.
    Mixed,
    /// All the same: `Delay`, `Cut`, `HalfOpen` or `SlowReader`; any other kind is fair.
    Bad(Kind),
}

struct State {
    rng: StdRng,
    server: Option<SocketAddr>,
    /// What new connections are.
    weather: Weather,
    open: JoinSet<()>,
}

/// Listens on a port of its own until it is dropped.
#[derive(Clone)]
pub struct Proxy {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    _accepting: Arc<Accepting>,
}

struct Accepting(tokio::task::JoinHandle<()>);

impl Drop for Accepting {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Proxy {
    /// # Errors
    /// If there is no free port.
    pub async fn start(seed: u64) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let rng = StdRng::seed_from_u64(seed);
        let state = State { rng, server: None, weather: Weather::Fair, open: JoinSet::new() };
        let state = Arc::new(Mutex::new(state));
        let accepting = tokio::spawn(accept(listener, Arc::clone(&state)));
        Ok(Self { address, state, _accepting: Arc::new(Accepting(accepting)) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Where the server is now; `None`: nobody is reached.
    pub fn lead_to(&self, server: Option<SocketAddr>) {
        self.state().server = server;
    }

    /// From now on.
    pub fn set(&self, weather: Weather) {
        self.state().weather = weather;
    }

    /// Ends all connections.
    pub fn cut(&self) {
        self.state().open.abort_all();
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn draw(&mut self) -> Ill {
        let ms = |rng: &mut StdRng, from, to| Duration::from_millis(rng.random_range(from..to));
        let kind = match self.weather {
            Weather::Fair => return Ill::Healthy,
            Weather::Bad(kind) => kind,
            Weather::Mixed => match self.rng.random_range(0..10) {
                0..=1 => Kind::Delay,
                2..=3 => Kind::Cut,
                4 => Kind::HalfOpen,
                5 => Kind::SlowReader,
                _ => return Ill::Healthy,
            },
        };
        match kind {
            Kind::Delay => Ill::Delay(ms(&mut self.rng, 1, 40)),
            Kind::Cut => Ill::Cut(ms(&mut self.rng, 5, 300)),
            Kind::HalfOpen => Ill::HalfOpen(ms(&mut self.rng, 5, 300)),
            Kind::SlowReader => Ill::Slow,
            _ => Ill::Healthy,
        }
    }
}

async fn accept(listener: TcpListener, state: Arc<Mutex<State>>) {
    while let Ok((client, _)) = listener.accept().await {
        let mut state = lock(&state);
        let ill = state.draw();
        while state.open.try_join_next().is_some() {}
        if let Some(server) = state.server {
            state.open.spawn(carry(client, server, ill));
        }
    }
}

async fn carry(client: TcpStream, server: SocketAddr, ill: Ill) {
    let Ok(server) = TcpStream::connect(server).await else { return };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let both = async {
        tokio::select! {
            () = pump(from_client, to_server, ill, false) => {}
            () = pump(from_server, to_client, ill, true) => {}
        }
    };
    match ill {
        Ill::Cut(after) => drop(timeout(after, both).await),
        Ill::HalfOpen(after) => {
            // The halves stay open, and so does whatever waits for them, until everything is cut.
            let mut both = std::pin::pin!(both);
            if timeout(after, &mut both).await.is_err() {
                std::future::pending::<()>().await;
            }
        }
        _ => both.await,
    }
}

/// Carries one direction until it ends.
async fn pump(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, ill: Ill, down: bool) {
    let slow = ill == Ill::Slow && down;
    let mut buffer = vec![0; if slow { 100 } else { 16 << 10 }];
    loop {
        let Ok(count @ 1..) = from.read(&mut buffer).await else { return };
        match ill {
            Ill::Delay(time) => sleep(time).await,
            _ if slow => sleep(Duration::from_millis(100)).await,
            _ => {}
        }
        if to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}
