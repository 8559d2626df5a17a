//! User tasks on an engine: somebody sees them (a person, a group, or the lane they lie in), and they have a form.

use crate::{
    Severity,
    check::{Context, context::about},
    form::Forms,
    kind::{Kind, TaskKind},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    if !context.engine() {
        return;
    }
    let forms = Forms::new(context.graph.model);
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        if node.process_kind() != Some(Kind::Task(TaskKind::User)) {
            continue;
        }
        let keyed = [names::FORM, names::FORM_REF].iter().any(|name| node.text(name).is_some());
        let form = keyed || forms.of(node).is_some();
        context.need(form, || about(Severity::Warning, "task.missing-form", node));
        let actor =
            [names::ASSIGNEE, names::GROUPS, names::USERS].iter().any(|name| node.text(name).is_some())
                || context.graph.lane(node).is_some_and(|lane| !lane.name.trim().is_empty());
        context.need(actor, || about(Severity::Warning, "task.missing-actor", node));
    }
}
