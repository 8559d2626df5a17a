//! Camunda 8: everything an engine is told stands in elements of its own (the schema `zeebe` of Camunda's modeller).

use super::{
    Builder, Node,
    extend::{extend, values},
};
use crate::{
    bpmn::names::ZEEBE,
    kind::{Kind, Position, TaskKind, Trigger},
    model::Element,
    property::names as p,
};

/// How often a worker may try.
const RETRIES: &str = "3";
/// Where a result goes that nobody gave a name.
const RESULT: &str = "result";

pub fn finish<'a>(builder: &mut Builder<'a>, node: &mut Node, element: &'a Element, kind: Kind) {
    let mut said = Vec::new();
    match kind {
        Kind::Task(TaskKind::User) => user(builder, element, &mut said),
        Kind::Task(TaskKind::Service | TaskKind::Send) => service(builder, element, &mut said),
        Kind::Event(Position::Throw | Position::End, Trigger::Message) => {
            service(builder, element, &mut said)
        }
        Kind::Task(TaskKind::BusinessRule) => match builder.decision(element) {
            Some(asked) => said.push(
                of("calledDecision")
                    .with("decisionId", asked.key)
                    .with("resultVariable", element.text(p::RESULT).unwrap_or(RESULT)),
            ),
            None => service(builder, element, &mut said),
        },
        Kind::Task(TaskKind::Script) => {
            if let Some((_, script)) = builder.script(element).filter(|(format, _)| format == "feel") {
                said.push(
                    of("script")
                        .with("expression", script)
                        .with("resultVariable", element.text(p::RESULT).unwrap_or(RESULT)),
                );
            } else if element.text(p::SCRIPT).is_some() && builder.rules.engine {
                builder.dropped(element, p::SCRIPT);
            }
        }
        Kind::Event(Position::Start, Trigger::None) => {
            let linked = linked(builder, element);
            if let Some(form) = linked {
                said.push(of("formDefinition").with("formId", form));
            }
        }
        Kind::CallActivity => {
            if let Some(called) = builder.called(element) {
                let all = values(element, p::OUTPUT).next().is_none();
                said.push(
                    of("calledElement")
                        .with("processId", called)
                        .with("propagateAllChildVariables", if all { "true" } else { "false" }),
                );
            }
        }
        _ => {}
    }
    // The engine finds these two definitions by their ids, and fails without.
    for definition in node.children.iter_mut().filter(|_| builder.rules.engine) {
        if ["linkEventDefinition", "compensateEventDefinition"].contains(&definition.name) {
            definition.set("id", builder.ids.claim(&format!("{}_definition", builder.xml_id(&element.id))));
        }
    }
    mapping(builder, element, kind, &mut said);
    extend(node, said);
}

/// Plain BPMN says a form of ours itself.
fn linked<'a>(builder: &mut Builder<'a>, element: &'a Element) -> Option<String> {
    let ours = if builder.rules.engine { builder.linked_form(element) } else { None };
    ours.or_else(|| element.text(p::FORM_REF).map(str::to_owned))
}

fn of(name: &'static str) -> Node {
    Node::of(ZEEBE, name)
}

fn user<'a>(builder: &mut Builder<'a>, element: &'a Element, said: &mut Vec<Node>) {
    said.push(of("userTask"));
    let linked = linked(builder, element);
    if let Some(form) = linked {
        said.push(of("formDefinition").with("formId", form));
    } else if let Some(form) = element.text(p::FORM) {
        said.push(of("formDefinition").with("externalReference", form));
    }
    let lane = builder.lane_group(element);
    let mut assignment = of("assignmentDefinition");
    assignment.maybe("assignee", element.text(p::ASSIGNEE).map(|who| words(builder, who)));
    let groups = element.text(p::GROUPS).or(lane.as_deref());
    assignment.maybe("candidateGroups", groups.map(|groups| words(builder, groups)));
    assignment.maybe("candidateUsers", element.text(p::USERS).map(|users| words(builder, users)));
    if !assignment.attributes.is_empty() {
        said.push(assignment);
    }
    if let Some(due) = element.text(p::DUE) {
        said.push(of("taskSchedule").with("dueDate", words(builder, due)));
    }
}

/// Plain words stand for themselves; what is marked as an expression is translated.
fn words(builder: &Builder<'_>, text: &str) -> String {
    let marked = ["${", "#{", "="].iter().any(|mark| text.starts_with(mark));
    if marked { builder.value(text) } else { text.to_owned() }
}

fn service(builder: &mut Builder<'_>, element: &Element, said: &mut Vec<Node>) {
    if let Some(topic) = element.text(p::TOPIC) {
        said.push(of("taskDefinition").with("type", topic).with("retries", RETRIES));
    }
    for name in [p::EXPRESSION, p::DELEGATE, p::CLASS] {
        if element.text(name).is_some() && builder.rules.engine {
            builder.dropped(element, name);
        }
    }
}

/// Values in and out, with expressions marked as such.
fn mapping(builder: &mut Builder<'_>, element: &Element, kind: Kind, said: &mut Vec<Node>) {
    let mut mapping = of("ioMapping");
    let mut pairs = Vec::new();
    for (property, name) in [(p::INPUT, "input"), (p::OUTPUT, "output")] {
        for (variable, expression) in values(element, property) {
            let source = builder.value(expression);
            pairs.push(of(name).with("source", source).with("target", variable.to_owned()));
        }
    }
    if pairs.is_empty() {
        return;
    }
    let maps = kind.is_activity() || matches!(kind, Kind::Event(..));
    if maps {
        mapping.children = pairs;
        said.push(mapping);
    }
}

/// Once for each item of a list; a number of times is a list of numbers.
pub(super) fn repetition(builder: &Builder<'_>, several: &mut Node, element: &Element) {
    let list = match (element.text(p::COLLECTION), element.text(p::CARDINALITY)) {
        (Some(list), _) => builder.value(list),
        (None, Some(count)) => {
            let count = builder.value(count);
            let count = count.strip_prefix('=').unwrap_or(&count);
            format!("=for i in 1..{count} return i")
        }
        (None, None) => return,
    };
    let mut characteristics = of("loopCharacteristics").with("inputCollection", list);
    characteristics.maybe("inputElement", element.text(p::ELEMENT_VARIABLE));
    extend(several, vec![characteristics]);
}
