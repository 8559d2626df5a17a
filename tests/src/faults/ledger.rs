//! What every client did and what was acknowledged: the truth that documents are held against. Each client sets keys of its
//! own, named by itself and a running number, and takes some of them away again; so a document can hold nothing that is
//! not written down here, and must hold everything that was acknowledged.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// One thing done by a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Set(String),
    Remove(String),
}

/// Whether a key has to be in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Must {
    Be,
    NotBe,
    /// Set or removed by somebody who forgot it before it was acknowledged.
    Either,
}

#[derive(Clone, Default)]
struct Book {
    /// What acknowledged deeds amount to.
    keys: BTreeMap<String, Must>,
    acknowledged: u64,
    /// Of these, by stock clients.
    stock: u64,
    /// What went wrong at a client.
    complaints: Vec<String>,
}

/// Shared by all clients of one world.
#[derive(Clone, Default)]
pub struct Ledger(Arc<Mutex<Book>>);

/// The ledger as it was at a backup.
pub struct Page(BTreeMap<String, Must>);

impl Ledger {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A stock client has seen that its deed is committed.
    pub fn acknowledge_stock(&self, deed: &Deed) {
        self.book().stock += 1;
        self.acknowledge(deed);
    }

    pub fn acknowledge(&self, deed: &Deed) {
        let mut book = self.book();
        book.acknowledged += 1;
        match deed {
            Deed::Set(key) => book.keys.insert(key.clone(), Must::Be),
            Deed::Remove(key) => book.keys.insert(key.clone(), Must::NotBe),
        };
    }

    /// The client does not remember it and nobody told it that it was kept.
    pub fn forget(&self, deed: &Deed) {
        let (Deed::Set(key) | Deed::Remove(key)) = deed;
        self.book().keys.insert(key.clone(), Must::Either);
    }

    pub fn complain(&self, what: String) {
        self.book().complaints.push(what);
    }

    pub fn acknowledged(&self) -> u64 {
        self.book().acknowledged
    }

    pub fn acknowledged_stock(&self) -> u64 {
        self.book().stock
    }

    /// Remembers how it stands.
    #[must_use]
    pub fn page(&self) -> Page {
        Page(self.book().keys.clone())
    }

    /// A backup from back then is in place: whatever was acknowledged later is to be gone.
    pub fn turn_back(&self, page: &Page) {
        self.book().keys.clone_from(&page.0);
    }

    /// What is wrong with a document that holds these keys while nobody has anything unsent; empty if nothing is.
    #[must_use]
    pub fn judge(&self, found: &BTreeSet<String>) -> Vec<String> {
        let book = self.book();
        let mut wrong = book.complaints.clone();
        for (key, must) in &book.keys {
            match (must, found.contains(key)) {
                (Must::Be, false) => wrong.push(format!("{key} was acknowledged and is lost")),
                (Must::NotBe, true) => wrong.push(format!("{key} was removed and is back")),
                _ => {}
            }
        }
        for key in found.iter().filter(|key| !book.keys.contains_key(*key)) {
            wrong.push(format!("{key} is there and should not be"));
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_is_lost_back_or_unknown_is_found() {
        let ledger = Ledger::default();
        let set = |key: &str| Deed::Set(key.to_owned());
        ledger.acknowledge(&set("a"));
        ledger.acknowledge(&set("b"));
        ledger.acknowledge(&Deed::Remove("b".to_owned()));
        ledger.forget(&set("c"));
        assert!(ledger.judge(&keys(&["a"])).is_empty() && ledger.judge(&keys(&["a", "c"])).is_empty());
        for wrong in [&["c"][..], &["a", "b"], &["a", "d"]] {
            assert_eq!(ledger.judge(&keys(wrong)).len(), 1, "{wrong:?}");
        }
        let page = ledger.page();
        ledger.acknowledge(&set("late"));
        assert!(ledger.judge(&keys(&["a", "late"])).is_empty());
        ledger.turn_back(&page);
        assert_eq!(ledger.judge(&keys(&["a", "late"])).len(), 1, "came back after a restore");
        assert_eq!(ledger.acknowledged(), 4);
    }
}
