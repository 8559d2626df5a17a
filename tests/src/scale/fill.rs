//! Filling a board through its socket, as an import in pieces would.

use crate::editor::{Editor, element};
use anyhow::{Result, anyhow};
use rand::{SeedableRng, rngs::StdRng};
use wandel_board::{Command, ElementId, Kind, NewElement, Parent};
use wandel_process::Point;

/// Elements of one update: well below a frame's limit.
const PIECE: usize = 1000;
/// Elements in a row, and their distance.
const ROW: usize = 100;
const STEP: f64 = 120.0;

/// Puts so many notes with labels on an empty board; ends when all are acknowledged.
///
/// # Errors
/// If the server refuses one.
pub async fn fill(url: &str, elements: usize) -> Result<()> {
    let mut editor = Editor::join(url).await?;
    let mut rng = StdRng::seed_from_u64(elements as u64);
    let by = editor.by;
    for first in (0..elements).step_by(PIECE) {
        let elements = (first..elements.min(first + PIECE)).map(|number| note(number, &mut rng)).collect();
        let command = Command::Create { elements, processes: vec![], planes: vec![] };
        let done = editor.board.execute_quiet(&command, by, &mut rng);
        editor.push(done.map_err(|refusal| anyhow!("{}", refusal.code))?.update).await?;
    }
    Ok(())
}

fn note(number: usize, rng: &mut StdRng) -> NewElement {
    let at = Point::new((number % ROW) as f64 * STEP, (number / ROW) as f64 * STEP);
    element(ElementId::random(rng), Kind::Note, Parent::board(), at, &format!("Antrag {number} prüfen"))
}
