//! A long sitting, with compaction running.

use super::site::{Site, slope};
use anyhow::Result;

pub async fn edits(site: Site) -> Result<()> {
    println!("| edits so far | p50 ms | p99 ms | CPU s | RSS MB | database MB | kB a join |");
    println!("|{}", " --- |".repeat(7));
    let url = site.at(&site.board()?);
    let mut edits = 0;
    let mut rows = Vec::new();
    for _ in 0..5 {
        // 20 people, 200 edits a second each.
        let outcome = site.load(vec![url.clone()], 20, 200.0, 5.0).await?;
        edits += outcome.sent;
        let (disk, join) = (site.disk() as f64 / 1e6, outcome.join_bytes as f64 / 1000.0);
        println!(
            "| {edits} | {:.2} | {:.2} | {:.2} | {:.1} | {disk:.1} | {join:.1} |",
            outcome.p50, outcome.p99, outcome.cpu, outcome.rss_end
        );
        rows.push((edits as f64, outcome.rss_end, disk, join));
    }
    if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        let figures = [
            ("RSS MB", [first.1, last.1]),
            ("database MB", [first.2, last.2]),
            ("kB a join", [first.3, last.3]),
        ];
        slope("10,000 edits", 10_000.0, [first.0, last.0], &figures);
    }
    site.stop()
}
