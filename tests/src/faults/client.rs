//! A client that behaves as ours does: it keeps what is not acknowledged in an outbox, comes back after every break with
//! what it has, and does its work anew when it is refused or a new epoch has begun. A task of its own, told what to do by
//! `Order`s.

mod work;

use super::{
    document::Document,
    ledger::{Deed, Ledger},
};
use crate::load::{Protocol, Socket, binary, connect};
use anyhow::{Context, Result, bail};
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until, timeout},
};
use tokio_tungstenite::tungstenite::Message;
use wandel_wire::{Claim, ClientHello, ClientMessage, ControlMessage, ServerMessage, close};

/// A link that does not open, or on which nothing is answered for this long, is given up.
const PATIENCE: Duration = Duration::from_millis(1500);

pub enum Order {
    /// Go on working, or rest.
    Work(bool),
    /// Close the page and open it again: the outbox stays, the document and its client id do not.
    Reload,
    /// Lose everything: the device is gone.
    Lose,
    /// Come back at once.
    Reconnect,
    /// From now on with this address, because the ticket in the old one has ended.
    Move(String),
    Show(oneshot::Sender<View>),
}

/// A client as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// On line, up to date, nothing unsent.
    pub settled: bool,
    /// Epoch and position; stock clients know neither.
    pub place: Option<(u64, u64)>,
    pub digest: [u8; 32],
    pub keys: BTreeSet<String>,
    /// What the server said of the digest at this position; it says nothing to stock clients.
    pub agreed: Option<bool>,
}

/// A deed that is not acknowledged.
struct Unsent {
    deed: Deed,
    update: Bytes,
    /// What it is written under.
    claim: Claim,
    /// Its number on this socket, once it was sent.
    seq: Option<u64>,
}

pub struct Client {
    url: String,
    name: String,
    pace: Duration,
    orders: mpsc::Receiver<Order>,
    ledger: Ledger,
    rng: StdRng,

    document: Option<Document>,
    claim: Option<Claim>,
    epoch: Option<u64>,
    position: u64,
    /// What is known to be there and was set by this client: what can be removed.
    kept: Vec<String>,
    outbox: VecDeque<Unsent>,
    made: u64,
    working: bool,

    socket: Option<Socket>,
    greeted: bool,
    /// The position that was committed when this socket was greeted.
    target: u64,
    seq: u64,
    /// The outbox has to be carried out anew, once the document is up to date.
    anew: bool,
    agreed: Option<bool>,
    retry: Instant,
    act: Instant,
    heard: Instant,
}

impl Client {
    /// `url`: of the board, with a ticket. `pace`: between two deeds, about.
    pub fn start(
        url: String,
        name: String,
        pace: Duration,
        ledger: Ledger,
        seed: u64,
    ) -> mpsc::Sender<Order> {
        let (sender, orders) = mpsc::channel(16);
        let now = Instant::now();
        let client = Self {
            url,
            name,
            pace,
            orders,
            ledger,
            rng: StdRng::seed_from_u64(seed),
            document: None,
            claim: None,
            epoch: None,
            position: 0,
            kept: Vec::new(),
            outbox: VecDeque::new(),
            made: 0,
            working: false,
            socket: None,
            greeted: false,
            target: 0,
            seq: 0,
            anew: false,
            agreed: None,
            retry: now,
            act: now,
            heard: now,
        };
        tokio::spawn(client.live());
        sender
    }

    async fn live(mut self) {
        loop {
            let broken = tokio::select! {
                order = self.orders.recv() => {
                    let Some(order) = order else { return };
                    self.obey(order).await
                }
                message = receive(&mut self.socket) => match message {
                    Ok(message) => self.take(message).await,
                    Err(error) => Err(error),
                },
                () = sleep_until(self.act), if self.may_work() => self.work().await,
                () = sleep_until(self.retry), if self.socket.is_none() => self.connect().await,
                () = sleep_until(self.heard + PATIENCE), if self.is_waiting() => Err(anyhow::anyhow!("no answer")),
            };
            if broken.is_err() {
                let pause = Duration::from_millis(self.rng.random_range(5..40));
                self.hang_up(pause);
            }
        }
    }

