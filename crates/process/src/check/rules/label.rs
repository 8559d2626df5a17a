//! Names that a reader needs: of steps, of pools and lanes, of a decision and of its exits. A hint, never a gap.

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{GatewayKind, Kind},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    for element in &context.graph.model.elements {
        let Some(kind) = element.process_kind() else { continue };
        let unnamed = element.name.trim().is_empty();
        let exits = context.graph.outgoing(&element.id).to_vec();
        match kind {
            Kind::Task(_) | Kind::CallActivity | Kind::Pool | Kind::Lane if unnamed => {
                context.tell(about(Severity::Info, "label.missing", element));
            }
            Kind::Gateway(GatewayKind::Exclusive | GatewayKind::Inclusive) if exits.len() > 1 => {
                if unnamed {
                    context.tell(about(Severity::Info, "label.missing-question", element));
                }
                for exit in exits {
                    let default = element.text(names::DEFAULT) == Some(exit.id.as_str());
                    if exit.name.trim().is_empty() && !default {
                        context.tell(
                            about(Severity::Info, "label.missing-exit", exit)
                                .with("gateway", element.name.clone()),
                        );
                    }
                }
            }
            _ => {}
        }
    }
}
