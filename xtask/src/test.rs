//! `cargo xtask test`: everything that is tested, from the fastest to the slowest.

use crate::{build, command, e2e, engines, faults, fuzz, paths, progress::step};
use anyhow::Result;
use clap::Args;

#[derive(Args, Default)]
#[group(skip)]
pub struct Options {
    /// Only Rust and shell, without faults, browser and process engines
    #[arg(long)]
    quick: bool,
    #[command(flatten)]
    build: build::Tested,
}

/// # Errors
/// At the first part that fails.
pub fn run(options: &Options) -> Result<()> {
    let build = options.build.into();
    build::all(build)?;
    step("Tests of the Rust crates", || {
        command::run(command::cargo(["test", "--workspace", "--quiet", "--no-fail-fast"]))
    })?;
    step("Tests of the shell", || command::run(command::npm(["run", "test", "--silent"], &paths::web())))?;
    if options.quick {
        return Ok(());
    }
    fuzz::run(&fuzz::Options::short(build))?;
    faults::run(&faults::Options::short(build))?;
    e2e::run(&e2e::Options { build: options.build, ..Default::default() })?;
    engines::run(&engines::Options { build: options.build, ..Default::default() })
}
