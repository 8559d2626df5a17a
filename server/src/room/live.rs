//! The live document of a room: `Board` behind its guard, and what the room checks on top of it after a tentative apply:
//! author numbers, the schema, elements that were taken out. Knows neither sockets nor positions.

use bytes::Bytes;
use rand::RngCore;
use std::collections::HashMap;
use wandel_board::{
    Board, Changes, Command, ElementId,
    guard::{self, Limits},
};
use wandel_wire::Refusal;

pub(super) struct Live {
    board: Board,
    /// Who made what, as it was before the update that is being looked at.
    authors: HashMap<ElementId, Option<u64>>,
}

/// What an update did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Applied {
    /// It said something new.
    pub changed: bool,
    pub meta: bool,
}

/// Why not, and whether the document has to be rebuilt because something of it was applied.
#[derive(Debug)]
pub(super) struct Refused {
    pub refusal: Refusal,
    pub rebuild: bool,
}

impl From<wandel_board::Refusal> for Refused {
    fn from(refusal: wandel_board::Refusal) -> Self {
        Self { refusal: Refusal::parse(&refusal.code), rebuild: false }
    }
}

impl Live {
    /// Replays snapshot and log. `client`: what the server writes under.
    pub fn load<'a>(
        client: u64,
        updates: impl Iterator<Item = &'a Bytes>,
    ) -> Result<Self, wandel_board::Refusal> {
        let mut updates = updates;
        let mut board = match updates.next() {
            Some(first) => Board::load(client, first)?,
            None => Board::new(client),
        };
        for update in updates {
            board.apply_remote(update)?;
        }
        board.take_changes();
        let authors = board.projection().all().map(|element| (element.id.clone(), element.by)).collect();
        Ok(Self { board, authors })
    }

    /// Guard, tentative apply, checks. `own`: may it insert under this client id, which the document knows or does not know;
    /// `signs`: may it sign with this number; `locked`: may it not change this element.
    pub fn apply(
        &mut self,
        update: &[u8],
        limits: &Limits,
        own: &dyn Fn(u64, bool) -> bool,
        signs: &dyn Fn(u64) -> bool,
        locked: &dyn Fn(&ElementId) -> bool,
    ) -> Result<Applied, Refused> {
        let scan = guard::scan(update, limits)?;
        if guard::admit(&self.board, &scan, &|client| own(client, self.board.has_client(client)))?.is_known()
        {
            return Ok(Applied { changed: false, meta: false });
        }
        let schema = self.board.projection().meta().schema;
        let changes = self
            .board
            .apply_remote(update)
            .map_err(|refusal| Refused { rebuild: self.board.is_broken(), ..Refused::from(refusal) })?;
        self.board.take_changes();
        if self.board.projection().meta().schema != schema {
            return Err(Refused { refusal: Refusal::Shape, rebuild: true });
        }
        if changes.elements.iter().any(locked) {
            return Err(Refused { refusal: Refusal::Locked, rebuild: true });
        }
        match self.wrong_author(&changes, signs) {
            Some(refusal) => Err(Refused { refusal, rebuild: true }),
            None => {
                self.note_authors(&changes);
                Ok(Applied { changed: changes.document, meta: changes.meta })
            }
        }
    }

    /// A made element is signed by its maker or not at all; nobody signs, or takes out, what is there already.
    fn wrong_author(&self, changes: &Changes, signs: &dyn Fn(u64) -> bool) -> Option<Refusal> {
        let projection = self.board.projection();
        changes.elements.iter().find_map(|id| match (self.authors.get(id), projection.any(id)) {
            (Some(_), None) => Some(Refusal::Shape),
            (None, None) => None,
            (before, Some(element)) => {
                let unchanged = before.is_some_and(|by| *by == element.by);
                let unsigned_before = before.is_none_or(Option::is_none);
                let good = unchanged || (unsigned_before && element.by.is_none_or(signs));
                (!good).then_some(Refusal::ForeignAuthor)
            }
        })
    }

    fn note_authors(&mut self, changes: &Changes) {
        for id in &changes.elements {
            if let Some(element) = self.board.projection().any(id) {
                self.authors.insert(id.clone(), element.by);
            }
        }
    }

    /// Carries out a command under the server's own client id; the bytes are to be logged. `None`: nothing to do.
    pub fn execute(
        &mut self,
        command: &Command,
        by: Option<u64>,
        rng: &mut dyn RngCore,
    ) -> Result<Option<(Bytes, Changes)>, wandel_board::Refusal> {
        let done = self.board.execute_quiet(command, by, rng)?;
        self.board.take_changes();
        self.note_authors(&done.changes);
        Ok((!done.update.is_empty()).then(|| (done.update.into(), done.changes)))
    }

    /// How many ids have written in the document.
    pub fn clients(&self) -> usize {
        self.board.clients()
    }
    pub fn title(&self) -> &str {
        &self.board.projection().meta().title
    }
    pub fn schema(&self) -> u32 {
        self.board.projection().meta().schema
    }
    /// Whether there is such an element, deleted or not.
    pub fn has(&self, id: &ElementId) -> bool {
        self.board.projection().any(id).is_some()
    }
    /// Whether an id has written in the document.
    pub fn knows(&self, client: u64) -> bool {
        self.board.has_client(client)
    }
    pub fn state_vector(&self) -> Bytes {
        self.board.state_vector().into()
    }
    /// The whole document as one update.
    pub fn encode(&self) -> Bytes {
        self.board.snapshot().into()
    }
    /// Whether somebody with this state vector has more than the document, of any client but those excepted.
    pub fn lacks(&self, vector: &[u8], but: impl Fn(u64) -> bool) -> Result<bool, ()> {
        let vector = guard::state_vector(vector).map_err(|_| ())?;
        let more = |client: u64, clock: u32| !but(client) && clock > self.board.clock(client);
        Ok(vector.iter().any(|(client, clock)| more(client.get(), *clock)))
    }
    /// What somebody with this state vector lacks.
    pub fn difference(&self, vector: &[u8]) -> Result<Bytes, ()> {
        self.board.diff(vector).map(Bytes::from).map_err(|_| ())
    }
    /// Over state vector and delete set.
    pub fn digest(&self) -> [u8; 32] {
        self.board.digest()
    }
}

/// The difference of a snapshot's bytes to a state vector, without making a document of them.
pub(super) fn difference_of(snapshot: &[u8], vector: &[u8]) -> Result<Bytes, ()> {
    // Checked first: yrs would allocate whatever a state vector declares.
    guard::state_vector(vector).map_err(|_| ())?;
    // A snapshot is our own: it was read back before it was kept.
    yrs::diff_updates_v1(snapshot, vector).map(Bytes::from).map_err(|_| ())
}
