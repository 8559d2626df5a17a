//! A board made anew under one client id: what is gone leaves for good, and with it all history and everybody's client ids.
//! For the server only, which begins a new epoch with it: nothing of before may be merged with the result.

use crate::{Board, ElementId, Parent, Refusal};
use std::{collections::BTreeSet, sync::Arc};
use yrs::{Array, ArrayRef, In, Map, MapRef, Out, ReadTxn, Transact, types::AsPrelim};

const ROOTS: [&str; 4] = ["elements", "meta", "planes", "processes"];

impl Board {
    /// The same board as everybody sees it, written by `client` alone. Unknown keys, kinds and roots stay as they are.
    /// Of what is gone only that stays which something living still hangs on: its place counts from there.
    ///
    /// # Errors
    /// `board.broken`; `purge.root`: a root that is neither a map nor a list; `purge.differs`: the new board would not look
    /// like this one. Then leave it as it is.
    pub fn purged(&self, client: u64) -> Result<Self, Refusal> {
        self.check()?;
        let keep = self.kept();
        let mut fresh = Self::new(client);
        let others: Vec<(String, Out)> = {
            let from = self.document.doc.transact();
            let others = from.root_refs().filter(|(name, _)| !ROOTS.contains(name));
            others.map(|(name, out)| (name.to_owned(), out)).collect()
        };
        for (name, out) in others {
            self.copy_root(&fresh, &name, &out)?;
        }
        {
            let from = self.document.doc.transact();
            let mut to = fresh.document.doc.transact_mut();
            for (old, new, all) in [
                (&self.document.meta, &fresh.document.meta, true),
                (&self.document.planes, &fresh.document.planes, true),
                (&self.document.processes, &fresh.document.processes, true),
                (&self.document.elements, &fresh.document.elements, false),
            ] {
                for (key, value) in sorted(old, &from) {
                    if all || keep.contains(&*key) {
                        new.insert(&mut to, key, value.as_prelim(&from));
                    }
                }
            }
            to.commit();
            crate::board::count(&mut fresh.clocks, &to);
        }
        fresh.refresh();
        fresh.changes = crate::Changes { all: true, ..crate::Changes::default() };
        if self.looks_like(&fresh) { Ok(fresh) } else { Err(Refusal::new("purge.differs")) }
    }

    /// Keys of the elements that stay: the living, what they lie in or hang on, and entries that are no elements.
    fn kept(&self) -> BTreeSet<Arc<str>> {
        let projection = self.projection();
        let gone: BTreeSet<&ElementId> = projection.gone().map(|element| &element.id).collect();
        let mut keep: BTreeSet<Arc<str>> = {
            let txn = self.document.doc.transact();
            let keys = self.document.elements.keys(&txn).map(Arc::<str>::from);
            keys.filter(|key| !gone.contains(&ElementId::from(&**key))).collect()
        };
        let mut open: Vec<ElementId> = keep.iter().map(|key| ElementId::from(&**key)).collect();
        open.extend(
            projection.planes().values().filter_map(|plane| plane.of.as_deref()).map(ElementId::from),
        );
        while let Some(id) = open.pop() {
            let Some(node) = projection.nodes.get(&id) else { continue };
            keep.insert(id.as_str().into());
            if let Parent::Element(parent) = &node.parent
                && !keep.contains(parent.as_str())
            {
                open.push(parent.clone());
            }
        }
        keep
    }

    fn copy_root(&self, fresh: &Self, name: &str, out: &Out) -> Result<(), Refusal> {
        let Out::UndefinedRef(branch) = out else {
            return Err(Refusal::new("purge.root").with("root", name));
        };
        let kind = out.as_prelim(&self.document.doc.transact());
        match kind {
            In::Map(_) => {
                let new = fresh.document.doc.get_or_insert_map(name);
                let from = self.document.doc.transact();
                let mut to = fresh.document.doc.transact_mut();
                for (key, value) in sorted(&MapRef::from(*branch), &from) {
                    new.insert(&mut to, key, value.as_prelim(&from));
                }
            }
            In::Array(_) => {
                let new = fresh.document.doc.get_or_insert_array(name);
                let from = self.document.doc.transact();
                let mut to = fresh.document.doc.transact_mut();
                for value in ArrayRef::from(*branch).iter(&from) {
                    new.push_back(&mut to, value.as_prelim(&from));
                }
            }
            _ if branch.len() == 0 => {}
            _ => return Err(Refusal::new("purge.root").with("root", name)),
        }
        Ok(())
    }

    fn looks_like(&self, other: &Self) -> bool {
        let (here, there) = (self.projection(), other.projection());
        here.meta() == there.meta()
            && here.planes() == there.planes()
            && here.processes() == there.processes()
            && here.in_order().eq(there.in_order())
    }
}

fn sorted<T: ReadTxn>(map: &MapRef, txn: &T) -> Vec<(Arc<str>, Out)> {
    let mut entries: Vec<_> = map.iter(txn).map(|(key, value)| (Arc::from(key), value)).collect();
    entries.sort_by(|a: &(Arc<str>, Out), b| a.0.cmp(&b.0));
    entries
}
