//! A model as one command: fresh ids for everything (the file's own stay in `xid`), places relative to parents.

use super::{DEFINITIONS, DOCKS, PROCESS};
use crate::{
    BOARD_PLANE, Command, ElementId, Kind, NewElement, Parent, Projection,
    command::{NewPlane, NewProcess},
    id::random_key,
};
use rand::RngCore;
use std::collections::HashMap;
use wandel_process::{
    Model,
    geometry::{Point, Rect, Size, quantise},
    kind::{DefinitionKind, Kind as P},
    model::{Element, ElementKind, Owner},
    property::{Properties, Value, names, refer_anew},
};

/// Free space between what is on the board and what is imported below it, board units.
const GAP: f64 = 80.0;

struct Import<'a> {
    model: &'a Model,
    elements: HashMap<&'a str, ElementId>,
    index: HashMap<&'a str, &'a Element>,
    processes: HashMap<&'a str, String>,
    planes: HashMap<&'a str, String>,
    /// Added to what lies directly on the board's plane.
    shift: Point,
    /// The board's plane has nothing of a process yet, so that it becomes the first diagram.
    free: bool,
}

/// The command that puts a model on a board: its first diagram on the board's plane (below what is there), every further
/// one on a plane of its own. Importing twice, or by two people at once, gives two copies.
pub fn from_model(model: &Model, board: &Projection, rng: &mut dyn RngCore) -> Command {
    let mut rng = rng;
    let elements = model
        .elements
        .iter()
        .map(|e| (e.id.as_str(), ElementId::random(&mut rng)))
        .collect::<HashMap<_, _>>();
    let processes = model
        .processes
        .iter()
        .map(|p| (p.id.as_str(), random_key("p_", &mut rng)))
        .collect::<HashMap<_, _>>();
    let mut planes = HashMap::new();
    for (n, plane) in model.planes.iter().enumerate() {
        planes.insert(
            plane.id.as_str(),
            if n == 0 { BOARD_PLANE.to_owned() } else { random_key("d_", &mut rng) },
        );
    }
    let index = model.elements.iter().map(|e| (e.id.as_str(), e)).collect();
    let mut import =
        Import { model, elements, index, processes, planes, shift: Point::default(), free: false };
    import.shift = import.free_place(board);
    import.free = !board.children(&Parent::board()).iter().filter_map(|id| board.get(id)).any(is_loose);
    let mut new: Vec<NewElement> = model.elements.iter().map(|element| import.element(element)).collect();
    new.extend(import.definitions(&mut rng));
    Command::Create { elements: new, processes: import.new_processes(), planes: import.new_planes() }
}

/// Belongs to the process of the plane it lies on.
fn is_loose(element: &crate::Element) -> bool {
    element.kind.process().is_some_and(|kind| {
        kind.is_flow_node() || matches!(kind, P::DataObject | P::DataInput | P::DataOutput | P::DataStore)
    })
}

