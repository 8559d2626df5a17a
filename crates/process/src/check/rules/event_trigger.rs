//! What events need to run: a message or signal with a name, an error with a code, a condition. A message that is sent
//! needs something that sends it, or nothing happens.

use super::task::works;
use crate::{
    Severity,
    check::{Context, context::about},
    kind::{Kind, Position, Trigger},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    if !context.engine() {
        return;
    }
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(Kind::Event(position, trigger)) = node.process_kind() else { continue };
        let definition = node.text(names::REFERENCE).and_then(|id| context.graph.get(id));
        let named = definition.is_some_and(|definition| !definition.name.trim().is_empty());
        let coded = definition.is_some_and(|definition| definition.text(names::CODE).is_some());
        let throws = matches!(position, Position::Throw | Position::End);
        match trigger {
            Trigger::Message if throws => {
                // Where only workers send, an event that none is told for is refused; elsewhere nothing happens.
                let strict = context.any_engine(|engine| !engine.java_services).is_some();
                let severity = if strict { Severity::Error } else { Severity::Warning };
                context.need(works(context, node), || about(severity, "event.missing-service", node));
            }
            Trigger::Message => {
                context.need(named, || about(Severity::Error, "event.missing-message", node));
            }
            Trigger::Signal => {
                context.need(named, || about(Severity::Error, "event.missing-signal", node));
            }
            Trigger::Error if throws => {
                context.need(coded, || about(Severity::Error, "event.missing-error", node));
            }
            Trigger::Escalation if throws => {
                context.need(coded, || about(Severity::Error, "event.missing-escalation", node));
            }
            Trigger::Conditional => {
                let met = node.text(names::CONDITION).is_some();
                context.need(met, || about(Severity::Error, "event.missing-condition", node));
            }
            Trigger::Multiple | Trigger::ParallelMultiple => {
                context.need(false, || about(Severity::Error, "event.unsupported", node));
            }
            Trigger::None if position == Position::Catch => {
                context.need(false, || about(Severity::Error, "event.untyped", node));
            }
            _ => {}
        }
    }
}
