//! The board as it is read: every element repaired and in order. Made from the document (`Board::projection`), kept up
//! to date by the keys a transaction changed, and deterministic: two replicas with the same document have the same one.

pub mod lanes;
mod list;
pub(crate) mod node;
mod repair;

use crate::{
    element::{Element, Parent},
    id::ElementId,
};
use node::Node;
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
    /// Elements whose author (`by`) was written or changed: a server refuses a foreign one.
    pub authors: BTreeSet<ElementId>,
    /// The document itself changed, even if nothing that is shown did. False: the update said nothing new.
    pub document: bool,
}

impl Changes {
    /// Adds what another step changed.
    pub fn merge(&mut self, other: Self) {
        self.elements.extend(other.elements);
        self.authors.extend(other.authors);
        self.meta |= other.meta;
        self.processes |= other.processes;
        self.planes |= other.planes;
        self.all |= other.all;
        self.document |= other.document;
    }

    /// True if nothing that is shown changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty() && !(self.meta || self.processes || self.planes || self.all)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Projection {
    pub(crate) meta: Meta,
    pub(crate) nodes: HashMap<ElementId, Node>,
    children: BTreeMap<Parent, Vec<ElementId>>,
    incident: HashMap<ElementId, Vec<ElementId>>,
    pub(crate) processes: BTreeMap<Arc<str>, Process>,
    pub(crate) planes: BTreeMap<Arc<str>, Plane>,
    /// By parent as written, living or gone.
    pub(crate) inside: HashMap<ElementId, BTreeSet<ElementId>>,
    /// Connectors by end as written, living or gone.
    pub(crate) ends: HashMap<ElementId, BTreeSet<ElementId>>,
    findings: BTreeMap<ElementId, Vec<Diagnostic>>,
    /// Entries of the document that are not maps, and the like.
    pub(crate) oddities: BTreeMap<String, Diagnostic>,
    diagnostics: Vec<Diagnostic>,
    stale: bool,
}

impl PartialEq for Projection {
    fn eq(&self, other: &Self) -> bool {
        self.meta == other.meta
            && self.nodes == other.nodes
            && self.children == other.children
            && self.incident == other.incident
            && self.processes == other.processes
            && self.planes == other.planes
            && self.diagnostics == other.diagnostics
    }
}

impl Projection {
    #[must_use]
    pub const fn meta(&self) -> &Meta {
        &self.meta
    }
    /// An element, living or gone.
    #[must_use]
    pub fn any(&self, id: &ElementId) -> Option<&Element> {
        self.nodes.get(id).map(|node| &node.view)
    }
    /// All elements, living and gone, in no particular order.
    pub fn all(&self) -> impl Iterator<Item = &Element> {
        self.nodes.values().map(|node| &node.view)
    }
    /// A living element.
    #[must_use]
    pub fn get(&self, id: &ElementId) -> Option<&Element> {
        self.any(id).filter(|element| !element.gone)
    }
    /// How many elements there are, living and gone.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
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
        let mut ids = Vec::with_capacity(self.nodes.len());
        for parent in self.children.keys().filter(|parent| matches!(parent, Parent::Plane(_))) {
            self.collect(parent, &mut ids);
        }
        ids.into_iter().filter_map(|id| self.any(&id))
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
        let mut gone: Vec<_> = self.nodes.values().map(|node| &node.view).filter(|view| view.gone).collect();
        gone.sort_by(|a, b| a.id.cmp(&b.id));
        gone.into_iter()
    }
    /// Whether an element is another one or lies within it, as written.
    pub(crate) fn is_within(&self, id: &ElementId, outer: &ElementId) -> bool {
        let mut at = id;
        let mut seen = BTreeSet::new();
        while seen.insert(at) {
            if at == outer {
                return true;
            }
            match self.nodes.get(at) {
                Some(Node { parent: Parent::Element(parent), .. }) => at = parent,
                _ => return false,
            }
        }
        false
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
    /// Gathers the findings of all elements into the list that is shown, after a round of updates.
    pub(crate) fn gather(&mut self) {
        if std::mem::take(&mut self.stale) {
            self.diagnostics =
                self.oddities.values().chain(self.findings.values().flatten()).cloned().collect();
        }
    }
    /// Notes (or forgets) an entry of the document that cannot be read at all.
    pub(crate) fn note_oddity(&mut self, key: &str, code: Option<&str>) {
        let old = match code {
            Some(code) => self
                .oddities
                .insert(key.to_owned(), Diagnostic::new(wandel_process::Severity::Warning, code, Some(key))),
            None => self.oddities.remove(key),
        };
        self.stale |= old.is_some() || code.is_some();
    }
}
