//! Moves, resizes and re-parents. What an element carries goes with it, because places are relative; labels placed apart,
//! boundary events and bends between things that moved alike follow. Resizing a container leaves its contents where they are.

use super::lanes;
use crate::model::DOCKS;
use crate::{
    command::Placement,
    edit::Plan,
    element::Parent,
    id::ElementId,
    projection::node::{Node, key},
    refusal::Refusal,
    value,
};
use std::collections::{BTreeMap, BTreeSet};
use wandel_process::{
    geometry::{Point, Rect, Size, quantise},
    kind::{Kind as P, Position},
    property::{Value, names},
};

pub(super) fn decide(plan: &mut Plan, items: &[Placement]) -> Result<(), Refusal> {
    for item in items {
        check(plan, item)?;
    }
    let listed: BTreeSet<&ElementId> = items.iter().map(|item| &item.id).collect();
    let before = connected(plan, &listed);
    for item in items {
        let node = plan.living(&item.id)?;
        if node.view.kind.is_connector() || !node.view.kind.has_shape() {
            continue;
        }
        if node.is_lane() {
            place_lane(plan, item)?;
        } else if node.is_pool() {
            place_pool(plan, item, &listed)?;
        } else {
            place_other(plan, item, &listed)?;
        }
        plan.settle();
    }
    follow(plan, before)
}

fn check(plan: &Plan, item: &Placement) -> Result<(), Refusal> {
    let node = plan.living(&item.id)?;
    match &item.parent {
        Parent::Plane(plane) => {
            if **plane != *crate::BOARD_PLANE && !plan.board.planes.contains_key(plane) {
                return Err(Refusal::new("plane.missing").with("plane", plane.escape_debug()));
            }
            if node.is_lane() && item.size.is_none() {
                return Err(Refusal::new("lane.needs-pool").with("element", &item.id));
            }
        }
        Parent::Element(parent) => {
            let holder = plan.living(parent)?;
            if plan.board.is_within(parent, &item.id) {
                return Err(Refusal::new("place.within-itself").with("element", &item.id));
            }
            let hosts = holder.view.kind.process().is_some_and(P::is_activity);
            if !(holder.view.kind.is_container() || hosts && is_boundary(node)) {
                return Err(Refusal::new("place.not-a-container").with("element", parent));
            }
        }
    }
    Ok(())
}

fn is_boundary(node: &Node) -> bool {
    matches!(node.view.kind.process(), Some(P::Event(Position::Boundary, _)))
}

fn exact(at: Point) -> Point {
    Point::new(quantise(at.x), quantise(at.y))
}

fn place_other(plan: &mut Plan, item: &Placement, listed: &BTreeSet<&ElementId>) -> Result<(), Refusal> {
    let node = plan.living(&item.id)?;
    let (old_at, old_size, same_parent) = (node.view.at, node.view.size, node.view.parent == item.parent);
    let at = exact(item.at);
    plan.put(&item.id, key::AT, Some(value::place(&item.parent, at)))?;
    shift_label(plan, &item.id, at - old_at)?;
    if let Some(size) = item.size {
        plan.put(&item.id, key::WH, Some(value::size(size)))?;
        let size = Size::new(quantise(size.w.max(0.0)), quantise(size.h.max(0.0)));
        if size != old_size {
            if same_parent && at != old_at {
                hold_still(plan, &item.id, at - old_at, listed)?;
            }
            keep_attached(plan, &item.id, old_size, size, listed)?;
        }
    }
    Ok(())
}

/// Contents of a container whose top left moved while it was resized stay where they are.
fn hold_still(
    plan: &mut Plan,
    holder: &ElementId,
    by: Point,
    listed: &BTreeSet<&ElementId>,
) -> Result<(), Refusal> {
    for id in plan.board.children(&Parent::Element(holder.clone())).to_vec() {
        let node = plan.living(&id)?;
        if listed.contains(&id) || node.is_lane() || is_boundary(node) || node.view.kind.is_connector() {
            continue;
        }
        let at = node.view.at - by;
        plan.put(&id, key::AT, Some(value::place(&Parent::Element(holder.clone()), at)))?;
        shift_label(plan, &id, Point::default() - by)?;
    }
    Ok(())
}

