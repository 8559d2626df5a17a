//! Flowable: what it runs only as another element of BPMN, and values in and out of called processes.

use super::{
    Builder, Node,
    extend::{extend, handed, values},
};
use crate::{
    Severity,
    kind::{Kind, Position, TaskKind, Trigger},
    model::Element,
    name,
    property::names as p,
};

pub fn finish<'a>(builder: &mut Builder<'a>, node: &mut Node, element: &'a Element, kind: Kind) {
    match kind {
        Kind::Task(TaskKind::Service | TaskKind::Send | TaskKind::BusinessRule)
        | Kind::Event(Position::Throw, Trigger::Message) => service(builder, node, element, kind),
        Kind::CallActivity => called(builder, node, element),
        _ => {}
    }
    if kind != Kind::CallActivity {
        for property in [p::INPUT, p::OUTPUT] {
            if values(element, property).next().is_some() {
                builder.dropped(element, property.trim_end_matches('.'));
            }
        }
    }
}

/// Only service tasks are worked on from outside.
fn service(builder: &mut Builder<'_>, node: &mut Node, element: &Element, kind: Kind) {
    let works = [p::TOPIC, p::EXPRESSION, p::DELEGATE, p::CLASS, p::DECISION, p::DECISION_TABLE];
    if works.iter().all(|name| element.text(name).is_none()) {
        return;
    }
    if kind != Kind::Task(TaskKind::Service) {
        // Attributes of a message event stand in its definition.
        let definition = node.children.iter().position(|child| child.name == "messageEventDefinition");
        if let Some(place) = definition {
            let definition = node.children.remove(place);
            node.attributes.extend(definition.attributes.into_iter().filter(|a| a.space.is_some()));
        }
        node.attributes.retain(|attribute| attribute.name != "messageRef");
        node.name = "serviceTask";
        builder.changed(element, "serviceTask");
    }
    if let Some(asked) = builder.decision(element).filter(|_| kind == Kind::Task(TaskKind::BusinessRule)) {
        node.attributes.retain(|attribute| attribute.space.is_none());
        node.set_in(builder.space, "type", "dmn");
        let mut field = Node::of(builder.space, "field").with("name", "decisionTableReferenceKey");
        field.push(Node::of(builder.space, "string").text(asked.key));
        let mut said = vec![field];
        if asked.list {
            builder.note_target(Severity::Info, "export.table-list", element);
        }
        // There, an answer has no other name than its own: it is handed on when the step is done.
        if let (Some(result), Some(variable)) = (element.text(p::RESULT), asked.variable)
            && result != variable
            && [result, &variable].into_iter().all(name::is_variable)
        {
            let hand_on =
                format!("${{execution.setVariable('{result}', execution.getVariable('{variable}'))}}");
            let listener = Node::of(builder.space, "executionListener").with("event", "end");
            said.insert(0, listener.with("expression", hand_on));
        }
        extend(node, said);
        return;
    }
    for attribute in &mut node.attributes {
        if attribute.space.is_some() && attribute.name == "type" {
            attribute.value = "external-worker".into();
        }
    }
}

fn called(builder: &Builder<'_>, node: &mut Node, element: &Element) {
    let mut said = handed(builder, element, p::INPUT, "in");
    if said.is_empty() {
        node.set_in(builder.space, "inheritVariables", "true");
    }
    said.extend(handed(builder, element, p::OUTPUT, "out"));
    extend(node, said);
}
