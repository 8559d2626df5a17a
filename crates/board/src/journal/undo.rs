//! Decides how a step is taken back: which values return, what has to go with them, and what stays because somebody else
//! has built on it. Works on the projection; keys in sorted order, so that equal histories give equal updates.

use super::Record;
use crate::{
    document::Document,
    edit::{Plan, Target},
    element::Parent,
    id::ElementId,
    kind::Kind,
    projection::node::{Node, key},
    refusal::Refusal,
    value,
};
use std::collections::{BTreeMap, BTreeSet};
use wandel_process::kind::{FlowKind, Kind as P, Position};
use yrs::{Any, Map, Out, ReadTxn};

/// Plans the reversal of a step, but for its letters. Nothing planned: nothing of it is left to take back.
pub(crate) fn reverse(
    plan: &mut Plan,
    document: &Document,
    txn: &impl ReadTxn,
    record: &Record,
) -> Result<(), Refusal> {
    let mut wanted: BTreeMap<Target, Vec<(&str, Option<Any>)>> = BTreeMap::new();
    for ((target, name), change) in &record.changes {
        let now = match document.map(txn, target).map(|map| map.get(txn, name)) {
            Some(Some(Out::Any(any))) => Some(any),
            Some(None) => None,
            _ => continue,
        };
        if now == change.after {
            wanted.entry(target.clone()).or_default().push((name, change.before.clone()));
        }
    }
    let going = going(record, &wanted);
    come(plan, &wanted, &going)?;
    ends(plan, &wanted, &going)?;
    go(plan, &going)?;
    for (target, values) in &wanted {
        match target {
            Target::Element(id) => values_of(plan, id, values, &wanted)?,
            Target::Meta | Target::Record(..) => {
                for (name, before) in values {
                    plan.put_record(target.clone(), name, before.clone());
                }
            }
        }
    }
    plan.settle();
    Ok(())
}

type Wanted<'a> = BTreeMap<Target, Vec<(&'a str, Option<Any>)>>;

fn gone_after(values: &[(&str, Option<Any>)]) -> Option<bool> {
    values.iter().find(|(name, _)| *name == key::GONE).map(|(_, any)| *any == Some(Any::Bool(true)))
}

/// What the step made, or had brought back.
fn going(record: &Record, wanted: &Wanted) -> BTreeSet<ElementId> {
    let back = wanted.iter().filter_map(|(target, values)| match (target, gone_after(values)) {
        (Target::Element(id), Some(true)) => Some(id),
        _ => None,
    });
    record.made.iter().chain(back).cloned().collect()
}

/// Sets gone what has to go, with all that cannot be without it.
fn go(plan: &mut Plan, going: &BTreeSet<ElementId>) -> Result<(), Refusal> {
    let mut stack: Vec<ElementId> = going.iter().rev().cloned().collect();
    while let Some(id) = stack.pop() {
        if !plan.any(&id).is_ok_and(|node| !node.view.gone) {
            continue;
        }
        plan.put(&id, key::GONE, Some(Any::Bool(true)))?;
        stack.extend(dependants(plan, &id));
    }
    plan.settle();
    Ok(())
}

/// Connects ends again as they were, before what they are connected to now goes.
fn ends(plan: &mut Plan, wanted: &Wanted, going: &BTreeSet<ElementId>) -> Result<(), Refusal> {
    for (target, values) in wanted {
        let Target::Element(id) = target else { continue };
        for (name, before) in values.iter().filter(|(name, _)| matches!(*name, key::FROM | key::TO)) {
            let end = before.as_ref().and_then(value::to_text);
            // Of a connector that is gone itself, any end may return.
            let gone = plan.any(id).is_ok_and(|node| node.view.gone);
            if gone || end.is_none_or(|end| stays(plan, &ElementId::from(&**end), going)) {
                plan.put(id, name, before.clone())?;
            }
        }
    }
    plan.settle();
    Ok(())
}

/// Is there, and will be.
fn stays(plan: &Plan, id: &ElementId, going: &BTreeSet<ElementId>) -> bool {
    plan.any(id).is_ok_and(|node| !node.view.gone) && !going.contains(id)
}

/// Living elements that make no sense without another: connectors that end at it, lanes and boundary events in it.
fn dependants(plan: &Plan, id: &ElementId) -> BTreeSet<ElementId> {
    let connectors = plan.board.ends.get(id).into_iter().flatten();
    let bound = plan.board.inside.get(id).into_iter().flatten();
    let bound = bound.filter(|id| plan.any(id).is_ok_and(is_bound));
    connectors.chain(bound).filter(|id| plan.any(id).is_ok_and(|node| !node.view.gone)).cloned().collect()
}

