//! Children that stand for nothing of the model by themselves: which of ours is which in the file, and where among the
//! others it stands. What is told apart by something keeps its bytes, however many come, go or move around it.

use super::{Merge, identity, pairs};
use crate::bpmn::{source::Index, tree::Node};
use std::collections::{HashMap, HashSet};

/// What engines add, in any element.
const EXTENSIONS: &str = "extensionElements";

/// Of these an element has one; what we have to say goes into the one that is there, beside what others said in it.
const HOLDERS: [&str; 3] = [EXTENSIONS, "inputOutput", "ioMapping"];

/// Of this, too; but it is said as a whole.
const WHOLE: &str = "formData";

/// Namespace and name: children of one kind, in their order.
type Group<'n> = ((&'static str, &'static str), Vec<&'n Node>);

impl Merge<'_, '_, '_> {
    /// Children without a key.
    pub(super) fn slots(&mut self, index: Index, base: &Node, ours: &Node) {
        let (before, now) = (groups(base), groups(ours));
        let of = |all: &[Group<'_>], kind| all.iter().position(|(other, _)| *other == kind);
        // Found before anything moves.
        let mut there: HashMap<(String, String), Vec<Index>> = HashMap::new();
        for child in self.source.children(index) {
            let (space, name) = self.source.name(child);
            there.entry((space.to_owned(), name.to_owned())).or_default().push(child);
        }
        let kinds = before.iter().map(|(kind, _)| *kind);
        let new = now.iter().map(|(kind, _)| *kind).filter(|kind| of(&before, *kind).is_none());
        for kind in kinds.chain(new) {
            let was = of(&before, kind).map_or(&[][..], |at| &before[at].1);
            let is = of(&now, kind).map_or(&[][..], |at| &now[at].1);
            if was != is {
                let there = there.get(&(kind.0.to_owned(), kind.1.to_owned()));
                self.group(index, was, is, there.map_or(&[], Vec::as_slice));
            }
        }
    }

    /// Children of one namespace and name; `there`: those in the file.
    fn group(&mut self, index: Index, was: &[&Node], is: &[&Node], there: &[Index]) {
        let places = self.places(was, there);
        let pairs = pairs::pairs(was, is);
        let kept: HashSet<usize> = pairs.iter().flatten().copied().collect();
        for (n, gone) in was.iter().enumerate().filter(|(n, _)| !kept.contains(n)) {
            self.remove(index, gone, places[n]);
        }
        let partner = |at: usize| pairs[at].and_then(|n| places[n]);
        let in_order = !is.iter().any(|node| identity::is_reference(node.name));
        let still: HashSet<usize> = if in_order { pairs::still(&pairs) } else { (0..is.len()).collect() };
        let mut last = None;
        for (at, node) in is.iter().enumerate() {
            let next = || (at + 1..is.len()).filter(|next| still.contains(next)).find_map(partner);
            match (pairs[at], partner(at)) {
                (Some(n), Some(child)) => {
                    if was[n] != *node {
                        self.own(child, was[n], node);
                    }
                    if !still.contains(&at) {
                        self.beside(child, index, last, next());
                    }
                    last = Some(child);
                }
                (Some(n), None) if was[n] == *node => {}
                (pair, _) => {
                    if let Some(n) = pair {
                        self.remove(index, was[n], None);
                    }
                    let (before, after) = if in_order { (last, next()) } else { (None, None) };
                    last = self.insert(index, node, before, after, there).or(last);
                }
            }
        }
    }

    /// Where in the file our children were.
    fn places(&self, was: &[&Node], there: &[Index]) -> Vec<Option<Index>> {
        let mut named: HashMap<String, Vec<Index>> = HashMap::new();
        for child in there.iter().rev() {
            if let Some(name) = identity::in_file(self.source, *child) {
                named.entry(name).or_default().push(*child);
            }
        }
        let mut found: Vec<Option<Index>> = was
            .iter()
            .enumerate()
            .map(|(n, node)| match identity::name(node) {
                Some(name) => named.get_mut(&name).and_then(Vec::pop),
                None => there.get(n).copied(),
            })
            .collect();
        // As many, so that what the model calls a little otherwise is the one in its place.
        if there.len() == was.len() && !was.iter().any(|node| identity::is_reference(node.name)) {
            let taken: HashSet<Index> = found.iter().flatten().copied().collect();
            for (place, child) in found.iter_mut().zip(there).filter(|(_, child)| !taken.contains(child)) {
                place.get_or_insert(*child);
            }
        }
        found
    }

    fn remove(&mut self, index: Index, gone: &Node, place: Option<Index>) {
        match place {
            None => self.remove_elsewhere(index, gone),
            // Others may have something in it, too.
            Some(child) if HOLDERS.contains(&gone.name) => {
                self.own(child, gone, &Node::of(gone.space, gone.name));
                if self.source.children(child).next().is_none() {
                    self.source.detach(child);
                }
            }
            Some(child) => self.source.detach(child),
        }
    }

    /// What the file says in other words than ours.
    fn remove_elsewhere(&mut self, index: Index, gone: &Node) {
        let called = |child: &Index, name: &str| self.source.name(*child).1 == name;
        let mut children = self.source.children(index);
        let found: Option<Index> = match gone.name {
            // An event may refer to a definition that several share; what is changed becomes its own.
            name if name.ends_with("EventDefinition") => {
                children.find(|child| called(child, "eventDefinitionRef"))
            }
            // A called process may be given values as any step is.
            "in" | "out" => {
                let parameter = if gone.name == "in" { "inputParameter" } else { "outputParameter" };
                let wanted = identity::name(gone);
                children.find(|child| called(child, "inputOutput")).and_then(|said| {
                    self.source.children(said).find(|child| {
                        called(child, parameter) && identity::in_file(self.source, *child) == wanted
                    })
                })
            }
            _ => None,
        };
        drop(children);
        if let Some(found) = found {
            self.source.detach(found);
        }
    }

    fn insert(
        &mut self,
        index: Index,
        node: &Node,
        before: Option<Index>,
        after: Option<Index>,
        there: &[Index],
    ) -> Option<Index> {
        // There is room for one of these, and the file may have it for something else.
        if let Some(there) = there.first().filter(|_| HOLDERS.contains(&node.name)) {
            self.own(*there, &Node::of(node.space, node.name), node);
            return Some(*there);
        }
        if node.name == WHOLE {
            there.iter().for_each(|other| self.source.detach(*other));
        }
        self.refer(node);
        let child = self.source.make(node, index);
        self.beside(child, index, before, after);
        Some(child)
    }

    /// Puts a child behind one of its kind, else before one, else where the schema has it.
    fn beside(&mut self, child: Index, index: Index, before: Option<Index>, after: Option<Index>) {
        self.source.detach(child);
        match (before, after) {
            (Some(before), _) => self.source.attach_after(child, before),
            (None, Some(after)) => self.source.attach_before(child, after),
            (None, None) => self.source.attach(child, index),
        }
    }

    /// A child where the schema has it.
    pub(super) fn append(&mut self, index: Index, node: &Node) {
        self.insert(index, node, None, None, &[]);
    }
}

/// Children without a key, by namespace and name.
fn groups(node: &Node) -> Vec<Group<'_>> {
    let mut at = HashMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for child in node.children.iter().filter(|child| child.key.is_none()) {
        let kind = (child.space, child.name);
        let place = *at.entry(kind).or_insert(groups.len());
        if place == groups.len() {
            groups.push((kind, Vec::new()));
        }
        groups[place].1.push(child);
    }
    groups
}
