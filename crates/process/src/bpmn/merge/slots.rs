//! Which child of our tree is which in the file: children that stand for nothing of the model are matched by name, those
//! that are references by what they refer to, others by their number.

use super::Merge;
use crate::bpmn::{source::Index, tree::Node};
use std::collections::{HashMap, HashSet};

impl Merge<'_, '_, '_> {
    /// Children without a key, matched by name, and by text where there are several of a name.
    pub(super) fn slots(&mut self, index: Index, base: &Node, ours: &Node) {
        let (before, now) = (slots(base), slots(ours));
        let is: HashMap<&Slot, &Node> = now.iter().map(|(slot, node)| (slot, *node)).collect();
        let was: HashSet<&Slot> = before.iter().map(|(slot, _)| slot).collect();
        let changed: Vec<_> = before.iter().filter(|(slot, was)| is.get(slot) != Some(was)).collect();
        if !changed.is_empty() {
            // Found before anything moves: a slot may be meant by its number.
            let children = self.children(index);
            for (slot, was) in changed {
                let (space, name, text, number) = slot;
                let key = (*space, *name, text.as_deref().unwrap_or_default());
                let place = children
                    .get(&(key.0.into(), key.1.into(), key.2.into()))
                    .and_then(|all| all.get(*number));
                match (is.get(slot), place) {
                    (Some(is), Some(child)) => self.own(*child, was, is),
                    (Some(is), None) => {
                        self.drop_definition(index, name);
                        self.insert(index, is);
                    }
                    (None, None) if name.ends_with("EventDefinition") => self.drop_definition(index, name),
                    // Others may have something in it, too.
                    (None, Some(child)) if *name == EXTENSIONS => {
                        self.own(*child, was, &Node::new(EXTENSIONS));
                        if self.source.children(*child).next().is_none() {
                            self.source.detach(*child);
                        }
                    }
                    (None, Some(child)) => self.source.detach(*child),
                    (None, None) => {}
                }
            }
        }
        for (slot, child) in &now {
            if was.contains(slot) {
                continue;
            }
            // There is room for one of these, and the file may have it for something else.
            let there = self.source.children(index).find(|child| self.source.name(*child).1 == EXTENSIONS);
            match there.filter(|_| child.name == EXTENSIONS) {
                Some(there) => child.children.iter().for_each(|inner| self.insert(there, inner)),
                None => self.insert(index, child),
            }
        }
    }

    /// An event may refer to a definition that several share; what is changed becomes its own.
    fn drop_definition(&mut self, index: Index, name: &str) {
        let reference =
            self.source.children(index).find(|child| self.source.name(*child).1 == "eventDefinitionRef");
        if let Some(reference) = reference.filter(|_| name.ends_with("EventDefinition")) {
            self.source.detach(reference);
        }
    }

    pub(super) fn insert(&mut self, index: Index, node: &Node) {
        self.refer(node);
        let child = self.source.make(node, index);
        self.source.attach(child, index);
    }

    /// The children in the file by namespace, name and, if they are references, text.
    fn children(&self, index: Index) -> HashMap<(String, String, String), Vec<Index>> {
        let mut children: HashMap<_, Vec<Index>> = HashMap::new();
        for child in self.source.children(index) {
            let (space, name) = self.source.name(child);
            let text = if is_reference(name) { self.source.raw_text(child) } else { String::new() };
            // References are names that may have a prefix.
            let text = text.trim().rsplit(':').next().unwrap_or_default().to_owned();
            children.entry((space.to_owned(), name.to_owned(), text)).or_default().push(child);
        }
        children
    }
}

/// What engines add, in any element.
const EXTENSIONS: &str = "extensionElements";

/// Told apart by what they refer to, not by their number.
fn is_reference(name: &str) -> bool {
    matches!(name, "incoming" | "outgoing" | "flowNodeRef" | "dataInputRefs" | "dataOutputRefs")
}

/// Namespace, name, text (of references), and which of several.
type Slot = (&'static str, &'static str, Option<String>, usize);

/// Children without a key, in order.
fn slots(node: &Node) -> Vec<(Slot, &Node)> {
    let mut counts: HashMap<(&str, &str, Option<&str>), usize> = HashMap::new();
    let mut slots = Vec::new();
    for child in node.children.iter().filter(|child| child.key.is_none()) {
        let text = child.text.as_deref().filter(|_| is_reference(child.name));
        let count = counts.entry((child.space, child.name, text)).or_insert(0);
        slots.push(((child.space, child.name, text.map(str::to_owned), *count), child));
        *count += 1;
    }
    slots
}
