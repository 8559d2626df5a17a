//! Our server beside its peers under the same load from the same generator (`tests/src/bin/load.rs`): runs take turns, a
//! run in which foreign processes took the machine is repeated, the median run of each is printed.

use super::{
    load::{self, Load, Outcome},
    peer::Kind,
    server::Server,
};
use crate::progress;
use anyhow::Result;
use clap::Args;

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
    #[arg(long, default_value_t = 10)]
    seconds: u32,
    /// Runs of each server; the median is printed
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Only these: wandel, y-websocket-server, y-websocket, hocuspocus, y-sweet
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// How often a run in which others took the machine is tried before it counts all the same, with a mark
    #[arg(long, default_value_t = 4)]
    tries: usize,
    /// Use what has been built before
    #[arg(long)]
    built: bool,
}

/// Who is measured, and how its clients speak. Ours twice: with our own clients and with stock ones.
const CONTENDERS: [(Kind, &str); 6] = [
    (Kind::Wandel, "own"),
    (Kind::Wandel, "stock"),
    (Kind::YWebsocketServer, "stock"),
    (Kind::YWebsocketLevel, "stock"),
    (Kind::Hocuspocus, "hocuspocus"),
    (Kind::YSweet, "stock"),
];

/// People on each of many boards.
const FEW: usize = 5;

pub fn run(options: &Options) -> Result<()> {
    load::build(options.built)?;
    let contenders = contenders(&options.only);
    println!(
        "10 edits a second and client for {} s; medians of {} runs; {}\n",
        options.seconds,
        options.runs,
        machine()
    );
    println!(
        "| server | clients' protocol | boards × clients | p50 ms | p90 ms | p99 ms | max ms | arrived | frames | CPU s | generator's | RSS MB idle / end / peak | kB a join | foreign load |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    let one = options.clients.iter().map(|clients| (1, *clients));
    let many = (options.boards > 0).then_some((options.boards, FEW));
    for (boards, clients) in one.chain(many) {
        let mut outcomes: Vec<Vec<Outcome>> = vec![Vec::new(); contenders.len()];
        for _ in 0..options.runs {
            for ((kind, protocol), runs) in contenders.iter().zip(&mut outcomes) {
                let load = Load { protocol, clients, seconds: options.seconds, tries: options.tries };
                match load::undisturbed(kind.name(), || Server::start(*kind, boards), &load) {
                    Ok(outcome) => runs.push(outcome),
                    Err(error) => progress::note(&format!("{}: {error:#}", kind.name())),
                }
            }
        }
        for ((kind, protocol), runs) in contenders.iter().zip(outcomes) {
            print(*kind, protocol, boards, clients, runs);
        }
    }
    Ok(())
}

/// Those that are wanted and can be installed; of the others it is said why not.
fn contenders(only: &[String]) -> Vec<(Kind, &'static str)> {
    let mut failed: Vec<Kind> = Vec::new();
    let mut chosen = Vec::new();
    for (kind, protocol) in CONTENDERS {
        let wanted = only.is_empty() || only.iter().any(|name| name == kind.id());
        if !wanted || failed.contains(&kind) {
            continue;
        }
        match kind.install() {
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

fn print(kind: Kind, protocol: &str, boards: usize, clients: usize, mut runs: Vec<Outcome>) {
    runs.sort_by(|a, b| a.p50.total_cmp(&b.p50));
    let spoken = if protocol == "own" { "wandel.v1" } else { protocol };
    let Some(run) = runs.get(runs.len() / 2) else {
        println!("| {} | {spoken} | {boards} × {clients} | failed |", kind.name());
        return;
    };
    let mark = if run.is_disturbed() { " (disturbed)" } else { "" };
    println!(
        "| {} | {spoken} | {boards} × {clients} | {:.2} | {:.2} | {:.2} | {:.0} | {:.1} % | {} | {:.2} | {:.2} | {:.0} / {:.0} / {:.0} | {:.1} | {:.0} %{mark} |",
        kind.name(),
        run.p50,
        run.p90,
        run.p99,
        run.max,
        100.0 * run.arrived as f64 / run.expected.max(1) as f64,
        run.frames,
        run.cpu,
        run.generator,
        run.rss_idle,
        run.rss_end,
        run.rss_peak,
        run.join_bytes as f64 / 1000.0,
        run.foreign * 100.0,
    );
}
