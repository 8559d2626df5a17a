//! Message flows go between pools, never inside one, and both ends are there (BPMN 2.0, 9.3).

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{FlowKind, Kind},
};

pub fn check(context: &mut Context<'_>) {
    let flows: Vec<_> = context.graph.flows(FlowKind::Message).collect();
    for flow in flows {
        let ends = [&flow.from, &flow.to].map(|end| end.as_deref().and_then(|id| context.graph.get(id)));
        context.require(ends.iter().all(Option::is_some), || about(Severity::Error, "flow.dangling", flow));
        let [Some(from), Some(to)] = ends else { continue };
        let [a, b] = [from, to].map(|end| {
            if end.process_kind() == Some(Kind::Pool) { Some(end) } else { context.graph.pool(end) }
        });
        if a.map(|pool| &pool.id) == b.map(|pool| &pool.id) {
            context.tell(
                about(Severity::Error, "message-flow.same-pool", flow)
                    .with("from", from.name.clone())
                    .with("to", to.name.clone()),
            );
        }
    }
}
