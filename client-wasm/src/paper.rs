//! The document of this page: the board and the randomness it needs. Tools do not come here; they use `Core`.

use rand::{SeedableRng, rngs::SmallRng};
use wandel_board::{Board, Command, ElementId, Executed, Projection, Refusal};

pub struct Paper {
    pub board: Board,
    pub rng: SmallRng,
}

impl Paper {
    #[must_use]
    pub fn new(board: Board, seed: [u8; 32]) -> Self {
        Self { board, rng: SmallRng::from_seed(seed) }
    }

    #[must_use]
    pub const fn projection(&self) -> &Projection {
        self.board.projection()
    }

    pub fn new_id(&mut self) -> ElementId {
        ElementId::random(&mut self.rng)
    }

    /// Decides a command and carries it out as one step of the journal.
    ///
    /// # Errors
    /// The command is refused; nothing changed.
    pub fn execute(&mut self, command: &Command, by: Option<u64>) -> Result<Executed, Refusal> {
        self.board.execute(command, by, &mut self.rng)
    }

    /// The same as a part of the typing in a label that was the last step.
    ///
    /// # Errors
    /// The command is refused; nothing changed.
    pub fn execute_onto(
        &mut self,
        label: &ElementId,
        command: &Command,
        by: Option<u64>,
    ) -> Result<Executed, Refusal> {
        self.board.execute_onto(label, command, by, &mut self.rng)
    }

    pub fn undo(&mut self) -> Option<Executed> {
        self.board.undo(&mut self.rng)
    }

    pub fn redo_step(&mut self) -> Option<Executed> {
        self.board.redo(&mut self.rng)
    }
}
