//! What subprocesses start with: an embedded one with exactly one plain start, an event subprocess with exactly one start
//! that waits for something. Ad-hoc subprocesses start anywhere, but engines do not run them.

use crate::{
    Severity,
    check::{Context, context::about},
    graph::Scope,
    kind::{Kind, Position, SubprocessKind, Trigger},
};

pub fn check(context: &mut Context<'_>) {
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(Kind::Subprocess(kind)) = node.process_kind() else { continue };
        if kind == SubprocessKind::AdHoc {
            context.need(false, || about(Severity::Error, "subprocess.unsupported", node));
            continue;
        }
        let inside = context.graph.scopes.get(&Scope::Subprocess(&node.id)).cloned().unwrap_or_default();
        let severity = context.firm();
        let starts: Vec<_> = inside
            .iter()
            .filter_map(|inner| match inner.process_kind() {
                Some(Kind::Event(Position::Start, trigger)) => Some((*inner, trigger)),
                _ => None,
            })
            .collect();
        if inside.is_empty() {
            context.need(false, || about(Severity::Error, "subprocess.empty", node));
            continue;
        }
        context.require(!starts.is_empty(), || about(severity, "subprocess.start-missing", node));
        for (extra, _) in starts.iter().skip(1) {
            context.tell_firm(about(severity, "start.several", extra));
        }
        for (start, trigger) in starts {
            let plain = trigger == Trigger::None;
            if kind == SubprocessKind::Event && plain {
                context.tell(about(Severity::Error, "subprocess.start-untyped", start));
            } else if kind != SubprocessKind::Event && !plain {
                context.tell(about(Severity::Error, "subprocess.start-typed", start));
            }
        }
    }
}
