//! Load on one board: N clients, each with a few small edits a second, and the time from an edit's sending to its
//! arrival at every other client. Light enough not to be the limit: one thread, no document is kept, what arrives is only
//! searched for the marks that the senders put into their edits.

mod client;
mod edit;
mod process;
mod stats;

pub use client::Protocol;
pub use process::Usage;

use anyhow::Result;
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep_until};

/// What to do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// `ws://host:port/…` with everything (a ticket, too) that opens the board.
    pub url: String,
    pub protocol: Protocol,
    pub clients: usize,
    /// Edits a second and client.
    pub rate: f64,
    pub seconds: f64,
    /// The server's process, for CPU time and memory.
    pub pid: u32,
}

/// What came out. Times in milliseconds, memory in MB, counts of edits.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    pub clients: usize,
    pub sent: u64,
    /// Arrivals at other clients; expected are `sent × (clients − 1)`.
    pub arrived: u64,
    pub expected: u64,
    pub p50: f64,
    pub p90: f64,
    pub p99: f64,
    pub max: f64,
    /// CPU seconds of the server while the load ran.
    pub cpu: f64,
    /// CPU seconds of everybody else beside server and this program, as a share of one core.
    pub foreign: f64,
    pub rss_idle: f64,
    pub rss_end: f64,
    pub rss_peak: f64,
    /// Bytes a new client gets to have the whole board afterwards.
    pub join_bytes: usize,
}

/// Runs a plan.
///
/// # Errors
/// If a client cannot join.
pub async fn run(plan: &Plan) -> Result<Outcome> {
    let epoch = Instant::now();
    let stats = Arc::new(stats::Latencies::default());
    let mut clients = Vec::with_capacity(plan.clients);
    let before_joining = process::usage(plan.pid)?;
    for number in 0..plan.clients {
        clients.push(client::Client::join(plan, number, epoch, Arc::clone(&stats)).await?);
    }
    let start = Instant::now() + Duration::from_millis(200);
    sleep_until(start).await;
    let (before, machine) = (process::usage(plan.pid)?, process::machine()?);
    let mut tasks = Vec::with_capacity(clients.len());
    for (number, client) in clients.into_iter().enumerate() {
        // Spread over the interval, so that the load is even and not a pulse.
        let phase = Duration::from_secs_f64(number as f64 / plan.clients as f64 / plan.rate);
        tasks.push(tokio::spawn(client.edit(start + phase, plan.rate, plan.seconds)));
    }
    let mut sent = 0;
    let mut open = Vec::new();
    for task in tasks {
        let (count, client) = task.await??;
        sent += count;
        open.push(client);
    }
    // Whatever is still on its way may arrive, for a while.
    let expected = sent * (plan.clients as u64 - 1);
    let last = Instant::now() + Duration::from_secs(10);
    while stats.count() < expected && Instant::now() < last {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (after, machine) = (process::usage(plan.pid)?, process::machine()?.since(&machine));
    let join_bytes = client::join_bytes(plan).await?;
    drop(open);
    let cpu = after.cpu - before.cpu;
    let summary = stats.summary();
    Ok(Outcome {
        clients: plan.clients,
        sent,
        arrived: stats.count(),
        expected,
        p50: summary.p50,
        p90: summary.p90,
        p99: summary.p99,
        max: summary.max,
        cpu,
        foreign: ((machine.busy - cpu - machine.own) / machine.seconds).max(0.0),
        rss_idle: before_joining.rss,
        rss_end: after.rss,
        rss_peak: after.peak,
        join_bytes,
    })
}
