//! Promotion and "turn into": the same element becomes another kind; id, author, label and everything the server keys by
//! the id stay. The middle stays where it is. Flows that cannot end at the new kind become plain lines.

use crate::{
    edit::Plan, element::Parent, id::ElementId, kind::Kind, projection::node::key, refusal::Refusal, value,
};
use wandel_process::{
    geometry::{Point, Size},
    kind::{FlowKind, Kind as P, Position},
};

pub(super) fn decide(
    plan: &mut Plan,
    id: &ElementId,
    kind: &Kind,
    size: Option<Size>,
) -> Result<(), Refusal> {
    let node = plan.living(id)?;
    let old = node.view.kind.clone();
    let outer = |kind: &Kind| matches!(kind, Kind::Process(P::Pool | P::Lane) | Kind::Definition(_));
    if old == *kind {
        return Ok(());
    }
    if old.is_connector() != kind.is_connector()
        || outer(&old)
        || outer(kind)
        || matches!(kind, Kind::Unknown(_))
    {
        return Err(Refusal::new("turn.impossible").with("from", old.name()).with("to", kind.name()));
    }
    if is_boundary(kind) && !is_boundary(&old) {
        return Err(Refusal::new("turn.needs-host").with("to", kind.name()));
    }
    plan.put(id, key::KIND, Some(value::text(&kind.name())))?;
    if is_boundary(&old) && !is_boundary(kind) {
        leave_host(plan, id)?;
    }
    if old.is_container() && !kind.is_container() {
        empty(plan, id)?;
    }
    let node = plan.living(id)?;
    let (parent, at, now) = (node.parent.clone(), node.at, node.written_size());
    if !kind.is_connector() {
        // Kinds of one shape keep a size somebody gave them.
        let keeps = old.default_size() == kind.default_size();
        let next = size.unwrap_or_else(|| if keeps { now } else { kind.default_size() });
        if next != now {
            let at = Point::new(at.x + (now.w - next.w) / 2.0, at.y + (now.h - next.h) / 2.0);
            plan.put(id, key::AT, Some(value::place(&parent, at)))?;
            plan.put(id, key::WH, Some(value::size(next)))?;
        }
        if !kind.process().is_some_and(P::is_flow_node) {
            release_flows(plan, id)?;
        }
    }
    Ok(())
}

const fn is_boundary(kind: &Kind) -> bool {
    matches!(kind.process(), Some(P::Event(Position::Boundary, _)))
}

/// Puts an element into another parent, at the same place on the plane.
fn carry(plan: &mut Plan, id: &ElementId, parent: &Parent) -> Result<(), Refusal> {
    let node = plan.living(id)?;
    let at = node.view.origin - plan.board.origin_of(parent);
    let by = at - node.view.at;
    plan.put(id, key::AT, Some(value::place(parent, at)))?;
    super::place::shift_label(plan, id, by)
}

/// What was attached stands beside its host.
fn leave_host(plan: &mut Plan, id: &ElementId) -> Result<(), Refusal> {
    let Parent::Element(host) = plan.living(id)?.view.parent.clone() else { return Ok(()) };
    let parent = plan.living(&host)?.view.parent.clone();
    carry(plan, id, &parent)
}

/// What was inside something that can hold nothing any more lies beside it; boundary events stay attached.
fn empty(plan: &mut Plan, id: &ElementId) -> Result<(), Refusal> {
    let parent = plan.living(id)?.view.parent.clone();
    for child in plan.board.children(&Parent::Element(id.clone())).to_vec() {
        let kind = &plan.living(&child)?.view.kind;
        if !is_boundary(kind) && !kind.is_connector() {
            carry(plan, &child, &parent)?;
        }
    }
    Ok(())
}

fn release_flows(plan: &mut Plan, id: &ElementId) -> Result<(), Refusal> {
    for flow in plan.board.incident(id).to_vec() {
        let kind = &plan.living(&flow)?.view.kind;
        if matches!(kind.process(), Some(P::Flow(FlowKind::Sequence | FlowKind::Message))) {
            plan.put(&flow, key::KIND, Some(value::text(&Kind::Line.name())))?;
        }
    }
    Ok(())
}
