//! What the other tasks need to run: a service something that does the work, a script its text and language, a rule
//! its decision, a call the process it calls, a receive task its message (the parsers of Camunda 7 and Operaton).

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{Kind, TaskKind},
    model::Element,
    property::names,
};

/// What can do the work of a service task.
const WORK: [&str; 4] = [names::TOPIC, names::EXPRESSION, names::DELEGATE, names::CLASS];

pub fn check(context: &mut Context<'_>) {
    if !context.engine() {
        return;
    }
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(kind) = node.process_kind() else { continue };
        let has = |name: &str| node.text(name).is_some();
        match kind {
            Kind::Task(TaskKind::Service | TaskKind::Send) => {
                context.need(works(context, node), || about(Severity::Error, "task.missing-service", node));
                single(context, node);
            }
            Kind::Task(TaskKind::BusinessRule) => {
                let met = has(names::DECISION) || has(names::DECISION_TABLE) || works(context, node);
                context.need(met, || about(Severity::Error, "task.missing-decision", node));
            }
            Kind::Task(TaskKind::Script) => {
                let met = has(names::SCRIPT);
                context.need(met, || about(Severity::Error, "task.missing-script", node));
                let met = !met || has(names::SCRIPT_FORMAT);
                context.need(met, || about(Severity::Error, "task.missing-script-format", node));
            }
            Kind::Task(TaskKind::Receive) => {
                context.need(has(names::REFERENCE), || about(Severity::Error, "task.missing-message", node));
            }
            Kind::Task(TaskKind::Abstract) => {
                context.need(false, || about(Severity::Warning, "task.untyped", node));
            }
            Kind::CallActivity => {
                context.need(has(names::CALLED), || about(Severity::Error, "call.missing-process", node));
            }
            _ => {}
        }
    }
}

/// True if something does the work of the element: on an engine without Java, a worker for its topic.
pub(super) fn works(context: &Context<'_>, node: &Element) -> bool {
    let choice =
        if context.any_engine(|engine| !engine.java_services).is_some() { &WORK[..1] } else { &WORK[..] };
    choice.iter().any(|name| node.text(name).is_some())
}

fn single(context: &mut Context<'_>, node: &Element) {
    if WORK.iter().filter(|name| node.text(name).is_some()).count() > 1 {
        context.tell(about(Severity::Error, "task.several-services", node));
    }
}
