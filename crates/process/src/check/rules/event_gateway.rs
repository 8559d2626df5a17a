//! Event-based gateways: at least two exits, each to something that waits, which nothing else leads to
//! (BPMN 2.0, 10.6.6).

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{GatewayKind, Kind, Position, TaskKind, Trigger},
};

pub fn check(context: &mut Context<'_>) {
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        if node.process_kind() != Some(Kind::Gateway(GatewayKind::EventBased)) {
            continue;
        }
        let exits = context.graph.outgoing(&node.id).to_vec();
        context.require(exits.len() > 1, || about(Severity::Warning, "event-gateway.too-few", node));
        let severity = context.firm();
        for exit in exits {
            let Some(target) = exit.to.as_deref().and_then(|id| context.graph.get(id)) else { continue };
            let waits = matches!(
                target.process_kind(),
                Some(
                    Kind::Task(TaskKind::Receive)
                        | Kind::Event(
                            Position::Catch,
                            Trigger::Message
                                | Trigger::Timer
                                | Trigger::Signal
                                | Trigger::Conditional
                                | Trigger::Multiple
                        )
                )
            );
            context.require(waits, || {
                about(severity, "event-gateway.target", target).with("gateway", node.name.clone())
            });
            if waits && context.graph.incoming(&target.id).len() > 1 {
                context.tell_firm(
                    about(severity, "event-gateway.other-entry", target).with("gateway", node.name.clone()),
                );
            }
        }
    }
}
