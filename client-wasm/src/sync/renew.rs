//! A fresh copy of the board from the server, and what is done with the outbox then: what the server has already is
//! done; everything else is done again under a new id, by its change; what no longer fits goes to the tray.
//!
//! Bytes are never merged across epochs. The old document stays in use until the new one is here whole.

use super::{
    Arrived, Change, Identity, Rejected, Sync,
    document::{self, About, Has},
    outbox::{Delivery, Entry},
};
use bytes::Bytes;
use wandel_board::Board;
use wandel_wire::{Claim, Refusal};

/// An edit that was refused again after it was done anew goes to the tray.
const TRIES: u8 = 1;
/// A longer pause ends a step of the history, milliseconds.
const PAUSE: f64 = 1_000.0;

/// A fresh copy on its way.
#[derive(Debug, Default)]
pub(super) struct Renewal {
    hello: Option<(u64, Claim)>,
    updates: Vec<Bytes>,
    position: Option<u64>,
    /// Nothing of the outbox may be done again, because of this.
    pub refusal: Option<Refusal>,
}

impl Renewal {
    /// The socket went: from the start.
    pub fn restart(&mut self) {
        *self = Self { refusal: self.refusal.take(), ..Self::default() };
    }
    pub fn hello(&mut self, epoch: u64, claim: Claim) {
        self.hello = Some((epoch, claim));
    }
    pub fn take(&mut self, updates: Vec<Bytes>, position: Option<u64>) {
        self.updates.extend(updates);
        self.position = position.or(self.position);
    }
    pub const fn position(&self) -> Option<u64> {
        self.position
    }
}

enum Outcome {
    /// The server has it, or it changes nothing any more.
    Done,
    Again(Vec<u8>),
    Rejected(String),
}

impl Sync {
    /// Puts the fresh copy in the place of the document.
    pub(super) fn renew(&mut self, board: &mut Board, arrived: &mut Arrived) {
        let Some(renewal) = self.renewal.take() else { return };
        let Some((epoch, claim)) = renewal.hello else {
            self.renewal = Some(renewal);
            return;
        };
        let mut entries = self.outbox.take_all();
        for entry in &mut entries {
            entry.about.get_or_insert_with(|| document::about(board, &entry.change));
        }

        *board = Board::new(claim.client);
        arrived.rebuilt = true;
        arrived.changes.all = true;
        if renewal.updates.iter().any(|update| document::apply(board, update).is_err()) {
            // What the server sent cannot be read: nothing to show, but nothing lost either.
            self.outbox.put_back(entries);
            self.ready = false;
            self.start_over();
            return;
        }
        self.position = renewal.position.unwrap_or(0);
        arrived.replaced = self.ready && self.epoch != epoch;
        self.epoch = epoch;
        self.keeper.base(epoch, self.position, board.snapshot());
        self.identity = Some(Identity { claim, sent: true });
        self.next_identity = None;
        self.ready = true;

        let mut rejected = Rejects::default();
        let mut last = f64::MIN;
        for mut entry in entries {
            let about = entry.about.take().unwrap_or_default();
            if !(0.0..PAUSE).contains(&(entry.at - last)) {
                board.close_step();
            }
            last = entry.at;
            match self.again(board, &entry, &about, renewal.refusal.as_ref()) {
                Outcome::Done => {}
                Outcome::Again(update) => {
                    let tries = entry.tries + u8::from(matches!(entry.delivery, Delivery::Refused(_)));
                    self.redone(update, entry.change, entry.at, tries);
                    arrived.redone += 1;
                }
                Outcome::Rejected(code) => {
                    arrived.rejected += 1;
                    rejected.add(entry.change, about, code);
                }
            }
        }
        for item in rejected.0 {
            let kept = self.tray.add(item);
            self.keeper.tray(kept);
        }
        self.note_acknowledged();
        self.keeper.note(true, self.now);
        // What was taken away and done again must not come back beside it.
        self.gate = (!self.outbox.is_empty() && !self.keeper.is_hopeless()).then_some(self.keeper.upcoming());
    }

