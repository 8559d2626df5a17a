//! A start from the local copy: everything that tabs kept of this board becomes one document and one outbox, in a new
//! tab's own records. The outbox of a tab that still lives is left alone.

use super::{
    Arrived, Delivery, Entry, Identity, Renewal, SavedTab, Sync, document,
    record::{Kept, Row},
};
use bytes::Bytes;
use wandel_board::Board;

/// The client id of a document that nobody writes in.
const NOBODY: u64 = 1;

struct Tab {
    name: String,
    free: bool,
    kept: Kept,
}

/// What the tabs' records of one epoch add up to.
#[derive(Default)]
struct Sum {
    /// Committed updates, base first.
    committed: Vec<Bytes>,
    /// Up to where they are complete.
    position: Option<u64>,
    pending: Vec<Entry>,
}

impl Sync {
    pub(super) fn restore(&mut self, tabs: Vec<SavedTab>, board: &mut Board, arrived: &mut Arrived) {
        if self.link != super::Link::Unloaded {
            return;
        }
        let tabs: Vec<Tab> = tabs
            .into_iter()
            .map(|tab| Tab { name: tab.tab, free: tab.free, kept: Kept::read(tab.records) })
            .collect();
        if !tabs.is_empty() {
            self.keeper.found_records();
        }
        let epoch = tabs.iter().map(|tab| tab.kept.epoch()).max().unwrap_or(0);
        let sum = add_up(&tabs, epoch);
        self.take_identity(&tabs, epoch);
        self.me =
            tabs.iter().filter(|tab| tab.kept.epoch() == epoch).find_map(|tab| tab.kept.note.me.clone());

        let complete = self.rebuild(&sum, epoch, board, arrived);
        self.adopt(tabs, sum, complete, epoch, board, arrived);
        if !complete {
            self.renewal = Some(Renewal::default());
        }
        self.connect(0.0);
    }

    /// An id that nothing was sent under: one made for a start like this, or a spare one. Only from a tab that is gone.
    fn take_identity(&mut self, tabs: &[Tab], epoch: u64) {
        let notes = || {
            tabs.iter().filter(|tab| tab.free).map(|tab| &tab.kept.note).filter(|note| note.epoch == epoch)
        };
        let unsent = notes().find(|note| !note.sent).and_then(|note| note.claim.clone());
        let claim = unsent.or_else(|| notes().find_map(|note| note.spare.clone()));
        self.identity = claim.map(|claim| Identity { claim, sent: false });
    }

    /// Makes the document of what is committed. Says whether that is everything up to a position.
    fn rebuild(&mut self, sum: &Sum, epoch: u64, board: &mut Board, arrived: &mut Arrived) -> bool {
        let client = self.identity.as_ref().map_or(NOBODY, |identity| identity.claim.client);
        let Some(position) = sum.position else { return false };
        *board = Board::new(client);
        arrived.rebuilt = true;
        arrived.changes.all = true;
        if !apply_all(board, &sum.committed, arrived) {
            *board = Board::new(client);
            return false;
        }
        self.epoch = epoch;
        self.position = position;
        self.ready = true;
        true
    }

    /// Writes everything into this tab's own records, in one transaction with forgetting the old ones.
    fn adopt(
        &mut self,
        tabs: Vec<Tab>,
        sum: Sum,
        complete: bool,
        epoch: u64,
        board: &mut Board,
        arrived: &mut Arrived,
    ) {
        if complete {
            self.keeper.base(self.epoch, self.position, board.snapshot());
        }
        for mut entry in sum.pending {
            // What does not fit the copy is done again on a fresh one.
            let fits = complete && entry.epoch == epoch;
            match if fits { document::apply(board, &entry.update).ok() } else { None } {
                Some(changes) => {
                    arrived.changes.merge(changes);
                    entry.about = None;
                }
                None => self.renewal = Some(Renewal::default()),
            }
            entry.id = self.keeper.own_row();
            self.keeper.own(&entry);
            self.outbox.push(entry);
        }
        self.acked = 0;
        for tab in tabs.into_iter().filter(|tab| tab.free) {
            for rejected in tab.kept.tray {
                let kept = self.tray.add(rejected);
                self.keeper.tray(kept);
            }
            self.keeper.forget(tab.name);
            self.keeper.note(true, self.now);
        }
    }
}

fn add_up(tabs: &[Tab], epoch: u64) -> Sum {
    let mut sum = Sum::default();
    for Tab { free, kept, .. } in tabs {
        let current = kept.epoch() == epoch;
        let complete_to = kept.complete_to().filter(|_| current);
        if let Some(base) = kept.base.as_ref().filter(|_| complete_to.is_some()) {
            sum.committed.push(base.document.clone());
        }
        sum.position = sum.position.max(complete_to);
        // Of a copy that is shown, what is shown tells.
        let own = if complete_to.is_none() { own_document(kept) } else { None };
        let own = own.unwrap_or_else(|| Board::new(NOBODY));
        for (id, row) in &kept.rows {
            match row {
                Row::Remote { updates, .. } if complete_to.is_some() => {
                    sum.committed.extend(updates.iter().cloned())
                }
                Row::Remote { .. } => {}
                Row::Own { update, .. } if *id <= kept.note.acked => {
                    if complete_to.is_some() {
                        sum.committed.push(update.clone());
                    }
                }
                Row::Own { epoch, claim, update, change, at } if *free => sum.pending.push(Entry {
                    id: 0,
                    epoch: *epoch,
                    claim: claim.clone(),
                    update: update.clone(),
                    change: change.clone(),
                    delivery: Delivery::Waiting,
                    at: *at,
                    stored: false,
                    about: Some(document::about(&own, change)),
                    tries: 0,
                }),
                Row::Own { .. } => {}
            }
        }
    }
    sum
}

/// The document of one tab as its person saw it last: to tell what an edit was about. `None` if not all of it fits.
fn own_document(kept: &Kept) -> Option<Board> {
    let base = kept.base.as_ref().map(|base| &base.document);
    let rows = kept.rows.iter().flat_map(|(_, row)| match row {
        Row::Remote { updates, .. } => updates.as_slice(),
        Row::Own { update, .. } => std::slice::from_ref(update),
    });
    let mut board = Board::new(NOBODY);
    base.into_iter().chain(rows).try_for_each(|update| document::apply(&mut board, update).map(drop)).ok()?;
    Some(board)
}

/// Applies updates that may come in the wrong order (several tabs wrote them). Says whether all fitted in the end.
fn apply_all(board: &mut Board, updates: &[Bytes], arrived: &mut Arrived) -> bool {
    let mut waiting: Vec<&Bytes> = updates.iter().collect();
    loop {
        let before = waiting.len();
        waiting.retain(|update| match document::apply(board, update) {
            Ok(changes) => {
                arrived.changes.merge(changes);
                false
            }
            Err(_) => true,
        });
        if waiting.is_empty() {
            return true;
        }
        if waiting.len() == before {
            return false;
        }
    }
}
