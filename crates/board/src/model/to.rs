//! The process on a board as a model: places absolute, whiteboard things left out, containers before what they hold.

use super::{DEFINITIONS, DOCKS, PROCESS};
use crate::{BOARD_PLANE, Element, ElementId, Kind, Parent, Projection, projection::Process};
use std::collections::{BTreeMap, BTreeSet};
use wandel_process::{
    Model,
    geometry::{Point, Rect},
    kind::{DefinitionKind, Kind as P},
    model::{self, Definitions, ElementKind, Owner},
    property::{Properties, Value, names},
};

/// `routes`: the absolute way points a connector is drawn with, from edge to edge; asked for where the board has no route
/// of an imported file.
pub fn to_model(board: &Projection, routes: &dyn Fn(&ElementId) -> Vec<Point>) -> Model {
    let mut model = Model::default();
    let mut loose: BTreeSet<&str> = BTreeSet::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let closed = closed(board);
    for element in board.in_order().filter(|one| !closed.contains(&*one.plane) && !is_stray(board, one)) {
        let kind = match &element.kind {
            Kind::Process(kind) => ElementKind::Process(*kind),
            Kind::Definition(DefinitionKind::Other) if element.properties.contains_key(DEFINITIONS) => {
                if model.definitions == Definitions::default() {
                    model.definitions = definitions(element);
                }
                continue;
            }
            Kind::Definition(kind) => ElementKind::Definition(*kind),
            Kind::Depiction => ElementKind::Depiction,
            Kind::Note
            | Kind::Text
            | Kind::Shape(_)
            | Kind::Frame
            | Kind::Stroke
            | Kind::Line
            | Kind::Unknown(_) => continue,
        };
        let owner = owner(board, element);
        if let Owner::Plane(_) = owner {
            if !matches!(kind, ElementKind::Definition(_)) {
                used.insert(&element.plane);
            }
            let own = element.properties.contains_key(PROCESS);
            if !own && matches!(kind, ElementKind::Process(kind) if belongs_to_plane(kind)) {
                loose.insert(&element.plane);
            }
        }
        model.elements.push(convert(board, element, kind, owner, routes));
    }
    planes(board, &used, &loose, &closed, &mut model);
    processes(board, &mut model);
    model
}

/// Called as something else is: only a program that keeps to no rule writes such an element, and within a model an id means
/// one thing. Ids with control characters are those that are made up while files are compared.
fn is_stray(board: &Projection, element: &Element) -> bool {
    let id = element.id.as_str();
    !ElementId::is_valid(id)
        && (board.planes().contains_key(id)
            || board.processes().contains_key(id)
            || id.starts_with(char::is_control))
}

/// Planes that nothing leads to any more: the subprocess whose inside they show is gone, or lies on such a plane.
fn closed(board: &Projection) -> BTreeSet<&str> {
    let mut closed: BTreeSet<&str> = BTreeSet::new();
    let mut shown_on: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut open: Vec<&str> = Vec::new();
    for plane in board.planes().values().filter(|plane| &*plane.id != BOARD_PLANE) {
        let Some(of) = plane.of.as_deref().filter(|of| ElementId::is_valid(of)) else { continue };
        match board.get(&ElementId::from(of)) {
            Some(shown) => shown_on.entry(&*shown.plane).or_default().push(&*plane.id),
            None => open.push(&*plane.id),
        }
    }
    while let Some(plane) = open.pop() {
        if closed.insert(plane) {
            open.extend(shown_on.get(plane).into_iter().flatten());
        }
    }
    closed
}

const fn belongs_to_plane(kind: P) -> bool {
    kind.is_flow_node() || matches!(kind, P::DataObject | P::DataInput | P::DataOutput | P::DataStore)
}

/// The nearest pool, lane, subprocess, host or definition; whiteboard frames in between own nothing in a process.
fn owner(board: &Projection, element: &Element) -> Owner {
    let mut parent = &element.parent;
    while let Parent::Element(id) = parent {
        match board.get(id) {
            Some(holder)
                if matches!(holder.kind, Kind::Definition(_))
                    || holder
                        .kind
                        .process()
                        .is_some_and(|kind| kind.is_container() || kind.is_activity()) =>
            {
                return Owner::Element(id.to_string());
            }
            Some(holder) => parent = &holder.parent,
            None => break,
        }
    }
    Owner::Plane(element.plane.to_string())
}

fn convert(
    board: &Projection,
    element: &Element,
    kind: ElementKind,
    owner: Owner,
    routes: &dyn Fn(&ElementId) -> Vec<Point>,
) -> model::Element {
    let mut properties: Properties = element.properties.clone();
    let process = properties.remove(PROCESS);
    let docks = properties.remove(DOCKS);
    let parent = board.origin_of(&element.parent);
    let owner_origin = match &owner {
        Owner::Element(id) => board.get(&ElementId::from(id.as_str())).map_or(Point::default(), |e| e.origin),
        Owner::Plane(_) => Point::default(),
    };
    let by = parent - owner_origin;
    if let Some(Value::List(values)) = properties.get_mut(names::LABEL_AT)
        && let [Value::Number(x), Value::Number(y), ..] = values.as_mut_slice()
    {
        (*x, *y) = (*x + by.x, *y + by.y);
    }
    let connector = element.kind.is_connector();
    let route = match given_route(board, element, docks.as_ref()) {
        Some(route) => route,
        None if connector => routes(&element.id),
        None => Vec::new(),
    };
    let placed =
        !connector && element.kind.has_shape() && (element.kind != Kind::Depiction || route.is_empty());
    model::Element {
        id: element.id.to_string(),
        xid: element.xid.as_deref().map(str::to_owned),
        kind,
        name: element.label.to_string(),
        owner,
        process: match process {
            Some(Value::Text(id)) if self::process(board, &id).is_some() => Some(id),
            _ => None,
        },
        from: element.from.as_ref().map(ToString::to_string),
        to: element.to.as_ref().map(ToString::to_string),
        bounds: if placed { element.bounds() } else { Rect::default() },
        route,
        as_imported: docks.is_some(),
        properties,
        src: element.src.clone(),
    }
}

