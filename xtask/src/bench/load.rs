//! Calling the load generator, and the rule which of its runs count.

use super::server::Server;
use crate::{build, command, paths, progress};
use anyhow::{Context, Result};
use serde::Deserialize;

/// What the clients do.
pub struct Load<'a> {
    pub protocol: &'a str,
    /// On each board.
    pub clients: usize,
    pub seconds: u32,
    /// How often a disturbed run is tried before it counts all the same, with a mark.
    pub tries: usize,
}

/// What the generator found; see its `Outcome`.
#[derive(Deserialize, Clone)]
pub struct Outcome {
    pub arrived: u64,
    pub expected: u64,
    pub p50: f64,
    pub p90: f64,
    pub p99: f64,
    pub max: f64,
    pub cpu: f64,
    pub generator: f64,
    pub foreign: f64,
    pub rss_idle: f64,
    pub rss_end: f64,
    pub rss_peak: f64,
    pub frames: u64,
    pub join_bytes: usize,
}

/// Foreign processes may take this share of a core; a run with more does not count.
const FOREIGN: f64 = 0.33;
impl Outcome {
    pub fn is_disturbed(&self) -> bool {
        self.foreign >= FOREIGN
    }
}

/// Builds our server and the generator, unless that has been done.
///
/// # Errors
/// If a build fails.
pub fn build(built: bool) -> Result<()> {
    if built {
        return Ok(());
    }
    build::all(build::Options::default())?;
    progress::step("Load generator", || {
        command::run(command::cargo(["build", "--release", "--package", "wandel-tests"]))
    })
}

/// A run on a fresh server, again and again until it is undisturbed.
///
/// # Errors
/// If the server does not start or the load fails.
pub fn undisturbed(name: &str, start: impl Fn() -> Result<Server>, load: &Load<'_>) -> Result<Outcome> {
    let mut outcome = once(&start()?, load)?;
    for _ in 1..load.tries {
        if !outcome.is_disturbed() {
            break;
        }
        progress::note(&format!(
            "{name}: foreign processes took {:.0} % of a core; again",
            outcome.foreign * 100.0
        ));
        outcome = once(&start()?, load)?;
    }
    Ok(outcome)
}

/// One run on all boards of a server.
///
/// # Errors
/// If the load fails.
pub fn once(server: &Server, load: &Load<'_>) -> Result<Outcome> {
    let program = paths::target().join("release/load").to_string_lossy().into_owned();
    let mut command = command::program(&program, &server.urls, &paths::root());
    command.args(["--protocol", load.protocol, "--clients", &load.clients.to_string()]);
    command.args(["--seconds", &load.seconds.to_string(), "--pid", &server.pid().to_string()]);
    let text = command::read(command).context("the load generator failed")?;
    serde_json::from_str(&text).context("the load generator's answer")
}
