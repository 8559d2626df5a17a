//! Names: our trees make some up where a model has none (sets of lanes, collaborations, shapes); the file has its own.

use super::keys;
use crate::bpmn::{
    names,
    source::{Index, Source},
    tree::Node,
};
use std::collections::HashMap;

/// What the file calls its sets of lanes, collaborations and the like, by the names that trees of ours make up.
pub fn names(
    source: &Source<'_>,
    found: &HashMap<String, Index>,
    trees: [&Node; 2],
) -> HashMap<String, String> {
    let mut called = HashMap::new();
    for tree in trees {
        for (key, (node, _)) in keys(tree) {
            let real = found.get(key).and_then(|index| source.attribute(*index, "id"));
            if let (Some(made_up), Some(real)) = (node.id(), real)
                && made_up != real
            {
                called.insert(made_up.to_owned(), real.to_owned());
            }
        }
    }
    called
}

pub fn call(tree: &mut Node, called: &HashMap<String, String>) {
    if called.is_empty() {
        return;
    }
    for attribute in &mut tree.attributes {
        if attribute.space.is_none()
            && (attribute.name == "id" || names::refers(attribute.name))
            && let Some(real) = called.get(&attribute.value)
        {
            attribute.value.clone_from(real);
        }
    }
    if names::refers(tree.name)
        && let Some(real) = tree.text.as_ref().and_then(|text| called.get(text))
    {
        tree.text = Some(real.clone());
    }
    for child in &mut tree.children {
        call(child, called);
    }
}
