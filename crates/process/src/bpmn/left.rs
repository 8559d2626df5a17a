//! What of an imported file does not go to an engine: extensions of other tools, and definitions that no engine reads.

use super::{Text, names};
use crate::{
    Diagnostic, Severity,
    kind::DefinitionKind,
    model::{Element, ElementKind, Model},
    property::names as p,
};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is read of engines' extension elements, by `read::extensions` and `read::form`: it goes to the engine in its own words.
const READ: [&str; 26] = [
    "taskDefinition",
    "formDefinition",
    "assignmentDefinition",
    "taskSchedule",
    "calledDecision",
    "calledElement",
    "script",
    "subscription",
    "ioMapping",
    "input",
    "output",
    "userTask",
    "loopCharacteristics",
    "inputOutput",
    "inputParameter",
    "outputParameter",
    "in",
    "out",
    "field",
    "string",
    "formData",
    "formField",
    "formProperty",
    "validation",
    "constraint",
    "value",
];
/// Definitions that are written for engines, too.
const WRITTEN: [&str; 3] = ["dataObject", "dataStore", "category"];

/// One line for each element that loses something, naming the first of it.
pub fn left_behind(model: &Model, sources: &dyn Fn(&str) -> Option<Text>) -> Vec<Diagnostic> {
    let spans = || model.elements.iter().filter_map(|element| element.src.as_ref());
    let texts: BTreeMap<&str, Text> = spans()
        .map(|span| span.source.as_str())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter_map(|name| Some((name, sources(name)?)))
        .collect();
    let files: BTreeMap<&str, Document<'_>> =
        texts.iter().filter_map(|(name, text)| Some((*name, Document::parse(text).ok()?))).collect();
    let places: BTreeMap<&str, HashMap<usize, Node<'_, '_>>> = files
        .iter()
        .map(|(name, file)| {
            let elements = file.descendants().filter(Node::is_element);
            (*name, elements.map(|node| (node.range().start, node)).collect())
        })
        .collect();
    let mut left = Vec::new();
    for element in &model.elements {
        let node = element.src.as_ref().and_then(|span| places.get(span.source.as_str())?.get(&span.start));
        let Some(node) = node else { continue };
        if let Some(tag) = unread(*node) {
            left.push(told("export.extensions-left", element, tag));
        }
        let tag = element.text(p::TAG).unwrap_or_default();
        if element.kind == ElementKind::Definition(DefinitionKind::Other) && !WRITTEN.contains(&tag) {
            left.push(told("export.definition-left", element, tag));
        }
    }
    left
}

fn told(code: &'static str, element: &Element, tag: &str) -> Diagnostic {
    Diagnostic::new(Severity::Info, code, Some(&element.id))
        .with("name", element.name.clone())
        .with("tag", tag)
}

/// The first extension element that is not read, as it is called in the file. An element's own: those of what lies in a
/// subprocess are told there.
fn unread<'t>(node: Node<'_, 't>) -> Option<&'t str> {
    let own = node.children().find(|child| child.has_tag_name((names::MODEL, "extensionElements")))?;
    let left = own
        .descendants()
        .filter(|extra| extra.is_element() && *extra != own)
        .find(|extra| !is_read(*extra))?;
    let tag = &left.document().input_text()[left.range()][1..];
    tag.split(|c: char| c.is_whitespace() || c == '/' || c == '>').next()
}

fn is_read(extra: Node<'_, '_>) -> bool {
    let tag = extra.tag_name();
    tag.namespace() == Some(names::WANDEL)
        || tag.namespace().is_some_and(|space| space == names::ZEEBE || names::ENGINES.contains(&space))
            && READ.contains(&tag.name())
}
