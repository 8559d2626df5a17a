//! What all engines' hooks share: extension elements at their place, values that go in and come out, keys of messages.

use super::{Builder, Node};
use crate::{
    Severity,
    bpmn::names,
    kind::DefinitionKind,
    model::{Element, ElementKind},
    property::{Value, names as p},
};

/// Adds extension elements: after the documentation, before everything else.
pub(super) fn extend(node: &mut Node, extensions: Vec<Node>) {
    if extensions.is_empty() {
        return;
    }
    let place = node.children.iter().take_while(|child| child.name == "documentation").count();
    match node.children.get_mut(place).filter(|child| child.name == "extensionElements") {
        Some(there) => there.children.extend(extensions),
        None => {
            let mut elements = Node::new("extensionElements");
            elements.children = extensions;
            node.children.insert(place, elements);
        }
    }
}

/// Variables and expressions of a step: `property` is `p::INPUT` or `p::OUTPUT`.
pub(super) fn values<'a>(
    element: &'a Element,
    property: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    element.properties.iter().filter_map(move |(name, value)| {
        let variable = name.strip_prefix(property)?;
        Some((variable, Value::as_text(value).filter(|text| !text.trim().is_empty())?))
    })
}

/// What a called process is given (`in`), or gives back (`out`), variable by variable.
pub(super) fn handed(
    builder: &Builder<'_>,
    element: &Element,
    property: &'static str,
    name: &'static str,
) -> Vec<Node> {
    let handed = values(element, property).map(|(variable, expression)| {
        let value = builder.value(expression);
        let node = Node::of(builder.space, name).with("sourceExpression", value);
        node.with("target", variable.to_owned())
    });
    handed.collect()
}

impl<'a> Builder<'a> {
    /// A note about an element that names the target.
    pub(super) fn note_target(&mut self, severity: Severity, code: &str, element: &Element) {
        self.note(severity, code, Some(element));
        if let Some(note) = self.notes.last_mut() {
            note.params.insert("target".into(), self.rules.target.title().to_owned());
        }
    }

    /// A warning that something of an element does not get into the file: `what` is a property of the board.
    pub(super) fn dropped(&mut self, element: &Element, what: &str) {
        self.note_target(Severity::Warning, "export.dropped", element);
        if let Some(note) = self.notes.last_mut() {
            note.params.insert("what".into(), what.to_owned());
        }
    }

    /// Something that is said with another element of BPMN than on the board.
    pub(super) fn changed(&mut self, element: &Element, to: &str) {
        self.note_target(Severity::Info, "export.changed", element);
        if let Some(note) = self.notes.last_mut() {
            note.params.insert("to".into(), to.to_owned());
        }
    }

    /// The key by which the engine finds the case that a message is for: said of the message, or of what waits for it.
    pub(super) fn correlation(&mut self, node: &mut Node, message: &Element) {
        let wanted = self.rules.target.traits().is_some_and(|engine| engine.correlation);
        if self.says_correlation(message) {
            if let Some(key) = message.text(p::CORRELATION) {
                let key = self.value(key);
                extend(node, vec![Node::of(names::ZEEBE, "subscription").with("correlationKey", key)]);
            }
            return;
        }
        if !wanted || message.kind != ElementKind::Definition(DefinitionKind::Message) {
            return;
        }
        let waiting = self.model().elements.iter().filter(|element| {
            element.text(p::REFERENCE) == Some(&message.id) && element.text(p::CORRELATION).is_some()
        });
        let key = std::iter::once(message).chain(waiting).find_map(|element| element.text(p::CORRELATION));
        if let Some(key) = key {
            let key = self.rules.expression(key);
            extend(node, vec![Node::of(names::ZEEBE, "subscription").with("correlationKey", key)]);
        }
    }
}
