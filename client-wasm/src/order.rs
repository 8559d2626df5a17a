//! The order in which a board is read: pool by pool, lane by lane, along the flow; then everything that is in no pool,
//! line by line. Tab, mirror and outline all follow it. Knows the projection only.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use wandel_board::{Element, ElementId, Kind, Parent, Projection};
use wandel_process::kind::{FlowKind, Kind as Process};

/// One element in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub id: ElementId,
    /// The innermost lane (or, without one, pool) that it lies in.
    pub lane: Option<ElementId>,
    /// How deep it lies: in a pool, lane, subprocess or frame.
    pub depth: usize,
}

/// Everything on a plane that has a place of its own (no connectors), in reading order. Containers come before what
/// they hold.
#[must_use]
pub fn reading_order(projection: &Projection, plane: &str) -> Vec<Read> {
    let ranks = flow_ranks(projection);
    let mut list = Vec::new();
    let mut seen = HashSet::new();
    collect(projection, &Parent::Plane(plane.into()), &ranks, None, 0, &mut seen, &mut list);
    list
}

#[allow(clippy::too_many_arguments)]
fn collect(
    projection: &Projection,
    parent: &Parent,
    ranks: &HashMap<ElementId, usize>,
    lane: Option<&ElementId>,
    depth: usize,
    seen: &mut HashSet<ElementId>,
    list: &mut Vec<Read>,
) {
    let mut children: Vec<&Element> = projection
        .children(parent)
        .iter()
        .filter_map(|id| projection.get(id))
        .filter(|element| element.kind.has_shape() && !element.kind.is_connector())
        .collect();
    children
        .sort_by(|a, b| place(a, ranks).partial_cmp(&place(b, ranks)).unwrap_or(std::cmp::Ordering::Equal));
    for element in children {
        if !seen.insert(element.id.clone()) {
            continue;
        }
        list.push(Read { id: element.id.clone(), lane: lane.cloned(), depth });
        let inner = match element.kind {
            Kind::Process(Process::Pool | Process::Lane) => Some(&element.id),
            _ => lane,
        };
        collect(projection, &Parent::Element(element.id.clone()), ranks, inner, depth + 1, seen, list);
    }
}

/// What decides among neighbours: pools and lanes by their place, flow nodes along the flow, everything else after it,
/// line by line.
fn place(element: &Element, ranks: &HashMap<ElementId, usize>) -> (u8, usize, f64, f64) {
    let (x, y) = (element.origin.x, element.origin.y);
    match element.kind {
        Kind::Process(Process::Pool | Process::Lane) => (0, 0, y, x),
        Kind::Process(kind) if kind.is_flow_node() => {
            (1, ranks.get(&element.id).copied().unwrap_or(usize::MAX), x, y)
        }
        _ => (2, 0, y, x),
    }
}

/// A number for each flow node that rises along the sequence flow; loops are cut where they go back.
#[must_use]
pub fn flow_ranks(projection: &Projection) -> HashMap<ElementId, usize> {
    let mut nodes: Vec<&Element> = projection
        .in_order()
        .filter(|element| element.kind.process().is_some_and(Process::is_flow_node))
        .collect();
    let by_place = |a: &&Element, b: &&Element| {
        (a.origin.x, a.origin.y).partial_cmp(&(b.origin.x, b.origin.y)).unwrap_or(std::cmp::Ordering::Equal)
    };
    nodes.sort_by(by_place);
    let mut incoming: HashSet<&ElementId> = HashSet::new();
    let mut next: HashMap<&ElementId, Vec<&Element>> = HashMap::new();
    for node in &nodes {
        for flow in exits(projection, &node.id) {
            if let Some(to) = flow.to.as_ref().and_then(|to| projection.get(to)) {
                incoming.insert(&to.id);
                next.entry(&node.id).or_default().push(to);
            }
        }
        // What interrupts a step comes after it.
        if let Parent::Element(host) = &node.parent
            && is_boundary(node)
            && let Some(host) = projection.get(host)
        {
            incoming.insert(&node.id);
            next.entry(&host.id).or_default().push(node);
        }
    }
    for list in next.values_mut() {
        list.sort_by(by_place);
    }
    // Depth first from the starts; the reverse of the order in which nodes are finished runs along the flow.
    let mut finished: Vec<&ElementId> = Vec::with_capacity(nodes.len());
    let mut seen: HashSet<&ElementId> = HashSet::new();
    let starts = nodes.iter().filter(|node| !incoming.contains(&node.id)).chain(nodes.iter());
    let starts: Vec<&Element> = starts.copied().collect();
    let (first, rest) = starts.split_at(starts.len() - nodes.len());
    for start in first.iter().rev().chain(rest) {
        let mut stack: Vec<(&ElementId, usize)> = Vec::new();
        if seen.insert(&start.id) {
            stack.push((&start.id, 0));
        }
        while let Some((id, at)) = stack.pop() {
            let targets = next.get(id).map_or(&[][..], Vec::as_slice);
            // The last exit first, so that the first one ends up first.
            if let Some(target) = targets.len().checked_sub(at + 1).and_then(|index| targets.get(index)) {
                stack.push((id, at + 1));
                if seen.insert(&target.id) {
                    stack.push((&target.id, 0));
                }
            } else {
                finished.push(id);
            }
        }
    }
    finished.into_iter().rev().enumerate().map(|(rank, id)| (id.clone(), rank)).collect()
}

fn is_boundary(element: &Element) -> bool {
    matches!(element.kind, Kind::Process(Process::Event(wandel_process::kind::Position::Boundary, _)))
}

