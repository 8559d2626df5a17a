//! What one can set on an element, out of its XML element: name, ends, references and the properties of `property.rs`.

use super::{Reader, Xml, extensions, items, items::Item, names, own, values};
use crate::{
    Diagnostic, Severity,
    kind::{DefinitionKind, FlowKind, GatewayKind, Kind, Position, TaskKind, Trigger},
    model::{Element, ElementKind, LONGEST_VALUE},
    property::{Value, names as p},
};

impl<'a> Reader<'a, '_> {
    pub(super) fn fill(&mut self, item: &Item<'a>, element: &mut Element) {
        let node = item.node;
        element.name = values::line(node.attribute("name").unwrap_or_default());
        if let Some(text) = values::documentation(node) {
            set(element, p::DOCUMENTATION, text);
        }
        let number =
            |name: &str| node.attribute((names::WANDEL, name)).and_then(|value| value.parse::<f64>().ok());
        for name in [p::WORK, p::WAIT] {
            if let Some(value) = number(name).filter(|value| value.is_finite()) {
                element.properties.insert(name.into(), Value::Number(value));
            }
        }
        for name in [p::CORRELATION, p::CALLED_BOARD] {
            if let Some(value) = node.attribute((names::WANDEL, name)).filter(|value| !value.is_empty()) {
                set(element, name, value.to_owned());
            }
        }
        for (attribute, property) in names::VALUES {
            let lines = node.attribute((names::WANDEL, attribute)).unwrap_or_default().lines();
            for (name, value) in lines.filter_map(|line| line.split_once('=')) {
                set(element, &format!("{property}{}", name.trim()), value.trim().to_owned());
            }
        }
        if let Some(colour) = node.attribute((names::WANDEL, "colour")) {
            set(element, p::COLOUR, colour.to_owned());
        }
        extensions::fill(node, element);
        match element.kind {
            ElementKind::Process(kind) => self.fill_kind(node, kind, element),
            ElementKind::Definition(kind) => self.definition(node, kind, element),
            ElementKind::Depiction => {}
        }
    }

    fn fill_kind(&mut self, node: Xml<'a>, kind: Kind, element: &mut Element) {
        match kind {
            Kind::Task(task) => {
                self.activity(node, element);
                self.task(node, task, element);
            }
            Kind::Subprocess(_) | Kind::CallActivity => {
                self.activity(node, element);
                if let Some(called) = node.attribute("calledElement").filter(|called| !called.is_empty()) {
                    set(element, p::CALLED, called.to_owned());
                }
                if matches!(kind, Kind::Subprocess(_)) {
                    self.expanded(node, element);
                }
            }
            Kind::Event(position, trigger) => self.event(node, position, trigger, element),
            Kind::Gateway(gateway) => {
                if matches!(gateway, GatewayKind::Exclusive | GatewayKind::Inclusive | GatewayKind::Complex) {
                    self.reference(node, "default", p::DEFAULT, element);
                }
            }
            Kind::Pool => element.process = own::process_of(self, node),
            Kind::Lane => {}
            Kind::DataObject => {
                let data = node.attribute("dataObjectRef").and_then(|id| self.resolve(id));
                self.reference(node, "dataObjectRef", p::OF, element);
                if values::flag(data.unwrap_or(node), "isCollection") == Some(true) {
                    set(element, p::COLLECTION_DATA, true);
                }
            }
            Kind::DataInput | Kind::DataOutput => {
                if values::flag(node, "isCollection") == Some(true) {
                    set(element, p::COLLECTION_DATA, true);
                }
            }
            Kind::DataStore => self.reference(node, "dataStoreRef", p::OF, element),
            Kind::Annotation => {
                element.name = values::child(node, "text")
                    .map(values::text)
                    .map_or_else(String::new, |text| values::line(&text));
            }
            Kind::Group => {
                let category = node.attribute("categoryValueRef").and_then(|id| self.resolve(id));
                if let Some(value) = category {
                    element.name = values::line(value.attribute("value").unwrap_or_default());
                    self.places.insert(format!("catv:{}", element.id), value.range().start);
                    if let Some(category) = value.parent_element() {
                        self.places.insert(format!("cat:{}", element.id), category.range().start);
                    }
                }
            }
            Kind::Flow(flow) => self.flow(node, flow, element),
        }
    }

    fn definition(&mut self, node: Xml<'a>, kind: DefinitionKind, element: &mut Element) {
        let code = match kind {
            DefinitionKind::Error => node.attribute("errorCode"),
            DefinitionKind::Escalation => node.attribute("escalationCode"),
            // Forms and decisions are no elements of a file.
            DefinitionKind::Message
            | DefinitionKind::Signal
            | DefinitionKind::Form
            | DefinitionKind::Field
            | DefinitionKind::Choice
            | DefinitionKind::Decision
            | DefinitionKind::Input
            | DefinitionKind::Output
            | DefinitionKind::Rule => None,
            DefinitionKind::Other => {
                set(element, p::TAG, node.tag_name().name().to_owned());
                None
            }
        };
        if let Some(code) = code.filter(|code| !code.is_empty()) {
            set(element, p::CODE, code.to_owned());
        }
    }

    /// What all activities can have: a default flow, repetition, being there for compensation.
    fn activity(&mut self, node: Xml<'a>, element: &mut Element) {
        self.reference(node, "default", p::DEFAULT, element);
        if values::flag(node, "isForCompensation") == Some(true) {
            set(element, p::COMPENSATION, true);
        }
        if let Some(several) = values::child(node, "multiInstanceLoopCharacteristics") {
            let sequential = values::flag(several, "isSequential") == Some(true);
            set(element, p::LOOP, if sequential { "sequential" } else { "parallel" }.to_owned());
            for (name, property) in [("collection", p::COLLECTION), ("elementVariable", p::ELEMENT_VARIABLE)]
            {
                if let Some(value) = values::engine(several, name) {
                    set(element, property, value.to_owned());
                }
            }
            extensions::repetition(several, element);
            set_text(element, p::CARDINALITY, values::child(several, "loopCardinality"));
            set_text(element, p::COMPLETION, values::child(several, "completionCondition"));
        } else if let Some(again) = values::child(node, "standardLoopCharacteristics") {
            set(element, p::LOOP, "standard".to_owned());
            set_text(element, p::COMPLETION, values::child(again, "loopCondition"));
            if let Some(most) = again.attribute("loopMaximum") {
                set(element, p::CARDINALITY, most.to_owned());
            }
        }
    }

    fn task(&mut self, node: Xml<'a>, task: TaskKind, element: &mut Element) {
        for (name, property) in names::ATTRIBUTES {
            if let Some(value) = values::engine(node, name) {
                set(element, property, value.to_owned());
            }
        }
        match task {
            TaskKind::User => {
                if let Some(form) = values::engine(node, "formRef") {
                    set(element, p::FORM_REF, form.to_owned());
                }
                self.form(node, element);
            }
            TaskKind::Script => {
                if let Some(format) = node.attribute("scriptFormat").filter(|format| !format.is_empty()) {
                    set(element, p::SCRIPT_FORMAT, format.to_owned());
                }
                let script = values::child(node, "script").map(values::text).unwrap_or_default();
                if !script.trim().is_empty() {
                    set(element, p::SCRIPT, script.replace("\r\n", "\n"));
                }
            }
            TaskKind::Send | TaskKind::Receive => self.reference(node, "messageRef", p::REFERENCE, element),
            TaskKind::Abstract | TaskKind::Service | TaskKind::Manual | TaskKind::BusinessRule => {}
        }
    }

    fn event(&mut self, node: Xml<'a>, position: Position, trigger: Trigger, element: &mut Element) {
        let attribute = match position {
            Position::Start => "isInterrupting",
            _ => "cancelActivity",
        };
        if values::flag(node, attribute) == Some(false) {
            set(element, p::INTERRUPTING, false);
        }
        for (name, property) in [("formKey", p::FORM), ("formRef", p::FORM_REF)] {
            if let Some(form) = values::engine(node, name).filter(|_| position == Position::Start) {
                set(element, property, form.to_owned());
            }
        }
        if position == Position::Start && trigger == Trigger::None {
            self.form(node, element);
        }
        let Some(mut definition) = items::definitions(node).next() else { return };
        if definition.tag_name().name() == "eventDefinitionRef" {
            let Some(target) = self.resolve(&values::text(definition)) else { return };
            definition = target;
        }
        match trigger {
            Trigger::Message => {
                self.reference(definition, "messageRef", p::REFERENCE, element);
                for (name, property) in names::ATTRIBUTES {
                    if let Some(value) = values::engine(definition, name) {
                        set(element, property, value.to_owned());
                    }
                }
            }
            Trigger::Error => self.reference(definition, "errorRef", p::REFERENCE, element),
            Trigger::Signal => self.reference(definition, "signalRef", p::REFERENCE, element),
            Trigger::Escalation => self.reference(definition, "escalationRef", p::REFERENCE, element),
            Trigger::Timer => {
                for (name, kind) in
                    [("timeDate", "date"), ("timeDuration", "duration"), ("timeCycle", "cycle")]
                {
                    let Some(value) = values::child(definition, name) else { continue };
                    set(element, p::TIMER_KIND, kind.to_owned());
                    let value = values::text(value).trim().to_owned();
                    if !value.is_empty() {
                        set(element, p::TIMER, value);
                    }
                }
            }
            Trigger::Multiple | Trigger::ParallelMultiple => {
                let names = items::definitions(node).map(|definition| self.defined(definition).name().into());
                set(element, p::TRIGGERS, Value::List(names.collect()));
            }
            Trigger::Conditional => set_text(element, p::CONDITION, values::child(definition, "condition")),
            Trigger::Link => {
                if let Some(name) = definition.attribute("name").filter(|name| !name.is_empty()) {
                    set(element, p::LINK, values::line(name));
                }
            }
            _ => {}
        }
    }

    fn flow(&mut self, node: Xml<'a>, flow: FlowKind, element: &mut Element) {
        let end = |name: &str| node.attribute(name).map(str::to_owned);
        let (from, to) = match flow {
            FlowKind::Data => {
                let other = |name| values::child(node, name).map(values::text);
                let activity = node.parent().and_then(|parent| self.ours.get(&parent.id())).cloned();
                let input = node.tag_name().name() == "dataInputAssociation";
                let reference = other(if input { "sourceRef" } else { "targetRef" });
                let data = reference.and_then(|reference| self.our(&reference));
                (element.from, element.to) = if input { (data, activity) } else { (activity, data) };
                return;
            }
            _ => (end("sourceRef"), end("targetRef")),
        };
        element.from = from.as_deref().and_then(|id| self.our(id));
        element.to = to.as_deref().and_then(|id| self.our(id));
        if element.from.is_none() || element.to.is_none() {
            self.tell(node, Diagnostic::new(Severity::Warning, "bpmn.dangling-flow", Some(&element.id)));
        }
        if flow == FlowKind::Sequence {
            set_text(element, p::CONDITION, values::child(node, "conditionExpression"));
        }
        if flow == FlowKind::Association {
            let direction = match node.attribute("associationDirection") {
                Some("One") => "one",
                Some("Both") => "both",
                _ => "none",
            };
            set(element, p::DIRECTION, direction.to_owned());
        }
    }

    /// Collapsed or not: as the shape says, else collapsed unless something inside is drawn with it.
    fn expanded(&mut self, node: Xml<'a>, element: &mut Element) {
        let shapes = self.shapes.get(&node.id()).copied();
        let expanded = match shapes.and_then(|shape| values::flag(shape, "isExpanded")) {
            Some(value) => value,
            None => {
                let inside = |child: &Xml<'a>| {
                    self.shapes
                        .get(&child.id())
                        .is_some_and(|inner| inner.parent() == shapes.and_then(|s| s.parent()))
                };
                shapes.is_none() || node.children().any(|child| inside(&child))
            }
        };
        if !expanded {
            set(element, p::EXPANDED, false);
        }
    }

    /// A reference in an attribute, as our id. One that leads nowhere keeps the file's id, so that checks find it.
    fn reference(&mut self, node: Xml<'a>, attribute: &str, property: &str, element: &mut Element) {
        let Some(reference) = node.attribute(attribute).filter(|reference| !reference.is_empty()) else {
            return;
        };
        let target = self.our(reference).unwrap_or_else(|| {
            self.tell(
                node,
                Diagnostic::new(Severity::Warning, "bpmn.dangling-reference", Some(&element.id))
                    .with("id", reference),
            );
            reference.to_owned()
        });
        set(element, property, target);
    }
}

/// What is longer than a board takes stays in the file.
fn set(element: &mut Element, name: &str, value: impl Into<Value>) {
    let value = value.into();
    if value.as_text().is_none_or(|text| text.len() <= LONGEST_VALUE) {
        element.properties.insert(name.to_owned(), value);
    }
}

/// The text of a node as an expression, if there is any.
fn set_text(element: &mut Element, name: &str, node: Option<Xml<'_>>) {
    let text = node.map(values::text).map(|text| values::expression(&text)).unwrap_or_default();
    if !text.is_empty() {
        set(element, name, text);
    }
}
