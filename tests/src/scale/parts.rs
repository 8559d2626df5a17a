//! The measurements, each a table of its own.

use super::{fill::fill, join::join};
use crate::{
    faults::{House, Running},
    load::{Outcome, Plan, Protocol, run as load, usage},
};
use anyhow::{Context, Result};
use futures_util::future::try_join_all;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Boards of 5,000 and 50,000 elements
    Large,
    /// 100,000 edits in one sitting
    Long,
    /// Memory of idle boards and sockets, and how it comes back
    Idle,
    /// 1,000 idle boards while 200 people work on others
    Crowd,
    /// 1,200 clients come back after a restart
    Storm,
}

struct Site {
    house: House,
    server: Running,
}

impl Site {
    fn new(program: &Path, folder: &Path) -> Result<Self> {
        let house = House { program: program.to_owned(), data: folder.join("data"), faulty: false };
        let server = house.serve()?;
        Ok(Self { house, server })
    }

    /// A new board as id and ticket.
    fn board(&self) -> Result<(String, String)> {
        let board = self.house.ask(&["board", "create", "--title", "Scale"])?;
        let ticket = self.house.ask(&["board", "ticket", &board, "--role", "editor", "--hours", "24"])?;
        Ok((board, ticket))
    }

    fn url(&self, (board, ticket): &(String, String)) -> String {
        format!("ws://{}/sync/{board}?ticket={ticket}", self.server.address)
    }

    fn restart(self) -> Result<Self> {
        let Self { house, server } = self;
        server.stop()?;
        let server = house.serve()?;
        Ok(Self { house, server })
    }

    /// Resident memory in MB.
    fn memory(&self) -> Result<f64> {
        Ok(usage(self.server.id())?.rss)
    }

    async fn load(&self, urls: Vec<String>, clients: usize, rate: f64, seconds: f64) -> Result<Outcome> {
        let pid = self.server.id();
        load(&Plan { urls, protocol: Protocol::Own, clients, rate, seconds, pid }).await
    }

    /// Bytes of the database and its log.
    fn disk(&self) -> u64 {
        let size = |name: &str| std::fs::metadata(self.house.data.join(name)).map_or(0, |file| file.len());
        size("wandel.sqlite") + size("wandel.sqlite-wal")
    }
}

