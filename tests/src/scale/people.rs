//! Many people: on one board, on many boards, and beside boards on which nobody does anything.

use super::{
    join::join,
    site::{Site, slope},
};
use crate::load::Outcome;
use anyhow::Result;

const HEAD: &str =
    "p50 ms | p99 ms | generator late, p99 ms | arrived | CPU s in 5 s | generator's | RSS MB |";

fn row(name: &str, outcome: &Outcome) {
    println!(
        "| {name} | {:.2} | {:.2} | {:.1} | {:.1} % | {:.2} | {:.2} | {:.1} |",
        outcome.p50,
        outcome.p99,
        outcome.late_p99,
        100.0 * outcome.arrived as f64 / outcome.expected.max(1) as f64,
        outcome.cpu,
        outcome.generator,
        outcome.rss_end
    );
}

/// What one more costs, between the last two rows: where it is dear.
fn slopes(what: &str, per: f64, rows: &[(f64, Outcome)]) {
    if let [.., (fewer, before), (more, after)] = rows {
        let figures =
            [("CPU s in 5 s", [before.cpu, after.cpu]), ("RSS MB", [before.rss_end, after.rss_end])];
        slope(what, per, [*fewer, *more], &figures);
    }
}

pub async fn people(site: Site) -> Result<()> {
    println!("| people on a board | {HEAD}");
    println!("|{}", " --- |".repeat(8));
    let mut rows = Vec::new();
    for count in [10, 50, 100, 200, 500] {
        let url = site.at(&site.board()?);
        let outcome = site.load(vec![url], count, 10.0, 5.0).await?;
        row(&count.to_string(), &outcome);
        rows.push((count as f64, outcome));
    }
    slopes("100 people more", 100.0, &rows);
    site.stop()
}

pub async fn boards(site: Site) -> Result<()> {
    println!("| boards of five people | {HEAD}");
    println!("|{}", " --- |".repeat(8));
    let mut urls = Vec::new();
    let mut rows = Vec::new();
    for count in [1, 50, 200] {
        while urls.len() < count {
            urls.push(site.at(&site.board()?));
        }
        let outcome = site.load(urls.clone(), 5, 10.0, 5.0).await?;
        row(&count.to_string(), &outcome);
        rows.push((count as f64, outcome));
    }
    slopes("100 boards more", 100.0, &rows);
    site.stop()
}

pub async fn crowd(site: Site) -> Result<()> {
    println!("| idle boards with a socket beside 40 × 5 people | {HEAD}");
    println!("|{}", " --- |".repeat(8));
    let busy = (0..40).map(|_| Ok(site.at(&site.board()?))).collect::<Result<Vec<_>>>()?;
    let mut sockets = Vec::new();
    let mut rows = Vec::new();
    for idle in [0, 1000] {
        while sockets.len() < idle {
            sockets.push(join(&site.at(&site.board()?), None).await?.idle());
        }
        // What opening them took is over before anything is measured.
        site.rest().await?;
        let outcome = site.load(busy.clone(), 5, 10.0, 5.0).await?;
        row(&idle.to_string(), &outcome);
        rows.push((idle as f64, outcome));
    }
    slopes("100 idle boards", 100.0, &rows);
    site.stop()
}
