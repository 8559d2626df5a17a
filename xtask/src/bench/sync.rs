//! Our server beside its peers under the same load from the same generator (`tests/src/bin/load.rs`): runs take turns, a
//! run in which foreign processes took the machine is repeated, the median of each figure is printed. Every run is
//! written down, so that a measuring that was broken off can go on.

use super::{
    disk,
    load::{self, Load, Outcome},
    peer::{self, Kind},
    record::{Key, Record},
    server::Server,
    table,
};
use crate::{paths, progress};
use anyhow::Result;
use clap::Args;
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Numbers of clients on one board
    #[arg(long, value_delimiter = ',', default_values_t = [50, 100, 200, 500])]
    clients: Vec<usize>,
    /// Boards with five clients each, in one more round; 0 leaves it out
    #[arg(long, default_value_t = 200)]
    boards: usize,
    /// Seconds of load a run
    #[arg(long, default_value_t = 5)]
    seconds: u32,
    /// Runs of each server, as many as there is time for; medians are printed
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Only these: disk, wandel, wandel-in-memory, y-websocket-server, y-websocket, hocuspocus, y-sweet
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// How often a run in which others took the machine is tried before it counts all the same, with a mark
    #[arg(long, default_value_t = 2)]
    tries: usize,
    /// Nothing new is begun after so many minutes
    #[arg(long, default_value_t = 18)]
    minutes: u64,
    /// Go on where the last measuring was broken off: runs that were written down count
    #[arg(long)]
    resume: bool,
    /// Where peers are, or will be, installed [default: bench/peers in the target folder]
    #[arg(long)]
    peers: Option<PathBuf>,
    /// Use our server and the generator as they have been built before
    #[arg(long)]
    built: bool,
}

/// Who is measured, and how its clients speak. Ours with our own clients and with stock ones.
const CONTENDERS: [(Kind, &str); 7] = [
    (Kind::Wandel, "own"),
    (Kind::Wandel, "stock"),
    (Kind::WandelInMemory, "own"),
    (Kind::YWebsocketServer, "stock"),
    (Kind::YWebsocketLevel, "stock"),
    (Kind::Hocuspocus, "hocuspocus"),
    (Kind::YSweet, "stock"),
];

/// Edits a second and client, as the generator makes them.
const RATE: f64 = 10.0;
/// People on each of many boards.
const FEW: usize = 5;
/// The disk alone, as a contender is called.
const DISK: &str = "disk";

pub fn run(options: &Options) -> Result<()> {
    load::build(options.built)?;
    let peers = options.peers.clone().unwrap_or_else(peer::folder);
    let contenders = contenders(&options.only, &peers);
    let mut record = Record::open(&paths::target().join("bench/sync.json"), options.resume)?;
    let end = Instant::now() + Duration::from_secs(60 * options.minutes);
    let one = options.clients.iter().map(|clients| (1, *clients));
    let many = (options.boards > 0).then_some((options.boards, FEW));
    let rounds: Vec<(usize, usize)> = one.chain(many).collect();
    // One run of everything before the second of anything: whenever time is over, every row is there.
    'all: for run in 0..options.runs {
        for (boards, clients) in &rounds {
            let key =
                |server: &str, protocol: &str| Key::new(server, protocol, *boards, *clients, options.seconds);
            if wanted(&options.only, DISK) && record.runs(&key(DISK, "")).len() <= run {
                record.add(key(DISK, ""), disk_alone(boards * clients, options.seconds)?)?;
            }
            for (kind, protocol) in &contenders {
                let key = key(kind.id(), protocol);
                if record.runs(&key).len() > run {
                    continue;
                }
                if Instant::now() >= end {
                    progress::note("Time is over; the rest is left out. `--resume` goes on.");
                    break 'all;
                }
                let load =
                    Load { protocol, clients: *clients, seconds: options.seconds, tries: options.tries };
                match load::undisturbed(kind.name(), || Server::start(*kind, &peers, *boards), &load) {
                    Ok(outcome) => record.add(key, outcome)?,
                    Err(error) => progress::note(&format!("{}: {error:#}", kind.name())),
                }
            }
        }
    }
    println!("{RATE:.0} edits a second and client for {} s; {}\n", options.seconds, machine());
    table::head();
    for (boards, clients) in &rounds {
        let runs = |server: &str, protocol: &str| {
            record.runs(&Key::new(server, protocol, *boards, *clients, options.seconds))
        };
        if wanted(&options.only, DISK) {
            table::row("The disk alone: written and synced", "", *boards, *clients, &runs(DISK, ""));
        }
        for (kind, protocol) in &contenders {
            let spoken = if *protocol == "own" { "wandel.v1" } else { protocol };
            table::row(kind.name(), spoken, *boards, *clients, &runs(kind.id(), protocol));
        }
    }
    Ok(())
}

fn wanted(only: &[String], id: &str) -> bool {
    only.is_empty() || only.iter().any(|name| name == id)
}

/// What as many edits cost on this disk without any server.
fn disk_alone(clients: usize, seconds: u32) -> Result<Outcome> {
    let waits = disk::measure(&std::env::temp_dir(), RATE * clients as f64, seconds)?;
    Ok(Outcome::of(
        [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0)]
            .map(|(name, share)| (name, waits.quantile(share))),
    ))
}

/// Those that are wanted and can be installed; of the others it is said why not.
fn contenders(only: &[String], peers: &Path) -> Vec<(Kind, &'static str)> {
    let mut failed: Vec<Kind> = Vec::new();
    let mut chosen = Vec::new();
    for (kind, protocol) in CONTENDERS {
        if !wanted(only, kind.id()) || failed.contains(&kind) {
            continue;
        }
        match kind.install(peers) {
            Ok(()) => chosen.push((kind, protocol)),
            Err(error) => {
                println!("Not measured here: {}: {error:#}", kind.name());
                failed.push(kind);
            }
        }
    }
    chosen
}

/// What the figures were taken on.
pub fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let kernel = read("/proc/sys/kernel/osrelease");
    format!("{cores} × {}, Linux {}", model.trim_start_matches([' ', '\t', ':']), kernel.trim())
}
