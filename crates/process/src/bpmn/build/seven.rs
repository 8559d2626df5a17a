//! Camunda 7 and what came of it (Operaton, CIB seven): values in and out of steps and called processes.

use super::{
    Builder, Node,
    extend::{extend, handed, values},
};
use crate::{
    kind::{Kind, Position, Trigger},
    model::Element,
    property::names as p,
};

pub fn finish<'a>(builder: &mut Builder<'a>, node: &mut Node, element: &'a Element, kind: Kind) {
    match kind {
        Kind::CallActivity => called(builder, node, element),
        Kind::Task(_) | Kind::Subprocess(_) | Kind::Event(_, Trigger::Message) => {
            let said = mapping(builder, element);
            match kind {
                // A message is sent by what its definition says, which is also what gets the values.
                Kind::Event(Position::Throw | Position::End, _) | Kind::Task(_) | Kind::Subprocess(_) => {
                    extend(node, said)
                }
                _ if !said.is_empty() => builder.dropped(element, "input"),
                _ => {}
            }
        }
        _ => {}
    }
}

pub(super) fn mapping(builder: &Builder<'_>, element: &Element) -> Vec<Node> {
    let mut mapping = Node::of(builder.space, "inputOutput");
    for (property, name) in [(p::INPUT, "inputParameter"), (p::OUTPUT, "outputParameter")] {
        for (variable, expression) in values(element, property) {
            let value = builder.value(expression);
            mapping.push(Node::of(builder.space, name).with("name", variable).text(value));
        }
    }
    if mapping.children.is_empty() { Vec::new() } else { vec![mapping] }
}

/// A called process knows nothing of the caller's variables unless it is given them: all, or those that are named.
fn called(builder: &Builder<'_>, node: &mut Node, element: &Element) {
    let mut said = Vec::new();
    for (property, name) in [(p::INPUT, "in"), (p::OUTPUT, "out")] {
        let handed = handed(builder, element, property, name);
        if handed.is_empty() {
            said.push(Node::of(builder.space, name).with("variables", "all"));
        }
        said.extend(handed);
    }
    extend(node, said);
}
