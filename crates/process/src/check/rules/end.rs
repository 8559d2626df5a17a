//! Where a process ends: every process that has steps has an end.

use crate::{
    Diagnostic, Severity,
    check::Context,
    graph::Scope,
    kind::{Kind, Position},
};

pub fn check(context: &mut Context<'_>) {
    let scopes: Vec<_> = context.graph.scopes.iter().map(|(scope, nodes)| (*scope, nodes.clone())).collect();
    for (scope, nodes) in scopes {
        if matches!(scope, Scope::Subprocess(_)) {
            continue;
        }
        let met = nodes.iter().any(|node| matches!(node.process_kind(), Some(Kind::Event(Position::End, _))));
        let face = context.graph.face(scope);
        context.require(met, || {
            let last = nodes.last().map(|node| node.id.as_str());
            Diagnostic::new(Severity::Warning, "end.missing", face.or(last))
        });
    }
}
