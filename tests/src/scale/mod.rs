//! How cost grows: with elements, client ids, edits, people, boards and sockets, and when everybody comes back at once. Starts
//! and stops a server of its own; prints a table and a slope for each and asserts nothing about time.

mod idle;
mod join;
mod long;
mod people;
mod site;
mod storm;
mod weight;
mod writer;

use anyhow::{Context, Result};
use site::Site;
use std::path::Path;

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Boards of 5,000 and 50,000 elements
    Elements,
    /// Boards that up to 4,900 client ids have written on
    Clients,
    /// 100,000 edits in one sitting
    Edits,
    /// Up to 500 people on one board
    People,
    /// Up to 200 boards with five people each
    Boards,
    /// Memory of idle boards and sockets, and how it comes back
    Idle,
    /// 1,000 idle boards while 200 people work on others
    Crowd,
    /// 1,200 clients come back after a restart
    Storm,
}

/// Measures one part and prints its table.
///
/// # Errors
/// If the server does not do what it should.
pub async fn run(part: Part, program: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let site = Site::new(program, folder)?;
    match part {
        Part::Elements => weight::elements(site).await,
        Part::Clients => weight::clients(site).await,
        Part::Edits => long::edits(site).await,
        Part::People => people::people(site).await,
        Part::Boards => people::boards(site).await,
        Part::Idle => idle::idle(site).await,
        Part::Crowd => people::crowd(site).await,
        Part::Storm => storm::storm(site).await,
    }
    .with_context(|| format!("{part:?}"))
}
