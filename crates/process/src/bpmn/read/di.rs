//! What is drawn where: the diagrams of a file, their shapes and edges, and what these say about an element.

use super::{Reader, Xml, items::Item, names, values};
use crate::{
    Diagnostic, Severity, default_size,
    geometry::{Point, Rect},
    kind::{DefinitionKind, Kind},
    model::{Element, ElementKind},
    property,
};
use std::collections::HashMap;

/// More drawings than anyone looks at; the rest stays in the file.
const MAX_DIAGRAMS: usize = 1_000;

/// A shape or an edge of a diagram.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    pub node: Xml<'a>,
    /// Index into `Drawing::planes`.
    pub plane: usize,
}

/// A diagram of the file.
pub struct Diagram<'a> {
    pub diagram: Xml<'a>,
    /// `BPMNPlane`, where there is one.
    pub plane: Option<Xml<'a>>,
    /// What it is a drawing of.
    pub of: Option<Xml<'a>>,
}

pub struct Drawing<'a> {
    pub diagrams: Vec<Diagram<'a>>,
    by_node: HashMap<roxmltree::NodeId, Vec<Drawn<'a>>>,
    /// Our ids of the planes, and where subprocesses and processes are drawn: made by `planes`.
    pub frames: super::own::Frames,
}

impl<'a> Drawing<'a> {
    /// The first drawing of a node: its own place. Any further one is a depiction.
    pub fn first(&self, node: Xml<'a>) -> Option<Drawn<'a>> {
        self.all(node).first().copied()
    }
    pub fn all(&self, node: Xml<'a>) -> &[Drawn<'a>] {
        self.by_node.get(&node.id()).map_or(&[], Vec::as_slice)
    }
    /// True if the file draws anything.
    pub const fn any(&self) -> bool {
        !self.diagrams.is_empty()
    }
}

impl<'a> Reader<'a, '_> {
    /// Finds all diagrams, and turns data objects that are drawn themselves into elements.
    pub(super) fn drawing(&mut self, root: Xml<'a>, items: &mut [Item<'a>]) -> Drawing<'a> {
        let mut drawing =
            Drawing { diagrams: Vec::new(), by_node: HashMap::new(), frames: super::own::Frames::default() };
        let diagrams = root.children().filter(|node| node.has_tag_name((names::BPMNDI, "BPMNDiagram")));
        for diagram in diagrams.take(MAX_DIAGRAMS) {
            let plane = diagram.children().find(|node| node.has_tag_name((names::BPMNDI, "BPMNPlane")));
            let of = plane.and_then(|plane| plane.attribute("bpmnElement")).and_then(|id| self.resolve(id));
            let index = drawing.diagrams.len();
            drawing.diagrams.push(Diagram { diagram, plane, of });
            for node in plane.into_iter().flat_map(|plane| plane.children()) {
                if node.tag_name().namespace() != Some(names::BPMNDI)
                    || !matches!(node.tag_name().name(), "BPMNShape" | "BPMNEdge")
                {
                    continue;
                }
                let reference = node.attribute("bpmnElement").unwrap_or_default();
                match self.resolve(reference) {
                    Some(target) => {
                        let drawn = Drawn { node, plane: index };
                        self.shapes.entry(target.id()).or_insert(node);
                        drawing.by_node.entry(target.id()).or_default().push(drawn);
                    }
                    None => self.tell(
                        node,
                        Diagnostic::new(Severity::Warning, "bpmn.dangling-shape", None).with("id", reference),
                    ),
                }
            }
        }
        // The frame that some tools draw around a diagram is not where its subject lies.
        for (index, diagram) in drawing.diagrams.iter().enumerate() {
            if let Some(all) = diagram.of.and_then(|of| drawing.by_node.get_mut(&of.id())) {
                all.sort_by_key(|drawn| drawn.plane == index);
            }
        }
        for item in items {
            if item.kind == Some(ElementKind::Definition(DefinitionKind::Other))
                && item.node.tag_name().name() == "dataObject"
                && drawing.first(item.node).is_some()
            {
                item.kind = Some(ElementKind::Process(Kind::DataObject));
            }
            if matches!(item.kind, Some(ElementKind::Definition(_))) && drawing.first(item.node).is_some() {
                self.unseen("bpmn.not-shown", item.node);
            }
        }
        drawing
    }

    /// Bounds of outside labels, relative to the owner: told once the owners' bounds are known.
    pub(super) fn labels(&mut self, drawing: &Drawing<'a>, items: &[Item<'a>]) {
        let labels: HashMap<&str, Rect> = items
            .iter()
            .filter_map(|item| {
                let label = drawing.first(item.node)?.node;
                let label = label.children().find(|node| node.has_tag_name((names::BPMNDI, "BPMNLabel")))?;
                Some((item.id.as_str(), bounds(label)?))
            })
            .collect();
        let origins: HashMap<String, Point> =
            self.model.elements.iter().map(|element| (element.id.clone(), element.bounds.origin())).collect();
        for element in &mut self.model.elements {
            let Some(label) = labels.get(element.id.as_str()) else { continue };
            let origin = match &element.owner {
                crate::model::Owner::Element(id) => origins.get(id).copied().unwrap_or_default(),
                crate::model::Owner::Plane(_) => Point::default(),
            };
            let list = [label.x - origin.x, label.y - origin.y, label.w, label.h];
            let list = list.iter().map(|value| property::Value::Number(*value)).collect();
            element.properties.insert(property::names::LABEL_AT.into(), property::Value::List(list));
        }
    }
}

