//! A board: one document, its projection and one person's journal. The only door to the CRDT. Everything that comes from
//! outside passes the guard, every write is a command, and nothing is ever written in answer to somebody else's change.

use crate::{
    Changes, Command, Projection, SCHEMA, commands,
    document::Document,
    edit::Plan,
    guard,
    id::ElementId,
    journal::{self, Journal, Record},
    projection::Meta,
    refusal::Refusal,
    value,
};
use rand::RngCore;
use std::{
    collections::{BTreeSet, HashMap},
    panic::{AssertUnwindSafe, catch_unwind},
};
use yrs::{
    Any, Map, MapPrelim, ReadTxn, StateVector, Transact, TransactionMut, Update, WriteTxn,
    updates::{decoder::Decode, encoder::Encode},
};

/// What a command, an undo or a redo did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Executed {
    /// Yjs update, version 1; empty if there was nothing to do.
    pub update: Vec<u8>,
    pub changes: Changes,
}

/// See the module.
pub struct Board {
    pub(crate) document: Document,
    pub(crate) projection: Projection,
    journal: Journal,
    pub(crate) changes: Changes,
    client: u64,
    /// Next clock of every client id in the document.
    pub(crate) clocks: HashMap<u64, u32>,
    pub(crate) crowd: guard::Crowd,
    broken: bool,
}

impl Board {
    /// An empty document, to be filled by updates. `client`: this replica's id, below 2^53, not in use elsewhere.
    #[must_use]
    pub fn new(client: u64) -> Self {
        let board = Self::unwatched(client);
        board.document.watch();
        board.document.take_dirty();
        board
    }

    /// Its projection does not follow the document yet.
    fn unwatched(client: u64) -> Self {
        let client = client & ((1 << 53) - 1);
        Self {
            document: Document::new(client),
            projection: Projection::default(),
            journal: Journal::default(),
            changes: Changes::default(),
            client,
            clocks: HashMap::new(),
            crowd: guard::Crowd::default(),
            broken: false,
        }
    }

    /// A document from a snapshot (any complete Yjs update, version 1), guarded like everything from outside.
    ///
    /// # Errors
    /// `update.*`: malformed, too large, or not complete.
    pub fn load(client: u64, snapshot: &[u8]) -> Result<Self, Refusal> {
        let mut board = Self::unwatched(client);
        board.take_in(snapshot, &guard::Limits::SNAPSHOT)?;
        board.document.watch();
        board.refresh();
        board.changes = Changes { all: true, ..Changes::default() };
        Ok(board)
    }

    /// A fresh board as the server makes it once, at creation: `meta`, the board plane and the process of what lies outside pools.
    #[must_use]
    pub fn initial(client: u64, meta: Meta) -> Self {
        let mut board = Self::new(client);
        {
            let document = &board.document;
            let mut txn = document.doc.transact_mut();
            let targets = meta.targets.iter().map(|target| value::text(target)).collect::<Vec<_>>();
            for (key, any) in [
                ("lang", value::text(&meta.lang)),
                ("schema", value::number(f64::from(SCHEMA))),
                ("targets", Any::Array(targets.into())),
                ("title", value::text(&meta.title)),
                ("tz", value::text(&meta.tz)),
            ] {
                document.meta.insert(&mut txn, key, any);
            }
            let process = document.processes.insert(&mut txn, crate::BOARD_PROCESS, MapPrelim::default());
            process.insert(&mut txn, "executable", true);
            process.insert(&mut txn, "name", value::text(""));
            let plane = document.planes.insert(&mut txn, crate::BOARD_PLANE, MapPrelim::default());
            plane.insert(&mut txn, "name", value::text(""));
            plane.insert(&mut txn, "of", value::text(crate::BOARD_PROCESS));
            plane.insert(&mut txn, "order", value::text("a0V"));
            txn.commit();
            count(&mut board.clocks, &txn);
        }
        board.refresh();
        board.changes = Changes { all: true, ..Changes::default() };
        board
    }

    #[must_use]
    pub const fn projection(&self) -> &Projection {
        &self.projection
    }

