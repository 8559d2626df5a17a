//! What happens to a pool when its lanes change. Lanes tile it (`projection::lanes`), so all that is written is order,
//! height and, when lanes come or go altogether, where the contents and the pool's size are kept.

use crate::{
    command::NewElement,
    edit::Plan,
    element::Parent,
    id::ElementId,
    kind::Kind,
    order,
    projection::{
        lanes::{HEADER, LEAST},
        node::{Node, key},
    },
    refusal::Refusal,
    value,
};
use wandel_process::geometry::{Point, Size};
use yrs::Any;

/// The coordinate in which lanes follow each other.
pub(super) const fn along(at: Point, across: bool) -> f64 {
    if across { at.y } else { at.x }
}

/// The extent in which lanes add up.
pub(super) const fn short(size: Size, across: bool) -> f64 {
    if across { size.h } else { size.w }
}

/// A size with another such extent.
pub(super) const fn with_short(size: Size, across: bool, short: f64) -> Size {
    if across { Size::new(size.w, short) } else { Size::new(short, size.h) }
}

const fn inset(across: bool) -> Point {
    if across { Point::new(HEADER, 0.0) } else { Point::new(0.0, HEADER) }
}

/// Like `Projection::lies_across`, for pools that this plan is making.
pub(super) fn lies_across_made(plan: &Plan, holder: &ElementId) -> bool {
    let mut id = holder.clone();
    for _ in 0..64 {
        let Ok(node) = plan.any(&id) else { return true };
        if node.is_pool() {
            return node.is_horizontal();
        }
        let Parent::Element(parent) = &node.parent else { return true };
        id = parent.clone();
    }
    true
}

fn is_across(plan: &Plan, id: &ElementId) -> bool {
    plan.board
        .nodes
        .get(id)
        .is_none_or(|node| if node.is_pool() { node.is_horizontal() } else { plan.board.lies_across(node) })
}

/// Refuses what cannot hold lanes.
pub(super) fn check_holder(plan: &Plan, holder: &ElementId) -> Result<(), Refusal> {
    let node = plan.living(holder)?;
    if (node.is_pool() || node.is_lane()) && plan.board.pool_of(holder).is_some() {
        Ok(())
    } else {
        Err(Refusal::new("lane.needs-pool").with("element", holder))
    }
}

/// New lanes in a pool (or lane) that was there before, given with places relative to it.
pub(super) fn join(plan: &mut Plan, holder: &ElementId, mut group: Vec<Node>) -> Result<(), Refusal> {
    check_holder(plan, holder)?;
    tidy(plan, holder)?;
    let across = is_across(plan, holder);
    let size = plan.living(holder)?.view.size;
    group.sort_by(|a, b| along(a.at, across).total_cmp(&along(b.at, across)));
    if plan.board.lanes_of(holder).is_empty() {
        let contents = contents(plan, holder);
        let total: f64 = group.iter().map(|lane| short(lane.written_size(), across)).sum();
        if !contents.is_empty() && group.len() == 1 {
            // One lane beside what was there: that becomes a lane of its own first.
            let mut first = Node::blank(ElementId::random(&mut plan.rng));
            first.view.kind = Kind::Process(wandel_process::Kind::Lane);
            first.view.by = plan.by;
            first.parent = Parent::Element(holder.clone());
            first.size = Some(size);
            first.view.z = order::between(None, None, plan.rng).into();
            let id = first.view.id.clone();
            plan.make(first);
            plan.settle();
            move_into(plan, &id, &contents, across)?;
        } else if let Some(first) = group.first().map(|lane| lane.view.id.clone()) {
            if total < short(size, across) {
                let rest = short(size, across) - total;
                if let Some(last) = group.last_mut() {
                    let own = last.written_size();
                    last.size = Some(with_short(own, across, short(own, across) + rest));
                }
            }
            for lane in group {
                let z = place_among(plan, holder, &lane.view.id, along(lane.at, across), across);
                make(plan, lane, z);
            }
            return move_into(plan, &first, &contents, across);
        }
    }
    for lane in group {
        let z = place_among(plan, holder, &lane.view.id, along(lane.at, across), across);
        make(plan, lane, z);
    }
    Ok(())
}

fn make(plan: &mut Plan, mut lane: Node, z: String) {
    lane.view.z = z.into();
    plan.make(lane);
    plan.settle();
}

