//! Events stand where BPMN has them (BPMN 2.0, 10.5, table 10.93): a start does not wait for a link, an end for nothing at all,
//! and what always interrupts is not drawn as if it did not. Boundary events without anything they wait for have a rule of
//! their own, and so has what begins a subprocess.

use crate::{
    Severity,
    check::{Context, context::about},
    graph::Scope,
    kind::{Kind, Position, Trigger},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(Kind::Event(position, trigger)) = node.process_kind() else { continue };
        let aside = context.in_event_subprocess(node);
        let inside = context.graph.get(&node.id).and_then(|node| context.graph.scope(node));
        let elsewhere = match position {
            Position::Boundary => matches!(trigger, Trigger::None | Trigger::Terminate | Trigger::Link),
            Position::Start => {
                matches!(inside, Some(Scope::Subprocess(_))) && !aside || aside && trigger == Trigger::None
            }
            // Not yet said what it waits for: told for an engine.
            Position::Catch => trigger == Trigger::None,
            Position::Throw | Position::End => false,
        };
        if !elsewhere && !position.triggers(aside).contains(&trigger) {
            context.tell(about(Severity::Error, "event.misplaced", node));
        }
        let goes_on = node.flag(names::INTERRUPTING) == Some(false)
            && (position == Position::Boundary || position == Position::Start && aside);
        // What undoes something is drawn unbroken as well, but files say either.
        if goes_on && trigger.always_interrupts() && trigger != Trigger::Compensation {
            let severity = context.firm();
            context.tell_firm(about(severity, "event.always-interrupts", node));
        }
    }
}