/// Cannot be without its parent.
fn is_bound(node: &Node) -> bool {
    node.is_lane() || matches!(node.view.kind.process(), Some(P::Event(Position::Boundary, _)))
}

/// Brings back what the step had set gone, except what would lack an end, a pool or a host.
fn come(plan: &mut Plan, wanted: &Wanted, going: &BTreeSet<ElementId>) -> Result<(), Refusal> {
    let mut waiting: Vec<ElementId> = wanted
        .iter()
        .filter_map(|(target, values)| match (target, gone_after(values)) {
            (Target::Element(id), Some(false)) => Some(id.clone()),
            _ => None,
        })
        .collect();
    loop {
        let before = waiting.len();
        let mut still = Vec::new();
        for id in waiting {
            if can_live(plan, &id, wanted, going) {
                plan.put(&id, key::GONE, None)?;
            } else {
                still.push(id);
            }
        }
        waiting = still;
        if waiting.len() == before || waiting.is_empty() {
            plan.settle();
            return Ok(());
        }
    }
}

fn can_live(plan: &Plan, id: &ElementId, wanted: &Wanted, going: &BTreeSet<ElementId>) -> bool {
    let Ok(node) = plan.any(id) else { return false };
    // The end it will have: the one it returns to, if that stays.
    let end = |name: &str, now: &Option<ElementId>| {
        let values = wanted.get(&Target::Element(id.clone()));
        let back = values.and_then(|values| values.iter().find(|(other, _)| *other == name));
        let back =
            back.and_then(|(_, any)| any.as_ref()).and_then(value::to_text).map(|id| ElementId::from(&**id));
        back.filter(|id| stays(plan, id, going))
            .or_else(|| now.clone())
            // What a file leads nowhere comes back leading nowhere.
            .is_none_or(|id| plan.any(&id).is_err() || stays(plan, &id, going))
    };
    // A file may have it on its own: a lane without a pool.
    let held = match &node.parent {
        Parent::Element(parent) => !is_bound(node) || stays(plan, parent, going),
        Parent::Plane(_) => true,
    };
    end(key::FROM, &node.from) && end(key::TO, &node.to) && held
}

fn values_of(
    plan: &mut Plan,
    id: &ElementId,
    values: &[(&str, Option<Any>)],
    wanted: &Wanted,
) -> Result<(), Refusal> {
    if built_upon(plan, id, values, wanted) {
        return Ok(());
    }
    for (name, before) in values {
        if !matches!(*name, key::GONE | key::FROM | key::TO) && fits(plan, id, name, before.as_ref()) {
            plan.put(id, name, before.clone())?;
        }
    }
    Ok(())
}

/// The kind would return to one that living flows cannot end at: somebody has connected it since. Then it stays. Flows
/// that change in the same step do not count.
fn built_upon(plan: &Plan, id: &ElementId, values: &[(&str, Option<Any>)], wanted: &Wanted) -> bool {
    let Some((_, Some(kind))) = values.iter().find(|(name, _)| *name == key::KIND) else { return false };
    let Some(kind) = value::to_text(kind).map(|name| Kind::parse(name)) else { return false };
    if kind.process().is_some_and(P::is_flow_node) {
        return false;
    }
    plan.board.ends.get(id).into_iter().flatten().filter_map(|id| plan.any(id).ok()).any(|node| {
        let turns = wanted
            .get(&Target::Element(node.view.id.clone()))
            .is_some_and(|values| values.iter().any(|(name, _)| *name == key::KIND));
        !node.view.gone
            && !turns
            && matches!(node.view.kind.process(), Some(P::Flow(FlowKind::Sequence | FlowKind::Message)))
    })
}

/// Whether a value can return without leaving something broken behind.
fn fits(plan: &Plan, id: &ElementId, name: &str, before: Option<&Any>) -> bool {
    let living = |id: &ElementId| plan.any(id).is_ok_and(|node| !node.view.gone);
    match name {
        key::FROM | key::TO => {
            before.and_then(value::to_text).is_none_or(|end| living(&ElementId::from(&**end)))
        }
        key::AT => match before.and_then(value::to_place) {
            Some((Parent::Element(parent), _)) => {
                let bound = plan.any(id).is_ok_and(is_bound);
                !plan.board.is_within(&parent, id) && (!bound || living(&parent))
            }
            _ => true,
        },
        _ => true,
    }
}
