//! Somebody who works on a board, one command after the other, as a browser would.

use crate::editor::{Editor, element};
use anyhow::{Context, Result, anyhow, bail};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::time::{Duration, Instant};
use wandel_board::{Command, ElementId, Kind, NewElement, Parent, Placement};
use wandel_process::Point;

/// Elements of one update: well below a frame's limit.
const PIECE: usize = 1000;
/// Elements in a row, and their distance.
const ROW: usize = 100;
const STEP: f64 = 120.0;
/// An author number that the server gave to nobody.
const NOBODY: u64 = 4_000_000_000;

pub struct Writer {
    editor: Editor,
    rng: StdRng,
}

impl Writer {
    /// Joins and takes the whole board in.
    ///
    /// # Errors
    /// If the server does not let it in.
    pub async fn join(url: &str, seed: u64) -> Result<Self> {
        Ok(Self { editor: Editor::join(url).await?, rng: StdRng::seed_from_u64(seed) })
    }

    /// Carries a command out and waits until it is acknowledged.
    async fn run(&mut self, command: &Command, by: Option<u64>) -> Result<()> {
        let done = self.editor.board.execute_quiet(command, by, &mut self.rng);
        self.editor.push(done.map_err(|refusal| anyhow!("{}", refusal.code))?.update).await
    }

    /// Puts so many notes with labels on the board, as an import in pieces would.
    ///
    /// # Errors
    /// If the server refuses one.
    pub async fn fill(&mut self, elements: usize) -> Result<()> {
        for first in (0..elements).step_by(PIECE) {
            let elements =
                (first..elements.min(first + PIECE)).map(|number| note(number, &mut self.rng)).collect();
            let by = self.editor.by;
            self.run(&Command::Create { elements, processes: vec![], planes: vec![] }, by).await?;
        }
        Ok(())
    }

    /// Moves elements here and there; how long each took until it was acknowledged, in order of length.
    ///
    /// # Errors
    /// If there is none, or the server refuses one.
    pub async fn shuffle(&mut self, moves: usize) -> Result<Vec<Duration>> {
        let all = self.editor.board.projection().all();
        let mut ids: Vec<ElementId> = all.map(|element| element.id.clone()).collect();
        ids.sort();
        let mut times = Vec::with_capacity(moves);
        for _ in 0..moves {
            let id = ids.get(self.rng.random_range(0..ids.len().max(1))).context("nothing to move")?.clone();
            let at = Point::new(f64::from(self.rng.random_range(0..10_000)), 64.0);
            let item = Placement { id, parent: Parent::board(), at, size: None };
            let (start, by) = (Instant::now(), self.editor.by);
            self.run(&Command::Place { items: vec![item] }, by).await?;
            times.push(start.elapsed());
        }
        times.sort();
        Ok(times)
    }

    /// Signs a note with a number that is nobody's: how long until the server has taken that back and says so. Ends here,
    /// because this replica has now what nobody else has.
    ///
    /// # Errors
    /// If the server takes it.
    pub async fn forge(mut self) -> Result<Duration> {
        let elements = vec![note(0, &mut self.rng)];
        let command = Command::Create { elements, processes: vec![], planes: vec![] };
        let start = Instant::now();
        match self.run(&command, Some(NOBODY)).await {
            Ok(()) => bail!("a forged signature was taken"),
            Err(error) if error.to_string().starts_with("refused") => Ok(start.elapsed()),
            Err(error) => Err(error),
        }
    }
}

fn note(number: usize, rng: &mut StdRng) -> NewElement {
    let at = Point::new((number % ROW) as f64 * STEP, (number / ROW) as f64 * STEP);
    element(ElementId::random(rng), Kind::Note, Parent::board(), at, &format!("Antrag {number} prüfen"))
}