/// Boundary events stay on the edge they sit on.
fn keep_attached(
    plan: &mut Plan,
    host: &ElementId,
    old: Size,
    new: Size,
    listed: &BTreeSet<&ElementId>,
) -> Result<(), Refusal> {
    for id in plan.board.children(&Parent::Element(host.clone())).to_vec() {
        let node = plan.living(&id)?;
        if listed.contains(&id) || !is_boundary(node) {
            continue;
        }
        let half = Point::new(node.view.size.w / 2.0, node.view.size.h / 2.0);
        let middle = node.view.at + half;
        let to_right = (old.w - middle.x).abs() < middle.x.abs();
        let to_bottom = (old.h - middle.y).abs() < middle.y.abs();
        let nearest = |a: f64, b: f64| a.abs().min((b - a).abs());
        let beside = nearest(middle.x, old.w) <= nearest(middle.y, old.h);
        let x = if to_right && beside { middle.x + new.w - old.w } else { middle.x };
        let y = if to_bottom && !beside { middle.y + new.h - old.h } else { middle.y };
        let at = exact(Point::new(x.clamp(0.0, new.w), y.clamp(0.0, new.h)) - half);
        let by = at - node.view.at;
        plan.put(&id, key::AT, Some(value::place(&Parent::Element(host.clone()), at)))?;
        shift_label(plan, &id, by)?;
    }
    Ok(())
}

fn place_pool(plan: &mut Plan, item: &Placement, listed: &BTreeSet<&ElementId>) -> Result<(), Refusal> {
    if item.size.is_some() {
        lanes::tidy(plan, &item.id)?;
    }
    let node = plan.living(&item.id)?;
    let across = node.is_horizontal();
    let (old_at, old) = (node.view.at, node.view.size);
    let all = plan.board.lanes_of(&item.id);
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return place_other(plan, item, listed) };
    let at = exact(item.at);
    let by = at - old_at;
    plan.put(&item.id, key::AT, Some(value::place(&item.parent, at)))?;
    shift_label(plan, &item.id, by)?;
    let Some(size) = item.size.map(|size| Size::new(quantise(size.w), quantise(size.h))) else {
        return Ok(());
    };
    if size == old {
        return Ok(());
    }
    plan.put(&item.id, key::WH, Some(value::size(size)))?;
    let more = lanes::short(size, across) - lanes::short(old, across);
    let from_start = lanes::along(by, across) != 0.0;
    if more != 0.0 {
        lanes::grow(plan, if from_start { first } else { last }, more, from_start)?;
    }
    plan.settle();
    if by != Point::default() {
        hold_lanes_still(plan, &item.id, by, across, from_start && more != 0.0, listed)?;
    }
    Ok(())
}

/// Contents of the lanes of a pool that was resized at its start or side stay where they are: those of the first lane
/// entirely, those of the others along the pool, since the lanes before them gave the room.
fn hold_lanes_still(
    plan: &mut Plan,
    pool: &ElementId,
    by: Point,
    across: bool,
    first_grew: bool,
    listed: &BTreeSet<&ElementId>,
) -> Result<(), Refusal> {
    let side = if across { Point::new(by.x, 0.0) } else { Point::new(0.0, by.y) };
    hold_still(plan, pool, by, listed)?;
    let mut stack: Vec<(ElementId, bool)> =
        plan.board.lanes_of(pool).into_iter().enumerate().map(|(i, lane)| (lane, i == 0)).collect();
    while let Some((lane, first)) = stack.pop() {
        hold_still(plan, &lane, if first || !first_grew { by } else { side }, listed)?;
        let inner = plan.board.lanes_of(&lane).into_iter().enumerate();
        stack.extend(inner.map(|(i, lane)| (lane, first && i == 0)));
    }
    Ok(())
}

fn place_lane(plan: &mut Plan, item: &Placement) -> Result<(), Refusal> {
    lanes::tidy(plan, &item.id)?;
    let node = plan.living(&item.id)?;
    let across = plan.board.lies_across(node);
    let (old, old_holder) = (node.view.size, node.parent.clone());
    if let Some(size) = item.size {
        let more = lanes::short(size, across) - lanes::short(old, across);
        if more != 0.0 {
            lanes::grow(plan, &item.id, more, false)?;
        }
        let longer = lanes::short(size, !across) - lanes::short(old, !across);
        if let (true, Some(pool)) = (longer != 0.0, plan.board.pool_of(&item.id)) {
            let size = plan.living(&pool)?.view.size;
            let size = lanes::with_short(size, !across, lanes::short(size, !across) + longer);
            plan.put(&pool, key::WH, Some(value::size(size)))?;
        }
        if old_holder == item.parent {
            return Ok(());
        }
    }
    let Parent::Element(holder) = &item.parent else {
        return Err(Refusal::new("lane.needs-pool").with("element", &item.id));
    };
    lanes::check_holder(plan, holder)?;
    lanes::tidy(plan, holder)?;
    if let Parent::Element(old) = &old_holder
        && old != holder
        && plan.board.lanes_of(old).len() == 1
        && plan.living(old).is_ok()
    {
        lanes::keep_size(plan, old)?;
    }
    let z = lanes::place_among(plan, holder, &item.id, lanes::along(item.at, across), across);
    plan.put(&item.id, key::AT, Some(value::place(&item.parent, exact(item.at))))?;
    plan.put(&item.id, key::Z, Some(value::text(&z)))
}

