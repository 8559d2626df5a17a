//! Decisions: every exit but the default one has a condition, the default one has none, and there is a default
//! (BPMN 2.0, 13.4.2; the engines' parsers).

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{GatewayKind, Kind},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(kind) = node.process_kind() else { continue };
        let exits = context.graph.outgoing(&node.id).to_vec();
        let default = node.text(names::DEFAULT);
        let severity = context.firm();
        let decides = matches!(kind, Kind::Gateway(GatewayKind::Exclusive | GatewayKind::Inclusive));
        if decides && exits.len() > 1 {
            for exit in &exits {
                let conditional = exit.text(names::CONDITION).is_some();
                if default == Some(exit.id.as_str()) {
                    if conditional {
                        context.tell_firm(
                            about(severity, "flow.default-with-condition", exit)
                                .with("gateway", node.name.clone()),
                        );
                    }
                } else {
                    let to = exit.to.as_deref().and_then(|id| context.graph.get(id));
                    context.require(conditional, || {
                        about(severity, "flow.missing-condition", exit)
                            .with("gateway", node.name.clone())
                            .with("to", to.map(|to| to.name.clone()).unwrap_or_default())
                    });
                }
            }
            context.require(default.is_some(), || about(severity, "gateway.missing-default", node));
        } else if decides && exits.len() == 1 && exits[0].text(names::CONDITION).is_some() {
            context.tell_firm(
                about(severity, "flow.condition-on-only-exit", exits[0]).with("gateway", node.name.clone()),
            );
        }
        if matches!(kind, Kind::Gateway(GatewayKind::Parallel | GatewayKind::EventBased)) {
            for exit in exits.iter().filter(|exit| exit.text(names::CONDITION).is_some()) {
                context.tell(
                    about(Severity::Warning, "flow.condition-ignored", exit)
                        .with("gateway", node.name.clone()),
                );
            }
        }
    }
}
