//! Steps that hang loose: no flow at all, a start that leads nowhere, a decision without exits.

use crate::{
    Severity,
    check::{Context, context::about},
    graph::Scope,
    kind::{Kind, Position, SubprocessKind, Trigger},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(kind) = node.process_kind() else { continue };
        if kind == Kind::Subprocess(SubprocessKind::Event)
            || node.flag(names::COMPENSATION) == Some(true)
            || matches!(kind, Kind::Event(Position::Boundary, Trigger::Compensation))
            || matches!(kind, Kind::Event(_, Trigger::Link))
            || in_ad_hoc(context, node)
        {
            continue;
        }
        let (ins, outs) = (context.graph.incoming(&node.id).len(), context.graph.outgoing(&node.id).len());
        match kind {
            Kind::Event(Position::Start | Position::Boundary, _) => {
                context.require(outs > 0, || about(Severity::Warning, "node.no-exit", node));
            }
            Kind::Event(Position::End, _) => {
                context.require(ins > 0, || about(Severity::Warning, "node.no-entry", node));
            }
            Kind::Gateway(_) | Kind::Event(..) if ins > 0 => {
                context.require(outs > 0, || about(Severity::Warning, "node.no-exit", node));
            }
            _ => {
                context.require(ins + outs > 0, || about(Severity::Warning, "node.disconnected", node));
                if ins > 0 && outs == 0 {
                    context.tell(about(Severity::Warning, "node.no-exit", node));
                }
            }
        }
    }
}

fn in_ad_hoc(context: &Context<'_>, node: &crate::model::Element) -> bool {
    let Some(node) = context.graph.get(&node.id) else { return false };
    let Some(Scope::Subprocess(id)) = context.graph.scope(node) else { return false };
    context
        .graph
        .get(id)
        .is_some_and(|scope| scope.process_kind() == Some(Kind::Subprocess(SubprocessKind::AdHoc)))
}
