//! Where an element stands in a file: in the collaboration, in a process or in a subprocess. On a board it lies where
//! people put it; a file needs one parent for everything.

use super::{super::match_up, Builder, Home, Node};
use crate::{
    Severity,
    graph::{MAX_DEPTH, Scope},
    kind::{FlowKind, Kind, Position},
    model::{Element, ElementKind, Owner},
};
use std::collections::{HashMap, HashSet};

/// So deep may one thing stand in another in a process; the rest of what a reader follows is for what
/// stands in the innermost.
const DEEPEST: usize = MAX_DEPTH - 20;

impl<'a> Builder<'a> {
    /// Fills the builder's tables.
    pub(super) fn index(&mut self) {
        for flow in self.graph.flows(FlowKind::Data).chain(self.graph.flows(FlowKind::Association)) {
            let to = flow.to.as_ref().filter(|to| flow.from.as_ref() != Some(to));
            for end in [flow.from.as_ref(), to].into_iter().flatten() {
                self.data.entry(end).or_default().push(flow);
            }
        }
        self.homes = self.find_homes();
        for element in &self.model().elements {
            let drawn = element.process_kind().is_some_and(|kind| kind.is_connector() || kind.is_flow_node());
            if drawn && !self.homes.contains_key(element.id.as_str()) {
                self.note(Severity::Error, "export.left-out", Some(element));
            }
        }
        for element in &self.model().elements {
            if let Some(home) = self.homes.get(element.id.as_str()).copied() {
                self.inside.entry(home).or_default().push(element);
            }
        }
        for node in self.graph.nodes() {
            if let Some(lane) = self.graph.lane(node)
                && self.homes.get(node.id.as_str()) == self.homes.get(lane.id.as_str())
            {
                self.members.entry(&lane.id).or_default().push(node);
            }
        }
    }

    fn find_homes(&self) -> HashMap<&'a str, Home<'a>> {
        let pooled: HashSet<&'a str> = self
            .model()
            .elements
            .iter()
            .filter(|element| element.process_kind() == Some(Kind::Pool))
            .filter_map(|element| self.plane_of(element))
            .collect();
        let mut homes = HashMap::new();
        for element in &self.model().elements {
            let Some(kind) = element.process_kind() else { continue };
            // What stands in a file and leads nowhere stays where it is: no scope is called that.
            let kept = || self.kept.contains(&element.id).then_some(Home::Scope(Scope::Plane("")));
            if let Some(home) = self.home(element, kind, &pooled).or_else(kept) {
                homes.insert(element.id.as_str(), home);
            }
        }
        self.reach(&mut homes);
        self.drop_loose(&mut homes);
        homes
    }

    /// Leaves out what lies in a subprocess that is nowhere itself, or deeper than any reader follows: a board's planes may
    /// show each other in a circle, and be nested as far as somebody likes.
    fn reach(&self, homes: &mut HashMap<&'a str, Home<'a>>) {
        let mut inside: HashMap<Scope<'a>, Vec<&'a Element>> = HashMap::new();
        for element in &self.model().elements {
            if let Some(Home::Scope(scope)) = homes.get(element.id.as_str()) {
                inside.entry(*scope).or_default().push(element);
            }
        }
        let tops = inside.keys().filter(|scope| !matches!(scope, Scope::Subprocess(_)));
        let mut open: Vec<(Scope<'a>, usize)> = tops.map(|scope| (*scope, 0)).collect();
        let mut reached: HashSet<&'a str> = HashSet::new();
        while let Some((scope, depth)) = open.pop() {
            for element in inside.get(&scope).into_iter().flatten() {
                let kind = element.process_kind();
                // A lane in a lane stands in a set of lanes.
                let lanes = |owner: &&Element| owner.process_kind() == Some(Kind::Lane);
                let lanes = if kind == Some(Kind::Lane) {
                    self.graph.owners(element).filter(lanes).count()
                } else {
                    0
                };
                if depth + 2 * lanes < DEEPEST
                    && reached.insert(&element.id)
                    && matches!(kind, Some(Kind::Subprocess(_)))
                {
                    open.push((Scope::Subprocess(&element.id), depth + 1));
                }
            }
        }
        homes.retain(|id, home| matches!(home, Home::Collaboration(_)) || reached.contains(id));
    }

    /// What cannot stand alone is left out with what it stands on, and what stands on that, too.
    fn drop_loose(&self, homes: &mut HashMap<&'a str, Home<'a>>) {
        let elements = &self.model().elements;
        let mut upon: HashMap<&'a str, Vec<&'a Element>> = HashMap::new();
        for element in elements {
            let host = match (element.process_kind(), &element.owner) {
                (Some(Kind::Event(Position::Boundary, _)), Owner::Element(host)) => Some(host),
                _ => None,
            };
            for of in [element.from.as_ref(), element.to.as_ref(), host].into_iter().flatten() {
                upon.entry(of).or_default().push(element);
            }
        }
        let mut open: Vec<&'a Element> = elements.iter().collect();
        while let Some(element) = open.pop() {
            let id = element.id.as_str();
            if homes.contains_key(id) && !self.stands(element, homes) {
                homes.remove(id);
                open.extend(upon.get(id).into_iter().flatten());
            }
        }
    }

    /// True if all that an element cannot be without is in the file.
    fn stands(&self, element: &Element, homes: &HashMap<&'a str, Home<'a>>) -> bool {
        if self.kept.contains(&element.id) {
            // What stands in a file may lead nowhere there. What leads to something of the board that is not written
            // would refer to it.
            let ends = [&element.from, &element.to].into_iter().filter_map(|end| end.as_deref());
            let definition = |end: &str| {
                self.graph.get(end).is_some_and(|end| matches!(end.kind, ElementKind::Definition(_)))
            };
            return ends
                .into_iter()
                .all(|end| homes.contains_key(end) || definition(end) || match_up::is_made_up(end));
        }
        let there = |end: &Option<String>| {
            end.as_deref().filter(|end| homes.contains_key(end)).and_then(|end| self.graph.get(end))
        };
        let (from, to) = (there(&element.from), there(&element.to));
        let holds = |end: Option<&Element>| end.is_some_and(Self::holds_data);
        match element.process_kind() {
            Some(Kind::Flow(FlowKind::Data)) => holds(from) || holds(to),
            Some(Kind::Flow(_)) => from.is_some() && to.is_some(),
            Some(Kind::Event(Position::Boundary, _)) => match &element.owner {
                Owner::Element(host) => {
                    there(&Some(host.clone())).and_then(Element::process_kind).is_some_and(Kind::is_activity)
                }
                Owner::Plane(_) => false,
            },
            _ => true,
        }
    }

    /// What associations of data stand in.
    pub(super) fn holds_data(element: &Element) -> bool {
        element.process_kind().is_some_and(|kind| kind.is_activity() || matches!(kind, Kind::Event(..)))
    }

    /// An end that is in the file.
    pub(super) fn there(&self, end: &Option<String>) -> Option<&'a Element> {
        let end = end.as_deref().filter(|end| self.homes.contains_key(end))?;
        self.graph.get(end)
    }

