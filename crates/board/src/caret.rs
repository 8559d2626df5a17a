//! Carets that keep their place between two letters while others type: sticky positions in a label.

use crate::{Board, id::ElementId};
use serde::{Deserialize, Serialize};
use yrs::{Assoc, IndexedSequence, StickyIndex, Text, Transact};

/// A place in a label, tied to the letter before it (or to the beginning).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caret {
    pub element: ElementId,
    place: StickyIndex,
}

impl Board {
    /// Ties a caret to a place in a label, given in UTF-16 code units and clamped. `None`: the element has no text.
    #[must_use]
    pub fn caret(&self, id: &ElementId, offset_utf16: u32) -> Option<Caret> {
        let txn = self.document.doc.transact();
        let text = self.document.existing_label(&txn, id)?;
        let offset = offset_utf16.min(text.len(&txn));
        let place = text.sticky_index(&txn, offset, Assoc::Before)?;
        Some(Caret { element: id.clone(), place })
    }

    /// Where a caret is now, in UTF-16 code units. `None`: the text is no longer there.
    #[must_use]
    pub fn offset(&self, caret: &Caret) -> Option<u32> {
        let txn = self.document.doc.transact();
        let text = self.document.existing_label(&txn, &caret.element)?;
        let found = caret.place.get_offset(&txn)?;
        let own: &yrs::branch::Branch = text.as_ref();
        (found.branch.id() == own.id()).then(|| found.index.min(text.len(&txn)))
    }
}
