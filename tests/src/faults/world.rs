//! A server, a bad network and a few clients that work; rounds in which something is done to them, and after each the
//! question whether everything that was acknowledged is everywhere and nothing else.

use super::{
    client::{Client, Order, View},
    ledger::{Ledger, Page},
    options::Kind,
    proxy::{Proxy, Weather},
    server::{House, Running, copy},
    stock::Stock,
};
use anyhow::{Context, Result, bail};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::sleep,
};

const CLIENTS: usize = 4;
/// Beside them, stock Yjs clients.
const STOCK: usize = 2;
/// Between two deeds of a client, about.
const PACE: Duration = Duration::from_millis(4);
/// After everything is well again, all clients agree within this time.
const HEALING: Duration = Duration::from_secs(30);

/// What becomes of a world in so many rounds: every kind once, in any order, then as it comes, plain kills most often.
#[must_use]
pub fn plan(kinds: &[Kind], rounds: usize, rng: &mut StdRng) -> Vec<Kind> {
    let mut plan = kinds.to_vec();
    plan.shuffle(rng);
    while plan.len() < rounds {
        let kill = kinds.contains(&Kind::Kill) && rng.random_bool(0.3);
        plan.push(if kill { Kind::Kill } else { kinds[rng.random_range(0..kinds.len())] });
    }
    plan.truncate(rounds);
    plan
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
        let mut clients = Vec::new();
        for number in 0..CLIENTS {
            let name = format!("c{number}");
            clients.push(Client::start(url.clone(), name, PACE, ledger.clone(), rng.random()));
        }
        for number in 0..STOCK {
            let name = format!("s{number}");
            clients.push(Stock::start(url.clone(), name, PACE, ledger.clone(), rng.random()));
        }
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
    pub async fn round(&mut self, kind: Kind) -> Result<()> {
        let before = self.house.data.with_extension("before");
        if self.sabotage {
            copy(&self.house.data, &before)?;
        }
        self.proxy.set(if self.rng.random_bool(0.4) { Weather::Fair } else { Weather::Mixed });
        self.tell(|| Order::Reconnect).await?;
        self.tell(|| Order::Work(true)).await?;
        sleep(self.ms(20, 200)).await;
        let result = self.make(kind).await;
        if self.sabotage && self.server.is_none() {
            copy(&before, &self.house.data)?;
        }
        let healed = match result {
            Ok(()) => self.heal().await,
            Err(error) => Err(error),
        };
        if healed.is_ok() && self.backup.is_none() && self.rng.random_bool(0.2) {
            self.back_up().await?;
        }
        healed.with_context(|| kind.to_string())
    }

    async fn make(&mut self, kind: Kind) -> Result<()> {
        match kind {
            Kind::Delay | Kind::Cut | Kind::HalfOpen | Kind::SlowReader => {
                self.proxy.set(Weather::Bad(kind));
                self.proxy.cut();
                sleep(self.ms(100, 500)).await;
            }
            Kind::Kill => self.kill(),
            Kind::KillQueued => self.kill_at("kill-queued")?,
            Kind::KillWritten => self.kill_at("kill")?,
            Kind::KillCommitted => self.kill_at("kill-after")?,
            Kind::KillAnswered => self.kill_at("kill-answered")?,
            Kind::KillOnAck => {
                let before = self.ledger.acknowledged();
                let start = Instant::now();
                while self.ledger.acknowledged() == before && start.elapsed() < Duration::from_secs(3) {
                    tokio::task::yield_now().await;
                }
                self.kill();
            }
            Kind::Stop => {
                self.proxy.lead_to(None);
                if let Some(server) = self.server.take() {
                    server.stop()?;
                }
            }
            Kind::FailedCommits => {
                self.arrange(Some("fail"))?;
                sleep(self.ms(50, 600)).await;
            }
            Kind::SlowCommits => {
                self.arrange(Some("hold"))?;
                sleep(self.ms(20, 300)).await;
                if self.rng.random_bool(0.5) {
                    self.kill();
                }
            }
            Kind::Reload | Kind::LostDevice => {
                let number = self.rng.random_range(0..self.clients.len());
                let order = if kind == Kind::Reload { Order::Reload } else { Order::Lose };
                self.clients[number].send(order).await.ok().context("a client has ended")?;
                sleep(self.ms(5, 100)).await;
            }
            Kind::Clock => self.jump().await?,
            Kind::Restore => self.restore().await?,
            Kind::Purge => {
                self.house.ask(&["board", "purge", &self.board])?;
                sleep(self.ms(20, 200)).await;
            }
            Kind::DamagedFile | Kind::ImportedFile | Kind::FullDisk | Kind::PowerCut => {
                bail!("{kind} is not done in rounds")
            }
        }
        Ok(())
    }

    /// Ends at a step of the pipeline.
    fn kill_at(&mut self, step: &str) -> Result<()> {
        self.arrange(Some(step))?;
        // Links may all be dead: then nothing is committed and it has to be killed by hand.
        if let Some(server) = &mut self.server {
            let _ended = server.wait(Duration::from_secs(3));
        }
        self.kill();
        Ok(())
    }

    /// The clock is set wrong twice while everybody works, and stays so; half of the time the server starts with it, too.
    async fn jump(&mut self) -> Result<()> {
        const MINUTE: i64 = 60_000;
        for _ in 0..2 {
            let most = [10 * MINUTE, 10 * 60 * MINUTE, 20 * 24 * 60 * MINUTE][self.rng.random_range(0..3)];
            let by: i64 = self.rng.random_range(-most..most);
            std::fs::write(self.house.faults().with_extension("clock"), by.to_string())?;
            sleep(self.ms(50, 400)).await;
        }
        if self.rng.random_bool(0.5) {
            self.kill();
        }
        Ok(())
    }

    /// Makes a backup while all agree.
    async fn back_up(&mut self) -> Result<()> {
        let file = self.house.data.with_extension("backup");
        let _ = std::fs::remove_file(&file);
        self.house.ask(&["backup", &file.to_string_lossy()])?;
        self.backup = Some((file, self.ledger.page()));
        Ok(())
    }

    /// Puts a backup back: of an earlier round if there is one, else one that is made now and has newer work after it.
    async fn restore(&mut self) -> Result<()> {
        if self.backup.is_none() {
            self.heal().await?;
            self.back_up().await?;
            self.tell(|| Order::Work(true)).await?;
            let (then, start) = (self.ledger.acknowledged(), Instant::now());
            while self.ledger.acknowledged() < then + 20 && start.elapsed() < Duration::from_secs(3) {
                sleep(Duration::from_millis(2)).await;
            }
        }
        let Some((file, page)) = self.backup.take() else { return Ok(()) };
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
        self.proxy.set(Weather::Fair);
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
            match (view.place, view.agreed) {
                (None, _) | (_, Some(true)) => {}
                (_, Some(false)) => return Ok(Err(format!("the server says that client {number} differs"))),
                (_, None) => return Ok(Err(format!("the server has not compared client {number}"))),
            }
            match &common {
                Some(other) if !same(other, &view) => {
                    return Ok(Err(format!("client {number} differs from the first")));
                }
                Some(_) => {}
                None => common = Some(view),
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

/// The same document, at the same place as far as it is known.
fn same(one: &View, other: &View) -> bool {
    let places = [one.place, other.place];
    one.digest == other.digest
        && one.keys == other.keys
        && (places.contains(&None) || one.place == other.place)
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
