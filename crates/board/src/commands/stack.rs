//! Brings elements to the front or back among what lies in the same parent, or one step. Their order among each other stays.

use crate::{
    command::Stacking, edit::Plan, element::Parent, id::ElementId, kind::Kind, order, projection::node::key,
    refusal::Refusal, value,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn decide(plan: &mut Plan, ids: &[ElementId], to: Stacking) -> Result<(), Refusal> {
    let mut groups: BTreeMap<(Parent, String), BTreeSet<ElementId>> = BTreeMap::new();
    for id in ids {
        let node = plan.living(id)?;
        // The order of lanes is their place; it is changed by moving them.
        if !node.is_lane() {
            groups.entry((node.view.parent.clone(), sort(&node.view.kind))).or_default().insert(id.clone());
        }
    }
    for ((parent, sort), chosen) in groups {
        restack(plan, &parent, &sort, &chosen, to)?;
    }
    Ok(())
}

/// What has an order of its own: fields, columns and rules lie together in their form or table, each kind in its own.
fn sort(kind: &Kind) -> String {
    if matches!(kind, Kind::Definition(_)) { kind.name() } else { String::new() }
}

fn restack(
    plan: &mut Plan,
    parent: &Parent,
    of: &str,
    chosen: &BTreeSet<ElementId>,
    to: Stacking,
) -> Result<(), Refusal> {
    let same = |id: &&ElementId| plan.board.get(id).is_some_and(|element| sort(&element.kind) == of);
    let all: Vec<ElementId> = plan.board.children(parent).iter().filter(same).cloned().collect();
    let (moved, rest): (Vec<_>, Vec<_>) = all.iter().cloned().partition(|id| chosen.contains(id));
    let before =
        |ids: &[ElementId], stop: &dyn Fn(&ElementId) -> bool| ids.iter().take_while(|id| !stop(id)).count();
    // How many of the others end up below the moved ones.
    let below = match to {
        Stacking::Front => rest.len(),
        Stacking::Back => 0,
        Stacking::Forward => {
            let top = all.iter().rposition(|id| chosen.contains(id)).unwrap_or_default();
            (all[..=top].iter().filter(|id| !chosen.contains(*id)).count() + 1).min(rest.len())
        }
        Stacking::Backward => before(&all, &|id| chosen.contains(id)).saturating_sub(1),
    };
    let order: Vec<&ElementId> = rest[..below].iter().chain(&moved).chain(&rest[below..]).collect();
    if order.iter().zip(&all).all(|(a, b)| *a == b) {
        return Ok(());
    }
    let z = |plan: &Plan, id: Option<&ElementId>| {
        id.and_then(|id| plan.board.any(id)).map(|element| element.z.to_string())
    };
    let mut low = z(plan, below.checked_sub(1).and_then(|place| rest.get(place)));
    let high = z(plan, rest.get(below));
    for id in &moved {
        let key = order::between(low.as_deref(), high.as_deref(), plan.rng);
        plan.put(id, key::Z, Some(value::text(&key)))?;
        low = Some(key);
    }
    Ok(())
}
