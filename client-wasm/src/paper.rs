//! The document of this page: the board and the randomness it needs, as the sync client knows it (`Replica`). Tools do
//! not come here; they use `Core`.

use crate::sync::{Change, Replica, ReplicaError};
use rand::{SeedableRng, rngs::SmallRng};
use wandel_board::{Board, Changes, Command, ElementId, Executed, Kind, Projection, Refusal};

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

    pub fn undo(&mut self) -> Option<Executed> {
        self.board.undo(&mut self.rng)
    }

    pub fn redo_step(&mut self) -> Option<Executed> {
        self.board.redo(&mut self.rng)
    }
}

fn error(refusal: &Refusal) -> ReplicaError {
    ReplicaError(refusal.code.to_string())
}

impl Replica for Paper {
    fn client(&self) -> u64 {
        self.board.client()
    }

    fn reset(&mut self, client: u64) {
        self.board = Board::new(client);
    }

    fn apply(&mut self, update: &[u8]) -> Result<Changes, ReplicaError> {
        // A whole board and the work of somebody's afternoon offline come this way too, so that the limits of a snapshot
        // hold where those of a frame do not.
        self.board.apply_remote(update).map_err(|refusal| error(&refusal))
    }

    fn encode(&self) -> Vec<u8> {
        self.board.snapshot()
    }

    fn contains(&self, update: &[u8]) -> bool {
        // Deletions leave no trace in a state vector, so it is tried on a copy. This is asked rarely, after a refusal.
        let copy = Board::load(self.board.client(), &self.board.snapshot());
        copy.is_ok_and(|mut copy| copy.apply_remote(update).is_ok_and(|changes| !changes.document))
    }

    fn redo(&mut self, change: &Change, by: Option<u64>) -> Result<Vec<u8>, ReplicaError> {
        let executed = match change {
            Change::Commands(commands) => {
                let command = match commands.as_slice() {
                    [command] => command.clone(),
                    commands => Command::All { commands: commands.to_vec() },
                };
                self.execute(&command, by).map_err(|refusal| error(&refusal))?
            }
            Change::Undo => self.undo().unwrap_or_default(),
            Change::Redo => self.redo_step().unwrap_or_default(),
        };
        Ok(executed.update)
    }

    fn digest(&self) -> [u8; 32] {
        self.board.digest()
    }

    fn describe(&self, id: &ElementId) -> Option<(Kind, String, Option<u64>)> {
        let element = self.projection().any(id)?;
        Some((element.kind.clone(), element.label.to_string(), element.by))
    }
}
