//! Ids of a file that another one has as well: every place where one stands or is referred to, and what to write there.

use crate::bpmn::{names, print, read::Xml};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// What to write instead of some bytes.
pub type Splice = (Range<usize>, String);

/// Makes the ids of a file different from those taken, which grow by them; the changes in the order of the text. The file
/// itself becomes `whole`, the one that it is laid into.
pub fn apart(root: Xml<'_>, text: &str, whole: Option<&str>, taken: &mut HashSet<String>) -> Vec<Splice> {
    let own: HashSet<&str> = ids(root).collect();
    let mut renamed: HashMap<&str, String> = HashMap::new();
    if let (Some(id), Some(whole)) = (root.attribute("id"), whole) {
        renamed.insert(id, whole.to_owned());
    }
    for id in ids(root) {
        if taken.contains(id) && !renamed.contains_key(id) {
            let mut number = 2;
            let mut given = format!("{id}_{number}");
            while taken.contains(&given) || own.contains(given.as_str()) {
                number += 1;
                given = format!("{id}_{number}");
            }
            taken.insert(given.clone());
            renamed.insert(id, given);
        }
    }
    taken.extend(own.into_iter().map(str::to_owned));
    let mut splices = Vec::new();
    if renamed.is_empty() {
        return splices;
    }
    let other = |value: &str| -> Option<String> {
        let value = value.trim();
        if let Some(given) = renamed.get(value) {
            return Some(given.clone());
        }
        let (prefix, local) = value.rsplit_once(':')?;
        renamed.get(local).map(|given| format!("{prefix}:{given}"))
    };
    for node in root.descendants().filter(is_standard) {
        for attribute in node.attributes() {
            let plain = attribute.namespace().is_none();
            if (plain && (attribute.name() == "id" || names::refers(attribute.name())) || is_form(&attribute))
                && let Some(given) = other(attribute.value())
            {
                splices.push((attribute.range_value(), print::value(&given)));
            }
        }
        let leaf = node.tag_name().namespace() == Some(names::MODEL) && names::refers(node.tag_name().name());
        if let (true, Some(inner)) = (leaf, node.first_child().filter(|child| child.is_text()))
            && node.last_child() == Some(inner)
            && let Some(given) = inner.text().and_then(other)
        {
            let range = inner.range();
            let raw = &text[range.clone()];
            let start = range.start + raw.len() - raw.trim_start().len();
            splices.push((start..range.start + raw.trim_end().len(), print::text(&given)));
        }
    }
    splices.sort_by_key(|(range, _)| range.start);
    splices
}

pub fn ids<'a>(root: Xml<'a>) -> impl Iterator<Item = &'a str> {
    let nodes = root.descendants().filter(is_standard);
    nodes.flat_map(|node| {
        let form = node.attribute((names::WANDEL, names::FORM));
        node.attribute("id").into_iter().chain(form)
    })
}

/// The id of a form that a step shows.
fn is_form(attribute: &roxmltree::Attribute<'_, '_>) -> bool {
    attribute.namespace() == Some(names::WANDEL) && attribute.name() == names::FORM
}

/// Of the standard itself: ids in elements of others are theirs.
fn is_standard(node: &Xml<'_>) -> bool {
    matches!(node.tag_name().namespace(), Some(names::MODEL | names::BPMNDI))
}