/// The route a file gave, while it still begins and ends at the connector's ends.
fn given_route(board: &Projection, element: &Element, docks: Option<&Value>) -> Option<Vec<Point>> {
    docks?;
    let [first, last] = element.docks()?;
    let touches = |end: &Option<ElementId>, point: Point| {
        let Some(end) = end.as_ref().and_then(|id| board.get(id)) else { return true };
        // Files draw messages, too, and lead lines to them: what has no place here cannot have left it.
        end.kind.is_connector() || !end.kind.has_shape() || end.bounds().inflate(2.0).contains(point)
    };
    if !(touches(&element.from, first) && touches(&element.to, last)) {
        return None;
    }
    let via = element.via.iter().flat_map(|via| via.iter().copied()).map(|point| point + element.origin);
    Some(std::iter::once(first).chain(via).chain([last]).collect())
}

/// Numbers in a list, two by two.
pub(crate) fn points(value: &Value) -> Option<Vec<Point>> {
    let Value::List(values) = value else { return None };
    let numbers = values.iter().map(Value::as_number).collect::<Option<Vec<_>>>()?;
    Some(numbers.chunks_exact(2).map(|pair| Point::new(pair[0], pair[1])).collect())
}

fn definitions(element: &Element) -> Definitions {
    let said = |n: usize| match element.properties.get(DEFINITIONS) {
        Some(Value::List(values)) => values.get(n).and_then(Value::as_text).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    Definitions {
        xid: Some(said(0)).filter(|id| !id.is_empty()),
        name: said(1),
        target_namespace: said(2),
        src: element.src.clone(),
    }
}

/// Planes with something on them, in order; and the board's own while nothing else is.
fn planes(
    board: &Projection,
    used: &BTreeSet<&str>,
    loose: &BTreeSet<&str>,
    closed: &BTreeSet<&str>,
    model: &mut Model,
) {
    let mut planes: Vec<_> = board.planes().values().collect();
    planes.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.id.cmp(&b.id)));
    let is_shown = |of: &str| ElementId::is_valid(of) || self::process(board, of).is_some();
    for plane in planes {
        let inside_living = plane.of.as_deref().is_some_and(|of| board.get(&ElementId::from(of)).is_some());
        // An empty diagram of a file is one all the same.
        let filed = plane.xid.is_some() && !closed.contains(&*plane.id);
        if !(used.contains(&*plane.id)
            || inside_living
            || filed
            || &*plane.id == BOARD_PLANE && used.is_empty())
        {
            continue;
        }
        // The board's own process is not said where everything lies in pools, or in a file that has none.
        let idle = plane.of.as_deref().and_then(|of| self::process(board, of)).is_some_and(|process| {
            let taken = used.contains(&*plane.id) || model.definitions.src.is_some();
            process.xid.is_none() && !loose.contains(&*plane.id) && taken
        });
        model.planes.push(model::Plane {
            id: plane.id.to_string(),
            xid: plane.xid.as_deref().map(str::to_owned),
            name: plane.name.clone(),
            of: plane.of.as_deref().filter(|of| !idle && is_shown(of)).map(str::to_owned),
        });
    }
    if model.planes.is_empty() && !model.elements.is_empty() {
        model.planes.push(model::Plane { id: BOARD_PLANE.into(), ..model::Plane::default() });
    }
}

/// A process by its id; none that is called as a plane is: within a model an id means one thing.
fn process<'b>(board: &'b Projection, id: &str) -> Option<&'b Process> {
    board.processes().get(id).filter(|_| !id.is_empty() && !board.planes().contains_key(id))
}

/// Processes that a living pool or a plane refers to, and those of a file that nothing ever referred to.
fn processes(board: &Projection, model: &mut Model) {
    let mut referred: BTreeMap<&str, bool> = BTreeMap::new();
    for plane in board.planes().values() {
        if let Some(of) = plane.of.as_deref() {
            let shown = model.planes.iter().any(|shown| shown.of.as_deref() == Some(of));
            let filed = self::process(board, of).is_some_and(|process| process.src.is_some());
            *referred.entry(of).or_default() |= shown || filed;
        }
    }
    for node in board.nodes.values() {
        if let Some(Value::Text(id)) = node.view.properties.get(PROCESS) {
            // A pool takes its process along; what lies beside a plane's own process leaves one of a file empty.
            let filed = self::process(board, id).is_some_and(|process| process.src.is_some());
            *referred.entry(id).or_default() |= !node.view.gone || filed && !node.is_pool();
        }
    }
    for process in board.processes().values().filter(|one| !board.planes().contains_key(&one.id)) {
        let kept = referred.get(&*process.id).copied().unwrap_or(process.xid.is_some());
        if kept {
            model.processes.push(model::Process {
                id: process.id.to_string(),
                xid: process.xid.as_deref().map(str::to_owned),
                name: process.name.clone(),
                executable: process.executable,
                properties: process.properties.clone(),
                src: process.src.clone(),
            });
        }
    }
}
