//! Tasks, subprocesses and call activities: who, by which service, how often, with what data.

use super::{Builder, Node, Scope, element::tag};
use crate::{
    Severity,
    kind::{FlowKind, Kind, SubprocessKind, TaskKind},
    model::Element,
    property::names as p,
};

impl<'a> Builder<'a> {
    pub(super) fn activity(&mut self, element: &'a Element, kind: Kind) -> Node {
        let mut node = self.named(tag(kind), element);
        if kind == Kind::Subprocess(SubprocessKind::Event) {
            node.set("triggeredByEvent", "true");
        }
        if element.flag(p::COMPENSATION) == Some(true) {
            node.set("isForCompensation", "true");
        }
        self.default(&mut node, element);
        match kind {
            Kind::Task(task) => self.task(&mut node, element, task),
            Kind::CallActivity => node.maybe("calledElement", element.text(p::CALLED)),
            _ => {}
        }
        self.ends(&mut node, element);
        self.associations(&mut node, element);
        self.repetition(&mut node, element);
        if kind == Kind::Task(TaskKind::Script)
            && let Some(script) = element.text(p::SCRIPT)
        {
            node.push(Node::new("script").text(script));
        }
        if matches!(kind, Kind::Subprocess(_)) {
            self.contents(&mut node, Scope::Subprocess(&element.id), &element.id);
        }
        node
    }

    fn task(&mut self, node: &mut Node, element: &'a Element, task: TaskKind) {
        match task {
            TaskKind::User => {
                node_set(node, self.space, "assignee", element.text(p::ASSIGNEE));
                let lane = self.lane_group(element);
                node_set(node, self.space, "candidateGroups", element.text(p::GROUPS).or(lane.as_deref()));
                node_set(node, self.space, "candidateUsers", element.text(p::USERS));
                node_set(node, self.space, "dueDate", element.text(p::DUE));
                node_set(node, self.space, "formKey", element.text(p::FORM));
            }
            TaskKind::Service | TaskKind::Send => self.work(node, element),
            TaskKind::BusinessRule => match element.text(p::DECISION) {
                Some(decision) => {
                    node.set_in(self.space, "decisionRef", decision);
                    if self.rules.engine && element.text(p::RESULT).is_some() {
                        node.set_in(self.space, "mapDecisionResult", "singleEntry");
                    }
                    node_set(node, self.space, "resultVariable", element.text(p::RESULT));
                }
                None => self.work(node, element),
            },
            TaskKind::Script => {
                node.maybe("scriptFormat", element.text(p::SCRIPT_FORMAT));
                node_set(node, self.space, "resultVariable", element.text(p::RESULT));
            }
            TaskKind::Abstract | TaskKind::Receive | TaskKind::Manual => {}
        }
        if matches!(task, TaskKind::Send | TaskKind::Receive) {
            node.maybe("messageRef", self.referred(element, p::REFERENCE));
        }
    }

    /// What does the work: an external worker by its topic, else an expression, a delegate or a class.
    pub(super) fn work(&mut self, node: &mut Node, element: &Element) {
        let mut several = 0;
        let mut choice = |name: &str| {
            element.text(name).filter(|_| {
                several += 1;
                several == 1
            })
        };
        let topic = choice(p::TOPIC);
        let expression = choice(p::EXPRESSION);
        let delegate = choice(p::DELEGATE);
        let class = choice(p::CLASS);
        if let Some(topic) = topic {
            node.set_in(self.space, "type", "external");
            node.set_in(self.space, "topic", topic);
        }
        if let Some(expression) = expression {
            node.set_in(self.space, "expression", (self.rules.expression)(expression));
        }
        if let Some(delegate) = delegate {
            node.set_in(self.space, "delegateExpression", (self.rules.expression)(delegate));
        }
        node_set(node, self.space, "class", class);
        if expression.is_some() {
            node_set(node, self.space, "resultVariable", element.text(p::RESULT));
        }
        if several > 1 {
            self.note(Severity::Warning, "export.several-services", Some(element));
        }
    }

    fn repetition(&mut self, node: &mut Node, element: &Element) {
        match element.text(p::LOOP) {
            Some("standard") => {
                let mut again = Node::new("standardLoopCharacteristics");
                again.maybe("loopMaximum", element.text(p::CARDINALITY));
                if let Some(condition) = element.text(p::COMPLETION) {
                    again.push(self.expression("loopCondition", condition));
                }
                if self.rules.engine {
                    self.note(Severity::Warning, "export.loop-not-run", Some(element));
                }
                node.push(again);
            }
            Some(kind) => {
                let mut several = Node::new("multiInstanceLoopCharacteristics");
                if kind == "sequential" {
                    several.set("isSequential", "true");
                }
                node_set(&mut several, self.space, "collection", element.text(p::COLLECTION));
                node_set(&mut several, self.space, "elementVariable", element.text(p::ELEMENT_VARIABLE));
                if let Some(count) = element.text(p::CARDINALITY) {
                    // A number is a number for every engine.
                    let number = count.trim().parse::<u32>().is_ok();
                    let mut child = self.expression("loopCardinality", count);
                    if number {
                        child.text = Some(count.trim().to_owned());
                    }
                    several.push(child);
                }
                if let Some(condition) = element.text(p::COMPLETION) {
                    several.push(self.expression("completionCondition", condition));
                }
                node.push(several);
            }
            None => {}
        }
    }

    /// Data that goes in and comes out, by associations in the activity itself.
    pub(super) fn associations(&mut self, node: &mut Node, element: &'a Element) {
        let flows = self.data.get(element.id.as_str()).cloned().unwrap_or_default();
        let (inputs, outputs): (Vec<_>, Vec<_>) = flows
            .into_iter()
            .filter(|flow| flow.process_kind() == Some(Kind::Flow(FlowKind::Data)))
            .partition(|flow| flow.to.as_deref() == Some(&element.id));
        if !inputs.is_empty() {
            // The schema wants a target inside of the activity.
            let target = self.ids.claim(&format!("{}_input", self.xml_id(&element.id)));
            node.push(
                Node::new("property")
                    .keyed(format!("input:{}", element.id))
                    .with("id", target.clone())
                    .with("name", "__targetRef_placeholder"),
            );
            for flow in inputs {
                let mut input = self.named("dataInputAssociation", flow);
                input.attributes.retain(|attribute| attribute.name != "name");
                if let Some(from) = flow.from.as_deref().filter(|from| self.graph.get(from).is_some()) {
                    input.push(Node::new("sourceRef").text(self.xml_id(from)));
                }
                input.push(Node::new("targetRef").text(target.clone()));
                node.push(input);
            }
        }
        for flow in outputs {
            let mut output = self.named("dataOutputAssociation", flow);
            output.attributes.retain(|attribute| attribute.name != "name");
            if let Some(to) = flow.to.as_deref().filter(|to| self.graph.get(to).is_some()) {
                output.push(Node::new("targetRef").text(self.xml_id(to)));
            }
            node.push(output);
        }
    }
}

/// Sets an attribute of an engine if there is a value.
pub(super) fn node_set(node: &mut Node, space: &'static str, name: &'static str, value: Option<&str>) {
    if let Some(value) = value {
        node.set_in(space, name, value);
    }
}
