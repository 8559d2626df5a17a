//! Heavy boards: many elements, many hands. Coming to them, working on them, and what they hold of memory.

use super::{
    join::{join, touch},
    site::{Site, ms, slope},
    writer::Writer,
};
use anyhow::Result;
use std::time::Duration;
use tokio::time::sleep;

/// People who come one after the other.
const JOINS: usize = 20;
const MOVES: usize = 300;
/// A room that nobody needs is let go a minute after the last socket.
const LET_GO: Duration = Duration::from_secs(64);

/// What a board costs.
struct Weight {
    /// CPU ms of the first join.
    first: f64,
    last: f64,
    kilobytes: f64,
    /// At rest, with its compaction done.
    memory: f64,
    /// CPU seconds of ten people's edits in five seconds.
    edits: f64,
}

const HEAD: &str = "first join after a restart, ms / CPU ms | 20th join, ms | kB a join | RSS MB at rest | peak | a move acknowledged, p50 / p99 ms | CPU ms a move | a forged one refused after ms / CPU ms | ten people editing: p50 / p99 ms | CPU s in 5 s |";

async fn weigh(site: &Site, url: &str, name: &str) -> Result<Weight> {
    let started = site.cpu()?;
    let first = join(url, None).await?;
    let opening = (site.cpu()? - started) * 1000.0;
    let (bytes, mut others) = (first.bytes, vec![first.socket]);
    let mut last = Duration::ZERO;
    for _ in 2..=JOINS {
        let joined = join(url, None).await?;
        last = joined.took;
        others.push(joined.socket);
    }
    drop(others);
    site.rest().await?;
    let memory = site.memory()?;
    let mut writer = Writer::join(url, 7).await?;
    let before = site.cpu()?;
    let times = writer.shuffle(MOVES).await?;
    let a_move = (site.cpu()? - before) * 1000.0 / MOVES as f64;
    let before = site.cpu()?;
    let refused = writer.forge().await?;
    let refusing = (site.cpu()? - before) * 1000.0;
    site.rest().await?;
    let outcome = site.load(vec![url.to_owned()], 10, 10.0, 5.0).await?;
    let weight = Weight {
        first: opening,
        last: ms(last),
        kilobytes: bytes as f64 / 1000.0,
        memory,
        edits: outcome.cpu,
    };
    println!(
        "| {name} | {:.1} / {opening:.0} | {:.1} | {:.1} | {memory:.1} | {:.1} | {:.2} / {:.2} | {a_move:.3} | {:.1} / {refusing:.0} | {:.2} / {:.2} | {:.2} |",
        ms(first.took),
        weight.last,
        weight.kilobytes,
        site.peak()?,
        ms(times[MOVES / 2]),
        ms(times[MOVES * 99 / 100]),
        ms(refused),
        outcome.p50,
        outcome.p99,
        outcome.cpu,
    );
    Ok(weight)
}

fn slopes(what: &str, per: f64, count: [f64; 2], [least, most]: [&Weight; 2]) {
    let of = |figure: fn(&Weight) -> f64| [figure(least), figure(most)];
    slope(
        what,
        per,
        count,
        &[
            ("first join CPU ms", of(|weight| weight.first)),
            ("20th join ms", of(|weight| weight.last)),
            ("kB a join", of(|weight| weight.kilobytes)),
            ("RSS MB", of(|weight| weight.memory)),
            ("CPU s of ten people's edits", of(|weight| weight.edits)),
        ],
    );
}

pub async fn elements(mut site: Site) -> Result<()> {
    const COUNTS: [usize; 3] = [1, 5_000, 50_000];
    println!("| elements | {HEAD}");
    println!("|{}", " --- |".repeat(11));
    let mut weights = Vec::new();
    for count in COUNTS {
        let board = site.board()?;
        Writer::join(&site.at(&board), count as u64).await?.fill(count).await?;
        // Whatever was live before is not in the figures.
        site = site.restart()?;
        weights.push(weigh(&site, &site.at(&board), &count.to_string()).await?);
    }
    slopes("1,000 elements", 1000.0, [COUNTS[0] as f64, COUNTS[2] as f64], [&weights[0], &weights[2]]);
    sleep(LET_GO).await;
    // It leaves a snapshot first.
    site.rest().await?;
    println!("RSS after the largest was let go: {:.1} MB", site.memory()?);
    site.stop()
}

pub async fn clients(mut site: Site) -> Result<()> {
    // From 5,000 on a board is purged.
    const COUNTS: [usize; 3] = [10, 1_000, 4_900];
    println!("| client ids | {HEAD}");
    println!("|{}", " --- |".repeat(11));
    let mut weights = Vec::new();
    for count in COUNTS {
        let board = site.board()?;
        // Something to move.
        Writer::join(&site.at(&board), 1).await?.fill(1).await?;
        let mut has = None;
        for _ in 0..count {
            has = Some(touch(&site.at(&board), has).await?);
        }
        site = site.restart()?;
        weights.push(weigh(&site, &site.at(&board), &count.to_string()).await?);
    }
    slopes("1,000 client ids", 1000.0, [COUNTS[0] as f64, COUNTS[2] as f64], [&weights[0], &weights[2]]);
    site.stop()
}
