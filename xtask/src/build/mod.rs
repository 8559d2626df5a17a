//! Builds the product in its order: engine (Rust → WebAssembly), shell (Svelte → static files), server (with both inside).

mod engine;
mod shell;

use crate::{command, paths, progress, setup};
use anyhow::Result;
use clap::Args;
use std::{path::PathBuf, process::Command};

#[derive(Args, Default, Clone, Copy)]
#[group(skip)]
pub struct Options {
    /// Build the server in the dev profile: sooner there while working on it, slower when it runs
    #[arg(long)]
    pub dev: bool,
}

/// What is built for a test: the dev profile unless told otherwise. It checks arithmetic, and the tests of the crates have
/// built all of it already.
#[derive(Args, Default, Clone, Copy)]
#[group(skip)]
pub struct Tested {
    /// Test the release profile, which is built for it: what people get
    #[arg(long)]
    release: bool,
}

impl From<Tested> for Options {
    fn from(tested: Tested) -> Self {
        Self { dev: !tested.release }
    }
}

/// Builds everything and returns the path of the server.
///
/// # Errors
/// If a tool is missing or a build fails.
pub fn all(options: Options) -> Result<PathBuf> {
    bindings()?;
    progress::step("Shell (Svelte → static files)", shell::build)?;
    progress::step("Server", || command::run(programs("wandel", &["wandel"], options)))?;
    Ok(paths::built("wandel", options.dev))
}

/// Builds programs of `tests/src/bin`, load generator and the like.
///
/// # Errors
/// If the build fails.
pub fn drivers(names: &[&str], options: Options) -> Result<()> {
    progress::step("Drivers", || command::run(programs("wandel-tests", names, options)))
}

fn programs(package: &str, names: &[&str], options: Options) -> Command {
    let mut build = command::cargo(["build"]);
    if options.dev {
        // Workspace and one test: so the dependencies get the very features that `cargo test --workspace` gives them, and
        // are compiled once for both.
        build.args(["--workspace", "--test", "cli"]);
    } else {
        build.args(["--package", package, "--release"]);
    }
    for name in names {
        build.args(["--bin", name]);
    }
    build
}

/// Engine and bindings only: what checking the shell's types needs.
///
/// # Errors
/// As `all`.
pub fn bindings() -> Result<()> {
    setup::for_building()?;
    progress::step("Engine (Rust → WebAssembly)", engine::build)
}
