//! Keeps a board's projection equal to its document: after a transaction by the keys it touched, after a refused plan where
//! the plan had run ahead, and from scratch to compare with.

use crate::{Board, Changes, Projection, document::Document, id::ElementId, projection::node::Node};
use std::{collections::BTreeSet, sync::Arc};
use yrs::{ReadTxn, Transact};

impl Board {
    /// Brings the projection up to what transactions changed in the document.
    pub(crate) fn refresh(&mut self) -> Changes {
        let dirty = self.document.take_dirty();
        let mut changes = Changes { meta: dirty.meta, ..Changes::default() };
        let txn = self.document.doc.transact();
        if dirty.meta {
            self.projection.meta = self.document.read_meta(&txn);
        }
        if dirty.processes {
            changes.processes = true;
            let processes = self.document.read_processes(&txn);
            self.projection.processes = processes.into_iter().map(|p| (p.id.clone(), p)).collect();
        }
        if dirty.planes {
            changes.planes = true;
            let planes = self.document.read_planes(&txn);
            self.projection.planes = planes.into_iter().map(|p| (p.id.clone(), p)).collect();
        }
        let incoming = read(&self.document, &mut self.projection, &txn, dirty.elements.iter());
        drop(txn);
        self.projection.update(incoming, &mut changes);
        if dirty.planes {
            self.projection.derive_all(&mut changes);
        }
        self.projection.gather();
        changes
    }

    /// Takes back in the projection what a refused plan had run ahead with.
    pub(crate) fn reread(&mut self, touched: &BTreeSet<ElementId>, records: bool) {
        let txn = self.document.doc.transact();
        if records {
            let (processes, planes) = (self.document.read_processes(&txn), self.document.read_planes(&txn));
            self.projection.processes = processes.into_iter().map(|p| (p.id.clone(), p)).collect();
            self.projection.planes = planes.into_iter().map(|p| (p.id.clone(), p)).collect();
        }
        let ids: Vec<Arc<str>> = touched.iter().map(|id| Arc::from(id.as_str())).collect();
        let incoming = read(&self.document, &mut self.projection, &txn, ids.iter());
        drop(txn);
        self.projection.update(incoming, &mut Changes::default());
        self.projection.gather();
    }

    /// The projection made from scratch: for tests that the one kept up to date equals it.
    #[must_use]
    pub fn project_anew(&self) -> Projection {
        let mut projection = Projection::default();
        let txn = self.document.doc.transact();
        projection.meta = self.document.read_meta(&txn);
        let (processes, planes) = (self.document.read_processes(&txn), self.document.read_planes(&txn));
        projection.processes = processes.into_iter().map(|p| (p.id.clone(), p)).collect();
        projection.planes = planes.into_iter().map(|p| (p.id.clone(), p)).collect();
        drop(txn);
        let ids = self.document.ids();
        let txn = self.document.doc.transact();
        let incoming = read(&self.document, &mut projection, &txn, ids.iter());
        drop(txn);
        projection.update(incoming, &mut Changes::default());
        projection.gather();
        projection
    }
}

fn read<'a>(
    document: &Document,
    projection: &mut Projection,
    txn: &impl ReadTxn,
    ids: impl Iterator<Item = &'a Arc<str>>,
) -> Vec<(ElementId, Option<Node>)> {
    ids.map(|id| {
        let read = document.read(txn, id);
        projection.note_oddity(id, matches!(read, Some(Err(()))).then_some("document.not-a-map"));
        (ElementId::from(id.clone()), read.and_then(Result::ok))
    })
    .collect()
}
