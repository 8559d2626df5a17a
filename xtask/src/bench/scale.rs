//! How cost grows (`tests/src/scale`).

use super::load;
use crate::{command, paths};
use anyhow::Result;
use clap::Args;

#[derive(Args)]
pub struct Options {
    /// Only these: elements, clients, edits, people, boards, idle, crowd, storm
    #[arg(long, value_delimiter = ',')]
    parts: Vec<String>,
    /// Use what has been built before
    #[arg(long)]
    built: bool,
}

/// Sockets and files that a process may have open: 1,200 clients need as many on either side.
const FILES: &str = "--nofile=8192";

/// # Errors
/// If a server cannot be built or does not do what it should.
pub fn run(options: &Options) -> Result<()> {
    load::build(options.built)?;
    println!("{}\n", super::sync::machine());
    let program = paths::built("scale", false).to_string_lossy().into_owned();
    let mut scale = if command::exists("prlimit") {
        command::program("prlimit", [FILES, &program], &paths::root())
    } else {
        command::program(&program, [""; 0], &paths::root())
    };
    scale.arg(paths::built("wandel", false));
    if !options.parts.is_empty() {
        scale.args(["--parts", &options.parts.join(",")]);
    }
    command::run(scale)
}
