//! `cargo xtask run`: from a fresh clone to a board one can edit.

use crate::{build, command, paths};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
#[group(skip)]
pub struct Options {
    /// Folder for boards and accounts
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    #[command(flatten)]
    build: build::Options,
}

/// # Errors
/// If something is missing, a build fails or the server ends with an error.
pub fn run(options: &Options) -> Result<()> {
    let server = build::all(options.build)?;
    let data = paths::root().join(&options.data);
    let mut serve = command::program(&server.to_string_lossy(), ["serve", "--demo"], &paths::root());
    serve.arg("--data").arg(data).arg("--listen").arg(&options.listen);
    eprintln!();
    replace(serve)
}

/// Becomes the server: signals reach it directly, and no second process waits behind it.
fn replace(mut serve: std::process::Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(anyhow::Error::new(serve.exec()).context("cannot start the server"))
}
