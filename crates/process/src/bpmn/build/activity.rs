//! Tasks, subprocesses and call activities: who, by which service, how often, with what data.

use super::{Builder, Node, Scope, element::tag, zeebe};
use crate::{
    Diagnostic, Severity,
    bpmn::ids::ascii_name,
    expression::Notation,
    kind::{DefinitionKind, FlowKind, Kind, SubprocessKind, TaskKind},
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
            Kind::CallActivity if !self.in_elements() => node.maybe("calledElement", self.called(element)),
            _ => {}
        }
        self.ends(&mut node, element);
        self.associations(&mut node, element);
        self.repetition(&mut node, element);
        if kind == Kind::Task(TaskKind::Script)
            && let Some((_, script)) = self.script(element).filter(|(format, _)| self.says_script(format))
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
                self.own(node, "assignee", element.text(p::ASSIGNEE));
                let lane = self.lane_group(element);
                self.own(node, "candidateGroups", element.text(p::GROUPS).or(lane.as_deref()));
                self.own(node, "candidateUsers", element.text(p::USERS));
                self.own(node, "dueDate", element.text(p::DUE));
                self.form(node, element);
            }
            TaskKind::Service | TaskKind::Send => self.work(node, element),
            TaskKind::BusinessRule => match self.decision(element) {
                Some(asked) => {
                    self.own(node, "decisionRef", Some(&asked.key));
                    if self.rules.engine && element.text(p::RESULT).is_some() {
                        self.own(node, "mapDecisionResult", Some(asked.result));
                    }
                    self.own(node, "resultVariable", element.text(p::RESULT));
                }
                None => self.work(node, element),
            },
            TaskKind::Script => {
                let written = self.script(element).map(|(format, _)| format);
                let said = element.text(p::SCRIPT_FORMAT);
                if let (Some(said), Some(written)) = (said, &written)
                    && !said.eq_ignore_ascii_case(written)
                {
                    let note = Diagnostic::new(Severity::Info, "export.script-translated", Some(&element.id));
                    let note = note.with("name", element.name.clone());
                    self.notes.push(note.with("from", said).with("to", written.clone()));
                }
                let format = written.as_deref().or(said);
                node.maybe("scriptFormat", format.filter(|format| self.says_script(format)));
                self.own(node, "resultVariable", element.text(p::RESULT));
            }
            TaskKind::Abstract | TaskKind::Receive | TaskKind::Manual => {}
        }
        if task == TaskKind::Receive || task == TaskKind::Send && !self.is_zeebe() {
            node.maybe("messageRef", self.referred(element, DefinitionKind::Message));
        }
    }

    /// The process that a call names. One of another board is called as it is in its own file for the same target.
    pub(super) fn called(&self, element: &Element) -> Option<String> {
        let key = element.text(p::CALLED)?;
        let renamed = self.rules.engine && element.text(p::CALLED_BOARD).is_some();
        Some(if renamed { ascii_name(key) } else { key.to_owned() })
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
            self.own(node, "type", Some("external"));
            self.own(node, "topic", Some(topic));
        }
        if let Some(expression) = expression {
            self.own(node, "expression", Some(&self.rules.expression(expression)));
        }
        if let Some(delegate) = delegate {
            self.own(node, "delegateExpression", Some(&self.rules.expression(delegate)));
        }
        self.own(node, "class", class);
        if expression.is_some() {
            self.own(node, "resultVariable", element.text(p::RESULT));
        }
        if several > 1 {
            self.note(Severity::Warning, "export.several-services", Some(element));
        }
    }

    /// Language and text of a script, in the engine's own expression language where it is one expression.
    pub(super) fn script(&self, element: &Element) -> Option<(String, String)> {
        let format = element.text(p::SCRIPT_FORMAT).unwrap_or_default();
        let script = element.text(p::SCRIPT)?;
        let known = ["feel", "juel"].contains(&format.to_lowercase().as_str());
        let Some(engine) = self.rules.target.traits().filter(|_| known) else {
            return Some((format.to_owned(), script.to_owned()));
        };
        let wanted = if engine.notation == Notation::Feel { "feel" } else { "juel" };
        Some((wanted.to_owned(), self.rules.expression(script)))
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
                if !self.is_zeebe() {
                    node.push(again);
                }
            }
            Some(kind) => {
                let mut several = Node::new("multiInstanceLoopCharacteristics");
                if kind == "sequential" {
                    several.set("isSequential", "true");
                }
                self.own(&mut several, "collection", element.text(p::COLLECTION));
                self.own(&mut several, "elementVariable", element.text(p::ELEMENT_VARIABLE));
                if self.in_elements() {
                    zeebe::repetition(self, &mut several, element);
                } else if let Some(count) = element.text(p::CARDINALITY) {
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
            .filter(|flow| self.homes.contains_key(flow.id.as_str()))
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
                if let Some(from) = flow.from.as_deref().filter(|from| self.homes.contains_key(from)) {
                    input.push(Node::new("sourceRef").text(self.xml_id(from)));
                }
                input.push(Node::new("targetRef").text(target.clone()));
                node.push(input);
            }
        }
        for flow in outputs {
            // From one step to another it stands where it comes in.
            if self.there(&flow.to).is_some_and(Self::holds_data) {
                continue;
            }
            let mut output = self.named("dataOutputAssociation", flow);
            output.attributes.retain(|attribute| attribute.name != "name");
            if let Some(to) = flow.to.as_deref().filter(|to| self.homes.contains_key(to)) {
                output.push(Node::new("targetRef").text(self.xml_id(to)));
            }
            node.push(output);
        }
    }
}
