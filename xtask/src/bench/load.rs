//! Calling the load generator, and the rule which of its runs count.

use super::server::Server;
use crate::{build, command, paths, progress};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the clients do.
pub struct Load<'a> {
    pub protocol: &'a str,
    /// On each board.
    pub clients: usize,
    pub seconds: u32,
    /// How often a disturbed run is tried before it counts all the same, with a mark.
    pub tries: usize,
}

/// What the generator found: the figures of its `Outcome`, by their names there.
#[derive(Deserialize, Serialize, Clone)]
pub struct Outcome(BTreeMap<String, f64>);

/// Foreign processes may take this share of a core; a run with more does not count.
const FOREIGN: f64 = 0.33;

impl Outcome {
    pub fn of<const N: usize>(figures: [(&str, f64); N]) -> Self {
        Self(figures.map(|(name, figure)| (name.to_owned(), figure)).into())
    }

    /// The median of each figure; of an even number the lower one of the middle.
    pub fn median(runs: &[&Self]) -> Self {
        let names = runs.iter().flat_map(|run| run.0.keys());
        Self(
            names
                .map(|name| (name.clone(), middle(runs.iter().map(|run| run.get(name)).collect())))
                .collect(),
        )
    }

    /// A figure; one that the generator does not know is no number.
    pub fn get(&self, name: &str) -> f64 {
        self.0.get(name).copied().unwrap_or(f64::NAN)
    }

    pub fn is_disturbed(&self) -> bool {
        self.get("foreign") >= FOREIGN
    }
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
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
    build::drivers(&["load", "scale"], build::Options::default())
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
            outcome.get("foreign") * 100.0
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
    let program = paths::built("load", false).to_string_lossy().into_owned();
    let mut command = command::program(&program, &server.urls, &paths::root());
    command.args(["--protocol", load.protocol, "--clients", &load.clients.to_string()]);
    command.args(["--seconds", &load.seconds.to_string(), "--pid", &server.pid().to_string()]);
    let text = command::read(command).context("the load generator failed")?;
    serde_json::from_str(&text).context("the load generator's answer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_has_its_own_median() {
        let runs = [[("p50", 1.0), ("p99", 9.0)], [("p50", 3.0), ("p99", 7.0)], [("p50", 2.0), ("p99", 8.0)]];
        let runs = runs.map(Outcome::of);
        let all: Vec<&Outcome> = runs.iter().collect();
        assert_eq!(["p50", "p99"].map(|name| Outcome::median(&all).get(name)), [2.0, 8.0]);
        assert_eq!(Outcome::median(&all[..2]).get("p50"), 1.0);
        assert!(Outcome::median(&[]).get("p50").is_nan());
    }
}
