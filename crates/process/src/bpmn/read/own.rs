//! Who owns what: planes, the pool of a process, the lane of a node by its reference (never by geometry, unless a file
//! gives no reference at all), the inside of a subprocess, the host of a boundary event.

use super::{
    Reader, Xml,
    di::{self, Drawing, Drawn},
    items::{Container, Item},
    values,
};
use crate::{
    Diagnostic, Severity,
    geometry::Rect,
    kind::Kind,
    model::{Element, ElementKind, Owner, Plane},
    property,
};
use std::collections::{HashMap, HashSet};

type NodeId = roxmltree::NodeId;

/// Where processes, subprocesses and lanes are drawn.
#[derive(Default)]
pub struct Frames {
    /// Our ids of the diagrams' planes, by their index.
    planes: Vec<String>,
    /// The plane that shows the inside of a process or subprocess, where it is not drawn in its pool or itself.
    inside: HashMap<NodeId, String>,
    /// Pools by the process they show: our id, and the plane's index if it is drawn.
    pools: HashMap<NodeId, (String, Option<usize>)>,
    /// Innermost lanes by what they refer to: our id, depth.
    lanes: HashMap<NodeId, (String, usize)>,
    /// Lanes that are not shown.
    hidden: HashSet<String>,
    /// Processes of which nothing is drawn.
    undrawn: HashSet<NodeId>,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn planes(&mut self, items: &[Item<'a>], drawing: &mut Drawing<'a>) {
        let mut frames = Frames::default();
        for diagram in &drawing.diagrams {
            let id = (self.fresh)();
            self.places.insert(format!("diagram:{id}"), diagram.diagram.range().start);
            if let Some(plane) = diagram.plane {
                self.places.insert(format!("plane:{id}"), plane.range().start);
            }
            if let Some(node) = diagram.of.filter(|node| node.tag_name().name() == "collaboration") {
                self.places.insert(format!("collaboration:{id}"), node.range().start);
            }
            let of = diagram.of.and_then(|node| self.ours.get(&node.id())).cloned();
            if let (Some(node), Some(_)) = (diagram.of, &of) {
                frames.inside.entry(node.id()).or_insert_with(|| id.clone());
            }
            let name = values::line(diagram.diagram.attribute("name").unwrap_or_default());
            let xid = diagram.diagram.attribute("id").map(str::to_owned);
            self.model.planes.push(Plane { id: id.clone(), xid, name, of });
            frames.planes.push(id);
        }
        self.pools(items, drawing, &mut frames);
        // The first drawing inside every process and subprocess; a key for each that holds anything.
        let mut inside: HashMap<NodeId, Option<Drawn<'a>>> = HashMap::new();
        for item in items {
            if let Some(holder) = key(item.container) {
                let first = inside.entry(holder).or_default();
                *first = first.or_else(|| drawing.first(item.node));
            }
        }
        for item in items {
            let within = inside.get(&item.node.id()).copied();
            if item.process {
                self.process_plane(item, within, drawing, &mut frames);
            } else if matches!(item.kind, Some(ElementKind::Process(Kind::Subprocess(_)))) {
                self.subprocess_plane(item, within, drawing, &mut frames);
            }
        }
        self.lane_members(items, drawing, &mut frames);
        drawing.frames = frames;
    }

    fn pools(&mut self, items: &[Item<'a>], drawing: &Drawing<'a>, frames: &mut Frames) {
        for item in items {
            let pool = item.kind == Some(ElementKind::Process(Kind::Pool));
            if pool && drawing.first(item.node).is_none() && self.drawn(drawing, item.node) {
                self.unseen("bpmn.pool-not-drawn", item.node);
            }
            if item.kind == Some(ElementKind::Process(Kind::Pool))
                && let Some(process) = item.node.attribute("processRef").and_then(|id| self.resolve(id))
            {
                let plane = drawing.first(item.node).map(|drawn| drawn.plane);
                frames.pools.entry(process.id()).or_insert_with(|| (item.id.clone(), plane));
            }
        }
    }

    /// Tells what is in the file and not on the board.
    pub(super) fn unseen(&mut self, code: &str, node: Xml<'a>) {
        let name = values::line(node.attribute("name").or(node.attribute("id")).unwrap_or_default());
        self.tell(node, Diagnostic::new(Severity::Info, code, None).with("name", name));
    }

    fn new_plane(&mut self, name: &str, of: Option<String>) -> String {
        let id = (self.fresh)();
        self.model.planes.push(Plane { id: id.clone(), xid: None, name: name.to_owned(), of });
        id
    }

    /// Where a process lies that no pool shows.
    fn process_plane(
        &mut self,
        process: &Item<'a>,
        within: Option<Option<Drawn<'a>>>,
        drawing: &Drawing<'a>,
        frames: &mut Frames,
    ) {
        let node = process.node.id();
        let drawn = within.flatten();
        if drawn.is_none() {
            frames.undrawn.insert(node);
        }
        let pool = frames.pools.get(&node).cloned();
        if frames.inside.contains_key(&node) || matches!(pool, Some((_, Some(_)))) {
            return;
        }
        // Drawn on the plane of a collaboration, outside any pool: that plane is then of this process.
        if let Some(drawn) = drawn {
            let id = frames.planes[drawn.plane].clone();
            if let Some(plane) = self.model.planes.iter_mut().find(|plane| plane.id == id)
                && plane.of.is_none()
            {
                plane.of = Some(process.id.clone());
            }
            frames.inside.insert(node, id);
            return;
        }
        let draws = self.drawn(drawing, process.node);
        let shown_by_pool = pool.is_some() && !draws;
        if shown_by_pool || within.is_none() && draws {
            return;
        }
        let name = values::line(process.node.attribute("name").unwrap_or_default());
        let id = self.new_plane(&name, Some(process.id.clone()));
        frames.inside.insert(node, id);
    }

    /// A collapsed subprocess whose inside is drawn nowhere gets a plane of its own to go down to.
    fn subprocess_plane(
        &mut self,
        item: &Item<'a>,
        within: Option<Option<Drawn<'a>>>,
        drawing: &Drawing<'a>,
        frames: &mut Frames,
    ) {
        let node = item.node.id();
        if frames.inside.contains_key(&node) || !self.drawn(drawing, item.node) {
            return;
        }
        let expanded = drawing
            .first(item.node)
            .is_some_and(|drawn| values::flag(drawn.node, "isExpanded") == Some(true));
        if !expanded && matches!(within, Some(None)) {
            let name = values::line(item.node.attribute("name").unwrap_or_default());
            let id = self.new_plane(&name, Some(item.id.clone()));
            frames.inside.insert(node, id);
        }
    }

    fn lane_members(&mut self, items: &[Item<'a>], drawing: &Drawing<'a>, frames: &mut Frames) {
        let mut referring = HashSet::new();
        let mut areas: Vec<(Container, String, Rect)> = Vec::new();
        let containers: HashMap<NodeId, Option<NodeId>> =
            items.iter().map(|item| (item.node.id(), key(item.container))).collect();
        for item in items.iter().filter(|item| item.kind == Some(ElementKind::Process(Kind::Lane))) {
            let drawn = drawing.first(item.node);
            let undrawn = match item.container {
                Container::Process(process) => frames.undrawn.contains(&process),
                _ => false,
            };
            if drawn.is_none() && self.drawn(drawing, item.node) && !undrawn {
                frames.hidden.insert(item.id.clone());
                self.unseen("bpmn.lane-not-drawn", item.node);
                continue;
            }
            if let Some(area) = drawn.and_then(|drawn| di::bounds(drawn.node)) {
                areas.push((item.container, item.id.clone(), area));
            }
            let depth = item.node.ancestors().count();
            for reference in values::children(item.node, "flowNodeRef") {
                let Some(target) = self.resolve(&values::text(reference)) else { continue };
                referring.insert(key(item.container));
                // Some tools list what lies in a subprocess, too; that lies in the subprocess.
                if containers.get(&target.id()) != Some(&key(item.container)) {
                    continue;
                }
                let known = frames.lanes.get(&target.id()).is_some_and(|(_, known)| *known >= depth);
                if !known {
                    frames.lanes.insert(target.id(), (item.id.clone(), depth));
                }
            }
        }
        // Some tools leave out the references and mean what they draw.
        for item in items {
            let node = matches!(item.kind, Some(ElementKind::Process(kind)) if kind.is_flow_node());
            if !node || referring.contains(&key(item.container)) {
                continue;
            }
            let Some(place) = drawing.first(item.node).and_then(|drawn| di::bounds(drawn.node)) else {
                continue;
            };
            let inner = areas
                .iter()
                .filter(|(container, _, area)| *container == item.container && area.contains(place.centre()))
                .min_by(|a, b| (a.2.w * a.2.h).total_cmp(&(b.2.w * b.2.h)));
            if let Some((_, lane, _)) = inner {
                frames.lanes.insert(item.node.id(), (lane.clone(), 0));
            }
        }
    }

    /// Who owns an item; `None` if the model does not show it.
    pub(super) fn owner(&mut self, item: &Item<'a>, drawing: &Drawing<'a>) -> Option<Owner> {
        let frames = &drawing.frames;
        let drawn = drawing.first(item.node);
        let draws = self.drawn(drawing, item.node);
        let first = || self.model.planes.first().map(|plane| Owner::Plane(plane.id.clone()));
        let kind = match item.kind? {
            ElementKind::Process(kind) => kind,
            _ => return Some(first().unwrap_or_else(|| Owner::Plane(String::new()))),
        };
        // Drawn in its own diagram only: it lies wherever its process does.
        let own = |drawn: &Drawn<'a>| drawing.diagrams[drawn.plane].of == Some(item.node);
        let drawn = drawn.filter(|drawn| !own(drawn));
        let on_plane = drawn.map(|drawn| Owner::Plane(frames.planes[drawn.plane].clone()));
        match kind {
            // A pool that a drawing leaves out: its process lies on the plane.
            Kind::Pool if drawn.is_none() && draws => return None,
            Kind::DataInput | Kind::DataOutput if drawn.is_none() => return None,
            Kind::Lane => {
                if frames.hidden.contains(&item.id) {
                    return None;
                }
                let outer = item.node.ancestors().skip(1).find(|node| node.tag_name().name() == "lane");
                if let Some(outer) = outer.and_then(|outer| self.ours.get(&outer.id()))
                    && !frames.hidden.contains(outer)
                {
                    return Some(Owner::Element(outer.clone()));
                }
            }
            Kind::Event(crate::kind::Position::Boundary, _) => {
                let host = item.node.attribute("attachedToRef").and_then(|id| self.resolve(id));
                let host = host.filter(|host| ACTIVITIES.contains(&host.tag_name().name()));
                if let Some(host) = host.and_then(|host| self.ours.get(&host.id())) {
                    return Some(Owner::Element(host.clone()));
                }
            }
            _ if kind.is_flow_node() || matches!(kind, Kind::DataObject | Kind::DataStore) => {
                if let Some((lane, _)) = frames.lanes.get(&item.node.id()) {
                    return Some(Owner::Element(lane.clone()));
                }
            }
            _ => {}
        }
        match item.container {
            Container::Definitions | Container::Collaboration => {
                let plane = on_plane.or_else(first);
                Some(plane.unwrap_or_else(|| Owner::Plane(self.new_plane("", None))))
            }
            Container::Process(process) => {
                let pool = frames.pools.get(&process);
                let plane = drawn.map(|drawn| drawn.plane);
                match pool {
                    Some((pool, of)) if (of.is_some() || !draws) && (plane.is_none() || *of == plane) => {
                        Some(Owner::Element(pool.clone()))
                    }
                    _ => on_plane
                        .or_else(|| frames.inside.get(&process).cloned().map(Owner::Plane))
                        .or_else(first)
                        .or_else(|| Some(Owner::Plane(String::new()))),
                }
            }
            Container::Subprocess(subprocess) => {
                let own = frames.inside.get(&subprocess);
                let here = drawn.map(|drawn| &frames.planes[drawn.plane]);
                match own {
                    Some(plane) if here.is_none_or(|here| here == plane) => Some(Owner::Plane(plane.clone())),
                    _ => self.ours.get(&subprocess).cloned().map(Owner::Element),
                }
            }
        }
    }

    /// Something that lies on the plane of another process says whose it is.
    pub(super) fn loose(&self, item: &Item<'a>, element: &mut Element) {
        let (Container::Process(process), Owner::Plane(plane)) = (item.container, &element.owner) else {
            return;
        };
        let plane = self.model.planes.iter().find(|known| known.id == *plane);
        let process = self.ours.get(&process);
        if plane.and_then(|plane| plane.of.as_ref()) != process {
            element.process = process.cloned();
        }
    }

    /// Everything drawn more than once.
    pub(super) fn depictions(&mut self, items: &[Item<'a>], drawing: &Drawing<'a>) {
        for item in items {
            for drawn in drawing.all(item.node).iter().skip(1) {
                let id = (self.fresh)();
                let plane = drawing.frames.planes[drawn.plane].clone();
                let mut element = Element::new(&id, ElementKind::Depiction, Owner::Plane(plane));
                element.xid = drawn.node.attribute("id").map(str::to_owned);
                element.src = Some(self.span(drawn.node));
                di::apply(*drawn, &mut element);
                element.properties.insert(property::names::OF.into(), item.id.clone().into());
                self.places.insert(format!("d:{id}"), drawn.node.range().start);
                self.model.elements.push(element);
            }
        }
    }
}

/// What an event can sit on.
const ACTIVITIES: [&str; 12] = [
    "task",
    "userTask",
    "serviceTask",
    "scriptTask",
    "sendTask",
    "receiveTask",
    "manualTask",
    "businessRuleTask",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "callActivity",
];

fn key(container: Container) -> Option<NodeId> {
    match container {
        Container::Definitions | Container::Collaboration => None,
        Container::Process(id) | Container::Subprocess(id) => Some(id),
    }
}

/// The process that a pool shows, by our id.
pub fn process_of(reader: &Reader<'_, '_>, pool: Xml<'_>) -> Option<String> {
    let process = reader.resolve(pool.attribute("processRef")?)?;
    (process.tag_name().name() == "process").then(|| reader.ours.get(&process.id()).cloned())?
}