    /// The plane at the end of an element's owners.
    pub(super) fn plane_of(&self, element: &'a Element) -> Option<&'a str> {
        match &self.graph.owners(element).last().unwrap_or(element).owner {
            Owner::Plane(id) => Some(id),
            Owner::Element(_) => None,
        }
    }

    fn home(&self, element: &'a Element, kind: Kind, pooled: &HashSet<&'a str>) -> Option<Home<'a>> {
        let graph = &self.graph;
        let on_plane = match &element.owner {
            Owner::Plane(id) => Some(id.as_str()),
            Owner::Element(_) => None,
        };
        let end = |end: &Option<String>| end.as_deref().and_then(|id| graph.get(id));
        let scope = match kind {
            Kind::Pool | Kind::Flow(FlowKind::Message) => {
                return Some(Home::Collaboration(self.plane_of(element)?));
            }
            Kind::Flow(FlowKind::Sequence) => {
                let from =
                    end(&element.from).filter(|from| from.process_kind().is_some_and(Kind::is_flow_node));
                graph.scope(from.or(end(&element.to)).unwrap_or(element))?
            }
            Kind::Annotation | Kind::Group | Kind::Flow(FlowKind::Association) => match on_plane {
                Some(plane) if pooled.contains(plane) => return Some(Home::Collaboration(plane)),
                // On a board connectors may belong to the plane whatever they connect.
                Some(_) if kind == Kind::Flow(FlowKind::Association) && element.src.is_none() => {
                    let near = end(&element.to).or(end(&element.from)).filter(|near| near.id != element.id);
                    graph.scope(near.unwrap_or(element))?
                }
                _ => graph.scope(element)?,
            },
            Kind::DataObject | Kind::DataStore | Kind::DataInput | Kind::DataOutput
                if on_plane.is_some_and(|plane| pooled.contains(plane)) =>
            {
                // Between the pools: it belongs to a process that uses it.
                let flows = self.data.get(element.id.as_str()).map_or(&[][..], Vec::as_slice);
                let user = flows.iter().find_map(|flow| {
                    let other = [end(&flow.from), end(&flow.to)].into_iter().flatten();
                    other
                        .filter(|other| other.id != element.id)
                        .find(|other| other.process_kind().is_some_and(Kind::is_flow_node))
                });
                match user.and_then(|user| graph.scope(user)) {
                    Some(scope) => scope,
                    None => match graph.scope(element)? {
                        Scope::Plane(_) => graph.scopes.keys().next().copied()?,
                        scope => scope,
                    },
                }
            }
            _ => graph.scope(element)?,
        };
        Some(Home::Scope(scope))
    }

    /// One collaboration for every plane that has pools or message flows.
    pub(super) fn collaborations(&mut self, processes: &[(Scope<'a>, String)]) -> Vec<(&'a str, Node)> {
        let mut seen = HashSet::new();
        let planes: Vec<&'a str> = self
            .model()
            .elements
            .iter()
            .filter_map(|element| match self.homes.get(element.id.as_str()) {
                Some(Home::Collaboration(plane)) => Some(*plane),
                _ => None,
            })
            .filter(|plane| seen.insert(*plane))
            .collect();
        planes.into_iter().map(|plane| (plane, self.collaboration(plane, processes))).collect()
    }

    fn collaboration(&mut self, plane: &'a str, processes: &[(Scope<'a>, String)]) -> Node {
        let mut node = Node::new("collaboration").keyed(format!("collaboration:{plane}"));
        node.set("id", self.ids.claim("Collaboration_1"));
        let inside = self.inside.get(&Home::Collaboration(plane)).cloned().unwrap_or_default();
        let by_scope: HashMap<Scope<'_>, &str> =
            processes.iter().map(|(scope, id)| (*scope, id.as_str())).collect();
        for element in inside.iter().filter(|element| element.process_kind() == Some(Kind::Pool)) {
            let mut pool = self.named("participant", element);
            let wanted = element.process.as_deref().map_or(Scope::Pool(&element.id), Scope::Process);
            pool.maybe("processRef", by_scope.get(&wanted).copied());
            node.push(pool);
        }
        for rank in 0..2 {
            for element in &inside {
                let Some(kind) = element.process_kind() else { continue };
                if kind != Kind::Pool && (kind == Kind::Flow(FlowKind::Message)) == (rank == 0) {
                    self.element(&mut node, element, kind);
                }
            }
        }
        node
    }
}
