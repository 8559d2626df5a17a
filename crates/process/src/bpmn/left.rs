//! What of an imported file does not go to an engine: extensions of other tools, and definitions that no engine reads.

use super::originals::{Originals, Xml, is_extra, is_said};
use crate::{
    Diagnostic, Severity,
    bpmn::names,
    kind::DefinitionKind,
    model::{ElementKind, Model},
    property::names as p,
};

/// Definitions that are written for engines, too.
const WRITTEN: [&str; 3] = ["dataObject", "dataStore", "category"];

/// One line for each element and process that loses something, naming the first of it.
pub fn left_behind(model: &Model, originals: &Originals<'_>) -> Vec<Diagnostic> {
    let mut left = Vec::new();
    let mut tell = |code: &'static str, id: Option<&str>, name: &str, tag: &str| {
        left.push(Diagnostic::new(Severity::Info, code, id).with("name", name).with("tag", tag));
    };
    for process in &model.processes {
        let Some((node, own)) = originals.at(process.src.as_ref()) else { continue };
        if let Some(tag) = unread(originals, node, own) {
            let name = if process.name.is_empty() {
                process.xid.as_deref().unwrap_or_default()
            } else {
                &process.name
            };
            tell("export.extensions-left", None, name, tag);
        }
    }
    for element in &model.elements {
        let Some((node, own)) = originals.at(element.src.as_ref()) else { continue };
        let id = Some(element.id.as_str());
        if let Some(tag) = unread(originals, node, own) {
            tell("export.extensions-left", id, &element.name, tag);
        }
        let tag = element.text(p::TAG).unwrap_or_default();
        if element.kind == ElementKind::Definition(DefinitionKind::Other) && !WRITTEN.contains(&tag) {
            tell("export.definition-left", id, &element.name, tag);
        }
    }
    left
}

/// The first of the extensions that does not go along, as it is called in the file. An element's own: those of what lies
/// in a subprocess are told there.
fn unread<'d>(originals: &Originals<'d>, node: Xml<'d>, own: bool) -> Option<&'d str> {
    // To the engine that the file is for, everything goes but what is for another one.
    let goes = |space: &'d str| own && originals.inner(space, names::WANDEL).is_some();
    Originals::parts(node).find_map(|part| {
        let attribute = part.attributes().find(|attribute| {
            let space = attribute.namespace().filter(|space| is_extra(space));
            let external = attribute.name() == "type";
            space.is_some_and(|space| !goes(space) && !is_said(attribute.name()) && !external)
        });
        let text = node.document().input_text();
        if let Some(attribute) = attribute {
            return Some(&text[attribute.range_qname()]);
        }
        let extensions =
            part.children().find(|child| child.has_tag_name((names::MODEL, "extensionElements")))?;
        let left = extensions.descendants().filter(|extra| extra.is_element() && *extra != extensions).find(
            |extra| {
                let space = extra.tag_name().namespace().unwrap_or_default();
                !goes(space) && !originals.is_read(*extra)
            },
        )?;
        text[left.range()][1..].split(|c: char| c.is_whitespace() || c == '/' || c == '>').next()
    })
}
