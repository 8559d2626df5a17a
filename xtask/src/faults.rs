//! `cargo xtask faults`: the built server, tormented from outside (`tests/src/faults`), and the power cuts, which need a layer
//! under SQLite and so run inside (`server/tests/power_cut`, docs/adr/0003).

use crate::{build, command, paths, progress::step};
use anyhow::{Result, bail};
use clap::Args;

#[derive(Args)]
pub struct Options {
    /// What everything is drawn from; a failure names the seed that shows it again
    #[arg(long)]
    seed: Option<u64>,
    /// Rounds of trouble; 500 take some minutes
    #[arg(long, default_value_t = 40)]
    loops: usize,
    /// Only `kill -9` at random moments
    #[arg(long)]
    kills: bool,
    /// Damaged files to look at
    #[arg(long, default_value_t = 20)]
    files: usize,
    /// Use what has been built before
    #[arg(long)]
    built: bool,
    /// Without the power cuts, which the tests of the crates hold already
    #[arg(skip)]
    short: bool,
    #[command(flatten)]
    build: build::Options,
}

impl Options {
    /// The short run that belongs to the tests.
    pub const fn short(build: build::Options) -> Self {
        Self { seed: Some(1), loops: 20, kills: false, files: 10, built: false, short: true, build }
    }
}

/// # Errors
/// If something acknowledged is lost, or anything else is not as it should be.
pub fn run(options: &Options) -> Result<()> {
    let dev = options.build.dev;
    let server = if options.built { paths::built("wandel", dev) } else { build::all(options.build)? };
    if !options.built {
        build::drivers(&["faults"], options.build)?;
    }
    let program = paths::built("faults", dev).to_string_lossy().into_owned();
    let faults = |arguments: &[&str]| {
        let mut command = command::program(&program, [server.as_os_str()], &paths::root());
        command.args(arguments);
        command
    };
    step("Faults from outside", || {
        let mut command =
            faults(&["--loops", &options.loops.to_string(), "--files", &options.files.to_string()]);
        if let Some(seed) = options.seed {
            command.args(["--seed", &seed.to_string()]);
        }
        if options.kills {
            command.arg("--kills");
        }
        command::run(command)
    })?;
    step("A server that forgets is found out", || {
        let arguments = ["--sabotage", "--kills", "--seed", "1", "--loops", "3", "--files", "0"];
        match command::read(faults(&arguments)) {
            None => Ok(()),
            Some(_) => bail!("files were put back to an older state and nobody noticed"),
        }
    })?;
    if options.short {
        return Ok(());
    }
    step("Power cuts", || {
        command::run(command::cargo(["test", "--quiet", "--package", "wandel", "--test", "power_cut"]))
    })
}
