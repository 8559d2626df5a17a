//! Puts load on boards of a running server and prints the outcome as JSON. Called by `cargo xtask bench sync`.

use clap::Parser;
use wandel_tests::load::{Plan, Protocol, run};

#[derive(Parser)]
struct Arguments {
    /// `ws://…` addresses, one a board
    #[arg(required = true)]
    urls: Vec<String>,
    #[arg(long, value_enum, default_value = "stock")]
    protocol: Protocol,
    /// On each board
    #[arg(long, default_value_t = 50)]
    clients: usize,
    /// Edits a second and client
    #[arg(long, default_value_t = 10.0)]
    rate: f64,
    #[arg(long, default_value_t = 10.0)]
    seconds: f64,
    /// The server's process id
    #[arg(long)]
    pid: u32,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let Arguments { urls, protocol, clients, rate, seconds, pid } = Arguments::parse();
    let outcome = run(&Plan { urls, protocol, clients, rate, seconds, pid }).await?;
    println!("{}", serde_json::to_string(&outcome)?);
    Ok(())
}
