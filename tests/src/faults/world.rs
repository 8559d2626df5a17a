//! A server, a bad network and a few clients that work; rounds in which something is done to them, and after each the
//! question whether everything that was acknowledged is everywhere and nothing else.

use super::{
    client::{Client, Order, View},
    ledger::{Ledger, Page},
    proxy::Proxy,
    server::{House, Running, copy},
};
use anyhow::{Context, Result, bail};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::sleep,
};

const CLIENTS: usize = 6;
/// Between two deeds of a client, about.
const PACE: Duration = Duration::from_millis(4);
/// After everything is well again, all clients agree within this time.
const HEALING: Duration = Duration::from_secs(30);

/// What is done to a world in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Only the network is bad.
    Network,
    /// `kill -9` at any moment.
    Kill,
    /// The process ends at one step of the pipeline.
    KillAt(&'static str),
    /// The process is killed as soon as a client has an acknowledgement.
    KillOnAck,
    /// Stopped as systemd does, while everybody works.
    Stop,
    /// Commits fail, as on a full disk; then they succeed again.
    Fail,
    /// Commits take their time.
    Hold,
    /// A client closes the page and comes back.
    Reload,
    /// A client's device is lost.
    Lose,
    /// The clock jumps by days.
    Clock,
    /// A backup is put back while clients hold newer work.
    Restore,
    /// The document is made anew, in a new epoch, while everybody works.
    Purge,
}

/// The steps at which the server can be ended; see `server/src/store/faults.rs`.
pub const STEPS: [&str; 4] = ["kill-queued", "kill", "kill-after", "kill-answered"];

impl Trouble {
    /// All kinds, the steps one by one; drawn evenly, apart from plain kills, which are most frequent.
    #[must_use]
    pub fn draw(rng: &mut impl Rng) -> Self {
        match rng.random_range(0..21) {
            0 => Self::Network,
            1..=6 => Self::Kill,
            7..=10 => Self::KillAt(STEPS[rng.random_range(0..STEPS.len())]),
            11..=12 => Self::KillOnAck,
            13 => Self::Stop,
            14 => Self::Fail,
            15 => Self::Hold,
            16 => Self::Reload,
            17 => Self::Lose,
            18 => Self::Clock,
            19 => Self::Purge,
            _ => Self::Restore,
        }
    }
}

pub struct World {
    house: House,
    server: Option<Running>,
    proxy: Proxy,
    board: String,
    url: String,
    clients: Vec<mpsc::Sender<Order>>,
    pub ledger: Ledger,
    rng: StdRng,
    backup: Option<(std::path::PathBuf, Page)>,
    /// The longest start of the server.
    pub slowest_start: Duration,
    /// Kills take away what was written since the round began: what a server that does not sync would do.
    pub sabotage: bool,
}

impl World {
    /// # Errors
    /// If the server does not start.
    pub async fn new(program: &Path, folder: &Path, seed: u64) -> Result<Self> {
        let mut rng = StdRng::seed_from_u64(seed);
        let house = House { program: program.to_owned(), data: folder.join("data"), faulty: true };
        let proxy = Proxy::start(rng.random()).await?;
        let server = house.serve()?;
        let board = house.ask(&["board", "create", "--title", "Faults"])?;
        let url = address(&house, &proxy, &board)?;
        proxy.lead_to(Some(server.address));
        let ledger = Ledger::default();
        let clients = (0..CLIENTS)
            .map(|number| {
                Client::start(url.clone(), format!("c{number}"), PACE, ledger.clone(), rng.random())
            })
            .collect();
        let slowest_start = server.took;
        let mut world = Self {
            house,
            server: Some(server),
            proxy,
            board,
            url,
            clients,
            ledger,
            rng,
            backup: None,
            slowest_start,
            sabotage: false,
        };
        world.heal().await.context("at the beginning")?;
        Ok(world)
    }

    async fn tell(&self, order: impl Fn() -> Order) -> Result<()> {
        for client in &self.clients {
            client.send(order()).await.ok().context("a client has ended")?;
        }
        Ok(())
    }

