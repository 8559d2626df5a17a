//! A stock Yjs client, as y-websocket's provider behaves: it has no outbox and is told of no acknowledgement; after a break it
//! offers whatever the server lacks of its whole document, and where it is shut out for good somebody opens the page anew.
//! A second, reading socket of the same person shows what of its work has been committed, which is what the ledger wants.

use super::{
    client::{Order, View},
    document::Document,
    ledger::{Deed, Ledger},
};
use crate::load::{Protocol, Socket, binary, connect};
use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{collections::VecDeque, time::Duration};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until, timeout},
};
use tokio_tungstenite::tungstenite::Message;
use wandel_wire::{ClientMessage, Refusal, ServerMessage, close};

/// A link that is not heard of for this long is given up; longer than the server asks a dead socket for its client id.
const PATIENCE: Duration = Duration::from_secs(4);

/// One of its two sockets.
#[derive(Default)]
struct Line {
    socket: Option<Socket>,
    /// The server has answered what it has.
    synced: bool,
}

pub struct Stock {
    url: String,
    name: String,
    pace: Duration,
    orders: mpsc::Receiver<Order>,
    ledger: Ledger,
    rng: StdRng,

    /// What it works on.
    document: Document,
    /// What the server has told.
    told: Document,
    writing: Line,
    reading: Line,
    /// Done, and not seen to be committed.
    unsure: VecDeque<Deed>,
    /// Committed and set by this client: what can be removed.
    kept: Vec<String>,
    made: u64,
    working: bool,
    retry: Instant,
    act: Instant,
    heard: Instant,
}

impl Stock {
    /// As `Client::start`.
    pub fn start(
        url: String,
        name: String,
        pace: Duration,
        ledger: Ledger,
        seed: u64,
    ) -> mpsc::Sender<Order> {
        let (sender, orders) = mpsc::channel(16);
        let now = Instant::now();
        let mut rng = StdRng::seed_from_u64(seed);
        let stock = Self {
            url,
            name,
            pace,
            orders,
            ledger,
            document: Document::new(rng.random::<u32>().into()),
            told: Document::new(rng.random::<u32>().into()),
            rng,
            writing: Line::default(),
            reading: Line::default(),
            unsure: VecDeque::new(),
            kept: Vec::new(),
            made: 0,
            working: false,
            retry: now,
            act: now,
            heard: now,
        };
        tokio::spawn(stock.live());
        sender
    }

    async fn live(mut self) {
        loop {
            let broken = tokio::select! {
                order = self.orders.recv() => {
                    let Some(order) = order else { return };
                    self.obey(order);
                    Ok(())
                }
                message = receive(&mut self.writing.socket) => match message {
                    Ok(message) => self.take(message).await,
                    Err(error) => Err(error),
                },
                message = receive(&mut self.reading.socket) => match message {
                    Ok(message) => self.read(message),
                    Err(error) => Err(error),
                },
                () = sleep_until(self.act), if self.may_work() => self.work().await,
                () = sleep_until(self.retry), if self.writing.socket.is_none() => self.connect().await,
                () = sleep_until(self.heard + PATIENCE), if self.is_waiting() => Err(anyhow::anyhow!("no answer")),
            };
            if let Err(error) = broken {
                if error.is::<ShutOut>() {
                    self.start_over();
                }
                let pause = Duration::from_millis(self.rng.random_range(5..40));
                self.hang_up(pause);
            }
        }
    }

    const fn is_synced(&self) -> bool {
        self.writing.synced && self.reading.synced
    }

    fn is_waiting(&self) -> bool {
        self.writing.socket.is_some() && (!self.is_synced() || !self.unsure.is_empty())
    }

    /// Also without a server, once there is a document.
    fn may_work(&self) -> bool {
        self.working && self.unsure.len() < 64 && (self.writing.synced || self.made > 0)
    }

    fn hang_up(&mut self, pause: Duration) {
        self.writing = Line::default();
        self.reading = Line::default();
        self.retry = Instant::now() + pause;
    }

