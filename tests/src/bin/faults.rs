//! Torments a server of ours and checks that nothing acknowledged is lost, nothing removed comes back and nothing unknown
//! appears. Called by `cargo xtask faults`.

use anyhow::{Context, Result};
use clap::Parser;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use wandel_tests::faults::{Trouble, World, damaged_files, full_disk, may_mount};

#[derive(Parser)]
struct Arguments {
    /// The server's program
    server: PathBuf,
    /// What the first world is drawn from; each further one takes the next number
    #[arg(long)]
    seed: Option<u64>,
    /// Rounds of trouble in all
    #[arg(long, default_value_t = 40)]
    loops: usize,
    /// Only `kill -9` at random moments
    #[arg(long)]
    kills: bool,
    /// Throw away what was written before a kill: this program must notice
    #[arg(long, hide = true)]
    sabotage: bool,
    /// Damaged files to look at
    #[arg(long, default_value_t = 20)]
    files: usize,
}

/// Rounds in one world: its board stays small enough to be compared quickly.
const ROUNDS: usize = 20;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let seed = arguments.seed.unwrap_or_else(|| StdRng::from_os_rng().random_range(0..1_000_000));
    let start = Instant::now();
    let mut done: BTreeMap<String, usize> = BTreeMap::new();
    let (mut acknowledged, mut slowest, mut left) = (0, Duration::ZERO, arguments.loops);
    for seed in seed.. {
        let rounds = left.min(ROUNDS);
        if rounds == 0 {
            break;
        }
        left -= rounds;
        let folder = tempfile::tempdir()?;
        let result = one_world(&arguments, folder.path(), seed, rounds, &mut done).await;
        let (count, longest) = result.with_context(|| replay(&arguments, seed, rounds))?;
        acknowledged += count;
        slowest = slowest.max(longest);
    }
    let folder = tempfile::tempdir()?;
    if arguments.files > 0 {
        let files = damaged_files(&arguments.server, folder.path(), seed, arguments.files).await;
        let tally = files.with_context(|| replay(&arguments, seed, 0))?;
        println!(
            "{} damaged files: {} refused, {} boards closed, {} boards whole, none wrong",
            tally.files, tally.refused, tally.closed, tally.whole
        );
    }
    if may_mount(folder.path()) {
        full_disk(&arguments.server, folder.path()).await.context("a full disk")?;
        println!("full disk: read-only, not ready, nothing lost, goes on when there is room");
    } else {
        println!("full disk: NOT TESTED, file systems cannot be mounted here (needs root)");
    }
    let kinds: Vec<String> = done.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    println!(
        "{} rounds ({}) in {:.0} s from seed {seed}: {acknowledged} edits acknowledged, none lost, none back, none unknown; longest start of the server {} ms",
        arguments.loops,
        kinds.join(", "),
        start.elapsed().as_secs_f64(),
        slowest.as_millis()
    );
    Ok(())
}

async fn one_world(
    arguments: &Arguments,
    folder: &Path,
    seed: u64,
    rounds: usize,
    done: &mut BTreeMap<String, usize>,
) -> Result<(u64, Duration)> {
    let mut world = World::new(&arguments.server, folder, seed).await?;
    world.sabotage = arguments.sabotage;
    let mut rng = StdRng::seed_from_u64(!seed);
    for round in 0..rounds {
        let trouble = if arguments.kills { Trouble::Kill } else { Trouble::draw(&mut rng) };
        world.round(trouble).await.with_context(|| format!("round {round}"))?;
        *done.entry(format!("{trouble:?}")).or_default() += 1;
    }
    let (acknowledged, slowest) = (world.ledger.acknowledged(), world.slowest_start);
    world.end()?;
    Ok((acknowledged, slowest))
}

/// The command that does the same again.
fn replay(arguments: &Arguments, seed: u64, rounds: usize) -> String {
    let kills = if arguments.kills { " --kills" } else { "" };
    format!(
        "again with: cargo xtask faults --seed {seed} --loops {rounds} --files {}{kills}",
        arguments.files
    )
}
