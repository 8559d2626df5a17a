//! `cargo xtask bench …`: our figures beside a peer's, in one run. Prints tables; asserts nothing.

mod disk;
mod load;
mod peer;
mod record;
mod scale;
pub mod server;
mod size;
mod sync;
mod table;

use anyhow::Result;
use clap::{Args, Subcommand};

#[derive(Args)]
#[group(skip)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Our server beside other Yjs servers: latency, CPU, memory, bytes of a join
    Sync(sync::Options),
    /// How cost grows: large boards, long sittings, idle boards and sockets, everybody coming back at once
    Scale(scale::Options),
    /// What a browser loads: engine and shell, compressed
    Size,
}

/// # Errors
/// If a server cannot be built or started.
pub fn run(options: &Options) -> Result<()> {
    match &options.what {
        What::Sync(options) => sync::run(options),
        What::Scale(options) => scale::run(options),
        What::Size => size::run(),
    }
}
