//! Brings a changed model into the file it came from. Three trees: the file, what the model said when it was read
//! (`base`), what it says now (`ours`). Only where base and ours differ is the file touched; everything that the model
//! does not show stays, and an unchanged model gives the file back byte for byte.

mod called;
pub(super) mod identity;
mod own;
mod pairs;
mod slots;

use super::{
    names,
    read::Places,
    source::{Index, ROOT, Source},
    tree::{Attribute, Node},
};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Changes the file. `places`: where the file has what the keys of `base` stand for; `undrawn`: parts of it that draw nothing.
pub fn merge(
    source: &mut Source<'_>,
    places: &Places,
    undrawn: &[Range<usize>],
    mut base: Node,
    mut ours: Node,
) {
    let mut found = HashMap::new();
    for (key, start) in places {
        if let Some(index) = source.at(*start) {
            found.insert(key.clone(), index);
        }
    }
    found.insert("definitions".into(), ROOT);
    let called = called::names(source, &found, [&base, &ours]);
    called::call(&mut base, &called);
    called::call(&mut ours, &called);
    let mut merge = Merge {
        source,
        found,
        base: keys(&base),
        ours: keys(&ours),
        referred: HashSet::new(),
        heirs: HashMap::new(),
    };
    // A file that draws nothing gets our drawing as a whole; its base has one only because everything got a place on
    // reading.
    let nothing = !places.keys().any(|key| key.starts_with("d:"));
    let beside = |key: &str| {
        let element = key.strip_prefix("d:").and_then(|id| places.get(&format!("s:{id}")));
        element.is_some_and(|start| undrawn.iter().any(|part| part.contains(start)))
    };
    if nothing || !undrawn.is_empty() {
        let found = &merge.found;
        merge
            .base
            .retain(|key, _| !(is_drawing(key) && (nothing || beside(key))) || found.contains_key(*key));
    }
    merge.run(&ours);
    merge.complete();
    source.sweep();
}

fn is_drawing(key: &str) -> bool {
    ["d:", "diagram:", "plane:"].iter().any(|prefix| key.starts_with(prefix))
}

/// The same drawing, whatever is in it that has a key of its own.
fn same(a: &Node, b: &Node) -> bool {
    let own = |node: &Node| -> Vec<Node> {
        node.children.iter().filter(|child| child.key.is_none()).cloned().collect()
    };
    let attributes = |node: &Node| -> Vec<Attribute> {
        node.attributes.iter().filter(|attribute| attribute.name != "id").cloned().collect()
    };
    attributes(a) == attributes(b) && own(a) == own(b)
}

/// Every node with a key, with the key of the node around it.
type Keys<'n> = HashMap<&'n str, (&'n Node, Option<&'n str>)>;

fn keys(root: &Node) -> Keys<'_> {
    let mut keys = Keys::new();
    let mut stack: Vec<(&Node, Option<&str>)> = vec![(root, None)];
    while let Some((node, around)) = stack.pop() {
        let around = match &node.key {
            Some(key) => {
                keys.insert(key, (node, around));
                Some(key.as_str())
            }
            None => around,
        };
        stack.extend(node.children.iter().map(|child| (child, around)));
    }
    keys
}

struct Merge<'s, 't, 'n> {
    source: &'s mut Source<'t>,
    found: HashMap<String, Index>,
    base: Keys<'n>,
    ours: Keys<'n>,
    /// What anything written refers to.
    referred: HashSet<String>,
    /// Where the contents of a plane that is gone are now.
    heirs: HashMap<String, Index>,
}

