//! One element: which tag it is, and what all of its kind have.

use super::{super::profile, Builder, Node, Scope};
use crate::{
    Diagnostic, Severity,
    kind::{FlowKind, GatewayKind, Kind, Position, SubprocessKind, TaskKind},
    model::Element,
    property::names as p,
};

impl<'a> Builder<'a> {
    /// Appends an element, and what it brings with it, to its parent.
    pub(super) fn element(&mut self, parent: &mut Node, element: &'a Element, kind: Kind) {
        let mut node = match kind {
            Kind::Task(_) | Kind::Subprocess(_) | Kind::CallActivity => self.activity(element, kind),
            Kind::Event(position, trigger) => self.event(element, position, trigger),
            Kind::Gateway(gateway) => self.gateway(element, gateway),
            Kind::DataObject => {
                if let Some(data) = self.data_object(element) {
                    parent.push(data);
                }
                self.data_reference(element)
            }
            Kind::DataStore => self.store_reference(element),
            Kind::Annotation => self.annotation(element),
            Kind::Group => {
                let mut node = Node::new("group").keyed(format!("s:{}", element.id));
                node.set("id", self.xml_id(&element.id));
                self.common(&mut node, element);
                if !element.name.is_empty() {
                    node.set("categoryValueRef", self.ids.beside(&element.id, "value"));
                }
                node
            }
            Kind::Flow(flow) => self.flow(element, flow),
            Kind::Pool | Kind::Lane | Kind::DataInput | Kind::DataOutput => return,
        };
        (self.rules.finish)(self, &mut node, element, kind);
        parent.push(node);
    }

    fn gateway(&mut self, element: &'a Element, kind: GatewayKind) -> Node {
        let tag = match kind {
            GatewayKind::Exclusive => "exclusiveGateway",
            GatewayKind::Parallel => "parallelGateway",
            GatewayKind::Inclusive => "inclusiveGateway",
            GatewayKind::EventBased => "eventBasedGateway",
            GatewayKind::Complex => "complexGateway",
        };
        let mut node = self.named(tag, element);
        self.default(&mut node, element);
        self.ends(&mut node, element);
        node
    }

    /// The default flow, where there is one.
    pub(super) fn default(&mut self, node: &mut Node, element: &'a Element) {
        let flow = element.text(p::DEFAULT).and_then(|id| self.graph.get(id));
        let flow = flow.filter(|flow| {
            flow.process_kind() == Some(Kind::Flow(FlowKind::Sequence))
                && self.homes.contains_key(flow.id.as_str())
        });
        node.maybe("default", flow.map(|flow| self.xml_id(&flow.id)));
    }

    /// What flows in and out.
    pub(super) fn ends(&mut self, node: &mut Node, element: &'a Element) {
        let whole = |flow: &&&Element| self.homes.contains_key(flow.id.as_str());
        for flow in self.graph.incoming(&element.id).iter().filter(whole) {
            node.push(Node::new("incoming").text(self.xml_id(&flow.id)));
        }
        for flow in self.graph.outgoing(&element.id).iter().filter(whole) {
            node.push(Node::new("outgoing").text(self.xml_id(&flow.id)));
        }
    }

    fn annotation(&mut self, element: &'a Element) -> Node {
        let mut node = Node::new("textAnnotation").keyed(format!("s:{}", element.id));
        node.set("id", self.xml_id(&element.id));
        self.common(&mut node, element);
        node.push(Node::new("text").text(element.name.clone()));
        node
    }

    fn flow(&mut self, element: &'a Element, kind: FlowKind) -> Node {
        let tag = match kind {
            FlowKind::Sequence => "sequenceFlow",
            FlowKind::Message => "messageFlow",
            FlowKind::Association | FlowKind::Data => "association",
        };
        let mut node = self.named(tag, element);
        for (name, end) in [("sourceRef", &element.from), ("targetRef", &element.to)] {
            node.maybe(name, end.as_deref().map(|end| self.xml_id(end)));
        }
        if kind == FlowKind::Association {
            match element.text(p::DIRECTION) {
                Some("one") => node.set("associationDirection", "One"),
                Some("both") => node.set("associationDirection", "Both"),
                _ => {}
            }
        }
        // On the engines a default flow must not have a condition; there it would not be looked at.
        let default = self.rules.engine
            && element
                .from
                .as_deref()
                .and_then(|from| self.graph.get(from))
                .and_then(|from| from.text(p::DEFAULT))
                == Some(&element.id);
        if let Some(condition) = element.text(p::CONDITION).filter(|_| kind == FlowKind::Sequence && !default)
        {
            node.push(self.expression("conditionExpression", condition));
        }
        node
    }

    /// A formal expression.
    pub(super) fn expression(&self, tag: &'static str, text: &str) -> Node {
        let mut node = Node::new(tag).text(self.rules.expression(text));
        node.set_in(super::names::XSI, "type", "tFormalExpression");
        node
    }

    /// Who may do a user task, by the lane it lies in, where nobody is named.
    pub(super) fn lane_group(&mut self, element: &'a Element) -> Option<String> {
        if !self.rules.groups_from_lanes
            || [p::ASSIGNEE, p::GROUPS, p::USERS].iter().any(|name| element.text(name).is_some())
        {
            return None;
        }
        // What lies in a subprocess is done by the lane around it.
        let mut lane = self.graph.lane(element);
        let mut inner = element;
        for _ in 0..64 {
            if lane.is_some() {
                break;
            }
            let Some(Scope::Subprocess(id)) = self.graph.scope(inner) else { break };
            inner = self.graph.get(id)?;
            lane = self.graph.lane(inner);
        }
        let lane = lane?;
        let group = profile::slug(&lane.name);
        if group.is_empty() {
            return None;
        }
        let note = Diagnostic::new(Severity::Info, "export.lane-to-group", Some(&element.id));
        self.notes.push(note.with("lane", lane.name.clone()).with("group", group.clone()));
        Some(group)
    }
}

/// The tag of an activity or event.
pub(super) const fn tag(kind: Kind) -> &'static str {
    match kind {
        Kind::Task(task) => match task {
            TaskKind::Abstract => "task",
            TaskKind::User => "userTask",
            TaskKind::Service => "serviceTask",
            TaskKind::Script => "scriptTask",
            TaskKind::Send => "sendTask",
            TaskKind::Receive => "receiveTask",
            TaskKind::Manual => "manualTask",
            TaskKind::BusinessRule => "businessRuleTask",
        },
        Kind::Subprocess(SubprocessKind::Embedded | SubprocessKind::Event) => "subProcess",
        Kind::Subprocess(SubprocessKind::Transaction) => "transaction",
        Kind::Subprocess(SubprocessKind::AdHoc) => "adHocSubProcess",
        Kind::CallActivity => "callActivity",
        Kind::Event(Position::Start, _) => "startEvent",
        Kind::Event(Position::Catch, _) => "intermediateCatchEvent",
        Kind::Event(Position::Throw, _) => "intermediateThrowEvent",
        Kind::Event(Position::Boundary, _) => "boundaryEvent",
        Kind::Event(Position::End, _) => "endEvent",
        _ => "task",
    }
}