impl Import<'_> {
    fn free_place(&self, board: &Projection) -> Point {
        let shown = board.children(&Parent::board()).iter().filter_map(|id| board.get(id));
        let bounds =
            shown.filter(|e| e.kind.has_shape() && !e.kind.is_connector()).map(crate::Element::bounds);
        let Some(taken) = bounds.reduce(Rect::union) else { return Point::default() };
        let mine = self.model.elements.iter().filter(|e| self.plane_of(e) == Some(BOARD_PLANE));
        let Some(top) = mine.filter(|e| e.bounds.h > 0.0).map(|e| e.bounds.y).reduce(f64::min) else {
            return Point::default();
        };
        Point::new(0.0, ((taken.bottom() + GAP - top) / 10.0).ceil() * 10.0)
    }

    fn plane_of(&self, element: &Element) -> Option<&str> {
        match &element.owner {
            Owner::Plane(plane) => Some(self.planes.get(plane.as_str()).map_or(BOARD_PLANE, String::as_str)),
            Owner::Element(id) if self.index.contains_key(id.as_str()) => None,
            Owner::Element(_) => Some(BOARD_PLANE),
        }
    }

    fn parent(&self, element: &Element) -> Parent {
        match (&element.owner, self.plane_of(element)) {
            (Owner::Element(id), None) => {
                self.elements.get(id.as_str()).map_or_else(Parent::board, |id| Parent::Element(id.clone()))
            }
            (_, plane) => Parent::Plane(plane.unwrap_or(BOARD_PLANE).into()),
        }
    }

    /// What to subtract from absolute places of the model to get places relative to the parent.
    fn origin(&self, element: &Element) -> Point {
        match (&element.owner, self.plane_of(element)) {
            (Owner::Element(id), None) => {
                self.index.get(id.as_str()).map_or(Point::default(), |owner| exact(owner.bounds.origin()))
            }
            (_, Some(BOARD_PLANE)) => Point::default() - self.shift,
            _ => Point::default(),
        }
    }

    fn element(&self, element: &Element) -> NewElement {
        let kind = match element.kind {
            ElementKind::Process(kind) => Kind::Process(kind),
            ElementKind::Definition(kind) => Kind::Definition(kind),
            ElementKind::Depiction => Kind::Depiction,
        };
        let origin = self.origin(element);
        let mut properties = self.properties(element);
        if element.kind == ElementKind::Process(P::Pool) {
            let process = element.process.as_deref().and_then(|id| self.processes.get(id));
            properties.insert(PROCESS.into(), Value::Text(process.cloned().unwrap_or_default()));
        } else if let Some(process) = self.own_process(element) {
            properties.insert(PROCESS.into(), Value::Text(process.clone()));
        }
        let mut via = None;
        if let [first, inner @ .., last] = element.route.as_slice() {
            let (first, last) = (exact(*first) - origin, exact(*last) - origin);
            let docks = [first.x, first.y, last.x, last.y].map(Value::Number);
            properties.insert(DOCKS.into(), Value::List(docks.into()));
            via = Some(inner.iter().map(|point| exact(*point) - origin).collect());
        } else if kind.is_connector() && element.as_imported {
            properties.insert(DOCKS.into(), Value::List(Vec::new()));
        }
        let shaped = element.bounds != Rect::default();
        let end = |id: &Option<String>| {
            id.as_deref().map(|id| self.elements.get(id).cloned().unwrap_or_else(|| ElementId::from(id)))
        };
        NewElement {
            id: self.elements.get(element.id.as_str()).cloned().unwrap_or_else(|| element.id.as_str().into()),
            kind,
            parent: self.parent(element),
            at: if shaped { exact(element.bounds.origin()) - origin } else { Point::default() },
            size: Size::new(quantise(element.bounds.w), quantise(element.bounds.h)),
            label: element.name.clone(),
            from: end(&element.from),
            to: end(&element.to),
            via,
            properties,
            xid: element.xid.clone(),
            src: element.src.clone(),
        }
    }

    /// Properties with references to elements in our new ids.
    fn properties(&self, element: &Element) -> Properties {
        let mut properties = element.properties.clone();
        refer_anew(&mut properties, |id| self.elements.get(id).map(ElementId::as_str));
        if let (Some(Value::List(values)), Some(BOARD_PLANE)) =
            (properties.get_mut(names::LABEL_AT), self.plane_of(element))
            && let [Value::Number(x), Value::Number(y), ..] = values.as_mut_slice()
        {
            (*x, *y) = (*x + self.shift.x, *y + self.shift.y);
        }
        properties
    }

    fn definitions(&self, rng: &mut &mut dyn RngCore) -> Option<NewElement> {
        let said = &self.model.definitions;
        if *said == wandel_process::model::Definitions::default() {
            return None;
        }
        let values = [said.xid.clone().unwrap_or_default(), said.name.clone(), said.target_namespace.clone()]
            .map(Value::Text);
        Some(NewElement {
            id: ElementId::random(rng),
            kind: Kind::Definition(DefinitionKind::Other),
            parent: Parent::board(),
            at: Point::default(),
            size: Size::default(),
            label: String::new(),
            from: None,
            to: None,
            via: None,
            properties: [(DEFINITIONS.to_owned(), Value::List(values.into()))].into(),
            xid: None,
            src: said.src.clone(),
        })
    }

    /// The process of what lies on a plane of another one: several in one diagram, or a diagram beside what is on the board.
    fn own_process(&self, element: &Element) -> Option<&String> {
        let Owner::Plane(plane) = &element.owner else { return None };
        let first = || {
            let first = self.model.planes.first().filter(|first| !self.free && first.id == *plane)?;
            let shown = matches!(element.kind, ElementKind::Process(kind) if kind != P::Pool);
            first.of.as_deref().filter(|_| shown)
        };
        self.processes.get(element.process.as_deref().or_else(first)?)
    }

    fn new_processes(&self) -> Vec<NewProcess> {
        let kept = self.model.processes.iter();
        kept.filter_map(|process| {
            Some(NewProcess {
                id: self.processes.get(process.id.as_str())?.clone(),
                name: process.name.clone(),
                executable: process.executable,
                xid: process.xid.clone(),
                properties: process.properties.clone(),
                src: process.src.clone(),
            })
        })
        .collect()
    }

    fn new_planes(&self) -> Vec<NewPlane> {
        let kept = self.model.planes.iter().enumerate().filter(|(n, _)| *n > 0 || self.free);
        kept.filter_map(|(_, plane)| {
            let of = plane.of.as_deref().map(|of| {
                let element = self.elements.get(of).map(ToString::to_string);
                element.or_else(|| self.processes.get(of).cloned()).unwrap_or_else(|| of.to_owned())
            });
            Some(NewPlane {
                id: self.planes.get(plane.id.as_str())?.clone(),
                name: plane.name.clone(),
                of,
                xid: plane.xid.clone(),
            })
        })
        .collect()
    }
}

fn exact(point: Point) -> Point {
    Point::new(quantise(point.x), quantise(point.y))
}
