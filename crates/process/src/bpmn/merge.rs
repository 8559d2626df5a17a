//! Brings a changed model into the file it came from. Three trees: the file, what the model said when it was read
//! (`base`), what it says now (`ours`). Only where base and ours differ is the file touched; everything that the model
//! does not show stays, and an unchanged model gives the file back byte for byte.

use super::{
    names,
    read::Places,
    source::{Index, ROOT, Source},
    tree::{Attribute, Node},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Changes the file. `places`: where the file has what the keys of `base` stand for.
pub fn merge(source: &mut Source<'_>, places: &Places, base: &Node, ours: &Node) {
    let mut found = HashMap::new();
    for (key, start) in places {
        if let Some(index) = source.at(*start) {
            found.insert(key.clone(), index);
        }
    }
    found.insert("definitions".into(), ROOT);
    let mut merge = Merge { source, found, base: keys(base), ours: keys(ours) };
    // A file without diagrams gets ours as a whole; its base has them only because everything got a place on reading.
    let undrawn = !places.keys().any(|key| key.starts_with("diagram:"));
    if undrawn {
        merge.base.retain(|key, _| !is_drawing(key));
    }
    merge.run(ours);
}

fn is_drawing(key: &str) -> bool {
    ["d:", "diagram:", "plane:"].iter().any(|prefix| key.starts_with(prefix))
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
                None => self.add(key, node, around),
                Some((before, was)) => {
                    if was != around {
                        self.move_to(key, around);
                    }
                    if let Some(index) = self.found.get(*key).copied()
                        && *key != "definitions"
                    {
                        self.own(index, before, node);
                    }
                }
            }
        }
        let mut gone: Vec<&str> =
            self.base.keys().copied().filter(|key| !self.ours.contains_key(key)).collect();
        gone.sort_unstable();
        let kept: HashSet<Index> = order.iter().filter_map(|key| self.found.get(*key).copied()).collect();
        for key in gone {
            if let Some(index) = self.found.get(key).copied()
                && !kept.contains(&index)
            {
                self.source.detach(index);
            }
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
        let index = self.source.make(node, parent);
        self.source.attach(index, parent);
        self.found.insert(key.to_owned(), index);
    }

    fn move_to(&mut self, key: &str, around: Option<&'n str>) {
        let Some(index) = self.found.get(key).copied() else { return };
        let parent = self.parent(around);
        // Nothing moves into itself, whatever a damaged model says.
        let mut next = Some(parent);
        while let Some(above) = next {
            if above == index {
                return;
            }
            next = self.source.parent(above);
        }
        self.source.detach(index);
        self.source.attach(index, parent);
    }

    /// What belongs to the element itself: name, attributes, text and children without a key.
    fn own(&mut self, index: Index, base: &Node, ours: &Node) {
        if base.name != ours.name {
            self.turn(index, base, ours);
        }
        let values = |node: &Node| -> BTreeMap<(Option<&'static str>, &'static str), String> {
            let pair = |attribute: &Attribute| ((attribute.space, attribute.name), attribute.value.clone());
            node.attributes.iter().map(pair).collect()
        };
        let (before, now) = (values(base), values(ours));
        for (space, name) in
            before.keys().chain(now.keys()).copied().collect::<std::collections::BTreeSet<_>>()
        {
            let (was, is) = (before.get(&(space, name)), now.get(&(space, name)));
            if was != is {
                self.source.set(index, space, name, is.map(String::as_str));
            }
        }
        if base.text != ours.text && base.children.is_empty() {
            let raw = self.source.raw_text(index);
            let wrapped =
                raw.trim().starts_with("${") && ours.text.as_deref().is_some_and(|text| !text.contains("${"));
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

    /// Children without a key, matched by name, and by text where there are several of a name.
    fn slots(&mut self, index: Index, base: &Node, ours: &Node) {
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
                    (Some(is), None) => self.insert(index, is),
                    (None, Some(child)) => self.source.detach(*child),
                    (None, None) => {}
                }
            }
        }
        for (slot, child) in &now {
            if !was.contains(slot) {
                self.insert(index, child);
            }
        }
    }

    fn insert(&mut self, index: Index, node: &Node) {
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
        let reference = matches!(
            child.name,
            "incoming" | "outgoing" | "flowNodeRef" | "dataInputRefs" | "dataOutputRefs"
        );
        let text = child.text.as_deref().filter(|_| reference);
        let count = counts.entry((child.space, child.name, text)).or_insert(0);
        slots.push(((child.space, child.name, text.map(str::to_owned), *count), child));
        *count += 1;
    }
    slots
}