/// The order key for a lane dropped at a coordinate within its holder.
pub(super) fn place_among(
    plan: &mut Plan,
    holder: &ElementId,
    own: &ElementId,
    at: f64,
    across: bool,
) -> String {
    let mut lanes = plan.board.lanes_of(holder);
    lanes.retain(|lane| lane != own);
    let view = |id: &ElementId| plan.board.any(id);
    let above = lanes
        .iter()
        .filter_map(view)
        .take_while(|lane| along(lane.at, across) + short(lane.size, across) / 2.0 <= at)
        .count();
    let z = |place: Option<usize>| {
        place.and_then(|place| lanes.get(place)).and_then(view).map(|lane| lane.z.to_string())
    };
    let (low, high) = (z(above.checked_sub(1)), z(Some(above)));
    order::between(low.as_deref(), high.as_deref(), plan.rng)
}

/// Everything living directly in a pool or lane but lanes and connectors.
fn contents(plan: &Plan, holder: &ElementId) -> Vec<ElementId> {
    let children = plan.board.children(&Parent::Element(holder.clone()));
    let fits = |id: &&ElementId| {
        plan.board.nodes.get(*id).is_some_and(|node| !node.is_lane() && !node.view.kind.is_connector())
    };
    children.iter().filter(fits).cloned().collect()
}

fn move_into(plan: &mut Plan, lane: &ElementId, contents: &[ElementId], across: bool) -> Result<(), Refusal> {
    for id in contents {
        let at = plan.living(id)?.view.at - inset(across);
        plan.put(id, key::AT, Some(value::place(&Parent::Element(lane.clone()), at)))?;
        super::place::shift_label(plan, id, Point::default() - inset(across))?;
    }
    plan.settle();
    Ok(())
}

/// Gives up the places a file gave the lanes of this pool: from now on they tile.
pub(super) fn tidy(plan: &mut Plan, within: &ElementId) -> Result<(), Refusal> {
    let Some(pool) = plan.board.pool_of(within) else { return Ok(()) };
    if !plan.living(&pool)?.untiled {
        return Ok(());
    }
    let mut holders = vec![pool.clone()];
    while let Some(holder) = holders.pop() {
        let across = is_across(plan, &holder);
        let mut lanes = plan.board.lanes_of(&holder);
        let start = |id: &ElementId| plan.board.any(id).map_or(0.0, |lane| along(lane.at, across));
        lanes.sort_by(|a, b| start(a).total_cmp(&start(b)));
        let mut low: Option<String> = None;
        for lane in &lanes {
            let z = order::between(low.as_deref(), None, plan.rng);
            plan.put(lane, key::Z, Some(value::text(&z)))?;
            low = Some(z);
        }
        holders.extend(lanes);
    }
    plan.put(&pool, key::UNTILED, None)?;
    plan.settle();
    Ok(())
}

/// Before the last lane of a pool or lane leaves it: its size was theirs, and becomes its own.
pub(super) fn keep_size(plan: &mut Plan, holder: &ElementId) -> Result<(), Refusal> {
    let size = plan.living(holder)?.view.size;
    plan.put(holder, key::WH, Some(value::size(size)))
}

/// Pools of a file whose lanes do not tile exactly keep the places the file gave them.
pub(super) fn keep_untidy(plan: &mut Plan, elements: &[NewElement]) -> Result<(), Refusal> {
    let mut untidy = Vec::new();
    for new in elements.iter().filter(|new| new.xid.is_some() || new.src.is_some()) {
        let Some(node) = plan.board.nodes.get(&new.id) else { continue };
        let moved = node.is_lane() && node.view.at != node.at;
        let resized = (node.is_lane() || node.is_pool()) && node.view.size != node.written_size();
        if moved || resized {
            untidy.extend(plan.board.pool_of(&new.id));
        }
    }
    for pool in untidy {
        plan.put(&pool, key::UNTILED, Some(Any::Bool(true)))?;
    }
    plan.settle();
    Ok(())
}

/// Sets the extent of a lane across its pool: its own, or its last nested lane's.
pub(super) fn grow(plan: &mut Plan, lane: &ElementId, by: f64, first: bool) -> Result<(), Refusal> {
    let across = is_across(plan, lane);
    let mut id = lane.clone();
    loop {
        let inner = plan.board.lanes_of(&id);
        match if first { inner.first() } else { inner.last() } {
            Some(next) => id = next.clone(),
            None => break,
        }
    }
    let size = plan.living(&id)?.view.size;
    let next = with_short(size, across, (short(size, across) + by).max(LEAST));
    plan.put(&id, key::WH, Some(value::size(next)))
}
