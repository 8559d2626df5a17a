//! How a change of an element itself is written: attributes, text, another tag, the way of an edge.

use super::Merge;
use crate::bpmn::{
    names,
    source::Index,
    tree::{Attribute, Node},
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Where a board leaves out the `${…}` around an expression.
const EXPRESSIONS: [&str; 5] =
    ["conditionExpression", "condition", "loopCardinality", "loopCondition", "completionCondition"];

impl Merge<'_, '_, '_> {
    /// What belongs to the element itself: name, attributes, text and children without a key.
    pub(super) fn own(&mut self, index: Index, base: &Node, ours: &Node) {
        if base.name != ours.name {
            self.turn(index, base, ours);
        }
        let values = |node: &Node| -> BTreeMap<(Option<&'static str>, &'static str), String> {
            let pair = |attribute: &Attribute| ((attribute.space, attribute.name), attribute.value.clone());
            node.attributes.iter().map(pair).collect()
        };
        let (before, now) = (values(base), values(ours));
        for (space, name) in before.keys().chain(now.keys()).copied().collect::<BTreeSet<_>>() {
            let (was, is) = (before.get(&(space, name)), now.get(&(space, name)));
            // What is in the file keeps the id it has there.
            let named =
                space.is_none() && name == "id" && [names::MODEL, names::BPMNDI].contains(&ours.space);
            if was != is && !named {
                self.referred.extend(is.filter(|_| names::refers(name)).cloned());
                self.source.set(index, space, name, is.map(String::as_str));
                // An expression in place of a variable's name.
                if name == "sourceExpression" {
                    self.source.set(index, None, "source", None);
                }
            }
        }
        if base.text != ours.text && base.children.is_empty() {
            let raw = self.source.raw_text(index);
            let wrapped = EXPRESSIONS.contains(&ours.name)
                && raw.trim().starts_with("${")
                && ours.text.as_deref().is_some_and(|text| !text.contains("${"));
            let text =
                ours.text.as_ref().map(|text| if wrapped { format!("${{{text}}}") } else { text.clone() });
            self.source.set_text(index, text.as_deref());
        }
        self.slots(index, base, ours);
    }

    /// Another tag: what only the old kind of element had does not fit any more.
    fn turn(&mut self, index: Index, base: &Node, ours: &Node) {
        self.source.rename(index, ours.name);
        let kept = |name: &str| {
            ["id", "name"].contains(&name) || ours.attributes.iter().any(|other| other.name == name)
        };
        let both = ["Task", "task", "Process", "Activity"];
        let activity = |name: &str| both.iter().any(|part| name.ends_with(part)) || name == "transaction";
        let shared = ["completionQuantity", "startQuantity", "isForCompensation"];
        for name in self.source.plain_attributes(index) {
            let fits = activity(base.name) && activity(ours.name) && shared.contains(&name.as_str());
            if !kept(&name) && !fits {
                self.source.set(index, None, &name, None);
            }
        }
        if activity(base.name) && activity(ours.name) {
            return;
        }
        let children: Vec<Index> = self.source.children(index).collect();
        let known: HashSet<Index> = self.found.values().copied().collect();
        for child in children {
            let (space, name) = self.source.name(child);
            let stays = ["documentation", "extensionElements", "incoming", "outgoing"].contains(&name);
            if space == names::MODEL && !stays && !known.contains(&child) {
                self.source.detach(child);
            }
        }
    }

    /// A way for an edge that stands in the file without a whole one.
    pub(super) fn draw_anew(&mut self, index: Index, node: &Node) {
        for child in self.source.children(index).collect::<Vec<_>>() {
            if self.source.name(child) == (names::DI, "waypoint") {
                self.source.detach(child);
            }
        }
        for child in node.children.iter().filter(|child| child.space == names::DI) {
            self.append(index, child);
        }
    }
}
