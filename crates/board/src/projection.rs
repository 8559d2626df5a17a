//! The board as it is read: every element repaired and in order. Made from the document (`Board::projection`), kept up
//! to date by the keys a transaction changed, and deterministic: two replicas with the same document have the same one.

use crate::{
    element::{Element, Parent},
    id::ElementId,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};
use wandel_process::{Diagnostic, Properties, model::Span};

/// The root map `meta`, with defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Meta {
    pub schema: u32,
    pub title: String,
    /// BCP 47; line breaks, default names and speech follow it.
    pub lang: String,
    /// IANA time zone.
    pub tz: String,
    /// Chosen engines: `generic`, `operaton`, ….
    pub targets: Vec<String>,
}

impl Default for Meta {
    fn default() -> Self {
        Self {
            schema: crate::SCHEMA,
            title: String::new(),
            lang: "de".into(),
            tz: "Europe/Berlin".into(),
            targets: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Process {
    pub id: Arc<str>,
    pub xid: Option<Arc<str>>,
    pub name: String,
    pub executable: bool,
    pub properties: Properties,
    pub src: Option<Span>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plane {
    pub id: Arc<str>,
    pub xid: Option<Arc<str>>,
    pub name: String,
    pub of: Option<Arc<str>>,
    pub order: String,
}

/// What changed since somebody last looked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Elements whose own view changed: made, gone, edited, moved (also by a parent), re-stacked, or an end of theirs did.
    pub elements: BTreeSet<ElementId>,
    pub meta: bool,
    pub processes: bool,
    pub planes: bool,
    /// Everything: after loading.
    pub all: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Projection {
    pub(crate) meta: Meta,
    pub(crate) elements: HashMap<ElementId, Element>,
    pub(crate) children: BTreeMap<Parent, Vec<ElementId>>,
    pub(crate) incident: HashMap<ElementId, Vec<ElementId>>,
    pub(crate) processes: BTreeMap<Arc<str>, Process>,
    pub(crate) planes: BTreeMap<Arc<str>, Plane>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Projection {
    #[must_use]
    pub const fn meta(&self) -> &Meta {
        &self.meta
    }
    /// An element, living or gone.
    #[must_use]
    pub fn any(&self, id: &ElementId) -> Option<&Element> {
        self.elements.get(id)
    }
    /// A living element.
    #[must_use]
    pub fn get(&self, id: &ElementId) -> Option<&Element> {
        self.elements.get(id).filter(|element| !element.gone)
    }
    /// Living elements of a parent, back to front (by z, then id). Connectors included.
    #[must_use]
    pub fn children(&self, parent: &Parent) -> &[ElementId] {
        self.children.get(parent).map_or(&[], Vec::as_slice)
    }
    /// Living connectors that start or end at an element, sorted by id.
    #[must_use]
    pub fn incident(&self, id: &ElementId) -> &[ElementId] {
        self.incident.get(id).map_or(&[], Vec::as_slice)
    }
    /// All living elements in drawing order: plane by plane, every parent before its children, back to front.
    pub fn in_order(&self) -> impl Iterator<Item = &Element> {
        let mut ids = Vec::with_capacity(self.elements.len());
        for parent in self.children.keys().filter(|parent| matches!(parent, Parent::Plane(_))) {
            self.collect(parent, &mut ids);
        }
        ids.into_iter().filter_map(|id| self.elements.get(&id))
    }
    fn collect(&self, parent: &Parent, into: &mut Vec<ElementId>) {
        let mut stack: Vec<&ElementId> = self.children(parent).iter().rev().collect();
        while let Some(id) = stack.pop() {
            into.push(id.clone());
            stack.extend(self.children(&Parent::Element(id.clone())).iter().rev());
        }
    }
    /// Elements that are gone, sorted by id: what the tray is made of.
    pub fn gone(&self) -> impl Iterator<Item = &Element> {
        let mut gone: Vec<_> = self.elements.values().filter(|element| element.gone).collect();
        gone.sort_by(|a, b| a.id.cmp(&b.id));
        gone.into_iter()
    }
    #[must_use]
    pub const fn processes(&self) -> &BTreeMap<Arc<str>, Process> {
        &self.processes
    }
    #[must_use]
    pub const fn planes(&self) -> &BTreeMap<Arc<str>, Plane> {
        &self.planes
    }
    /// What was repaired: dangling references, cycles, elements that are not maps.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}