    /// Something is on its way of which the server has to say something.
    fn is_waiting(&self) -> bool {
        self.socket.is_some() && (!self.greeted || self.position < self.target || !self.outbox.is_empty())
    }

    fn is_current(&self) -> bool {
        self.document.is_some() && self.position >= self.target && !self.anew
    }

    /// Also without a server: what is done then waits in the outbox.
    fn may_work(&self) -> bool {
        self.working && self.is_current() && self.outbox.len() < 64
    }

    fn hang_up(&mut self, pause: Duration) {
        self.socket = None;
        self.greeted = false;
        self.agreed = None;
        for unsent in &mut self.outbox {
            unsent.seq = None;
        }
        self.retry = Instant::now() + pause;
    }

    async fn obey(&mut self, order: Order) -> Result<()> {
        match order {
            Order::Work(working) => self.working = working,
            Order::Reconnect => self.hang_up(Duration::ZERO),
            Order::Move(url) => {
                self.url = url;
                self.hang_up(Duration::ZERO);
            }
            Order::Reload => {
                self.forget_document();
                self.hang_up(Duration::ZERO);
            }
            Order::Lose => {
                for unsent in self.outbox.drain(..) {
                    self.ledger.forget(&unsent.deed);
                }
                self.kept.clear();
                self.forget_document();
                self.anew = false;
                self.hang_up(Duration::ZERO);
            }
            Order::Show(reply) => {
                let view = self.show()?;
                let ask = view.settled && view.agreed.is_none();
                let question = ControlMessage::Check { position: self.position, digest: view.digest };
                let _ = reply.send(view);
                if ask {
                    self.send(ClientMessage::Control(question)).await?;
                }
            }
        }
        Ok(())
    }

    fn forget_document(&mut self) {
        self.document = None;
        self.claim = None;
        self.position = 0;
        self.target = 0;
    }

    fn show(&self) -> Result<View> {
        let Some(document) = &self.document else { return Ok(View::default()) };
        // After a reload its own work is there before what it builds on: until that has come, it is no whole document.
        if !self.greeted || !self.is_current() || !self.outbox.is_empty() {
            return Ok(View::default());
        }
        Ok(View {
            settled: true,
            place: Some((self.epoch.unwrap_or(0), self.position)),
            digest: document.digest()?,
            keys: document.keys(),
            agreed: self.agreed,
        })
    }

    async fn connect(&mut self) -> Result<()> {
        self.heard = Instant::now();
        let opening = timeout(PATIENCE, connect(&self.url, Protocol::Own));
        self.socket = Some(opening.await.context("no answer")??);
        self.seq = 0;
        let has = self.epoch.filter(|_| self.document.is_some()).map(|epoch| (epoch, self.position));
        let mut claims: Vec<Claim> = self.claim.iter().cloned().collect();
        for unsent in &self.outbox {
            if !claims.contains(&unsent.claim) {
                claims.push(unsent.claim.clone());
            }
        }
        let hello = ClientHello { schema: wandel_board::SCHEMA, has, claims };
        self.send(ClientMessage::Hello(hello)).await
    }

    async fn send(&mut self, message: ClientMessage) -> Result<()> {
        let socket = self.socket.as_mut().context("not connected")?;
        timeout(PATIENCE, socket.send(binary(message.encode()))).await.context("stuck")??;
        Ok(())
    }
}

/// The next message; waits for ever while there is no socket.
async fn receive(socket: &mut Option<Socket>) -> Result<ServerMessage> {
    let Some(socket) = socket else { return std::future::pending().await };
    loop {
        match socket.next().await.context("closed")?? {
            Message::Binary(bytes) => return ServerMessage::decode(&bytes).context("not a message"),
            Message::Close(frame) => {
                let code = frame.map_or(1005, |frame| frame.code.into());
                if [close::FORBIDDEN, close::UNAUTHENTICATED].contains(&code) {
                    bail!("shut out with {code}");
                }
                bail!("closed with {code}");
            }
            _ => {}
        }
    }
}
