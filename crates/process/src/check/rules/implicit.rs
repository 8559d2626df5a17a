//! Branches without a gateway: several exits of a step all happen at once, several entries all pass: allowed by BPMN,
//! and seldom what was meant.

use crate::{
    Severity,
    check::{Context, context::about},
    kind::Kind,
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        if matches!(node.process_kind(), Some(Kind::Gateway(_)) | None) {
            continue;
        }
        let exits = context.graph.outgoing(&node.id);
        let unconditional = exits
            .iter()
            .filter(|exit| {
                exit.text(names::CONDITION).is_none() && node.text(names::DEFAULT) != Some(exit.id.as_str())
            })
            .count();
        let joins = context.graph.incoming(&node.id).len() > 1;
        if exits.len() > 1 && unconditional > 1 {
            context.tell(about(Severity::Warning, "split.implicit", node));
        }
        if joins {
            context.tell(about(Severity::Info, "join.implicit", node));
        }
    }
}
