//! Our server beside its peers under the same load from the same generator (`tests/src/bin/load.rs`): runs take turns, a
//! run in which foreign processes took the machine is repeated, the median run of each is printed.

use super::server::{Kind, Server};
use crate::{build, command, paths, progress, setup};
use anyhow::{Context, Result};
use clap::Args;
use serde::Deserialize;

#[derive(Args)]
pub struct Options {
    /// Numbers of clients on one board
    #[arg(long, value_delimiter = ',', default_values_t = [50, 100])]
    clients: Vec<usize>,
    /// Seconds of load a run
    #[arg(long, default_value_t = 10)]
    seconds: u32,
    /// Runs of each server; the median is printed
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

#[derive(Deserialize, Clone)]
struct Outcome {
    arrived: u64,
    expected: u64,
    p50: f64,
    p99: f64,
    max: f64,
    cpu: f64,
    foreign: f64,
    rss_idle: f64,
    rss_end: f64,
    rss_peak: f64,
    join_bytes: usize,
}

/// Foreign processes may take this share of a core; a run with more does not count.
const FOREIGN: f64 = 0.33;
/// How often a disturbed run is tried again before it counts all the same, with a mark.
const TRIES: usize = 4;

const CONTENDERS: [(Kind, &str); 3] =
    [(Kind::Wandel, "own"), (Kind::Wandel, "stock"), (Kind::YWebsocketServer, "stock")];

pub fn run(options: &Options) -> Result<()> {
    build::all(build::Options::default())?;
    setup::packages(&paths::tests().join("bench"))?;
    progress::step("Load generator", || {
        command::run(command::cargo(["build", "--release", "--package", "wandel-tests", "--bin", "load"]))
    })?;
    println!(
        "10 edits a second and client for {} s on one board; medians of {} runs\n",
        options.seconds, options.runs
    );
    println!(
        "| server | clients' protocol | N | p50 ms | p99 ms | max ms | arrived | CPU s | RSS MB idle / end / peak | bytes a join | foreign load |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for clients in &options.clients {
        let mut outcomes: Vec<Vec<Outcome>> = vec![Vec::new(); CONTENDERS.len()];
        for _ in 0..options.runs {
            for (place, (kind, protocol)) in CONTENDERS.iter().enumerate() {
                outcomes[place].push(undisturbed(*kind, protocol, *clients, options.seconds)?);
            }
        }
        for ((kind, protocol), runs) in CONTENDERS.iter().zip(outcomes) {
            print(*kind, protocol, *clients, runs);
        }
    }
    println!();
    super::size::run()
}

fn undisturbed(kind: Kind, protocol: &str, clients: usize, seconds: u32) -> Result<Outcome> {
    let mut outcome = once(&kind.start()?, protocol, clients, seconds)?;
    for _ in 1..TRIES {
        if outcome.foreign < FOREIGN {
            break;
        }
        progress::note(&format!(
            "{}: foreign processes took {:.0} % of a core; again",
            kind.name(),
            outcome.foreign * 100.0
        ));
        outcome = once(&kind.start()?, protocol, clients, seconds)?;
    }
    Ok(outcome)
}

fn once(server: &Server, protocol: &str, clients: usize, seconds: u32) -> Result<Outcome> {
    let program = paths::target().join("release/load").to_string_lossy().into_owned();
    let (clients, seconds, pid) = (clients.to_string(), seconds.to_string(), server.pid().to_string());
    let arguments =
        [&server.url, "--protocol", protocol, "--clients", &clients, "--seconds", &seconds, "--pid", &pid];
    let text = command::read(command::program(&program, arguments, &paths::root()))
        .context("the load generator failed")?;
    serde_json::from_str(&text).context("the load generator's answer")
}

fn print(kind: Kind, protocol: &str, clients: usize, mut runs: Vec<Outcome>) {
    runs.sort_by(|a, b| a.p50.total_cmp(&b.p50));
    let Some(run) = runs.get(runs.len() / 2) else { return };
    let mark = if run.foreign < FOREIGN { "" } else { " (disturbed)" };
    println!(
        "| {} | {} | {clients} | {:.2} | {:.2} | {:.0} | {:.1} % | {:.2} | {:.0} / {:.0} / {:.0} | {} | {:.0} %{mark} |",
        kind.name(),
        if protocol == "own" { "wandel.v1" } else { "y-websocket" },
        run.p50,
        run.p99,
        run.max,
        100.0 * run.arrived as f64 / run.expected.max(1) as f64,
        run.cpu,
        run.rss_idle,
        run.rss_end,
        run.rss_peak,
        run.join_bytes,
        run.foreign * 100.0,
    );
}
