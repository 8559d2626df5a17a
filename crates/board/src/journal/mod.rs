//! The journal: what somebody did here, so that they can take back exactly that. A step is a list of (element, key, before,
//! after), of elements made, and of letters by their ids in the CRDT. Undoing writes `before` only where the value is still
//! `after`, and heals in the same transaction. History ends with the page: nothing here is stored or sent.

pub(crate) mod letters;
mod undo;

use crate::{edit::Target, id::ElementId, text::Typed};
pub(crate) use letters::Aliases;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
pub(crate) use undo::reverse;
use yrs::Any;

/// Steps that are remembered.
const DEPTH: usize = 1000;

/// A value before and after.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    pub before: Option<Any>,
    pub after: Option<Any>,
}

/// What one transaction did, or one step that merged several.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    pub changes: BTreeMap<(Target, String), Change>,
    pub made: BTreeSet<ElementId>,
    pub letters: Vec<(ElementId, Typed)>,
}

impl Record {
    pub fn made(&mut self, id: &ElementId) {
        self.made.insert(id.clone());
    }

    pub fn put(&mut self, target: &Target, key: &str, before: Option<Any>, after: Option<Any>) {
        // A new element goes and comes as a whole.
        if matches!(target, Target::Element(id) if self.made.contains(id)) {
            return;
        }
        let place = (target.clone(), key.to_owned());
        match self.changes.get_mut(&place) {
            Some(change) => change.after = after,
            None => drop(self.changes.insert(place, Change { before, after })),
        }
    }

    pub fn typed(&mut self, id: &ElementId, typed: Vec<Typed>) {
        self.letters.extend(typed.into_iter().map(|typed| (id.clone(), typed)));
    }

    /// What came right after it becomes a part of it.
    fn absorb(&mut self, later: Self) {
        self.made.extend(later.made);
        for ((target, key), change) in later.changes {
            self.put(&target, &key, change.before, change.after);
        }
        self.letters.extend(later.letters);
    }

    /// Every element that this step made, changed or typed in.
    fn elements(&self) -> BTreeSet<&ElementId> {
        let changed = self.changes.keys().filter_map(|(target, _)| match target {
            Target::Element(id) => Some(id),
            _ => None,
        });
        changed.chain(&self.made).chain(self.letters.iter().map(|(id, _)| id)).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.made.is_empty() && self.letters.is_empty()
    }

    /// The one element whose label this typed in, if it did nothing else.
    fn only_typed_in(&self) -> Option<&ElementId> {
        let (first, _) = self.letters.first()?;
        (self.changes.is_empty() && self.made.is_empty() && self.letters.iter().all(|(id, _)| id == first))
            .then_some(first)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    undo: VecDeque<Record>,
    redo: Vec<Record>,
    /// The label that is being typed in: the next typing joins the last step.
    open: Option<ElementId>,
    pub aliases: Aliases,
}

impl Journal {
    /// Remembers what a command did. Typing in one label joins the step before it until the step is closed.
    pub fn push(&mut self, record: Record) {
        if record.is_empty() {
            return;
        }
        self.redo.clear();
        let typing = record.only_typed_in().cloned();
        if typing.is_some()
            && typing == self.open
            && let Some(last) = self.undo.back_mut()
        {
            last.letters.extend(record.letters);
            return;
        }
        self.open = typing;
        self.undo.push_back(record);
        if self.undo.len() > DEPTH {
            self.undo.pop_front();
        }
    }

    /// Remembers what a command did as a part of the typing in a label, if that was the last step; else as a step.
    pub fn push_onto(&mut self, record: Record, label: &ElementId) {
        match self.undo.back_mut().filter(|last| last.letters.iter().any(|(id, _)| id == label)) {
            Some(last) if !record.is_empty() => {
                last.absorb(record);
                self.redo.clear();
                self.close();
            }
            _ => self.push(record),
        }
    }

    pub fn close(&mut self) {
        self.open = None;
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// What the next undo (or redo) would touch.
    pub fn next(&self, redo: bool) -> BTreeSet<&ElementId> {
        let step = if redo { self.redo.last() } else { self.undo.back() };
        step.map(Record::elements).unwrap_or_default()
    }

    pub fn take(&mut self, redo: bool) -> Option<Record> {
        self.close();
        if redo { self.redo.pop() } else { self.undo.pop_back() }
    }

    /// Remembers how to take back what an undo (or redo) just did.
    pub fn put_back(&mut self, record: Record, redo: bool) {
        if redo { self.undo.push_back(record) } else { self.redo.push(record) }
    }
}