    /// The door is closed for good: what waits stays in the outbox, for whoever gets the right back, and the tray shows
    /// its text.
    pub(super) fn strand(&mut self, board: &Board) {
        if std::mem::replace(&mut self.stranded, true) {
            return;
        }
        let mut rejected = Rejects::default();
        for entry in self.outbox.iter() {
            let about = entry.about.clone().unwrap_or_else(|| document::about(board, &entry.change));
            rejected.add(entry.change.clone(), about, "access.ended".to_owned());
        }
        for item in rejected.0 {
            self.tray.add(item);
        }
    }

    fn again(
        &mut self,
        board: &mut Board,
        entry: &Entry,
        about: &[About],
        refusal: Option<&Refusal>,
    ) -> Outcome {
        let had = if entry.epoch == self.epoch { document::has(board, &entry.update) } else { Has::NotAll };
        if had == Has::All {
            return Outcome::Done;
        }
        if let Some(refusal) = refusal {
            return Outcome::Rejected(refusal.code().into_owned());
        }
        if let Delivery::Refused(refusal) = &entry.delivery
            && (is_hopeless(refusal) || entry.tries >= TRIES)
        {
            return Outcome::Rejected(refusal.code().into_owned());
        }
        if had == Has::OnlyDeletes
            && let Ok(changes) = document::apply(board, &entry.update)
        {
            // Deleting the same letters twice changes nothing, and deleting needs no id.
            return if changes.document { Outcome::Again(entry.update.to_vec()) } else { Outcome::Done };
        }
        // In another epoch the bytes do not tell whether it came through; what is there already is not done twice.
        let unchanged = |about: &About| {
            about.seen.as_ref().is_some_and(|seen| {
                document::see(board, &about.id).is_some_and(|now| now.label == seen.label)
            })
        };
        let typed = entry.change.only_types() && about.iter().all(unchanged);
        let makes = entry.change.makes();
        if typed || (!makes.is_empty() && makes.iter().all(|id| document::see(board, id).is_some())) {
            return Outcome::Done;
        }
        let by = self.identity.as_ref().and_then(|identity| identity.claim.by);
        match document::redo(board, &entry.change, by, self.backoff.rng()) {
            Ok(update) if update.is_empty() => Outcome::Done,
            Ok(update) => Outcome::Again(update),
            // A step of before the reload cannot be taken back any more; there is no text to keep.
            Err(_) if matches!(entry.change, Change::Undo | Change::Redo) => Outcome::Done,
            Err(refusal) => Outcome::Rejected(refusal.code.into_owned()),
        }
    }

    fn redone(&mut self, update: Vec<u8>, change: Change, at: f64, tries: u8) {
        let Some(identity) = &self.identity else { return };
        let entry = Entry {
            id: self.keeper.own_row(),
            epoch: self.epoch,
            claim: identity.claim.clone(),
            update: update.into(),
            change,
            delivery: Delivery::Waiting,
            at,
            stored: false,
            about: None,
            tries,
        };
        self.keeper.own(&entry);
        self.outbox.push(entry);
    }
}

/// It will be refused however often it is done again.
const fn is_hopeless(refusal: &Refusal) -> bool {
    !matches!(
        refusal,
        Refusal::ForeignClient
            | Refusal::MissingDependency
            | Refusal::ForeignAuthor
            | Refusal::OldEpoch
            | Refusal::Leased
            | Refusal::BadKey
    )
}

/// What goes to the tray, oldest first.
#[derive(Default)]
struct Rejects(Vec<Rejected>);

impl Rejects {
    /// What was typed in one label comes together as one thing.
    fn add(&mut self, change: Change, about: Vec<About>, code: String) {
        let first = about.first();
        let element = first.map(|about| about.id.clone());
        let seen = first.and_then(|about| about.seen.as_ref());
        let (kind, by) = (seen.map(|seen| seen.kind.clone()), seen.and_then(|seen| seen.by));
        let labels: Vec<String> = about
            .into_iter()
            .filter_map(|about| about.seen)
            .map(|seen| seen.label)
            .filter(|text| !text.is_empty())
            .collect();
        // As it was seen, or else what of it was written.
        let text = if labels.is_empty() { change.text() } else { labels.join("\n") };
        if let Some(last) = self.0.last_mut()
            && last.element == element
            && let Some(both) = last.change.clone().followed_by(change.clone())
        {
            last.change = both;
            if labels.is_empty() {
                last.text.push_str(&text);
            }
            return;
        }
        self.0.push(Rejected { id: 0, element, kind, text, by, code, change });
    }
}