/// Moves a label that was placed apart along with its element.
pub(super) fn shift_label(plan: &mut Plan, id: &ElementId, by: Point) -> Result<(), Refusal> {
    shift(plan, id, names::LABEL_AT, by, 1)
}

/// Moves the first `count` points of a list of numbers.
fn shift(plan: &mut Plan, id: &ElementId, name: &str, by: Point, count: usize) -> Result<(), Refusal> {
    let Some(Value::List(values)) = plan.any(id)?.view.properties.get(name) else { return Ok(()) };
    if by == Point::default() {
        return Ok(());
    }
    let mut moved = values.clone();
    for pair in moved.chunks_exact_mut(2).take(count) {
        if let [Value::Number(x), Value::Number(y)] = pair {
            (*x, *y) = (quantise(*x + by.x), quantise(*y + by.y));
        }
    }
    let any = value::from_value(&Value::List(moved));
    plan.put(id, &format!("{}{name}", key::PROPERTY), Some(any))
}

/// The route is not the one of the file any more.
pub(super) fn clear_docks(plan: &mut Plan, id: &ElementId) -> Result<(), Refusal> {
    plan.put(id, &format!("{}{DOCKS}", key::PROPERTY), None)
}

struct Bent {
    ends: [(ElementId, Rect); 2],
    origin: Point,
}

/// Connectors with bends or placed labels whose ends may move, with where everything was.
fn connected(plan: &Plan, listed: &BTreeSet<&ElementId>) -> BTreeMap<ElementId, Bent> {
    let mut found = BTreeMap::new();
    let mut stack: Vec<ElementId> = listed.iter().map(|id| (*id).clone()).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = stack.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        stack.extend_from_slice(plan.board.children(&Parent::Element(id.clone())));
        for connector in plan.board.incident(&id) {
            let Some(view) = plan.board.get(connector) else { continue };
            let placed = [names::LABEL_AT, DOCKS].iter().any(|name| view.properties.contains_key(*name));
            if view.via.is_none() && !placed {
                continue;
            }
            let bounds = |id: &Option<ElementId>| {
                id.as_ref().and_then(|id| Some((id.clone(), plan.board.get(id)?.bounds())))
            };
            if let (Some(from), Some(to)) = (bounds(&view.from), bounds(&view.to)) {
                found.insert(connector.clone(), Bent { ends: [from, to], origin: view.origin });
            }
        }
    }
    found
}

/// Bends between two things that moved alike move with them.
fn follow(plan: &mut Plan, before: BTreeMap<ElementId, Bent>) -> Result<(), Refusal> {
    for (id, was) in before {
        let now = |id: &ElementId| plan.board.get(id).map(crate::Element::bounds);
        let [(from, from_was), (to, to_was)] = &was.ends;
        let own = plan.board.get(&id).map(|view| view.origin);
        let (Some(from), Some(to), Some(own)) = (now(from), now(to), own) else { continue };
        let moved = from.origin() - from_was.origin();
        let by = moved - (own - was.origin);
        if from.size() != from_was.size()
            || to.size() != to_was.size()
            || moved != to.origin() - to_was.origin()
        {
            let given = plan.board.get(&id).is_some_and(|view| view.docks().is_some());
            if given {
                clear_docks(plan, &id)?;
            }
            continue;
        }
        if let Some(via) = plan.living(&id)?.view.via.clone() {
            let via: Vec<Point> = via.iter().map(|point| *point + by).collect();
            plan.put(&id, key::VIA, Some(value::points(&via)))?;
        }
        shift_label(plan, &id, by)?;
        shift(plan, &id, DOCKS, by, 2)?;
    }
    Ok(())
}
