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
pub fn merge(source: &mut Source<'_>, places: &Places, mut base: Node, mut ours: Node) {
    let mut found = HashMap::new();
    for (key, start) in places {
        if let Some(index) = source.at(*start) {
            found.insert(key.clone(), index);
        }
    }
    found.insert("definitions".into(), ROOT);
    let called = called(source, &found, [&base, &ours]);
    call(&mut base, &called);
    call(&mut ours, &called);
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
    if !places.keys().any(|key| key.starts_with("d:")) {
        let found = &merge.found;
        merge.base.retain(|key, _| !is_drawing(key) || found.contains_key(*key));
    }
    merge.run(&ours);
    merge.complete();
    source.sweep();
}

/// What the file calls its sets of lanes, collaborations and the like, by the names that trees of ours make up.
fn called(source: &Source<'_>, found: &HashMap<String, Index>, trees: [&Node; 2]) -> HashMap<String, String> {
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

fn call(tree: &mut Node, called: &HashMap<String, String>) {
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
            {
                self.hand_over(key, index);
                self.source.detach(index);
            }
        }
    }

    /// What was in this and stays, stays with what else the file had beside it: two collaborations become one.
    fn hand_over(&mut self, key: &str, index: Index) {
        let holds = ["collaboration:", "process:", "plane:", "diagram:"];
        if !holds.iter().any(|holder| key.starts_with(holder)) {
            return;
        }
        let moved = self.base.iter().filter(|(inner, (_, around))| {
            *around == Some(key) && self.ours.contains_key(*inner) && self.found.contains_key(**inner)
        });
        let heir = moved.filter_map(|(inner, _)| self.source.parent(self.found[*inner])).min();
        let heir = match (heir, key.strip_prefix("diagram:")) {
            (None, Some(plane)) => self.heirs.get(plane).and_then(|heir| self.source.parent(*heir)),
            (heir, _) => heir,
        };
        let Some(heir) = heir.filter(|heir| *heir != index) else { return };
        if let Some(plane) = key.strip_prefix("plane:") {
            self.heirs.insert(plane.to_owned(), heir);
        }
        let known: HashSet<Index> = self.found.values().copied().collect();
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

    /// A way for an edge that stands in the file without a whole one.
    fn draw_anew(&mut self, index: Index, node: &Node) {
        for child in self.source.children(index).collect::<Vec<_>>() {
            if self.source.name(child) == (names::DI, "waypoint") {
                self.source.detach(child);
            }
        }
        for child in node.children.iter().filter(|child| child.space == names::DI) {
            self.insert(index, child);
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
            // What is in the file keeps the id it has there.
            let named =
                space.is_none() && name == "id" && [names::MODEL, names::BPMNDI].contains(&ours.space);
            if was != is && !named {
                self.referred.extend(is.filter(|_| names::refers(name)).cloned());
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

    fn insert(&mut self, index: Index, node: &Node) {
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