/// The `dc:Bounds` in a shape or label.
pub fn bounds(node: Xml<'_>) -> Option<Rect> {
    let bounds = node.children().find(|child| child.has_tag_name((names::DC, "Bounds")))?;
    bounds.attributes().next()?;
    let Point { x, y } = point(bounds)?;
    let size = |name| values::number(bounds, name).unwrap_or_default().max(0.0);
    Some(Rect::new(x, y, size("width"), size("height")))
}

/// `x` and `y`; tools built on EMF leave out what is 0.
fn point(node: Xml<'_>) -> Option<Point> {
    let value = |name| if node.has_attribute(name) { values::number(node, name) } else { Some(0.0) };
    Some(Point::new(value("x")?, value("y")?))
}

/// What has a place and no extent is as large as its kind usually is.
fn extended(rect: Rect, kind: ElementKind) -> Rect {
    let ElementKind::Process(kind) = kind else { return rect };
    let holds = matches!(kind, Kind::Pool | Kind::Lane | Kind::Group | Kind::Subprocess(_));
    // All at one place is none at all: `layout` finds better ones.
    if holds || kind.is_connector() || rect.origin() == Point::default() {
        return rect;
    }
    let usual = default_size(kind);
    let extent = |given: f64, usual: f64| if given > 0.0 { given } else { usual };
    Rect::new(rect.x, rect.y, extent(rect.w, usual.w), extent(rect.h, usual.h))
}

/// Takes over what a shape or edge says.
pub fn apply(drawn: Drawn<'_>, element: &mut Element) {
    let node = drawn.node;
    let mut set = |name: &str, value: property::Value| element.properties.insert(name.to_owned(), value);
    if node.tag_name().name() == "BPMNEdge" {
        element.route = node
            .children()
            .filter(|child| child.has_tag_name((names::DI, "waypoint")))
            .filter_map(point)
            .collect();
    } else {
        match element.kind {
            ElementKind::Process(Kind::Pool | Kind::Lane)
                if values::flag(node, "isHorizontal") == Some(false) =>
            {
                set(property::names::HORIZONTAL, false.into());
            }
            ElementKind::Process(Kind::Gateway(_))
                if values::flag(node, "isMarkerVisible") == Some(false) =>
            {
                set(property::names::MARKER, false.into());
            }
            _ => {}
        }
        element.bounds = extended(bounds(node).unwrap_or_default(), element.kind);
    }
    let mut set = |name: &str, value: property::Value| element.properties.insert(name.to_owned(), value);
    let colour = |pairs: [(&str, &str); 2]| {
        pairs.iter().find_map(|(space, name)| node.attribute((*space, *name))).and_then(values::colour)
    };
    if let Some(fill) = colour([(names::COLOR, "background-color"), (names::BIOC, "fill")]) {
        set(property::names::FILL, fill.into());
    }
    if let Some(stroke) = colour([(names::COLOR, "border-color"), (names::BIOC, "stroke")]) {
        set(property::names::STROKE, stroke.into());
    }
}