/// Measures one part and prints its table.
///
/// # Errors
/// If the server does not do what it should.
pub async fn run(part: Part, program: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let site = Site::new(program, folder)?;
    match part {
        Part::Large => large(site).await,
        Part::Long => long(site).await,
        Part::Idle => idle(site).await,
        Part::Crowd => crowd(site).await,
        Part::Storm => storm(site).await,
    }
    .with_context(|| format!("{part:?}"))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

async fn large(mut site: Site) -> Result<()> {
    println!(
        "| elements on the board | first join after a restart, ms | 20th join, ms | kB a join | ten people editing: p50 ms | p99 ms | CPU s in 5 s | RSS MB |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for elements in [0, 5_000, 50_000] {
        let board = site.board()?;
        fill(&site.url(&board), elements).await?;
        site = site.restart()?;
        let url = site.url(&board);
        let first = join(&url, None).await?;
        let (bytes, mut others) = (first.bytes, vec![first.socket]);
        let mut last = Duration::ZERO;
        for _ in 2..=20 {
            let joined = join(&url, None).await?;
            last = joined.took;
            others.push(joined.socket);
        }
        drop(others);
        let outcome = site.load(vec![url], 10, 10.0, 5.0).await?;
        println!(
            "| {elements} | {:.1} | {:.1} | {:.0} | {:.2} | {:.2} | {:.2} | {:.0} |",
            ms(first.took),
            ms(last),
            bytes as f64 / 1000.0,
            outcome.p50,
            outcome.p99,
            outcome.cpu,
            outcome.rss_end
        );
    }
    site.server.stop()
}

async fn long(site: Site) -> Result<()> {
    println!("| edits so far | p50 ms | p99 ms | CPU s | RSS MB | database MB | kB a join |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let url = site.url(&site.board()?);
    let mut edits = 0;
    for _ in 0..5 {
        // 20 people, 200 edits a second each.
        let outcome = site.load(vec![url.clone()], 20, 200.0, 5.0).await?;
        edits += outcome.sent;
        println!(
            "| {edits} | {:.2} | {:.2} | {:.2} | {:.0} | {:.1} | {:.1} |",
            outcome.p50,
            outcome.p99,
            outcome.cpu,
            outcome.rss_end,
            site.disk() as f64 / 1e6,
            outcome.join_bytes as f64 / 1000.0
        );
    }
    site.server.stop()
}

async fn idle(site: Site) -> Result<()> {
    println!("| state | RSS MB | each kB |");
    println!("| --- | --- | --- |");
    let empty = site.memory()?;
    println!("| just started | {empty:.1} | |");
    let board = site.board()?;
    let url = site.url(&board);
    let mut sockets = Vec::new();
    for _ in 0..500 {
        sockets.push(join(&url, None).await?.socket);
    }
    let full = site.memory()?;
    println!("| 500 idle sockets on one board | {full:.1} | {:.1} |", (full - empty) * 1000.0 / 500.0);
    drop(sockets);
    sleep(Duration::from_secs(2)).await;
    let before = site.memory()?;
    println!("| sockets closed | {before:.1} | |");
    let boards = (0..500).map(|_| site.board()).collect::<Result<Vec<_>>>()?;
    let made = site.memory()?;
    println!("| 500 boards made, none open | {made:.1} | |");
    let mut sockets = Vec::new();
    for board in &boards {
        sockets.push(join(&site.url(board), None).await?.socket);
    }
    let open = site.memory()?;
    println!(
        "| 500 live boards with one idle socket each | {open:.1} | {:.1} |",
        (open - made) * 1000.0 / 500.0
    );
    drop(sockets);
    sleep(Duration::from_secs(5)).await;
    let alone = site.memory()?;
    println!("| 500 live boards without sockets | {alone:.1} | {:.1} |", (alone - made) * 1000.0 / 500.0);
    // Rooms are let go a minute after the last socket.
    sleep(Duration::from_secs(62)).await;
    let gone = site.memory()?;
    println!("| a minute later, the rooms let go | {gone:.1} | {:.1} |", (gone - made) * 1000.0 / 500.0);
    site.server.stop()
}

async fn crowd(site: Site) -> Result<()> {
    println!("| idle boards beside | 40 × 5 people: p50 ms | p99 ms | CPU s in 5 s | RSS MB |");
    println!("| --- | --- | --- | --- | --- |");
    let busy = (0..40).map(|_| Ok(site.url(&site.board()?))).collect::<Result<Vec<_>>>()?;
    let mut sockets = Vec::new();
    for idle in [0, 1000] {
        while sockets.len() < idle {
            sockets.push(join(&site.url(&site.board()?), None).await?.socket);
        }
        let outcome = site.load(busy.clone(), 5, 10.0, 5.0).await?;
        println!(
            "| {idle} | {:.2} | {:.2} | {:.2} | {:.0} |",
            outcome.p50, outcome.p99, outcome.cpu, outcome.rss_end
        );
    }
    site.server.stop()
}

async fn storm(mut site: Site) -> Result<()> {
    println!(
        "| boards × clients | server up after ms | half are back after ms | all are back after ms | CPU s |"
    );
    println!("| --- | --- | --- | --- | --- |");
    for (boards, clients) in [(12, 100), (1, 1200)] {
        let boards = (0..boards).map(|_| site.board()).collect::<Result<Vec<_>>>()?;
        let mut all = Vec::new();
        for board in &boards {
            fill(&site.url(board), 500).await?;
            for _ in 0..clients {
                let joined = join(&site.url(board), None).await?;
                all.push((board.clone(), joined.socket, joined.has));
            }
        }
        let down = Instant::now();
        site = site.restart()?;
        let up = down.elapsed();
        let mut rng = StdRng::seed_from_u64(1);
        let site_now = &site;
        let returns = all.into_iter().map(|(board, socket, has)| {
            drop(socket);
            // The first attempt of our client: up to 250 ms after the break.
            let wait = Duration::from_millis(rng.random_range(0..250));
            async move {
                sleep(wait).await;
                let joined = join(&site_now.url(&board), Some(has)).await?;
                anyhow::Ok((down.elapsed(), joined.socket))
            }
        });
        let mut back: Vec<_> = try_join_all(returns).await?;
        back.sort_by_key(|(at, _)| *at);
        let at = |share: usize| {
            back.get((back.len() * share / 100).max(1) - 1).map_or(0.0, |(at, _)| ms(*at - up))
        };
        println!(
            "| {} × {clients} | {:.0} | {:.0} | {:.0} | {:.2} |",
            boards.len(),
            ms(up),
            at(50),
            at(100),
            usage(site.server.id())?.cpu
        );
    }
    site.server.stop()
}
