//! By what children of one name are told apart: references by what they refer to, parts of a form by the element they
//! are, values by the variable they are for.

use crate::bpmn::{
    names,
    source::{Index, Source},
    tree::Node,
};

/// What tells a child of ours apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// An element of the model: another one is never the same, whatever it is called.
    Element(String),
    /// Called so; another one in its place may be the same with another name.
    Name(String),
}

pub fn of(node: &Node) -> Option<Identity> {
    match &node.of {
        Some(element) => Some(Identity::Element(element.clone())),
        None => name(node).map(Identity::Name),
    }
}

/// What the file calls it.
pub fn name(node: &Node) -> Option<String> {
    if is_reference(node.name) {
        return Some(reference(node.text.as_deref().unwrap_or_default()));
    }
    let wanted = attribute(node.space, node.name)?;
    let mut plain = node.attributes.iter().filter(|attribute| attribute.space.is_none());
    plain.find(|attribute| attribute.name == wanted).map(|attribute| attribute.value.trim().to_owned())
}

/// The same of something in a file.
pub fn in_file(source: &Source<'_>, index: Index) -> Option<String> {
    let (space, name) = source.name(index);
    if is_reference(name) {
        return Some(reference(&source.raw_text(index)));
    }
    source.attribute(index, attribute(space, name)?).map(|value| value.trim().to_owned())
}

/// The same of a parsed element.
pub fn of_xml(node: roxmltree::Node<'_, '_>) -> Option<String> {
    let tag = node.tag_name();
    let wanted = attribute(tag.namespace().unwrap_or_default(), tag.name())?;
    node.attribute(wanted).map(|value| value.trim().to_owned())
}

/// References are names that may have a prefix.
fn reference(text: &str) -> String {
    text.trim().rsplit(':').next().unwrap_or_default().to_owned()
}

/// Sets: what they refer to tells them apart, and their order says nothing.
pub fn is_reference(name: &str) -> bool {
    matches!(name, "incoming" | "outgoing" | "flowNodeRef" | "dataInputRefs" | "dataOutputRefs")
}

/// The attribute that names one of several extension elements.
fn attribute(space: &str, name: &str) -> Option<&'static str> {
    match name {
        _ if space == names::MODEL => None,
        "formField" | "formProperty" | "value" => Some("id"),
        "inputParameter" | "outputParameter" | "constraint" | "field" => Some("name"),
        "input" | "output" | "in" | "out" => Some("target"),
        _ => None,
    }
}
