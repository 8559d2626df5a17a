//! User tasks on an engine: somebody sees them (a person, a group, or the lane they lie in), and they have a form.

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{Kind, TaskKind},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    if !context.engine() {
        return;
    }
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        if node.process_kind() != Some(Kind::Task(TaskKind::User)) {
            continue;
        }
        context
            .need(node.text(names::FORM).is_some(), || about(Severity::Warning, "task.missing-form", node));
        let actor =
            [names::ASSIGNEE, names::GROUPS, names::USERS].iter().any(|name| node.text(name).is_some())
                || context.graph.lane(node).is_some_and(|lane| !lane.name.trim().is_empty());
        context.need(actor, || about(Severity::Warning, "task.missing-actor", node));
    }
}