    /// Decides a command and carries it out in one transaction, as one step of the journal. `by`: the author's number for
    /// what it makes, as the server issued it.
    ///
    /// # Errors
    /// The command is refused; nothing changed.
    pub fn execute(
        &mut self,
        command: &Command,
        by: Option<u64>,
        rng: &mut dyn RngCore,
    ) -> Result<Executed, Refusal> {
        let (executed, record) = self.run(command, by, rng)?;
        self.journal.push(record);
        Ok(executed)
    }

    /// The same as a part of the typing in a label, if that was the last step: what a text brings about goes back with it.
    ///
    /// # Errors
    /// The command is refused; nothing changed.
    pub fn execute_onto(
        &mut self,
        label: &ElementId,
        command: &Command,
        by: Option<u64>,
        rng: &mut dyn RngCore,
    ) -> Result<Executed, Refusal> {
        let (executed, record) = self.run(command, by, rng)?;
        self.journal.push_onto(record, label);
        Ok(executed)
    }

    /// The same without a step: replays, seeds, and what the server writes.
    ///
    /// # Errors
    /// The command is refused; nothing changed.
    pub fn execute_quiet(
        &mut self,
        command: &Command,
        by: Option<u64>,
        rng: &mut dyn RngCore,
    ) -> Result<Executed, Refusal> {
        self.run(command, by, rng).map(|(executed, _)| executed)
    }

    fn run(
        &mut self,
        command: &Command,
        by: Option<u64>,
        rng: &mut dyn RngCore,
    ) -> Result<(Executed, Record), Refusal> {
        self.check()?;
        let mut plan = Plan::new(&mut self.projection, by, rng);
        let decided = commands::decide(&mut plan, command);
        plan.settle();
        let Plan { ops, touched, changes, records_ahead, .. } = plan;
        if let Err(refusal) = decided {
            self.reread(&touched, records_ahead);
            return Err(refusal);
        }
        if ops.is_empty() {
            return Ok((Executed::default(), Record::default()));
        }
        let doc = self.document.doc.clone();
        let mut txn = doc.transact_mut();
        let record = self.document.apply(&mut txn, &ops);
        Ok((self.finish(txn, changes), record))
    }

    /// Commits, encodes and brings the projection up to the document.
    fn finish(&mut self, mut txn: TransactionMut<'_>, mut changes: Changes) -> Executed {
        txn.commit();
        let wrote = txn.has_changes();
        let update = if wrote { txn.encode_update_v1() } else { Vec::new() };
        count(&mut self.clocks, &txn);
        drop(txn);
        changes.merge(self.refresh());
        changes.document = wrote;
        self.changes.merge(changes.clone());
        Executed { update, changes }
    }

    /// Takes back the last step that still has an effect. `None`: nothing to take back.
    pub fn undo(&mut self, rng: &mut dyn RngCore) -> Option<Executed> {
        self.reverse(false, rng)
    }

    /// Does again what was taken back.
    pub fn redo(&mut self, rng: &mut dyn RngCore) -> Option<Executed> {
        self.reverse(true, rng)
    }

