//! Gateways that do two things at once, or nothing; and those that engines do not have.

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{GatewayKind, Kind},
};

pub fn check(context: &mut Context<'_>) {
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(Kind::Gateway(kind)) = node.process_kind() else { continue };
        let (ins, outs) = (context.graph.incoming(&node.id).len(), context.graph.outgoing(&node.id).len());
        if ins > 1 && outs > 1 {
            context.tell(about(Severity::Warning, "gateway.joins-and-splits", node));
        } else if ins == 1 && outs == 1 {
            context.tell(about(Severity::Info, "gateway.superfluous", node));
        }
        if kind == GatewayKind::Complex {
            context.need(false, || about(Severity::Error, "gateway.unsupported", node));
        }
    }
}
