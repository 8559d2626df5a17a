//! A board document on standard input and output, for comparing it with Yjs (`tests/browser/differential.mjs`). One line a
//! question, one or more lines as the answer: `apply HEX` → `ok` or `refused CODE`; `edit` → an update of an edit drawn at
//! random, in hex; `show` → what it holds, digest, snapshot, a line each.

use anyhow::{Result, ensure};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::io::{BufRead, Write};
use wandel_board::{Board, Command, ElementId, Kind, Meta, Parent, Placement, command::TextEdit};
use wandel_process::Point;
use wandel_tests::editor::element;

fn main() -> Result<()> {
    let seed = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut rng = StdRng::seed_from_u64(seed);
    let mut board = Board::initial(1 << 33, Meta::default());
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", hex(&board.snapshot()))?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "apply" => match board.apply_remote(&bytes(rest)) {
                Ok(_) => writeln!(out, "ok")?,
                Err(refusal) => writeln!(out, "refused {}", refusal.code)?,
            },
            "edit" => writeln!(out, "{}", hex(&edit(&mut board, &mut rng)))?,
            "show" => {
                ensure!(*board.projection() == board.project_anew(), "the projection is out of step");
                writeln!(out, "{}", show(&board))?;
                writeln!(out, "{}", hex(&board.digest()))?;
                writeln!(out, "{}", hex(&board.snapshot()))?;
            }
            _ => writeln!(out, "what?")?,
        }
        out.flush()?;
    }
    Ok(())
}

/// One edit as our client makes them; the update, empty if there was nothing to do.
fn edit(board: &mut Board, rng: &mut StdRng) -> Vec<u8> {
    let ids: Vec<ElementId> = board.projection().in_order().map(|element| element.id.clone()).collect();
    let done = if ids.is_empty() || rng.random_range(0..4) == 0 {
        let at = Point::new(f64::from(rng.random_range(0..500)) / 64.0, 1.5);
        let note = element(ElementId::random(rng), Kind::Note, Parent::board(), at, "Grüße 😀");
        board.execute(
            &Command::Create { elements: vec![note], processes: vec![], planes: vec![] },
            Some(3),
            rng,
        )
    } else {
        let id = ids[rng.random_range(0..ids.len())].clone();
        match rng.random_range(0..6) {
            0 => board.execute(&Command::Delete { ids: vec![id], bridge: false }, None, rng),
            1 => {
                let at = Point::new(f64::from(rng.random_range(0..5000)) / 8.0, -3.0);
                let item = Placement { id, parent: Parent::board(), at, size: None };
                board.execute(&Command::Place { items: vec![item] }, None, rng)
            }
            2 => Ok(board.undo(rng).unwrap_or_default()),
            _ => {
                let insert = ["x", "😁y", "zü", ""][rng.random_range(0..4)];
                let edit = TextEdit {
                    at: rng.random_range(0..12),
                    remove: rng.random_range(0..4),
                    insert: insert.into(),
                };
                board.execute(&Command::Edit { id, edits: vec![edit] }, None, rng)
            }
        }
    };
    done.map(|done| done.update).unwrap_or_default()
}

/// Every element with what both sides can compare: deleted or not, abscissa, label.
fn show(board: &Board) -> String {
    let projection = board.projection();
    let mut all: Vec<String> = projection
        .in_order()
        .chain(projection.gone())
        .map(|element| format!("{}|{}|{}|{}", element.id, element.gone, element.at.x, element.label))
        .collect();
    all.sort();
    all.join(";")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
