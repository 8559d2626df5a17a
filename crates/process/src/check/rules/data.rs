//! Associations and data associations with an end that is missing.

use crate::{
    Severity,
    check::{Context, context::about},
    kind::FlowKind,
};

pub fn check(context: &mut Context<'_>) {
    let flows: Vec<_> =
        context.graph.flows(FlowKind::Association).chain(context.graph.flows(FlowKind::Data)).collect();
    for flow in flows {
        let there = |end: &Option<String>| end.as_deref().is_some_and(|id| context.graph.get(id).is_some());
        if !there(&flow.from) || !there(&flow.to) {
            context.tell(about(Severity::Warning, "association.dangling", flow));
        }
    }
}
