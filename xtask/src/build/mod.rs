//! Builds the product in its order: engine (Rust → WebAssembly), shell (Svelte → static files), server (with both inside).

mod engine;
mod shell;

use crate::{command, paths, progress, setup};
use anyhow::Result;
use std::path::PathBuf;

/// Builds everything and returns the path of the server.
///
/// # Errors
/// If a tool is missing or a build fails.
pub fn all() -> Result<PathBuf> {
    setup::for_building()?;
    progress::step("Engine (Rust → WebAssembly)", engine::build)?;
    progress::step("Shell (Svelte → static files)", shell::build)?;
    progress::step("Server", || command::run(command::cargo(["build", "--release", "--package", "wandel"])))?;
    Ok(paths::server())
}

/// Engine and bindings only: what checking the shell's types needs.
///
/// # Errors
/// As `all`.
pub fn bindings() -> Result<()> {
    setup::for_building()?;
    progress::step("Engine (Rust → WebAssembly)", engine::build)
}
