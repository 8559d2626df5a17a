//! Finds what in a file becomes an element or a process of ours, in the order of the file, and gives it an id.

use super::{Reader, Xml, names, values};
use crate::{
    Diagnostic, Severity,
    kind::{DefinitionKind, FlowKind, GatewayKind, Kind, Position, SubprocessKind, TaskKind, Trigger},
    model::ElementKind,
};

/// Something of the file that the model shows.
pub struct Item<'a> {
    pub node: Xml<'a>,
    pub id: String,
    /// `None` for a process.
    pub kind: Option<ElementKind>,
    pub process: bool,
    pub container: Container,
}

/// What an item stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Container {
    Definitions,
    Collaboration,
    Process(roxmltree::NodeId),
    Subprocess(roxmltree::NodeId),
}

impl<'a> Reader<'a, '_> {
    pub(super) fn collect(&mut self, root: Xml<'a>) -> Vec<Item<'a>> {
        let mut items = Vec::new();
        // Collaborations first: pools come before what they hold.
        let elements = || root.children().filter(|node| node.tag_name().namespace() == Some(names::MODEL));
        for node in elements().filter(|node| node.tag_name().name() == "collaboration") {
            for child in node.children() {
                if let Some(kind) = artifact(child) {
                    self.push(&mut items, child, kind, Container::Collaboration);
                }
            }
        }
        for node in elements() {
            match node.tag_name().name() {
                "process" => {
                    let id = (self.fresh)();
                    self.ours.insert(node.id(), id.clone());
                    items.push(Item {
                        node,
                        id,
                        kind: None,
                        process: true,
                        container: Container::Definitions,
                    });
                    self.inside(&mut items, node, Container::Process(node.id()));
                }
                "collaboration" => {}
                name => {
                    let kind = match name {
                        "message" => DefinitionKind::Message,
                        "error" => DefinitionKind::Error,
                        "signal" => DefinitionKind::Signal,
                        "escalation" => DefinitionKind::Escalation,
                        "import" | "extension" | "relationship" | "documentation" | "extensionElements" => {
                            continue;
                        }
                        _ => DefinitionKind::Other,
                    };
                    if matches!(name, "choreography" | "globalConversation" | "conversation") {
                        let found =
                            Diagnostic::new(Severity::Warning, "bpmn.unsupported", None).with("tag", name);
                        self.tell(node, found);
                    }
                    self.push(&mut items, node, ElementKind::Definition(kind), Container::Definitions);
                }
            }
        }
        items
    }

    fn push(&mut self, items: &mut Vec<Item<'a>>, node: Xml<'a>, kind: ElementKind, container: Container) {
        let id = (self.fresh)();
        self.ours.insert(node.id(), id.clone());
        items.push(Item { node, id, kind: Some(kind), process: false, container });
    }

    /// What a process or subprocess holds. Depth is bounded by the scan.
    fn inside(&mut self, items: &mut Vec<Item<'a>>, holder: Xml<'a>, container: Container) {
        let ours = self.ours.get(&holder.id()).cloned().unwrap_or_default();
        if let Some(lanes) = values::child(holder, "laneSet") {
            self.places.insert(format!("laneset:{ours}"), lanes.range().start);
        }
        if let Some(io) = values::child(holder, "ioSpecification") {
            self.places.insert(format!("io:{ours}"), io.range().start);
        }
        for lanes in values::children(holder, "laneSet") {
            self.lanes(items, lanes, container);
        }
        for child in holder.children().filter(Xml::is_element) {
            let Some(kind) = self.flow_element(child).or_else(|| artifact(child)) else { continue };
            self.push(items, child, kind, container);
            if matches!(kind, ElementKind::Process(Kind::Subprocess(_))) {
                self.inside(items, child, Container::Subprocess(child.id()));
            }
            for data in child.children() {
                let name = data.tag_name().name();
                if data.tag_name().namespace() == Some(names::MODEL)
                    && matches!(name, "dataInputAssociation" | "dataOutputAssociation")
                {
                    self.push(items, data, ElementKind::Process(Kind::Flow(FlowKind::Data)), container);
                }
            }
        }
        for io in values::children(holder, "ioSpecification") {
            for data in io.children().filter(Xml::is_element) {
                let kind = match data.tag_name().name() {
                    "dataInput" => Kind::DataInput,
                    "dataOutput" => Kind::DataOutput,
                    _ => continue,
                };
                self.push(items, data, ElementKind::Process(kind), container);
            }
        }
    }

    fn lanes(&mut self, items: &mut Vec<Item<'a>>, lanes: Xml<'a>, container: Container) {
        for lane in values::children(lanes, "lane") {
            self.push(items, lane, ElementKind::Process(Kind::Lane), container);
            if let (Some(inner), Some(id)) = (values::child(lane, "childLaneSet"), self.ours.get(&lane.id()))
            {
                self.places.insert(format!("laneset:{id}"), inner.range().start);
            }
            for inner in values::children(lane, "childLaneSet") {
                self.lanes(items, inner, container);
            }
        }
    }
}