impl<'n> Merge<'_, '_, 'n> {
    fn run(&mut self, root: &'n Node) {
        // From the outside in, so that a new parent is there before what moves into it.
        let mut order = Vec::new();
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if let Some(key) = node.key.as_deref() {
                order.push(key);
            }
            stack.extend(node.children.iter().rev());
        }
        for key in &order {
            let (node, around) = self.ours[key];
            match self.base.get(key).copied() {
                None => match self.found.get(*key).copied() {
                    Some(index) => self.draw_anew(index, node),
                    None => self.add(key, node, around),
                },
                Some((before, was)) => match self.found.get(*key).copied() {
                    Some(index) => {
                        if was != around {
                            self.move_to(index, around);
                        }
                        if *key != "definitions" {
                            self.own(index, before, node);
                        }
                    }
                    // Not in the file, and not missed as long as nobody changes it: a shape, a way of a flow.
                    None if key.starts_with("d:") && (was != around || !same(before, node)) => {
                        self.add(key, node, around);
                    }
                    None => {}
                },
            }
        }
        let mut gone: Vec<&str> =
            self.base.keys().copied().filter(|key| !self.ours.contains_key(key)).collect();
        // Planes before their diagrams.
        gone.sort_by_key(|key| (!key.starts_with("plane:"), *key));
        let kept: HashSet<Index> = order.iter().filter_map(|key| self.found.get(*key).copied()).collect();
        for key in gone {
            if let Some(index) = self.found.get(key).copied()
                && !kept.contains(&index)
                && !self.hand_over(key, index)
            {
                self.source.detach(index);
            }
        }
    }

    /// What was in this and stays, stays with what else the file had beside it: two diagrams become one. True if it stays
    /// itself: a collaboration whose pools are another's now, but which is called something, or says more.
    fn hand_over(&mut self, key: &str, index: Index) -> bool {
        let holds = ["collaboration:", "process:", "plane:", "diagram:"];
        if !holds.iter().any(|holder| key.starts_with(holder)) {
            return false;
        }
        let moved = self.base.iter().filter(|(inner, (_, around))| {
            *around == Some(key) && self.ours.contains_key(*inner) && self.found.contains_key(**inner)
        });
        let heir = moved.filter_map(|(inner, _)| self.source.parent(self.found[*inner])).min();
        let heir = match (heir, key.strip_prefix("diagram:")) {
            (None, Some(plane)) => self.heirs.get(plane).and_then(|heir| self.source.parent(*heir)),
            (heir, _) => heir,
        };
        let known: HashSet<Index> = self.found.values().copied().collect();
        let Some(heir) = heir.filter(|heir| *heir != index) else {
            // The pools of a board are gone; those that it never showed are not.
            let said = ["documentation", "extensionElements"];
            let hidden =
                |child: &Index| !known.contains(child) && !said.contains(&self.source.name(*child).1);
            return key.starts_with("collaboration:")
                && self.source.children(index).any(|child| hidden(&child));
        };
        if key.starts_with("collaboration:") && !self.source.is_bare(index) {
            return true;
        }
        if let Some(plane) = key.strip_prefix("plane:") {
            self.heirs.insert(plane.to_owned(), heir);
        }
        let left: Vec<Index> = self.source.children(index).filter(|child| !known.contains(child)).collect();
        for child in left {
            let (_, name) = self.source.name(child);
            let name = name.to_owned();
            let same = self.source.children(heir).find(|other| self.source.name(*other).1 == name);
            if let ("extensionElements", Some(same)) = (name.as_str(), same) {
                for inner in self.source.children(child).collect::<Vec<_>>() {
                    self.source.reparent(inner, same);
                }
            } else if name != "documentation" {
                self.source.reparent(child, heir);
            }
        }
        false
    }

    /// Adds what the file lacks and something written refers to.
    fn complete(&mut self) {
        let mut lacking: Vec<(&str, &'n Node, Option<&'n str>)> = self
            .ours
            .iter()
            .filter(|(key, (node, _))| node.id().is_some() && !is_drawing(key))
            .map(|(key, (node, around))| (*key, *node, *around))
            .collect();
        lacking.sort_by_key(|(key, _, _)| *key);
        for (key, node, around) in lacking {
            let Some(id) = node.id().filter(|id| self.referred.contains(*id)) else { continue };
            match self.found.get(key).copied() {
                Some(index) if self.source.attribute(index, "id").is_none() => {
                    self.source.set(index, None, "id", Some(id));
                }
                Some(_) => {}
                None => self.add(key, node, around),
            }
        }
    }

    /// Remembers what something that is written refers to.
    fn refer(&mut self, node: &Node) {
        for attribute in node.attributes.iter().filter(|attribute| names::refers(attribute.name)) {
            self.referred.insert(attribute.value.clone());
        }
        if names::refers(node.name) {
            self.referred.extend(node.text.clone());
        }
        for child in node.children.iter().filter(|child| child.key.is_none()) {
            self.refer(child);
        }
    }

    /// The element around, made if the file has none (a first collaboration, a first set of lanes).
    fn parent(&mut self, around: Option<&'n str>) -> Index {
        let Some(key) = around else { return ROOT };
        if let Some(index) = self.found.get(key) {
            return *index;
        }
        match self.ours.get(key).copied() {
            Some((node, outer)) => {
                self.add(key, node, outer);
                self.found.get(key).copied().unwrap_or(ROOT)
            }
            None => ROOT,
        }
    }

    fn add(&mut self, key: &str, node: &'n Node, around: Option<&'n str>) {
        if self.found.contains_key(key) {
            return;
        }
        let parent = self.parent(around);
        self.refer(node);
        let index = self.source.make(node, parent);
        self.source.attach(index, parent);
        self.found.insert(key.to_owned(), index);
    }

    fn move_to(&mut self, index: Index, around: Option<&'n str>) {
        let parent = self.parent(around);
        // Nothing moves into itself, whatever a damaged model says.
        let mut next = Some(parent);
        while let Some(above) = next {
            if above == index {
                return;
            }
            next = self.source.parent(above);
        }
        self.source.reparent(index, parent);
    }
}
