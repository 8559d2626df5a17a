//! Prints how the cost of a server grows. Called by `cargo xtask bench scale`.

use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use wandel_tests::scale::{Part, run};

#[derive(Parser)]
struct Arguments {
    /// The server's program
    server: PathBuf,
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Part::value_variants().to_vec())]
    parts: Vec<Part>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    for part in arguments.parts {
        let folder = tempfile::tempdir()?;
        run(part, &arguments.server, folder.path()).await?;
        println!();
    }
    Ok(())
}
