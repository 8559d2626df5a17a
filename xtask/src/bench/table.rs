//! The table that `bench sync` prints.

use super::load::Outcome;

type Cell = fn(&Outcome) -> String;

/// A figure with so many places; nothing where it was not measured.
fn places(run: &Outcome, name: &str, places: usize) -> String {
    let figure = run.get(name);
    if figure.is_nan() { String::new() } else { format!("{figure:.places$}") }
}

/// Several figures of one kind in a cell.
fn several(run: &Outcome, names: &[&str], digits: usize) -> String {
    let all: Vec<String> = names.iter().map(|name| places(run, name, digits)).collect();
    if all.iter().all(String::is_empty) { String::new() } else { all.join(" / ") }
}

const COLUMNS: [(&str, Cell); 12] = [
    ("p50 ms", |run| places(run, "p50", 2)),
    ("p90 ms", |run| places(run, "p90", 2)),
    ("p99 ms", |run| places(run, "p99", 2)),
    ("max ms", |run| places(run, "max", 0)),
    ("arrived", |run| {
        let share = 100.0 * run.get("arrived") / run.get("expected");
        if share.is_nan() { String::new() } else { format!("{share:.1} %") }
    }),
    ("frames", |run| places(run, "frames", 0)),
    ("CPU s", |run| places(run, "cpu", 2)),
    ("generator's", |run| places(run, "generator", 2)),
    ("generator late, p99 / max ms", |run| several(run, &["late_p99", "late_max"], 1)),
    ("RSS MB idle / end / peak", |run| several(run, &["rss_idle", "rss_end", "rss_peak"], 0)),
    ("bytes a join", |run| places(run, "join_bytes", 0)),
    ("foreign load", |run| {
        let share = run.get("foreign") * 100.0;
        let mark = if run.is_disturbed() { " (disturbed)" } else { "" };
        if share.is_nan() { String::new() } else { format!("{share:.0} %{mark}") }
    }),
];

pub fn head() {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    println!("| server | clients' protocol | boards × clients | runs | {} |", names.join(" | "));
    println!("|{}", " --- |".repeat(COLUMNS.len() + 4));
}

/// The median of each figure over all runs.
pub fn row(name: &str, protocol: &str, boards: usize, clients: usize, runs: &[&Outcome]) {
    let place = format!("| {name} | {protocol} | {boards} × {clients} | {} |", runs.len());
    let median = Outcome::median(runs);
    let cells: Vec<String> = COLUMNS.iter().map(|(_, cell)| cell(&median)).collect();
    println!("{place} {} |", cells.join(" | "));
}
