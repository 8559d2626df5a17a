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
    /// Elements that lie on a plane and belong to another process than that.
    loose: HashMap<&'a str, &'a str>,
    outgoing: HashMap<&'a str, Vec<&'a Element>>,
    incoming: HashMap<&'a str, Vec<&'a Element>>,
    boundary: HashMap<&'a str, Vec<&'a Element>>,
    /// Flow nodes of every scope, in the model's order.
    pub scopes: BTreeMap<Scope<'a>, Vec<&'a Element>>,
}

const SEQUENCE: Option<Kind> = Some(Kind::Flow(FlowKind::Sequence));

/// No chain of owners is longer: cycles in a damaged model end here, and files are not read deeper.
pub const MAX_DEPTH: usize = 200;

impl<'a> Graph<'a> {
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        let mut graph = Self {
            model,
            by_id: HashMap::with_capacity(model.elements.len()),
            planes: model.planes.iter().map(|plane| (plane.id.as_str(), plane.of.as_deref())).collect(),
            processes: model.processes.iter().map(|process| process.id.as_str()).collect(),
            pools: HashMap::new(),
            loose: HashMap::new(),
            outgoing: HashMap::new(),
            incoming: HashMap::new(),
            boundary: HashMap::new(),
            scopes: BTreeMap::new(),
        };
        for element in &model.elements {
            graph.by_id.entry(&element.id).or_insert(element);
            if let Some(process) =
                element.process.as_ref().filter(|_| element.process_kind() == Some(Kind::Pool))
            {
                graph.pools.entry(process).or_insert(&element.id);
            }
        }
        for flow in model.elements.iter().filter(|one| one.process_kind() == SEQUENCE) {
            if let Some(from) = flow.from.as_deref().and_then(|id| graph.get(id)) {
                graph.outgoing.entry(&from.id).or_default().push(flow);
            }
            if let Some(to) = flow.to.as_deref().and_then(|id| graph.get(id)) {
                graph.incoming.entry(&to.id).or_default().push(flow);
            }
        }
        graph.loose = graph.find_loose();
        for element in &model.elements {
            let Some(kind) = element.process_kind().filter(|kind| kind.is_flow_node()) else { continue };
            if let Some(scope) = graph.scope(element) {
                graph.scopes.entry(scope).or_default().push(element);
            }
            if let (Kind::Event(Position::Boundary, _), Owner::Element(host)) = (kind, &element.owner) {
                graph.boundary.entry(host).or_default().push(element);
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
    /// Processes of what lies outside pools, where that is not the process of the plane: several processes may be drawn in one
    /// diagram, and files be laid beside each other. What is connected is one process: that of whatever first says so, or
    /// came with its plane.
    fn find_loose(&self) -> HashMap<&'a str, &'a str> {
        let elements = &self.model.elements;
        let own = |element: &'a Element| {
            let process = element.process.as_deref().filter(|process| self.processes.contains(process))?;
            (element.process_kind() != Some(Kind::Pool)).then_some(process)
        };
        let mut loose: HashMap<&str, &str> =
            elements.iter().filter_map(|element| Some((element.id.as_str(), own(element)?))).collect();
        if loose.is_empty() {
            return loose;
        }
        let mut near: HashMap<&str, Vec<&Element>> = HashMap::new();
        for flow in elements.iter().filter(|element| element.process_kind().is_some_and(Kind::is_connector)) {
            let end = |end: &Option<String>| end.as_deref().and_then(|id| self.outermost(self.get(id)?));
            if let (Some(from), Some(to)) = (end(&flow.from), end(&flow.to)) {
                near.entry(&from.id).or_default().push(to);
                near.entry(&to.id).or_default().push(from);
            }
        }
        let said = |element: &'a Element| {
            own(element).or_else(|| self.of_plane(element).filter(|_| element.src.is_some()))
        };
        let mut seen: HashSet<&str> = HashSet::new();
        for first in elements.iter().filter(|element| near.contains_key(element.id.as_str())) {
            // In the model's order: whoever says something first speaks for all that are connected.
            let Some(process) = said(first) else { continue };
            let mut open = vec![first];
            while let Some(element) = open.pop() {
                if seen.insert(&element.id) {
                    loose.insert(&element.id, process);
                    open.extend(near.get(element.id.as_str()).into_iter().flatten());
                }
            }
        }
        loose
    }

    /// What of an element lies on a plane: itself, or the lane around it; nothing in a pool or subprocess.
    fn outermost(&self, element: &'a Element) -> Option<&'a Element> {
        let seat = self.seat(element);
        let inside = |owner: &&Element| owner.process_kind() != Some(Kind::Lane);
        if element.process_kind() == Some(Kind::Pool) || self.owners(seat).any(|owner| inside(&owner)) {
            return None;
        }
        let outermost = self.owners(seat).last().unwrap_or(seat);
        matches!(outermost.owner, Owner::Plane(_)).then_some(outermost)
    }

    /// The process of the plane that an element lies on.
    fn of_plane(&self, element: &'a Element) -> Option<&'a str> {
        let Owner::Plane(plane) = &element.owner else { return None };
        (*self.planes.get(plane.as_str())?).filter(|of| self.processes.contains(of))
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
        let mut inner = self.seat(element);
        let mut owner = &inner.owner;
        for _ in 0..MAX_DEPTH {
            match owner {
                Owner::Plane(plane) => {
                    let of = self.planes.get(plane.as_str()).copied().flatten();
                    if let Some(subprocess) = of.and_then(|id| self.get(id)) {
                        return Some(Scope::Subprocess(&subprocess.id));
                    }
                    let process = self.loose.get(inner.id.as_str()).copied().or(of);
                    return Some(process.map_or(Scope::Plane(plane), Scope::Process));
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
                        _ => (inner, owner) = (element, &element.owner),
                    }
                }
            }
        }
        None
    }
}
