//! Events and their definitions.

use super::{Builder, Node, element::tag};
use crate::{
    Severity,
    kind::{DefinitionKind, Kind, Position, Trigger},
    model::{Element, Owner},
    property::{Value, names as p},
};

impl<'a> Builder<'a> {
    pub(super) fn event(&mut self, element: &'a Element, position: Position, trigger: Trigger) -> Node {
        let mut node = self.named(tag(Kind::Event(position, trigger)), element);
        if position == Position::Boundary
            && let Owner::Element(host) = &element.owner
        {
            node.set("attachedToRef", self.xml_id(host));
        }
        if element.flag(p::INTERRUPTING) == Some(false) {
            match position {
                Position::Boundary => node.set("cancelActivity", "false"),
                Position::Start => node.set("isInterrupting", "false"),
                Position::Catch | Position::Throw | Position::End => {}
            }
        }
        if trigger == Trigger::ParallelMultiple
            && matches!(position, Position::Start | Position::Catch | Position::Boundary)
        {
            node.set("parallelMultiple", "true");
        }
        if position == Position::Start {
            self.form(&mut node, element);
        }
        self.ends(&mut node, element);
        self.associations(&mut node, element);
        let definition = match trigger {
            Trigger::None => return node,
            Trigger::Message => {
                let mut definition = Node::new("messageEventDefinition");
                let throws = matches!(position, Position::Throw | Position::End);
                // An engine that is told a worker's topic in the event itself takes the message for one it waits for.
                if !self.is_zeebe() || !throws {
                    self.refer(&mut definition, "messageRef", DefinitionKind::Message, element);
                }
                if throws {
                    self.work(&mut definition, element);
                }
                definition
            }
            Trigger::Timer => self.timer(element),
            Trigger::Error => {
                self.referring("errorEventDefinition", "errorRef", DefinitionKind::Error, element)
            }
            Trigger::Signal => {
                self.referring("signalEventDefinition", "signalRef", DefinitionKind::Signal, element)
            }
            Trigger::Escalation => self.referring(
                "escalationEventDefinition",
                "escalationRef",
                DefinitionKind::Escalation,
                element,
            ),
            Trigger::Conditional => {
                let mut definition = Node::new("conditionalEventDefinition");
                definition.push(self.expression("condition", element.text(p::CONDITION).unwrap_or_default()));
                if element.text(p::CONDITION).is_none() {
                    definition.children[0].text = None;
                }
                if self.rules.target.traits().is_some_and(|engine| !engine.watches_conditions) {
                    self.note_target(Severity::Warning, "export.condition-asked", element);
                }
                definition
            }
            Trigger::Link => {
                let name = element.text(p::LINK).unwrap_or(&element.name);
                Node::new("linkEventDefinition").with("name", name)
            }
            Trigger::Compensation => Node::new("compensateEventDefinition"),
            Trigger::Cancel => Node::new("cancelEventDefinition"),
            Trigger::Terminate => Node::new("terminateEventDefinition"),
            Trigger::Multiple | Trigger::ParallelMultiple => {
                node.children.extend(several(element).map(Node::new));
                return node;
            }
        };
        node.push(definition);
        node
    }

    fn referring(
        &mut self,
        tag: &'static str,
        attribute: &'static str,
        kind: DefinitionKind,
        element: &Element,
    ) -> Node {
        let mut definition = Node::new(tag);
        self.refer(&mut definition, attribute, kind, element);
        definition
    }

    fn refer(
        &mut self,
        definition: &mut Node,
        attribute: &'static str,
        kind: DefinitionKind,
        element: &Element,
    ) {
        definition.maybe(attribute, self.referred(element, kind));
    }

    fn timer(&mut self, element: &Element) -> Node {
        let mut definition = Node::new("timerEventDefinition");
        let tag = match element.text(p::TIMER_KIND) {
            Some("date") => "timeDate",
            Some("cycle") => "timeCycle",
            Some("duration") => "timeDuration",
            _ if element.text(p::TIMER).is_some() => "timeDuration",
            _ => return definition,
        };
        let mut when = Node::new(tag);
        when.set_in(super::names::XSI, "type", "tFormalExpression");
        when.text = element.text(p::TIMER).map(|text| self.time(text.trim()));
        definition.push(when);
        definition
    }

    /// Dates, durations and cycles stand for themselves; anything else is an expression.
    fn time(&self, text: &str) -> String {
        let marked = ["${", "#{", "="].iter().any(|mark| text.starts_with(mark));
        if marked { self.rules.expression(text) } else { text.to_owned() }
    }
}

/// The definitions of a multiple event: the ones a file had, or two of the usual ones where nobody said which.
fn several(element: &Element) -> impl Iterator<Item = &'static str> {
    let said = match element.properties.get(p::TRIGGERS) {
        Some(Value::List(names)) => names.iter().filter_map(|name| definition(name.as_text()?)).collect(),
        _ => Vec::new(),
    };
    let said = if said.len() > 1 { said } else { vec!["messageEventDefinition", "signalEventDefinition"] };
    said.into_iter()
}

fn definition(trigger: &str) -> Option<&'static str> {
    Some(match Trigger::parse(trigger)? {
        Trigger::Message => "messageEventDefinition",
        Trigger::Timer => "timerEventDefinition",
        Trigger::Error => "errorEventDefinition",
        Trigger::Signal => "signalEventDefinition",
        Trigger::Escalation => "escalationEventDefinition",
        Trigger::Conditional => "conditionalEventDefinition",
        Trigger::Link => "linkEventDefinition",
        Trigger::Compensation => "compensateEventDefinition",
        Trigger::Cancel => "cancelEventDefinition",
        Trigger::Terminate => "terminateEventDefinition",
        Trigger::None | Trigger::Multiple | Trigger::ParallelMultiple => return None,
    })
}