    fn reverse(&mut self, redo: bool, rng: &mut dyn RngCore) -> Option<Executed> {
        while let Some(step) = self.journal.take(redo) {
            self.check().ok()?;
            let doc = self.document.doc.clone();
            let mut txn = doc.transact_mut();
            let mut plan = Plan::new(&mut self.projection, None, rng);
            let planned = journal::reverse(&mut plan, &self.document, &txn, &step);
            plan.settle();
            let Plan { ops, touched, changes, .. } = plan;
            if planned.is_err() {
                drop(txn);
                self.reread(&touched, false);
                continue;
            }
            let mut record = self.document.apply(&mut txn, &ops);
            self.document.reverse_letters(&mut txn, &step, &mut self.journal.aliases, &mut record);
            let executed = self.finish(txn, changes);
            if executed.changes.document {
                self.journal.put_back(record, redo);
                return Some(executed);
            }
        }
        None
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.journal.can_undo()
    }

    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.journal.can_redo()
    }

    /// The elements that the next undo (or redo) would touch, apart from what healing adds.
    #[must_use]
    pub fn next_step(&self, redo: bool) -> BTreeSet<&ElementId> {
        self.journal.next(redo)
    }

    /// Ends the step that typing joins: after a pause or when the editor loses the focus.
    pub fn close_step(&mut self) {
        self.journal.close();
    }

    /// Takes in somebody else's update: guarded, complete or refused. The bytes to log are the ones given here.
    /// `Changes::document` is false if it said nothing new.
    ///
    /// # Errors
    /// `update.*`. Nothing of it was applied, unless `is_broken` says so.
    pub fn apply_remote(&mut self, update: &[u8]) -> Result<Changes, Refusal> {
        let changes = self.take_in(update, &guard::Limits::UPLOAD)?;
        self.changes.merge(changes.clone());
        Ok(changes)
    }

    fn take_in(&mut self, update: &[u8], limits: &guard::Limits) -> Result<Changes, Refusal> {
        self.check()?;
        let scan = guard::scan(update, limits)?;
        guard::complete(self, &scan)?;
        let Ok(Ok(decoded)) = catch_unwind(|| Update::decode_v1(update)) else {
            return Err(Refusal::new("update.malformed"));
        };
        let doc = self.document.doc.clone();
        let mut txn = doc.transact_mut();
        let applied = catch_unwind(AssertUnwindSafe(|| {
            let applied = txn.apply_update(decoded).is_ok();
            let pending = txn.prune_pending().is_some();
            txn.commit();
            if applied && !pending { Ok(()) } else { Err(txn.has_changes()) }
        }));
        let wrote = txn.has_changes();
        count(&mut self.clocks, &txn);
        self.crowd.grow(&scan);
        let dropped = catch_unwind(AssertUnwindSafe(|| drop(txn)));
        match applied {
            Ok(Ok(())) if dropped.is_ok() => {
                let mut changes = self.refresh();
                changes.document = wrote;
                Ok(changes)
            }
            // Held back as a whole: as if it had never come.
            Ok(Err(false)) if dropped.is_ok() => Err(Refusal::new("update.missing")),
            _ => {
                self.broken = true;
                Err(Refusal::new("update.broken"))
            }
        }
    }

    /// An update went wrong halfway: this document is not to be used or saved any more, but built anew from what was accepted.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.broken
    }

    pub(crate) const fn check(&self) -> Result<(), Refusal> {
        if self.broken { Err(Refusal::new("board.broken")) } else { Ok(()) }
    }

    /// Everything that changed since this was last asked, here or elsewhere.
    pub fn take_changes(&mut self) -> Changes {
        std::mem::take(&mut self.changes)
    }

    /// The whole document as one Yjs update, version 1.
    #[must_use]
    pub fn snapshot(&self) -> Vec<u8> {
        self.document.doc.transact().encode_diff_v1(&StateVector::default())
    }

    /// Yjs state vector, version 1.
    #[must_use]
    pub fn state_vector(&self) -> Vec<u8> {
        self.document.doc.transact().state_vector().encode_v1()
    }

    /// What somebody with this state vector is missing, as an update with the whole delete set.
    ///
    /// # Errors
    /// `update.malformed`: not a state vector.
    pub fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Refusal> {
        let theirs = guard::state_vector(state_vector)?;
        Ok(self.document.doc.transact().encode_diff_v1(&theirs))
    }

    /// SHA-256 over state vector and delete set: equal on all replicas that have the same document.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        crate::digest::digest(&self.document.doc.transact())
    }

    /// This replica's client id.
    #[must_use]
    pub const fn client(&self) -> u64 {
        self.client
    }

    /// How many client ids the document holds.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.clocks.len()
    }

    /// Whether an id has written in this document.
    #[must_use]
    pub fn has_client(&self, id: u64) -> bool {
        self.clocks.contains_key(&id)
    }

    /// Next clock of a client id.
    #[must_use]
    pub fn clock(&self, id: u64) -> u32 {
        self.clocks.get(&id).copied().unwrap_or_default()
    }
}

/// Keeps the clocks up to date with what a transaction inserted.
pub(crate) fn count(clocks: &mut HashMap<u64, u32>, txn: &TransactionMut<'_>) {
    for (client, ranges) in txn.insert_set().iter() {
        if let Some(end) = ranges.iter().map(|range| range.end).max() {
            let clock = clocks.entry(client.get()).or_default();
            *clock = (*clock).max(end);
        }
    }
}
