//! Builds the product in its order: engine (Rust → WebAssembly), shell (Svelte → static files), server (with both inside).

mod engine;
mod shell;

use crate::{command, paths, progress, setup};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

#[derive(Args, Default, Clone, Copy)]
#[group(skip)]
pub struct Options {
    /// Build the server in the dev profile: sooner there while working on it, slower when it runs
    #[arg(long)]
    dev: bool,
}

/// Builds everything and returns the path of the server.
///
/// # Errors
/// If a tool is missing or a build fails.
pub fn all(options: Options) -> Result<PathBuf> {
    bindings()?;
    progress::step("Shell (Svelte → static files)", shell::build)?;
    progress::step("Server", || {
        let mut build = command::cargo(["build", "--package", "wandel"]);
        if !options.dev {
            build.arg("--release");
        }
        command::run(build)
    })?;
    Ok(paths::server(options.dev))
}

/// Engine and bindings only: what checking the shell's types needs.
///
/// # Errors
/// As `all`.
pub fn bindings() -> Result<()> {
    setup::for_building()?;
    progress::step("Engine (Rust → WebAssembly)", engine::build)
}
