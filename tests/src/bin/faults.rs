//! Torments a server of ours and checks that nothing acknowledged is lost, nothing removed comes back and nothing unknown
//! appears. Called by `cargo xtask faults`.

use anyhow::{Context, Result, bail};
use clap::Parser;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use wandel_tests::faults::{Asked, Kind, Went, World, damaged_files, full_disk, may_mount, plan, workshop};

#[derive(Parser)]
struct Arguments {
    /// The server's program
    server: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// Throw away what was written before a kill: this program must notice
    #[arg(long, hide = true)]
    sabotage: bool,
}

/// Rounds in one world: its board stays small enough to be compared quickly, and every kind has its turn.
const ROUNDS: usize = 20;

/// What came of the rounds.
struct Sum {
    done: BTreeMap<Kind, usize>,
    acknowledged: u64,
    /// By stock Yjs clients.
    stock: u64,
    /// The longest start of the server.
    slowest: Duration,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    let mut arguments = Arguments::parse();
    let asked = &mut arguments.asked;
    // The first world is drawn from it; each further one takes the next number.
    let seed = *asked.seed.get_or_insert_with(|| StdRng::from_os_rng().random_range(0..1_000_000));
    let asked = arguments.asked.clone();
    let kinds: Vec<Kind> = Kind::ROUNDS.into_iter().filter(|kind| asked.is(*kind)).collect();
    let folder = tempfile::tempdir()?;
    if !kinds.is_empty() {
        rounds(&arguments, seed, &kinds).await?;
    }
    if asked.is(Kind::DamagedFile) && asked.files > 0 {
        let files = damaged_files(&arguments.server, folder.path(), seed, asked.files).await;
        let tally = files.with_context(|| replay(&asked, &[Kind::DamagedFile], seed, 0))?;
        println!(
            "{} damaged files: {} refused, {} boards closed, {} boards whole, none wrong",
            tally.files, tally.refused, tally.closed, tally.whole
        );
    }
    if asked.is(Kind::ImportedFile) {
        let mut went = Went::default();
        let seeds = seed..seed + u64::try_from(asked.loops.div_ceil(ROUNDS))?;
        for seed in seeds.clone() {
            let folder = tempfile::tempdir()?;
            let done = workshop(&arguments.server, folder.path(), seed).await;
            let done = done.with_context(|| replay(&asked, &[Kind::ImportedFile], seed, 1))?;
            went = Went { edits: went.edits + done.edits, exports: went.exports + done.exports };
        }
        println!(
            "{} workshops on an imported file: {} edits by several people, {} exports meanwhile; what nobody touched is as it was, and a kill changes nothing",
            seeds.count(),
            went.edits,
            went.exports
        );
    }
    if asked.is(Kind::FullDisk) {
        if may_mount(folder.path()) {
            full_disk(&arguments.server, folder.path()).await.context("a full disk")?;
            println!("full disk: read-only, not ready, nothing lost, goes on when there is room");
        } else if asked.only.is_empty() {
            println!("full disk: NOT TESTED, file systems cannot be mounted here (needs root)");
        } else {
            bail!("full disk: file systems cannot be mounted here (needs root)");
        }
    }
    Ok(())
}

async fn rounds(arguments: &Arguments, seed: u64, kinds: &[Kind]) -> Result<()> {
    let start = Instant::now();
    let mut sum = Sum { done: BTreeMap::new(), acknowledged: 0, stock: 0, slowest: Duration::ZERO };
    let mut left = arguments.asked.loops;
    for seed in seed.. {
        let rounds = left.min(ROUNDS);
        if rounds == 0 {
            break;
        }
        left -= rounds;
        let folder = tempfile::tempdir()?;
        let result = one_world(arguments, folder.path(), seed, rounds, kinds, &mut sum).await;
        result.with_context(|| replay(&arguments.asked, kinds, seed, rounds))?;
    }
    let counts: Vec<String> = sum.done.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    println!(
        "{} rounds ({}) in {:.0} s from seed {seed}: {} edits acknowledged ({} of stock clients), none lost, none back, none unknown; longest start of the server {} ms",
        arguments.asked.loops,
        counts.join(", "),
        start.elapsed().as_secs_f64(),
        sum.acknowledged,
        sum.stock,
        sum.slowest.as_millis()
    );
    let never: Vec<String> =
        kinds.iter().filter(|kind| !sum.done.contains_key(kind)).map(Kind::to_string).collect();
    if !never.is_empty() {
        bail!("not one round of {}: {} kinds need as many loops", never.join(", "), kinds.len());
    }
    Ok(())
}

async fn one_world(
    arguments: &Arguments,
    folder: &Path,
    seed: u64,
    rounds: usize,
    kinds: &[Kind],
    sum: &mut Sum,
) -> Result<()> {
    let mut world = World::new(&arguments.server, folder, seed).await?;
    world.sabotage = arguments.sabotage;
    for (round, kind) in plan(kinds, rounds, &mut StdRng::seed_from_u64(!seed)).into_iter().enumerate() {
        world.round(kind).await.with_context(|| format!("round {round}"))?;
        *sum.done.entry(kind).or_default() += 1;
    }
    sum.acknowledged += world.ledger.acknowledged();
    sum.stock += world.ledger.acknowledged_stock();
    sum.slowest = sum.slowest.max(world.slowest_start);
    world.end()
}

/// The command that does the same again.
fn replay(asked: &Asked, kinds: &[Kind], seed: u64, loops: usize) -> String {
    // All kinds of rounds are said by name: the other parts need not run again.
    let again = Asked { seed: Some(seed), loops, only: kinds.to_vec(), kills: false, ..asked.clone() };
    format!("again with: cargo xtask faults {}", again.words().join(" "))
}
