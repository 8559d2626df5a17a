//! Sets elements gone: with everything inside them and every connector that loses an end. Nothing is taken out of the
//! document, so that what somebody else types into it meanwhile is not lost.

use super::lanes;
use crate::{
    edit::Plan, element::Parent, id::ElementId, kind::Kind, projection::node::key, refusal::Refusal, value,
};
use std::collections::{BTreeMap, BTreeSet};
use wandel_process::kind::{FlowKind, Kind as P};
use yrs::Any;

pub(super) fn decide(plan: &mut Plan, ids: &[ElementId], bridge: bool) -> Result<(), Refusal> {
    for id in ids {
        plan.any(id)?;
    }
    let chosen: Vec<&ElementId> = ids.iter().filter(|id| plan.living(id).is_ok()).collect();
    let mut doomed = BTreeSet::new();
    for id in &chosen {
        take(plan, id, &mut doomed);
    }
    keep_pools(plan, &doomed)?;
    if bridge {
        bridge_over(plan, ids, &mut doomed)?;
    }
    for id in doomed {
        plan.put(&id, key::GONE, Some(Any::Bool(true)))?;
    }
    Ok(())
}

/// An element, its contents and the connectors at any of them. A connector that merely lies inside stays if both its ends do.
fn take(plan: &Plan, id: &ElementId, doomed: &mut BTreeSet<ElementId>) {
    let mut stack = vec![id.clone()];
    while let Some(id) = stack.pop() {
        if !doomed.insert(id.clone()) {
            continue;
        }
        stack.extend_from_slice(plan.board.incident(&id));
        let inside = plan.board.children(&Parent::Element(id)).iter();
        stack.extend(inside.filter(|id| !has_ends(plan, id)).cloned());
    }
}

fn has_ends(plan: &Plan, id: &ElementId) -> bool {
    plan.board
        .get(id)
        .is_some_and(|view| view.kind.is_connector() && (view.from.is_some() || view.to.is_some()))
}

/// A pool that loses all its lanes but stays keeps its size; one with lanes left closes up.
fn keep_pools(plan: &mut Plan, doomed: &BTreeSet<ElementId>) -> Result<(), Refusal> {
    let mut holders = BTreeSet::new();
    for id in doomed {
        let Ok(node) = plan.living(id) else { continue };
        if let (true, Parent::Element(holder)) = (node.is_lane(), &node.parent)
            && !doomed.contains(holder)
            && plan.living(holder).is_ok()
        {
            holders.insert(holder.clone());
        }
    }
    for holder in holders {
        lanes::tidy(plan, &holder)?;
        if plan.board.lanes_of(&holder).iter().all(|lane| doomed.contains(lane)) {
            lanes::keep_size(plan, &holder)?;
        }
    }
    plan.settle();
    Ok(())
}

/// Connects the neighbours of deleted steps in a chain again: the flow that came in is kept and leads on.
fn bridge_over(
    plan: &mut Plan,
    chosen: &[ElementId],
    doomed: &mut BTreeSet<ElementId>,
) -> Result<(), Refusal> {
    let mut bridges: BTreeMap<ElementId, ElementId> = BTreeMap::new();
    for flow in doomed.iter().filter(|id| is_sequence(plan, id) && !chosen.contains(id)) {
        let Some(view) = plan.board.get(flow) else { continue };
        let (Some(from), Some(mut to)) = (view.from.clone(), view.to.clone()) else { continue };
        if doomed.contains(&from) {
            continue;
        }
        let mut seen = BTreeSet::new();
        while doomed.contains(&to) && seen.insert(to.clone()) {
            match only_way_on(plan, &to) {
                Some(next) => to = next,
                None => break,
            }
        }
        let there =
            plan.board.incident(&from).iter().filter(|id| !doomed.contains(*id) && is_sequence(plan, id));
        let mut there = there.filter_map(|id| plan.board.get(id));
        let doubled = there.any(|view| view.from.as_ref() == Some(&from) && view.to.as_ref() == Some(&to))
            || bridges.iter().any(|(other, end)| {
                *end == to && plan.board.get(other).is_some_and(|view| view.from.as_ref() == Some(&from))
            });
        if !doomed.contains(&to) && from != to && !seen.is_empty() && !doubled {
            bridges.insert(flow.clone(), to);
        }
    }
    for (flow, to) in bridges {
        plan.put(&flow, key::TO, Some(value::text(to.as_str())))?;
        plan.put(&flow, key::VIA, None)?;
        super::place::clear_docks(plan, &flow)?;
        doomed.remove(&flow);
    }
    Ok(())
}

fn is_sequence(plan: &Plan, id: &ElementId) -> bool {
    plan.board.get(id).is_some_and(|view| view.kind == Kind::Process(P::Flow(FlowKind::Sequence)))
}

/// Where the flow goes on from a step with exactly one way in and one way out.
fn only_way_on(plan: &Plan, id: &ElementId) -> Option<ElementId> {
    let flows = plan.board.incident(id).iter().filter(|flow| is_sequence(plan, flow));
    let flows: Vec<_> = flows.filter_map(|flow| plan.board.get(flow)).collect();
    let out: Vec<_> = flows.iter().filter(|view| view.from.as_ref() == Some(id)).collect();
    let into = flows.iter().filter(|view| view.to.as_ref() == Some(id)).count();
    match out.as_slice() {
        [only] if into == 1 => only.to.clone(),
        _ => None,
    }
}
