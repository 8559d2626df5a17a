//! Load on boards: N clients on each, every one with a few small edits a second, and the time from an edit's sending to
//! its arrival at every other client of its board. Light enough not to be the limit: one thread, no document is kept, what
//! arrives is only searched for the marks that the senders put into their edits.

mod client;
mod edit;
mod process;
mod protocol;
mod stats;

pub use client::{Socket, connect, next};
pub use edit::Editor as Marker;
pub use process::{Usage, usage};
pub use protocol::{Protocol, Wire, binary};
pub use stats::Arrivals;

use anyhow::{Context, Result};
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep_until, timeout_at};

/// Waited for after the load: for what is still to be sent, and again for what is still to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// What to do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// One `ws://host:port/…` a board, with everything (a ticket, too) that opens it.
    pub urls: Vec<String>,
    pub protocol: Protocol,
    /// On each board.
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
    /// How much later than it should this program itself sent its edits (its clock ticks every millisecond).
    pub late_p99: f64,
    pub late_max: f64,
    /// CPU seconds of the server while the load ran.
    pub cpu: f64,
    /// CPU seconds of this program in the same time: the one to look at before blaming a server.
    pub generator: f64,
    /// CPU seconds of everybody else beside server and this program, as a share of one core.
    pub foreign: f64,
    pub rss_idle: f64,
    pub rss_end: f64,
    pub rss_peak: f64,
    /// Frames that the clients got while the load ran, and their bytes.
    pub frames: u64,
    pub bytes: u64,
    /// Bytes a new client gets to have the whole (first) board afterwards.
    pub join_bytes: usize,
}

/// Runs a plan.
///
/// # Errors
/// If a client cannot join.
pub async fn run(plan: &Plan) -> Result<Outcome> {
    let stats = Arc::new(Arrivals::default());
    let mut clients = Vec::with_capacity(plan.urls.len() * plan.clients);
    let before_joining = process::usage(plan.pid)?;
    for url in &plan.urls {
        for _ in 0..plan.clients {
            let number = clients.len();
            let joining = client::Client::join(url, plan.protocol, number, Arc::clone(&stats));
            clients.push(joining.await.with_context(|| format!("client {number}"))?);
        }
    }
    let start = Instant::now() + Duration::from_millis(200);
    sleep_until(start).await;
    let (before, machine) = (process::usage(plan.pid)?, process::machine()?);
    let frames_before = stats.traffic();
    let all = clients.len();
    let mut tasks = Vec::with_capacity(all);
    for (number, client) in clients.into_iter().enumerate() {
        // Spread over the interval, so that the load is even and not a pulse.
        let phase = Duration::from_secs_f64(number as f64 / all as f64 / plan.rate);
        tasks.push(tokio::spawn(client.edit(start + phase, plan.rate, plan.seconds)));
    }
    // A server that takes what is sent too slowly is not waited for without end: what was not sent does not count.
    let end = start + Duration::from_secs_f64(plan.seconds) + PATIENCE;
    let mut open = Vec::new();
    for mut task in tasks {
        match timeout_at(end, &mut task).await {
            Ok(client) => open.push(client??),
            Err(_) => task.abort(),
        }
    }
    let sent = stats.edits();
    // Whatever is still on its way may arrive, for a while.
    let expected = sent * (plan.clients as u64 - 1);
    let last = Instant::now() + PATIENCE;
    while stats.latencies.count() < expected && Instant::now() < last {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (after, machine) = (process::usage(plan.pid)?, process::machine()?.since(&machine));
    let (frames, bytes) = stats.traffic();
    let join_bytes = match plan.urls.first() {
        Some(url) => client::join_bytes(url, plan.protocol).await?,
        None => 0,
    };
    drop(open);
    let cpu = after.cpu - before.cpu;
    let (summary, late) = (stats.latencies.summary(), stats.lateness.summary());
    Ok(Outcome {
        clients: all,
        sent,
        arrived: stats.latencies.count(),
        expected,
        p50: summary.p50,
        p90: summary.p90,
        p99: summary.p99,
        max: summary.max,
        late_p99: late.p99,
        late_max: late.max,
        cpu,
        generator: machine.own,
        foreign: ((machine.busy - cpu - machine.own) / machine.seconds).max(0.0),
        rss_idle: before_joining.rss,
        rss_end: after.rss,
        rss_peak: after.peak,
        frames: frames - frames_before.0,
        bytes: bytes - frames_before.1,
        join_bytes,
    })
}
