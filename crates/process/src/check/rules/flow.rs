//! Sequence flows: both ends there, between flow nodes of one process or subprocess, never twice the same, and never
//! into a start event or out of an end event (BPMN 2.0, 7.6.1).

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{FlowKind, Kind, Position, SubprocessKind},
};
use std::collections::BTreeSet;

pub fn check(context: &mut Context<'_>) {
    let flows: Vec<_> = context.graph.flows(FlowKind::Sequence).collect();
    let mut seen = BTreeSet::new();
    for flow in flows {
        let from = flow.from.as_deref().and_then(|id| context.graph.get(id));
        let to = flow.to.as_deref().and_then(|id| context.graph.get(id));
        context.require(from.is_some() && to.is_some(), || about(Severity::Error, "flow.dangling", flow));
        let (Some(from), Some(to)) = (from, to) else { continue };
        let kinds = (from.process_kind(), to.process_kind());
        let (Some(source), Some(target)) = kinds else {
            context.tell(about(Severity::Error, "flow.not-a-step", flow));
            continue;
        };
        if !source.is_flow_node() || !target.is_flow_node() {
            context.tell(about(Severity::Error, "flow.not-a-step", flow));
            continue;
        }
        if matches!(source, Kind::Event(Position::End, _)) {
            context.tell(about(Severity::Error, "flow.from-end", flow).with("from", from.name.clone()));
        }
        if matches!(target, Kind::Event(Position::Start, _)) {
            context.tell(about(Severity::Error, "flow.into-start", flow).with("to", to.name.clone()));
        }
        if matches!(target, Kind::Event(Position::Boundary, _)) {
            context.tell(about(Severity::Error, "flow.into-boundary", flow).with("to", to.name.clone()));
        }
        for kind in [(source, from), (target, to)] {
            if kind.0 == Kind::Subprocess(SubprocessKind::Event) {
                context.tell(
                    about(Severity::Error, "flow.event-subprocess", flow).with("step", kind.1.name.clone()),
                );
            }
        }
        if context.graph.scope(from) != context.graph.scope(to) {
            context.tell(
                about(Severity::Error, "flow.crosses", flow)
                    .with("from", from.name.clone())
                    .with("to", to.name.clone()),
            );
        }
        if !seen.insert((&from.id, &to.id)) {
            context.tell(
                about(Severity::Warning, "flow.duplicate", flow)
                    .with("from", from.name.clone())
                    .with("to", to.name.clone()),
            );
        }
    }
}
