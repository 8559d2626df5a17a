//! `cargo xtask faults`: the built server, tormented from outside (`tests/src/faults`), and the power cuts, which need a layer
//! under SQLite and so run inside (`server/tests/power_cut`, docs/adr/0003).

#[path = "../../tests/src/faults/options.rs"]
mod options;

use crate::{build, command, paths, progress::step};
use anyhow::{Result, bail};
use clap::Args;
use options::{Asked, Kind};

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    asked: Asked,
    /// Use what has been built before
    #[arg(long)]
    built: bool,
    #[command(flatten)]
    build: build::Options,
}

impl Options {
    /// The short run that belongs to the tests; the power cuts are among those of the crates.
    pub fn short(build: build::Options) -> Self {
        let only =
            Kind::ROUNDS.into_iter().chain([Kind::DamagedFile, Kind::ImportedFile, Kind::FullDisk]).collect();
        let asked = Asked { seed: Some(1), loops: 20, only, kills: false, files: 10, cuts: 0 };
        Self { asked, built: false, build }
    }
}

/// # Errors
/// If something acknowledged is lost, or anything else is not as it should be.
pub fn run(options: &Options) -> Result<()> {
    let (asked, dev) = (&options.asked, options.build.dev);
    let from_outside: Vec<Kind> = Kind::ROUNDS
        .into_iter()
        .chain([Kind::DamagedFile, Kind::ImportedFile, Kind::FullDisk])
        .filter(|kind| asked.is(*kind))
        .collect();
    if !from_outside.is_empty() {
        let server = if options.built { paths::built("wandel", dev) } else { build::all(options.build)? };
        if !options.built {
            build::drivers(&["faults"], options.build)?;
        }
        let program = paths::built("faults", dev).to_string_lossy().into_owned();
        let faults = |asked: &Asked| {
            let mut command = command::program(&program, [server.as_os_str()], &paths::root());
            command.args(asked.words());
            command
        };
        step("Faults from outside", || {
            command::run(faults(&Asked { only: from_outside.clone(), kills: false, ..asked.clone() }))
        })?;
        step("A server that forgets is found out", || {
            let kills = Asked { seed: Some(1), loops: 3, only: Vec::new(), kills: true, files: 0, cuts: 0 };
            let mut forgetful = faults(&kills);
            forgetful.arg("--sabotage");
            match command::read(forgetful) {
                None => Ok(()),
                Some(_) => bail!("files were put back to an older state and nobody noticed"),
            }
        })?;
    }
    if asked.is(Kind::PowerCut) {
        step("Power cuts", || {
            let test = ["test", "--quiet", "--package", "wandel", "--test", "power_cut", "--", "--nocapture"];
            let mut cuts = command::cargo(test);
            cuts.env("WANDEL_CUTS", asked.cuts.to_string());
            if let Some(seed) = asked.seed {
                cuts.env("WANDEL_SEED", seed.to_string());
            }
            command::run(cuts)
        })?;
    }
    Ok(())
}