    /// The page is opened anew: what nobody has seen is lost.
    fn start_over(&mut self) {
        for deed in self.unsure.drain(..) {
            self.ledger.forget(&deed);
        }
        self.kept.clear();
        self.document = Document::new(self.rng.random::<u32>().into());
        self.told = Document::new(self.rng.random::<u32>().into());
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Work(working) => self.working = working,
            Order::Reconnect => self.hang_up(Duration::ZERO),
            Order::Move(url) => {
                self.url = url;
                self.start_over();
                self.hang_up(Duration::ZERO);
            }
            Order::Reload | Order::Lose => {
                self.start_over();
                self.hang_up(Duration::ZERO);
            }
            Order::Show(reply) => {
                let _ = reply.send(self.show());
            }
        }
    }

    fn show(&self) -> View {
        let keys = self.document.keys();
        let settled = self.is_synced() && self.unsure.is_empty() && keys == self.told.keys();
        match self.document.digest() {
            Ok(digest) => View { settled, digest, keys, ..View::default() },
            Err(error) => {
                self.ledger.complain(format!("{}: its document does not pass: {error}", self.name));
                View::default()
            }
        }
    }

    async fn connect(&mut self) -> Result<()> {
        self.heard = Instant::now();
        let both = async {
            tokio::try_join!(connect(&self.url, Protocol::Stock), connect(&self.url, Protocol::Stock))
        };
        let (writing, reading) = timeout(PATIENCE, both).await.context("no answer")??;
        self.writing = Line { socket: Some(writing), synced: false };
        self.reading = Line { socket: Some(reading), synced: false };
        let (known, told) = (self.document.vector(), self.told.vector());
        send(&mut self.writing, &ClientMessage::SyncStep1(known.into())).await?;
        send(&mut self.reading, &ClientMessage::SyncStep1(told.into())).await
    }

    /// On the socket that it writes to.
    async fn take(&mut self, message: ServerMessage) -> Result<()> {
        self.heard = Instant::now();
        match message {
            ServerMessage::SyncStep1(vector) => {
                let missing = self.document.missing(&vector)?;
                send(&mut self.writing, &ClientMessage::SyncStep2(missing.into())).await?;
            }
            ServerMessage::SyncStep2(update) => {
                self.document.take(&update)?;
                self.writing.synced = true;
            }
            ServerMessage::Update(update) => self.document.take(&update)?,
            // It was not stored; the provider says so, and offers it again when it next connects.
            ServerMessage::Denied(code)
                if [Refusal::ReadOnly, Refusal::NotStored, Refusal::Full]
                    .iter()
                    .any(|passing| passing.code() == code) => {}
            ServerMessage::Denied(_) => return Err(ShutOut.into()),
            _ => {}
        }
        Ok(())
    }

    /// On the socket that only reads: what comes is committed.
    fn read(&mut self, message: ServerMessage) -> Result<()> {
        self.heard = Instant::now();
        match message {
            ServerMessage::SyncStep2(update) => {
                self.told.take(&update)?;
                self.reading.synced = true;
            }
            ServerMessage::Update(update) => self.told.take(&update)?,
            _ => return Ok(()),
        }
        while let Some(deed) = self.unsure.pop_front_if(|deed| self.told.shows(deed)) {
            self.ledger.acknowledge_stock(&deed);
            if let Deed::Set(key) = deed {
                self.kept.push(key);
            }
        }
        Ok(())
    }

    async fn work(&mut self) -> Result<()> {
        self.act = Instant::now() + self.pace.mul_f64(self.rng.random_range(0.3..1.7));
        let deed = if !self.kept.is_empty() && self.rng.random_bool(0.2) {
            Deed::Remove(self.kept.swap_remove(self.rng.random_range(0..self.kept.len())))
        } else {
            self.made += 1;
            Deed::Set(format!("{}.{}", self.name, self.made))
        };
        let Some(update) = self.document.carry_out(&deed) else {
            // Gone in a new epoch that it has not heard of.
            return Ok(());
        };
        if self.unsure.is_empty() {
            self.heard = Instant::now();
        }
        self.unsure.push_back(deed);
        if self.writing.synced {
            send(&mut self.writing, &ClientMessage::Update(update)).await?;
        }
        Ok(())
    }
}

/// The provider stops here.
#[derive(Debug, thiserror::Error)]
#[error("shut out")]
struct ShutOut;

async fn send(line: &mut Line, message: &ClientMessage) -> Result<()> {
    let socket = line.socket.as_mut().context("not connected")?;
    timeout(PATIENCE, socket.send(binary(message.encode()))).await.context("stuck")??;
    Ok(())
}

/// The next message; waits for ever while there is no socket.
async fn receive(socket: &mut Option<Socket>) -> Result<ServerMessage> {
    let Some(socket) = socket else { return std::future::pending().await };
    loop {
        match socket.next().await.context("closed")?? {
            Message::Binary(bytes) => return ServerMessage::decode(&bytes).context("not a message"),
            Message::Close(frame) => {
                let code: u16 = frame.map_or(1005, |frame| frame.code.into());
                if close::is_final(code) || code == close::POLICY {
                    return Err(ShutOut.into());
                }
                bail!("closed with {code}");
            }
            _ => {}
        }
    }
}
