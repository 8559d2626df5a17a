//! Where a process begins: every process has a start, and at most one of them waits for nothing.

use crate::{
    Diagnostic, Severity,
    check::{Context, context::about},
    graph::Scope,
    kind::{Kind, Position, Trigger},
};

pub fn check(context: &mut Context<'_>) {
    let scopes: Vec<_> = context.graph.scopes.iter().map(|(scope, nodes)| (*scope, nodes.clone())).collect();
    if scopes.is_empty() && context.engine() {
        context.need(false, || Diagnostic::new(Severity::Error, "process.empty", None));
    }
    for (scope, nodes) in scopes {
        // What starts inside a subprocess is asked by the rule `subprocess`.
        if matches!(scope, Scope::Subprocess(_)) {
            continue;
        }
        let starts: Vec<_> = nodes
            .iter()
            .filter(|node| matches!(node.process_kind(), Some(Kind::Event(Position::Start, _))))
            .collect();
        let severity = context.firm();
        let face = context.graph.face(scope);
        context.require(!starts.is_empty(), || {
            let first = nodes.first().map(|node| node.id.as_str());
            Diagnostic::new(severity, "start.missing", face.or(first))
        });
        let plain = starts
            .iter()
            .filter(|node| node.process_kind() == Some(Kind::Event(Position::Start, Trigger::None)));
        for extra in plain.skip(1) {
            context.tell_firm(about(severity, "start.several", extra));
        }
    }
}
