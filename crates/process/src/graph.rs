//! The model as a graph: who is connected to whom and which process or subprocess a node belongs to. Made once for a
//! check, a layout or a file; borrows the model and repairs nothing.

use crate::{
    kind::{FlowKind, Kind, Position},
    model::{Element, ElementKind, Model, Owner},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A process or subprocess: what sequence flows may not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope<'a> {
    /// A process by its id.
    Process(&'a str),
    /// A pool that has no process yet, by the pool's id.
    Pool(&'a str),
    /// A subprocess, by its id.
    Subprocess(&'a str),
    /// Nodes on a plane without a process.
    Plane(&'a str),
}

/// Connections and scopes of a model.
#[derive(Debug)]
pub struct Graph<'a> {
    pub model: &'a Model,
    by_id: HashMap<&'a str, &'a Element>,
    planes: HashMap<&'a str, Option<&'a str>>,
    processes: HashSet<&'a str>,
    /// Pools by the process they show.
    pools: HashMap<&'a str, &'a str>,
    outgoing: HashMap<&'a str, Vec<&'a Element>>,
    incoming: HashMap<&'a str, Vec<&'a Element>>,
    boundary: HashMap<&'a str, Vec<&'a Element>>,
    /// Flow nodes of every scope, in the model's order.
    pub scopes: BTreeMap<Scope<'a>, Vec<&'a Element>>,
}

/// No owner chain is longer: cycles in a damaged model end here.
const MAX_DEPTH: usize = 512;

impl<'a> Graph<'a> {
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        let mut graph = Self {
            model,
            by_id: HashMap::with_capacity(model.elements.len()),
            planes: model.planes.iter().map(|plane| (plane.id.as_str(), plane.of.as_deref())).collect(),
            processes: model.processes.iter().map(|process| process.id.as_str()).collect(),
            pools: HashMap::new(),
            outgoing: HashMap::new(),
            incoming: HashMap::new(),
            boundary: HashMap::new(),
            scopes: BTreeMap::new(),
        };
        for element in &model.elements {
            graph.by_id.entry(&element.id).or_insert(element);
            if let Some(process) = &element.process {
                graph.pools.entry(process).or_insert(&element.id);
            }
        }
        for element in &model.elements {
            match element.process_kind() {
                Some(Kind::Flow(FlowKind::Sequence)) => {
                    if let Some(from) = element.from.as_deref().and_then(|id| graph.get(id)) {
                        graph.outgoing.entry(&from.id).or_default().push(element);
                    }
                    if let Some(to) = element.to.as_deref().and_then(|id| graph.get(id)) {
                        graph.incoming.entry(&to.id).or_default().push(element);
                    }
                }
                Some(kind) if kind.is_flow_node() => {
                    if let Some(scope) = graph.scope(element) {
                        graph.scopes.entry(scope).or_default().push(element);
                    }
                    if let (Kind::Event(Position::Boundary, _), Owner::Element(host)) = (kind, &element.owner)
                    {
                        graph.boundary.entry(host).or_default().push(element);
                    }
                }
                _ => {}
            }
        }
        graph
    }

    /// The element with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&'a Element> {
        self.by_id.get(id).copied()
    }
    /// The element to name in a finding about a scope: the subprocess, or the pool that shows the process.
    #[must_use]
    pub fn face(&self, scope: Scope<'a>) -> Option<&'a str> {
        match scope {
            Scope::Pool(id) | Scope::Subprocess(id) => Some(id),
            Scope::Process(id) => self.pools.get(id).copied(),
            Scope::Plane(_) => None,
        }
    }
    /// True if the model has a plane with this id.
    #[must_use]
    pub fn has_plane(&self, id: &str) -> bool {
        self.planes.contains_key(id)
    }
    /// True if the model has a process with this id.
    #[must_use]
    pub fn has_process(&self, id: &str) -> bool {
        self.processes.contains(id)
    }
    /// Sequence flows that leave a node, in the model's order; those without a target included.
    #[must_use]
    pub fn outgoing(&self, id: &str) -> &[&'a Element] {
        self.outgoing.get(id).map_or(&[], Vec::as_slice)
    }
    /// Sequence flows that reach a node.
    #[must_use]
    pub fn incoming(&self, id: &str) -> &[&'a Element] {
        self.incoming.get(id).map_or(&[], Vec::as_slice)
    }
    /// Boundary events on an activity.
    #[must_use]
    pub fn boundary(&self, host: &str) -> &[&'a Element] {
        self.boundary.get(host).map_or(&[], Vec::as_slice)
    }
    /// All flow nodes, in the model's order.
    pub fn nodes(&self) -> impl Iterator<Item = &'a Element> + use<'a> {
        self.model.elements.iter().filter(|element| element.process_kind().is_some_and(Kind::is_flow_node))
    }
    /// All connectors of a kind, in the model's order.
    pub fn flows(&self, kind: FlowKind) -> impl Iterator<Item = &'a Element> + use<'a> {
        self.model.elements.iter().filter(move |element| element.process_kind() == Some(Kind::Flow(kind)))
    }
    /// The owners of an element, innermost first.
    pub fn owners(&self, element: &'a Element) -> impl Iterator<Item = &'a Element> + '_ {
        let mut next = &element.owner;
        std::iter::from_fn(move || {
            let Owner::Element(id) = next else { return None };
            let owner = self.get(id)?;
            next = &owner.owner;
            Some(owner)
        })
        .take(MAX_DEPTH)
    }
    /// Where an element sits: itself, or the host of a boundary event, which is not inside of its host.
    fn seat(&self, element: &'a Element) -> &'a Element {
        match (element.process_kind(), &element.owner) {
            (Some(Kind::Event(Position::Boundary, _)), Owner::Element(host)) => self
                .get(host)
                .filter(|host| host.process_kind().is_some_and(Kind::is_activity))
                .unwrap_or(element),
            _ => element,
        }
    }
    /// The innermost lane an element lies in, not looking through subprocesses.
    #[must_use]
    pub fn lane(&self, element: &'a Element) -> Option<&'a Element> {
        self.owners(self.seat(element))
            .take_while(|owner| !matches!(owner.process_kind(), Some(Kind::Subprocess(_))))
            .find(|owner| owner.process_kind() == Some(Kind::Lane))
    }
    /// The pool an element lies in, through subprocesses and their own planes.
    #[must_use]
    pub fn pool(&self, element: &'a Element) -> Option<&'a Element> {
        let mut element = self.seat(element);
        for _ in 0..MAX_DEPTH {
            if let Some(pool) = self.owners(element).find(|owner| owner.process_kind() == Some(Kind::Pool)) {
                return Some(pool);
            }
            let outermost = self.owners(element).last().unwrap_or(element);
            let Owner::Plane(plane) = &outermost.owner else { return None };
            element = self.get((*self.planes.get(plane.as_str())?)?)?;
        }
        None
    }
    /// The process or subprocess an element belongs to; `None` if its owners lead nowhere.
    #[must_use]
    pub fn scope(&self, element: &'a Element) -> Option<Scope<'a>> {
        let mut owner = &self.seat(element).owner;
        for _ in 0..MAX_DEPTH {
            match owner {
                Owner::Plane(plane) => {
                    let of = self.planes.get(plane.as_str()).copied().flatten();
                    return Some(match of.map(|id| (id, self.get(id))) {
                        Some((_, Some(element))) => Scope::Subprocess(&element.id),
                        Some((process, None)) => Scope::Process(process),
                        None => Scope::Plane(plane),
                    });
                }
                Owner::Element(id) => {
                    let element = self.get(id)?;
                    match element.kind {
                        ElementKind::Process(Kind::Subprocess(_)) => {
                            return Some(Scope::Subprocess(&element.id));
                        }
                        ElementKind::Process(Kind::Pool) => {
                            return Some(
                                element.process.as_deref().map_or(Scope::Pool(&element.id), Scope::Process),
                            );
                        }
                        _ => owner = &element.owner,
                    }
                }
            }
        }
        None
    }
}
