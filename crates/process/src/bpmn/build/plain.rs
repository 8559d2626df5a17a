//! Plain BPMN that goes back into a file for an engine: what that engine has a place for is said there, in its words, so
//! that the file goes on meaning one thing. The rest is said in attributes of ours.

use super::{
    Builder, Node,
    extend::{extend, handed},
    seven, zeebe,
};
use crate::{
    bpmn::names::{ACTIVITI, CAMUNDA, FLOWABLE, OPERATON, ZEEBE},
    expression::{self, Notation},
    kind::{DefinitionKind, Kind},
    model::{Element, ElementKind},
    property::names as p,
};

/// What Camunda 8 has no place for.
pub(super) const BEYOND: [&str; 4] = ["expression", "delegateExpression", "class", "historyTimeToLive"];

pub fn finish<'a>(builder: &mut Builder<'a>, node: &mut Node, element: &'a Element, kind: Kind) {
    if builder.space == ZEEBE {
        return zeebe::finish(builder, node, element, kind);
    }
    if !builder.says_values(element) {
        return;
    }
    let said = match kind {
        Kind::CallActivity => {
            let mut said = handed(builder, element, p::INPUT, "in");
            said.extend(handed(builder, element, p::OUTPUT, "out"));
            said
        }
        _ => seven::mapping(builder, element),
    };
    extend(node, said);
}

impl Builder<'_> {
    /// True where everything is said in elements: in files for Camunda 8.
    pub(super) fn in_elements(&self) -> bool {
        self.space == ZEEBE
    }

    /// The same, of a file that is written for it.
    pub(super) fn is_zeebe(&self) -> bool {
        self.rules.engine && self.in_elements()
    }

    /// True if a script of this language stands in its own element of BPMN.
    pub(super) fn says_script(&self, format: &str) -> bool {
        !self.in_elements() || !self.rules.engine && format != "feel"
    }

    /// True if the file has a place of its own for the values that go in and out of an element.
    pub(super) fn says_values(&self, element: &Element) -> bool {
        let Some(kind) = element.process_kind().filter(|kind| kind.is_flow_node()) else { return false };
        match self.space {
            OPERATON | CAMUNDA => true,
            FLOWABLE | ACTIVITI => kind == Kind::CallActivity,
            ZEEBE => kind.is_activity() || matches!(kind, Kind::Event(..)),
            _ => false,
        }
    }

    /// The same of the key that a message is found by.
    pub(super) fn says_correlation(&self, element: &Element) -> bool {
        !self.rules.engine
            && self.in_elements()
            && element.kind == ElementKind::Definition(DefinitionKind::Message)
    }

    /// A value in the notation of the file.
    pub(super) fn value(&self, text: &str) -> String {
        if self.rules.engine {
            return self.rules.expression(text);
        }
        let notation = match self.space {
            ZEEBE => Notation::Feel,
            OPERATON | CAMUNDA | FLOWABLE | ACTIVITI => Notation::Juel,
            _ => return text.to_owned(),
        };
        expression::translate(text, notation).unwrap_or_else(|| text.to_owned())
    }
}
