//! The diagrams: a plane for each of ours, shapes with their bounds and labels, edges with their way points, colours.

use super::{Builder, Node, Scope, names};
use crate::{
    geometry::{Point, Rect},
    kind::{DefinitionKind, GatewayKind, Kind},
    model::{Element, ElementKind, Owner, Plane},
    property::{Value, names as p},
    route,
    size::shows_inside,
};
use std::collections::{BTreeMap, HashMap};

impl<'a> Builder<'a> {
    pub(super) fn diagrams(
        &mut self,
        root: &mut Node,
        processes: &[(Scope<'a>, String)],
        collaborations: &BTreeMap<&str, String>,
    ) {
        let mut drawn: BTreeMap<&'a str, Vec<&'a Element>> = BTreeMap::new();
        for element in &self.model().elements {
            if let Some(plane) = self.plane_of(element) {
                drawn.entry(plane).or_default().push(element);
            }
        }
        // Edges in the order in which their elements stand in the file: whoever reads it gets them in that order.
        let places = places(root);
        for elements in drawn.values_mut() {
            elements.sort_by_key(|element| {
                let connector = element.process_kind().is_some_and(Kind::is_connector);
                connector.then(|| places.get(&element.id).copied().unwrap_or(usize::MAX))
            });
        }
        let mut count = 0;
        for plane in &self.model().planes {
            let elements = drawn.remove(plane.id.as_str()).unwrap_or_default();
            if elements.is_empty() && (plane.xid.is_none() || self.rules.engine) {
                continue;
            }
            if let Some(node) = self.diagram(plane, count + 1, &elements, processes, collaborations) {
                count += 1;
                root.push(node);
            }
        }
    }

    fn diagram(
        &mut self,
        plane: &'a Plane,
        count: usize,
        elements: &[&'a Element],
        processes: &[(Scope<'a>, String)],
        collaborations: &BTreeMap<&str, String>,
    ) -> Option<Node> {
        let of = collaborations.get(plane.id.as_str()).cloned().or_else(|| {
            let scope = match plane.of.as_deref() {
                Some(of) if self.graph.get(of).is_some() => {
                    return self.homes.contains_key(of).then(|| self.xml_id(of));
                }
                Some(of) => Scope::Process(of),
                None => Scope::Plane(&plane.id),
            };
            // A plane of no process of its own draws those of what lies on it.
            let drawn = || elements.iter().find_map(|element| self.graph.scope(element));
            let found = |scope| processes.iter().find(|(process, _)| *process == scope);
            found(scope).or_else(|| found(drawn()?)).map(|(_, id)| id.clone())
        })?;
        let id = match self.ids.get(&plane.id) {
            Some(id) => id.to_owned(),
            None => self.ids.claim(&format!("BPMNDiagram_{count}")),
        };
        let mut diagram =
            Node::of(names::BPMNDI, "BPMNDiagram").keyed(format!("diagram:{}", plane.id)).with("id", id);
        if !plane.name.is_empty() {
            diagram.set("name", plane.name.clone());
        }
        let mut node = Node::of(names::BPMNDI, "BPMNPlane").keyed(format!("plane:{}", plane.id));
        node.set("id", self.ids.claim(&format!("BPMNPlane_{count}")));
        node.set("bpmnElement", of);
        // What is drawn twice is drawn first where it belongs: readers take the first one for that.
        for (edges, again) in [(false, false), (false, true), (true, false), (true, true)] {
            let pass = |element: &&&Element| again == matches!(element.kind, ElementKind::Depiction);
            for element in elements.iter().filter(pass) {
                let (target, connector) = match element.kind {
                    ElementKind::Definition(_) => continue,
                    ElementKind::Process(kind) => (*element, kind.is_connector()),
                    ElementKind::Depiction => {
                        let Some(of) = element.text(p::OF).and_then(|of| self.graph.get(of)) else {
                            continue;
                        };
                        (of, of.process_kind().is_some_and(Kind::is_connector))
                    }
                };
                if connector == edges {
                    let drawing =
                        if edges { self.edge(element, target) } else { self.shape(element, target) };
                    node.children.extend(drawing);
                }
            }
        }
        diagram.push(node);
        Some(diagram)
    }

    fn drawing(&mut self, tag: &'static str, element: &Element, target: &Element) -> Option<Node> {
        // What stands nowhere in the file cannot be drawn.
        let stands = match target.kind {
            ElementKind::Process(_) => self.homes.contains_key(target.id.as_str()),
            ElementKind::Definition(DefinitionKind::Other) => {
                self.kept.contains(&target.id) || self.written.contains(&format!("s:{}", target.id))
            }
            ElementKind::Definition(kind) => Self::is_root(kind),
            ElementKind::Depiction => false,
        };
        if !stands {
            return None;
        }
        let id = match element.kind {
            ElementKind::Depiction => self.xml_id(&element.id),
            _ => self.ids.claim(&format!("{}_di", self.xml_id(&element.id))),
        };
        let mut node = Node::of(names::BPMNDI, tag).keyed(format!("d:{}", element.id)).with("id", id);
        node.set("bpmnElement", self.xml_id(&target.id));
        if let Some(fill) = element.text(p::FILL) {
            node.set_in(names::BIOC, "fill", fill);
            node.set_in(names::COLOR, "background-color", fill);
        }
        if let Some(stroke) = element.text(p::STROKE) {
            node.set_in(names::BIOC, "stroke", stroke);
            node.set_in(names::COLOR, "border-color", stroke);
        }
        Some(node)
    }

    fn shape(&mut self, element: &'a Element, target: &'a Element) -> Option<Node> {
        let rect = element.bounds;
        if rect.w <= 0.0 && rect.h <= 0.0 {
            return None;
        }
        let mut node = self.drawing("BPMNShape", element, target)?;
        match target.process_kind() {
            Some(Kind::Pool | Kind::Lane) => {
                let horizontal = self.is_horizontal(element);
                node.set("isHorizontal", if horizontal { "true" } else { "false" });
            }
            Some(Kind::Subprocess(_)) => {
                let expanded = shows_inside(target.flag(p::EXPANDED), rect.size());
                node.set("isExpanded", if expanded { "true" } else { "false" });
            }
            Some(Kind::Gateway(GatewayKind::Exclusive)) => {
                let marker = element.flag(p::MARKER) != Some(false);
                node.set("isMarkerVisible", if marker { "true" } else { "false" });
            }
            // Others have one always, whatever a file says.
            Some(Kind::Gateway(_)) if element.flag(p::MARKER) == Some(false) => {
                node.set("isMarkerVisible", "false");
            }
            _ => {}
        }
        node.push(bounds(rect));
        self.label(&mut node, element);
        Some(node)
    }

    /// A lane that does not say how it lies, lies as the one or the pool that it is in.
    fn is_horizontal(&self, element: &'a Element) -> bool {
        let mut element = element;
        // Lanes in lanes; the bound only guards against a cycle.
        for _ in 0..64 {
            if let Some(horizontal) = element.flag(p::HORIZONTAL) {
                return horizontal;
            }
            let Owner::Element(id) = &element.owner else { break };
            let Some(owner) = self.graph.get(id) else { break };
            element = owner;
        }
        true
    }

    fn edge(&mut self, element: &'a Element, target: &'a Element) -> Option<Node> {
        let route = if element.route.len() > 1 {
            element.route.clone()
        } else if element.as_imported && self.kept.contains(&element.id) {
            // The file draws no way, and nobody else did.
            return None;
        } else {
            let place = |end: &Option<String>| {
                let end = end.as_deref().and_then(|id| self.graph.get(id))?;
                Some((end.bounds, end.process_kind()?))
            };
            let (from, to) = (place(&target.from)?, place(&target.to)?);
            if from.0.w <= 0.0 || to.0.w <= 0.0 {
                return None;
            }
            route::simple(from.0, from.1, to.0, to.1)
        };
        let mut node = self.drawing("BPMNEdge", element, target)?;
        for point in route {
            node.push(Node::of(names::DI, "waypoint").with("x", number(point.x)).with("y", number(point.y)));
        }
        self.label(&mut node, element);
        Some(node)
    }

    fn label(&mut self, node: &mut Node, element: &Element) {
        let Some(Value::List(list)) = element.properties.get(p::LABEL_AT) else { return };
        let numbers: Vec<f64> = list.iter().filter_map(Value::as_number).collect();
        let [x, y, w, h] = numbers.as_slice() else { return };
        let origin = match &element.owner {
            Owner::Element(id) => self.graph.get(id).map(|owner| owner.bounds.origin()),
            Owner::Plane(_) => None,
        };
        let Point { x: left, y: top } = origin.unwrap_or_default();
        let mut label = Node::of(names::BPMNDI, "BPMNLabel");
        label.push(bounds(Rect::new(x + left, y + top, *w, *h)));
        node.push(label);
    }
}

/// Where elements stand in a tree, by our ids.
fn places(root: &Node) -> HashMap<String, usize> {
    let mut places = HashMap::new();
    let mut stack = vec![root];
    while let Some(node) = stack.pop() {
        if let Some(id) = node.key.as_deref().and_then(|key| key.strip_prefix("s:")) {
            places.insert(id.to_owned(), places.len());
        }
        stack.extend(node.children.iter().rev());
    }
    places
}

fn bounds(rect: Rect) -> Node {
    Node::of(names::DC, "Bounds")
        .with("x", number(rect.x))
        .with("y", number(rect.y))
        .with("width", number(rect.w))
        .with("height", number(rect.h))
}

/// No coordinate is farther out.
const FARTHEST: f64 = 1e12;

/// A coordinate to a thousandth, shortest form, never `-0`: sums of offsets stay the same when read and written again.
fn number(value: f64) -> String {
    // A list of numbers on a board may hold any.
    let value = (value.clamp(-FARTHEST, FARTHEST) * 1000.0).round() / 1000.0;
    let value = if value == 0.0 { 0.0 } else { value };
    format!("{value}")
}
