//! Makes one edit on a board of a running server and prints what it touched as JSON. Called by
//! `cargo xtask engines --interchange DIR`.

use clap::Parser;
use wandel_tests::revise::{Edit, revise};

#[derive(Parser)]
struct Arguments {
    /// `ws://…` address of the board, with a ticket for editors
    url: String,
    #[arg(value_enum)]
    edit: Edit,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let Arguments { url, edit } = Arguments::parse();
    println!("{}", serde_json::to_string(&revise(&url, edit).await?)?);
    Ok(())
}
