//! What boards and sockets hold of memory while nothing happens, and whether it comes back.

use super::{join::join, site::Site};
use anyhow::Result;
use std::time::Duration;
use tokio::time::sleep;

const MANY: usize = 500;
/// Rooms are let go a minute after the last socket.
const LET_GO: Duration = Duration::from_secs(64);

pub async fn idle(site: Site) -> Result<()> {
    println!("| state | RSS MB | each kB |");
    println!("|{}", " --- |".repeat(3));
    let row = |name: &str, before: f64| {
        let now = site.memory()?;
        println!("| {name} | {now:.1} | {:.1} |", (now - before) * 1000.0 / MANY as f64);
        anyhow::Ok(now)
    };
    let empty = site.memory()?;
    println!("| just started | {empty:.1} | |");
    let url = site.at(&site.board()?);
    let mut sockets = Vec::new();
    for _ in 0..MANY {
        sockets.push(join(&url, None).await?.idle());
    }
    row("500 idle sockets on one board", empty)?;
    drop(sockets);
    sleep(Duration::from_secs(3)).await;
    let before = row("sockets closed", empty)?;
    let boards = (0..MANY).map(|_| Ok(site.at(&site.board()?))).collect::<Result<Vec<_>>>()?;
    let made = row("500 boards made, none open", before)?;
    let mut sockets = Vec::new();
    for board in &boards {
        sockets.push(join(board, None).await?.idle());
    }
    row("500 live boards with one idle socket each", made)?;
    drop(sockets);
    sleep(Duration::from_secs(5)).await;
    row("500 live boards without sockets", made)?;
    sleep(LET_GO).await;
    site.rest().await?;
    row("a minute later, the rooms let go", made)?;
    site.stop()
}
