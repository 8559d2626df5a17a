//! Steps that no start leads to, although something leads to them: a loop or a branch cut off from the beginning.

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{Kind, Position, SubprocessKind, Trigger},
    property::names,
};
use std::collections::HashSet;

pub fn check(context: &mut Context<'_>) {
    let scopes: Vec<_> = context.graph.scopes.values().cloned().collect();
    let mut lost = Vec::new();
    for nodes in scopes {
        let begins = |node: &&&crate::model::Element| match node.process_kind() {
            Some(Kind::Event(Position::Start, _) | Kind::Subprocess(SubprocessKind::Event)) => true,
            Some(Kind::Event(Position::Catch, Trigger::Link)) => true,
            _ => node.flag(names::COMPENSATION) == Some(true),
        };
        let mut stack: Vec<&str> = nodes.iter().filter(begins).map(|node| node.id.as_str()).collect();
        // Without a start there is nothing to be reached from; that is said by its own rule.
        if stack.is_empty() {
            continue;
        }
        let mut reached: HashSet<&str> = stack.iter().copied().collect();
        while let Some(id) = stack.pop() {
            let next = context.graph.outgoing(id).iter().filter_map(|flow| flow.to.as_deref());
            let attached = context.graph.boundary(id).iter().map(|event| event.id.as_str());
            for id in next.chain(attached) {
                if reached.insert(id) {
                    stack.push(id);
                }
            }
        }
        for node in nodes {
            let boundary = matches!(node.process_kind(), Some(Kind::Event(Position::Boundary, _)));
            // A loose step is told by `connected` already; so is a boundary event by its host.
            if !reached.contains(node.id.as_str())
                && !boundary
                && !context.graph.incoming(&node.id).is_empty() | !context.graph.outgoing(&node.id).is_empty()
            {
                lost.push(node);
            }
        }
    }
    for node in lost {
        context.require(false, || about(Severity::Warning, "node.unreachable", node));
    }
}