    fn arrange(&self, what: Option<&str>) -> Result<()> {
        let file = self.house.faults();
        match what {
            Some(what) => std::fs::write(file, what)?,
            None if file.exists() => std::fs::remove_file(file)?,
            None => {}
        }
        Ok(())
    }

    fn start(&mut self) -> Result<()> {
        if self.server.is_none() {
            let server = self.house.serve()?;
            self.slowest_start = self.slowest_start.max(server.took);
            self.proxy.lead_to(Some(server.address));
            self.server = Some(server);
        }
        Ok(())
    }

    fn kill(&mut self) {
        self.proxy.lead_to(None);
        if let Some(server) = self.server.take() {
            server.kill();
        }
    }

    fn ms(&mut self, from: u64, to: u64) -> Duration {
        Duration::from_millis(self.rng.random_range(from..to))
    }

    /// Work, trouble, healing, judgement.
    ///
    /// # Errors
    /// What is wrong afterwards.
    pub async fn round(&mut self, trouble: Trouble) -> Result<()> {
        let before = self.house.data.with_extension("before");
        if self.sabotage {
            copy(&self.house.data, &before)?;
        }
        self.proxy.be_healthy(self.rng.random_bool(0.4));
        self.tell(|| Order::Reconnect).await?;
        self.tell(|| Order::Work(true)).await?;
        sleep(self.ms(20, 200)).await;
        let result = self.make(trouble).await;
        if self.sabotage && self.server.is_none() {
            copy(&before, &self.house.data)?;
        }
        let healed = match result {
            Ok(()) => self.heal().await,
            Err(error) => Err(error),
        };
        healed.with_context(|| format!("{trouble:?}"))
    }

    async fn make(&mut self, trouble: Trouble) -> Result<()> {
        match trouble {
            Trouble::Network => {
                self.proxy.cut();
                sleep(self.ms(50, 400)).await;
            }
            Trouble::Kill => self.kill(),
            Trouble::KillAt(step) => {
                self.arrange(Some(step))?;
                // Links may all be dead: then nothing is committed and it has to be killed by hand.
                if let Some(server) = &mut self.server {
                    let _ended = server.wait(Duration::from_secs(3));
                }
                self.kill();
            }
            Trouble::KillOnAck => {
                let before = self.ledger.acknowledged();
                let start = Instant::now();
                while self.ledger.acknowledged() == before && start.elapsed() < Duration::from_secs(3) {
                    tokio::task::yield_now().await;
                }
                self.kill();
            }
            Trouble::Stop => {
                self.proxy.lead_to(None);
                if let Some(server) = self.server.take() {
                    server.stop()?;
                }
            }
            Trouble::Fail => {
                self.arrange(Some("fail"))?;
                sleep(self.ms(50, 600)).await;
            }
            Trouble::Hold => {
                self.arrange(Some("hold"))?;
                sleep(self.ms(20, 300)).await;
                if self.rng.random_bool(0.5) {
                    self.kill();
                }
            }
            Trouble::Reload | Trouble::Lose => {
                let number = self.rng.random_range(0..self.clients.len());
                let order = if trouble == Trouble::Reload { Order::Reload } else { Order::Lose };
                self.clients[number].send(order).await.ok().context("a client has ended")?;
                sleep(self.ms(5, 100)).await;
            }
            Trouble::Clock => {
                let days: i64 = self.rng.random_range(-20..20);
                std::fs::write(self.house.faults().with_extension("clock"), (days * 86_400_000).to_string())?;
                sleep(self.ms(50, 700)).await;
            }
            Trouble::Restore => self.restore().await?,
            Trouble::Purge => {
                self.house.ask(&["board", "purge", &self.board])?;
                sleep(self.ms(20, 200)).await;
            }
        }
        Ok(())
    }

