//! Brings elements back from the tray. A connector whose end is gone stays there; a lane, a boundary event or a field
//! brings back the pool, the host or the form it cannot be without.

use crate::{
    edit::Plan, element::Parent, id::ElementId, kind::Kind, projection::node::key, refusal::Refusal,
};
use wandel_process::kind::{Kind as P, Position};

pub(super) fn decide(plan: &mut Plan, ids: &[ElementId]) -> Result<(), Refusal> {
    for id in ids {
        plan.any(id)?;
    }
    let (connectors, others): (Vec<_>, Vec<_>) =
        ids.iter().partition(|id| plan.any(id).is_ok_and(|node| node.view.kind.is_connector()));
    for id in others {
        let mut next = Some(id.clone());
        while let Some(id) = next.take() {
            let Ok(node) = plan.any(&id) else { break };
            let bound = match node.view.kind {
                Kind::Process(P::Lane | P::Event(Position::Boundary, _)) => true,
                Kind::Definition(kind) => kind.is_part(),
                _ => false,
            };
            if let (true, Parent::Element(parent)) = (bound && node.view.gone, &node.parent) {
                next = Some(parent.clone());
            }
            plan.put(&id, key::GONE, None)?;
        }
    }
    // Connectors may end at connectors (an association at a flow): again until nothing more comes back.
    let mut waiting = connectors;
    loop {
        let before = waiting.len();
        let mut still = Vec::new();
        for id in waiting {
            let node = plan.any(id)?;
            let living = |end: &ElementId| plan.any(end).is_ok_and(|node| !node.view.gone);
            if [&node.from, &node.to].into_iter().flatten().all(living) {
                plan.put(id, key::GONE, None)?;
            } else {
                still.push(id);
            }
        }
        waiting = still;
        if waiting.len() == before || waiting.is_empty() {
            return Ok(());
        }
    }
}
