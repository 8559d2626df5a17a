//! Files with a flipped bit or a missing end: a damaged record is noticed and closes its board, and only that; nothing wrong
//! is ever shown as right.

use super::{
    client::{Client, Order, View},
    ledger::Ledger,
    server::{House, copy},
};
use anyhow::{Context, Result, bail};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::BTreeSet,
    path::Path,
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// Boards in the file, and keys on each.
const BOARDS: usize = 3;
const KEYS: usize = 40;
/// A board that does not open in this time is closed.
const OPEN: Duration = Duration::from_secs(3);

/// What became of the boards of damaged files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub files: usize,
    /// The server did not start with it, and said so.
    pub refused: usize,
    pub closed: usize,
    pub whole: usize,
}

/// Damages copies of a good file in so many ways and looks at what a server makes of each.
///
/// # Errors
/// If a board shows anything but what was kept, or the server crashes.
pub async fn damaged_files(program: &Path, folder: &Path, seed: u64, files: usize) -> Result<Tally> {
    let mut rng = StdRng::seed_from_u64(seed);
    let good = House { program: program.to_owned(), data: folder.join("good"), faulty: true };
    let (boards, keys) = fill(&good, &mut rng).await?;
    let mut tally = Tally { files, ..Tally::default() };
    for number in 0..files {
        let data = folder.join(format!("damaged{number}"));
        let house = House { program: program.to_owned(), data, faulty: true };
        copy(&good.data, &house.data)?;
        let what = spoil(&house.data.join("wandel.sqlite"), &mut rng)?;
        look(&house, &boards, &keys, &mut tally).await.with_context(|| format!("file {number}, {what}"))?;
        let _ = std::fs::remove_dir_all(&house.data);
    }
    Ok(tally)
}

/// Board ids with tickets, and what each board holds.
async fn fill(house: &House, rng: &mut StdRng) -> Result<(Vec<(String, String)>, Vec<BTreeSet<String>>)> {
    let server = house.serve()?;
    let (mut boards, mut all) = (Vec::new(), Vec::new());
    for number in 0..BOARDS {
        let board = house.ask(&["board", "create", "--title", "Damage"])?;
        let ticket = house.ask(&["board", "ticket", &board, "--role", "editor", "--hours", "24"])?;
        let url = format!("ws://{}/sync/{board}?ticket={ticket}", server.address);
        let ledger = Ledger::default();
        let client =
            Client::start(url, format!("b{number}"), Duration::from_millis(1), ledger.clone(), rng.random());
        client.send(Order::Work(true)).await.ok().context("a client has ended")?;
        let start = Instant::now();
        while ledger.acknowledged() < KEYS as u64 {
            if start.elapsed() > Duration::from_secs(20) {
                bail!("nothing is acknowledged");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        client.send(Order::Work(false)).await.ok().context("a client has ended")?;
        let view = settled(&client, Duration::from_secs(20)).await?.context("the client does not settle")?;
        boards.push((board, ticket));
        all.push(view.keys);
    }
    server.stop()?;
    Ok((boards, all))
}

/// Flips a bit or cuts the end off; says what it did.
fn spoil(file: &Path, rng: &mut StdRng) -> Result<String> {
    let mut bytes = std::fs::read(file)?;
    let at = rng.random_range(0..bytes.len());
    let what = if rng.random_bool(0.2) {
        bytes.truncate(at);
        format!("cut at {at}")
    } else {
        let bit = rng.random_range(0..8);
        bytes[at] ^= 1 << bit;
        format!("bit {bit} of byte {at} flipped")
    };
    std::fs::write(file, bytes)?;
    Ok(what)
}

async fn look(
    house: &House,
    boards: &[(String, String)],
    keys: &[BTreeSet<String>],
    tally: &mut Tally,
) -> Result<()> {
    let mut server = match house.serve() {
        Ok(server) => server,
        Err(error) => {
            if error.to_string().contains("panicked") {
                return Err(error);
            }
            tally.refused += 1;
            return Ok(());
        }
    };
    for ((board, ticket), keys) in boards.iter().zip(keys) {
        let url = format!("ws://{}/sync/{board}?ticket={ticket}", server.address);
        let client = Client::start(url, "visitor".into(), Duration::from_secs(1), Ledger::default(), 1);
        match settled(&client, OPEN).await? {
            None => tally.closed += 1,
            Some(view) if view.keys == *keys => tally.whole += 1,
            Some(view) => bail!("{} keys instead of {}", view.keys.len(), keys.len()),
        }
        if server.wait(Duration::ZERO).is_some() {
            bail!("the server has ended");
        }
    }
    server.kill();
    Ok(())
}

/// The client as soon as it has everything; `None` if that does not happen.
async fn settled(client: &tokio::sync::mpsc::Sender<Order>, most: Duration) -> Result<Option<View>> {
    let start = Instant::now();
    while start.elapsed() < most {
        let (reply, later) = oneshot::channel();
        client.send(Order::Show(reply)).await.ok().context("a client has ended")?;
        let view = later.await.context("a client has ended")?;
        if view.settled {
            return Ok(Some(view));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(None)
}
