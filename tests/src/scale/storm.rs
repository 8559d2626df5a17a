//! Everybody comes back at once, after a restart.

use super::{
    join::join,
    site::{Site, ms},
    writer::Writer,
};
use anyhow::Result;
use futures_util::future::try_join_all;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Elements on each board.
const ELEMENTS: usize = 500;

pub async fn storm(mut site: Site) -> Result<()> {
    println!(
        "| boards × clients | server up after ms | half are back after ms | all are back after ms | CPU s | RSS MB |"
    );
    println!("|{}", " --- |".repeat(6));
    for (boards, clients) in [(12, 100), (1, 1200)] {
        let boards = (0..boards).map(|_| site.board()).collect::<Result<Vec<_>>>()?;
        let mut all = Vec::new();
        for board in &boards {
            Writer::join(&site.at(board), 1).await?.fill(ELEMENTS).await?;
            for _ in 0..clients {
                let joined = join(&site.at(board), None).await?;
                all.push((board.clone(), joined.socket, joined.has));
            }
        }
        let down = Instant::now();
        site = site.restart()?;
        let up = down.elapsed();
        let mut rng = StdRng::seed_from_u64(1);
        let site_now = &site;
        let returns = all.into_iter().map(|(board, socket, has)| {
            drop(socket);
            // The first attempt of our client: up to 250 ms after the break.
            let wait = Duration::from_millis(rng.random_range(0..250));
            async move {
                sleep(wait).await;
                let joined = join(&site_now.at(&board), Some(has)).await?;
                anyhow::Ok((down.elapsed(), joined.socket))
            }
        });
        let mut back: Vec<_> = try_join_all(returns).await?;
        back.sort_by_key(|(at, _)| *at);
        let at = |share: usize| {
            back.get((back.len() * share / 100).max(1) - 1).map_or(0.0, |(at, _)| ms(*at - up))
        };
        println!(
            "| {} × {clients} | {:.0} | {:.0} | {:.0} | {:.2} | {:.1} |",
            boards.len(),
            ms(up),
            at(50),
            at(100),
            site.cpu()?,
            site.memory()?
        );
    }
    site.stop()
}