/// What stands in collaborations, and may stand in processes.
fn artifact(node: Xml<'_>) -> Option<ElementKind> {
    if node.tag_name().namespace() != Some(names::MODEL) {
        return None;
    }
    Some(ElementKind::Process(match node.tag_name().name() {
        "participant" => Kind::Pool,
        "messageFlow" => Kind::Flow(FlowKind::Message),
        "association" => Kind::Flow(FlowKind::Association),
        "textAnnotation" => Kind::Annotation,
        "group" => Kind::Group,
        _ => return None,
    }))
}

/// The event definitions in an event; references to ones at the root are resolved elsewhere.
pub fn definitions(node: Xml<'_>) -> impl Iterator<Item = Xml<'_>> {
    node.children().filter(|child| {
        child.tag_name().namespace() == Some(names::MODEL)
            && (child.tag_name().name().ends_with("EventDefinition")
                || child.tag_name().name() == "eventDefinitionRef")
    })
}

impl<'a> Reader<'a, '_> {
    fn flow_element(&self, node: Xml<'a>) -> Option<ElementKind> {
        if node.tag_name().namespace() != Some(names::MODEL) {
            return None;
        }
        let position = |position| Kind::Event(position, self.trigger(node));
        let event_subprocess = values::flag(node, "triggeredByEvent") == Some(true);
        Some(ElementKind::Process(match node.tag_name().name() {
            "task" => Kind::Task(TaskKind::Abstract),
            "userTask" => Kind::Task(TaskKind::User),
            // Flowable asks its tables so.
            "serviceTask" if values::engine(node, "type") == Some("dmn") => {
                Kind::Task(TaskKind::BusinessRule)
            }
            "serviceTask" => Kind::Task(TaskKind::Service),
            "scriptTask" => Kind::Task(TaskKind::Script),
            "sendTask" => Kind::Task(TaskKind::Send),
            "receiveTask" => Kind::Task(TaskKind::Receive),
            "manualTask" => Kind::Task(TaskKind::Manual),
            "businessRuleTask" => Kind::Task(TaskKind::BusinessRule),
            "subProcess" if event_subprocess => Kind::Subprocess(SubprocessKind::Event),
            "subProcess" => Kind::Subprocess(SubprocessKind::Embedded),
            "transaction" => Kind::Subprocess(SubprocessKind::Transaction),
            "adHocSubProcess" => Kind::Subprocess(SubprocessKind::AdHoc),
            "callActivity" => Kind::CallActivity,
            "startEvent" => position(Position::Start),
            "intermediateCatchEvent" => position(Position::Catch),
            "intermediateThrowEvent" => position(Position::Throw),
            "boundaryEvent" => position(Position::Boundary),
            "endEvent" => position(Position::End),
            "exclusiveGateway" => Kind::Gateway(GatewayKind::Exclusive),
            "parallelGateway" => Kind::Gateway(GatewayKind::Parallel),
            "inclusiveGateway" => Kind::Gateway(GatewayKind::Inclusive),
            "eventBasedGateway" => Kind::Gateway(GatewayKind::EventBased),
            "complexGateway" => Kind::Gateway(GatewayKind::Complex),
            "dataObjectReference" => Kind::DataObject,
            "dataStoreReference" => Kind::DataStore,
            // Behind a reference; shown itself only if it is drawn itself (`own`).
            "dataObject" => return Some(ElementKind::Definition(DefinitionKind::Other)),
            "sequenceFlow" => Kind::Flow(FlowKind::Sequence),
            _ => return None,
        }))
    }

    fn trigger(&self, node: Xml<'a>) -> Trigger {
        let mut all = definitions(node);
        let Some(first) = all.next() else { return Trigger::None };
        if all.next().is_some() {
            let parallel = values::flag(node, "parallelMultiple") == Some(true);
            return if parallel { Trigger::ParallelMultiple } else { Trigger::Multiple };
        }
        self.defined(first)
    }

    /// The trigger that an event definition, or a reference to one, stands for.
    pub(super) fn defined(&self, definition: Xml<'a>) -> Trigger {
        let mut name = definition.tag_name().name();
        if name == "eventDefinitionRef" {
            // Seldom: one definition at the root, used by several events.
            name = self.resolve(&values::text(definition)).map_or("", |target| target.tag_name().name());
        }
        match name {
            "messageEventDefinition" => Trigger::Message,
            "timerEventDefinition" => Trigger::Timer,
            "errorEventDefinition" => Trigger::Error,
            "signalEventDefinition" => Trigger::Signal,
            "escalationEventDefinition" => Trigger::Escalation,
            "conditionalEventDefinition" => Trigger::Conditional,
            "linkEventDefinition" => Trigger::Link,
            "compensateEventDefinition" => Trigger::Compensation,
            "cancelEventDefinition" => Trigger::Cancel,
            "terminateEventDefinition" => Trigger::Terminate,
            _ => Trigger::None,
        }
    }
}