    /// Makes a backup while all agree, lets everybody go on, and puts it back.
    async fn restore(&mut self) -> Result<()> {
        let Some((file, page)) = self.backup.take() else {
            // The first time there is none yet.
            self.heal().await?;
            let file = self.house.data.with_extension("backup");
            let _ = std::fs::remove_file(&file);
            self.house.ask(&["backup", &file.to_string_lossy()])?;
            self.backup = Some((file, self.ledger.page()));
            self.tell(|| Order::Work(true)).await?;
            return Ok(());
        };
        self.tell(|| Order::Work(false)).await?;
        self.kill();
        self.proxy.cut();
        // Nothing of before may be acknowledged after the ledger is turned back: all hang up, and say that they did.
        self.tell(|| Order::Reconnect).await?;
        for client in &self.clients {
            look(client).await?;
        }
        self.house.ask(&["restore", &file.to_string_lossy()])?;
        self.ledger.turn_back(&page);
        self.start()?;
        // A restore ends all tickets.
        self.url = address(&self.house, &self.proxy, &self.board)?;
        self.tell(|| Order::Move(self.url.clone())).await?;
        self.tell(|| Order::Work(true)).await?;
        sleep(self.ms(20, 200)).await;
        Ok(())
    }

    /// Everything is well again, nobody works any more: soon all have the same, and it is what the ledger says.
    async fn heal(&mut self) -> Result<()> {
        self.tell(|| Order::Work(false)).await?;
        self.arrange(None)?;
        self.proxy.be_healthy(true);
        self.proxy.cut();
        if self.server.as_mut().is_some_and(|server| server.wait(Duration::ZERO).is_some()) {
            bail!("the server has ended by itself");
        }
        self.start()?;
        self.tell(|| Order::Reconnect).await?;
        // Somebody who has nothing yet sees what the server has.
        let visitor = Client::start(self.url.clone(), "visitor".into(), PACE, self.ledger.clone(), 1);
        let start = Instant::now();
        loop {
            let reason = match self.agreement(&visitor).await? {
                Ok(view) => {
                    let wrong = self.ledger.judge(&view.keys);
                    if wrong.is_empty() {
                        return Ok(());
                    }
                    bail!("{} things are wrong: {}", wrong.len(), wrong[..wrong.len().min(8)].join("; "));
                }
                Err(reason) => reason,
            };
            if start.elapsed() > HEALING {
                bail!("no agreement: {reason}");
            }
            sleep(Duration::from_millis(8)).await;
        }
    }

    /// What all have, or why not yet.
    async fn agreement(&self, visitor: &mpsc::Sender<Order>) -> Result<Result<View, String>> {
        let mut common: Option<View> = None;
        for (number, client) in self.clients.iter().chain([visitor]).enumerate() {
            let view = look(client).await?;
            if !view.settled {
                return Ok(Err(format!("client {number} is not settled")));
            }
            match view.agreed {
                Some(true) => {}
                Some(false) => return Ok(Err(format!("the server says that client {number} differs"))),
                None => return Ok(Err(format!("the server has not compared client {number}"))),
            }
            match &common {
                Some(other) if *other != view => {
                    return Ok(Err(format!("client {number} differs from the first")));
                }
                _ => common = Some(view),
            }
        }
        Ok(common.ok_or_else(|| "nobody".to_owned()))
    }

    /// Ends the server well and lets it check its own records.
    ///
    /// # Errors
    /// If it finds something.
    pub fn end(mut self) -> Result<()> {
        if let Some(server) = self.server.take() {
            server.stop()?;
        }
        self.house.ask(&["verify"]).map(drop)
    }
}

/// The board's address through the proxy, with a fresh ticket.
fn address(house: &House, proxy: &Proxy, board: &str) -> Result<String> {
    let ticket = house.ask(&["board", "ticket", board, "--role", "editor", "--hours", "8760"])?;
    Ok(format!("ws://{}/sync/{board}?ticket={ticket}", proxy.address))
}

/// A client as it stands, after everything that it was told before.
async fn look(client: &mpsc::Sender<Order>) -> Result<View> {
    let (reply, later) = oneshot::channel();
    client.send(Order::Show(reply)).await.ok().context("a client has ended")?;
    later.await.context("a client has ended")
}