/// Sequence flows that leave an element, by where they lead: top to bottom, then left to right.
#[must_use]
pub fn exits<'a>(projection: &'a Projection, id: &ElementId) -> Vec<&'a Element> {
    let mut list: Vec<&Element> =
        sequence_flows(projection, id).filter(|flow| flow.from.as_ref() == Some(id)).collect();
    sort_by_end(projection, &mut list, |flow| flow.to.as_ref());
    list
}

/// Sequence flows that arrive at an element.
#[must_use]
pub fn entries<'a>(projection: &'a Projection, id: &ElementId) -> Vec<&'a Element> {
    let mut list: Vec<&Element> =
        sequence_flows(projection, id).filter(|flow| flow.to.as_ref() == Some(id)).collect();
    sort_by_end(projection, &mut list, |flow| flow.from.as_ref());
    list
}

/// The connectors of a shape, its exits first; for a connector, those of the shape that it begins at.
#[must_use]
pub fn connections(projection: &Projection, id: &ElementId) -> Vec<ElementId> {
    let Some(element) = projection.get(id) else { return Vec::new() };
    let shape = match element.kind.is_connector() {
        true => element.from.as_ref().or(element.to.as_ref()),
        false => Some(id),
    };
    let Some(shape) = shape else { return vec![id.clone()] };
    let mut list: Vec<ElementId> = exits(projection, shape).iter().map(|flow| flow.id.clone()).collect();
    list.extend(entries(projection, shape).iter().map(|flow| flow.id.clone()));
    list.extend(projection.incident(shape).iter().cloned());
    let mut seen = HashSet::new();
    list.retain(|id| seen.insert(id.clone()) && projection.get(id).is_some());
    list
}

fn sequence_flows<'a>(projection: &'a Projection, id: &ElementId) -> impl Iterator<Item = &'a Element> {
    projection
        .incident(id)
        .iter()
        .filter_map(|flow| projection.get(flow))
        .filter(|flow| flow.kind == Kind::Process(Process::Flow(FlowKind::Sequence)))
}

fn sort_by_end<'a>(
    projection: &Projection,
    list: &mut [&'a Element],
    end: impl Fn(&'a Element) -> Option<&'a ElementId>,
) {
    list.sort_by_key(|flow| {
        let at = end(flow).and_then(|id| projection.get(id)).map(|element| element.bounds().centre());
        // Whole units are enough to tell rows and columns apart.
        #[allow(clippy::cast_possible_truncation)]
        at.map(|p| (p.y as i64, p.x as i64))
    });
}

/// The lane an element lies in, else the pool.
#[must_use]
pub fn lane_of<'a>(projection: &'a Projection, element: &Element) -> Option<&'a Element> {
    let mut parent = element.parent.clone();
    // Parents never form a cycle in the projection; the bound is for the reader.
    for _ in 0..64 {
        let Parent::Element(id) = &parent else { return None };
        let holder = projection.get(id)?;
        if matches!(holder.kind, Kind::Process(Process::Lane | Process::Pool)) {
            return Some(holder);
        }
        parent = holder.parent.clone();
    }
    None
}

/// The pool an element lies in.
#[must_use]
pub fn pool_of<'a>(projection: &'a Projection, element: &Element) -> Option<&'a Element> {
    let mut parent = element.parent.clone();
    for _ in 0..64 {
        let Parent::Element(id) = &parent else { return None };
        let holder = projection.get(id)?;
        if holder.kind == Kind::Process(Process::Pool) {
            return Some(holder);
        }
        parent = holder.parent.clone();
    }
    None
}

/// All lanes of a pool, at any depth, top to bottom; only those that hold no lanes themselves.
#[must_use]
pub fn lanes_of<'a>(projection: &'a Projection, pool: &ElementId) -> Vec<&'a Element> {
    let mut list = Vec::new();
    let mut stack = vec![pool.clone()];
    while let Some(id) = stack.pop() {
        for child in projection.children(&Parent::Element(id)) {
            let Some(element) = projection.get(child) else { continue };
            if element.kind == Kind::Process(Process::Lane) {
                stack.push(element.id.clone());
                list.push(element);
            }
        }
    }
    let holders: HashSet<ElementId> = list
        .iter()
        .filter_map(|lane| if let Parent::Element(id) = &lane.parent { Some(id.clone()) } else { None })
        .collect();
    list.retain(|lane| !holders.contains(&lane.id));
    list.sort_by(|a, b| a.origin.y.total_cmp(&b.origin.y));
    list
}

/// The colour of a lane, `1` … `8`: its own, else by its place in the pool.
#[must_use]
pub fn lane_colour(projection: &Projection, lane: &Element) -> String {
    if let Some(colour) = lane.text(wandel_process::property::names::COLOUR) {
        return colour.to_owned();
    }
    let index = pool_of(projection, lane)
        .and_then(|pool| lanes_of(projection, &pool.id).iter().position(|other| other.id == lane.id))
        .unwrap_or_default();
    (index % 8 + 1).to_string()
}

/// Every element below another one, at any depth.
#[must_use]
pub fn descendants(projection: &Projection, id: &ElementId) -> Vec<ElementId> {
    let mut list = Vec::new();
    let mut stack = vec![id.clone()];
    while let Some(parent) = stack.pop() {
        for child in projection.children(&Parent::Element(parent)) {
            list.push(child.clone());
            stack.push(child.clone());
        }
    }
    list
}

/// The plane every board has.
#[must_use]
pub fn board_plane() -> Arc<str> {
    wandel_board::BOARD_PLANE.into()
}
