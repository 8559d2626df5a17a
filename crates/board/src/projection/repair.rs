//! Keeps the projection true to the document: takes changed elements, finds everything whose place or ends depend on them,
//! and derives it anew. What a full read gives and what a thousand single updates give is the same.
//!
//! Repairs, all deterministic: a parent that is gone is passed over to the nearest living one (the place on the plane
//! stays); a parent that does not exist is the board; a cycle of parents is cut at its largest id; an end that is gone or
//! missing is `None`. Nothing here writes to the document.

use super::{
    Changes, Projection,
    lanes::{self, Tiles},
    node::{Node, board_plane},
};
use crate::{
    element::{Element, Parent},
    id::ElementId,
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};
use wandel_process::{
    Diagnostic, Severity,
    geometry::{Point, Size},
};

/// Of an element whose place in the order is settled.
const DONE: usize = 0;

/// The derived place of an element.
struct Placed {
    parent: Parent,
    at: Point,
    size: Size,
    origin: Point,
    plane: Arc<str>,
}

impl Placed {
    /// Writes it into a view and tells whether that changed anything.
    fn take_to(self, view: &mut Element) -> bool {
        let same = self.parent == view.parent
            && self.at == view.at
            && self.size == view.size
            && self.origin == view.origin
            && self.plane == view.plane;
        if !same {
            view.parent = self.parent;
            view.at = self.at;
            view.size = self.size;
            view.origin = self.origin;
            view.plane = self.plane;
        }
        !same
    }
}

/// Its parent is derived in the same round.
fn is_inside(node: &Node, affected: &HashSet<ElementId>) -> bool {
    matches!(&node.parent, Parent::Element(parent) if affected.contains(parent))
}

impl Projection {
    /// Takes over new states of elements (`None`: no longer in the document) and adds to `changes` what looks different now.
    pub(crate) fn update(&mut self, incoming: Vec<(ElementId, Option<Node>)>, changes: &mut Changes) {
        let mut seeds = Vec::new();
        let mut ends: BTreeSet<ElementId> = BTreeSet::new();
        let mut climbed = HashSet::new();
        for (id, new) in incoming {
            let old = self.nodes.remove(&id);
            match (old, new) {
                (Some(old), Some(mut new)) => {
                    new.inherit(&old);
                    if new.view.by != old.view.by {
                        changes.authors.insert(id.clone());
                    }
                    if new != old {
                        changes.elements.insert(id.clone());
                    }
                    if new.same_structure(&old) {
                        self.nodes.insert(id, new);
                        continue;
                    }
                    self.climb(&old, &mut climbed);
                    self.climb(&new, &mut climbed);
                    self.unlink(&id, &old);
                    self.link(&id, &new);
                    // Listed under what is about to change: taken out first, put back when derived. Whoever only moves stays
                    // where it is: the list of a large board is long.
                    if old.same_rank(&new) {
                        self.detach_ends(&old);
                    } else {
                        self.unlist(&old);
                        new.listed = false;
                    }
                    new.attached = false;
                    if old.view.gone != new.view.gone {
                        ends.extend(self.ends.get(&id).into_iter().flatten().cloned());
                    }
                    self.nodes.insert(id.clone(), new);
                }
                (None, Some(new)) => {
                    if new.view.by.is_some() {
                        changes.authors.insert(id.clone());
                    }
                    changes.elements.insert(id.clone());
                    self.climb(&new, &mut climbed);
                    self.link(&id, &new);
                    ends.extend(self.ends.get(&id).into_iter().flatten().cloned());
                    self.nodes.insert(id.clone(), new);
                }
                (Some(old), None) => {
                    changes.elements.insert(id.clone());
                    self.climb(&old, &mut climbed);
                    self.unlink(&id, &old);
                    self.unlist(&old);
                    self.set_findings(&id, Vec::new());
                    ends.extend(self.ends.get(&id).into_iter().flatten().cloned());
                }
                (None, None) => continue,
            }
            seeds.push(id);
        }
        seeds.extend(climbed);
        if !seeds.is_empty() {
            let affected = self.closure(seeds);
            self.derive(affected, ends, changes);
        }
    }

    /// Derives every element anew, after planes came or went.
    pub(crate) fn derive_all(&mut self, changes: &mut Changes) {
        let all = self.nodes.keys().cloned().collect();
        self.derive(all, BTreeSet::new(), changes);
    }

    /// A lane's neighbours and pool depend on it: everything up to the outermost container of a tree of lanes. Who was climbed
    /// through before in the same round is not again: if its parent changed since, it was climbed from itself.
    fn climb(&self, node: &Node, climbed: &mut HashSet<ElementId>) {
        if !node.is_lane() {
            return;
        }
        let mut parent = &node.parent;
        while let Parent::Element(id) = parent
            && climbed.insert(id.clone())
        {
            match self.nodes.get(id) {
                Some(next) if next.is_lane() => parent = &next.parent,
                _ => break,
            }
        }
    }

    fn closure(&self, seeds: Vec<ElementId>) -> HashSet<ElementId> {
        let mut affected = HashSet::new();
        let mut stack = seeds;
        while let Some(id) = stack.pop() {
            if let Some(children) = self.inside.get(&id) {
                stack.extend(children.iter().filter(|child| !affected.contains(*child)).cloned());
            }
            affected.insert(id);
        }
        affected.retain(|id| self.nodes.contains_key(id));
        affected
    }

    fn link(&mut self, id: &ElementId, node: &Node) {
        if let Parent::Element(parent) = &node.parent {
            self.inside.entry(parent.clone()).or_default().insert(id.clone());
        }
        for end in [&node.from, &node.to].into_iter().flatten() {
            self.ends.entry(end.clone()).or_default().insert(id.clone());
        }
    }

    fn unlink(&mut self, id: &ElementId, node: &Node) {
        let remove = |index: &mut HashMap<ElementId, BTreeSet<ElementId>>, of: &ElementId| {
            if let Some(set) = index.get_mut(of) {
                set.remove(id);
                if set.is_empty() {
                    index.remove(of);
                }
            }
        };
        if let Parent::Element(parent) = &node.parent {
            remove(&mut self.inside, parent);
        }
        for end in [&node.from, &node.to].into_iter().flatten() {
            remove(&mut self.ends, end);
        }
    }

    /// Parents before what they hold, and cycles cut.
    fn order(&mut self, affected: &HashSet<ElementId>) -> Vec<ElementId> {
        let mut order = Vec::with_capacity(affected.len());
        let mut nested = Vec::new();
        for id in affected {
            let Some(node) = self.nodes.get_mut(id) else { continue };
            node.cut = false;
            if is_inside(node, affected) {
                nested.push(id);
            } else {
                order.push(id.clone());
            }
        }
        // In which walk an element was met; done ones are met in none.
        let mut walks: HashMap<ElementId, usize> = HashMap::with_capacity(nested.len());
        let mut chain: Vec<ElementId> = Vec::new();
        let mut walk = 1;
        for start in nested {
            let mut id = start.clone();
            while self.nodes.get(&id).is_some_and(|node| node.cut || is_inside(node, affected)) {
                match walks.get(&id) {
                    Some(&met) if met == walk => {
                        // Cut at the largest id; what follows it in the chain hangs below it then, so walk again.
                        let place = chain.iter().position(|other| *other == id).unwrap_or_default();
                        if let Some(largest) = chain[place..].iter().max().cloned()
                            && let Some(node) = self.nodes.get_mut(&largest)
                        {
                            node.cut = true;
                        }
                        chain.clear();
                        walk += 1;
                        id = start.clone();
                        continue;
                    }
                    Some(&DONE) => break,
                    _ => {}
                }
                walks.insert(id.clone(), walk);
                chain.push(id.clone());
                match self.nodes.get(&id) {
                    Some(Node { cut: false, parent: Parent::Element(parent), .. }) => id = parent.clone(),
                    _ => break,
                }
            }
            for id in chain.drain(..).rev() {
                walks.insert(id.clone(), DONE);
                order.push(id);
            }
            walk += 1;
        }
        order
    }

    fn derive(&mut self, affected: HashSet<ElementId>, mut ends: BTreeSet<ElementId>, changes: &mut Changes) {
        let order = self.order(&affected);
        let tiles = lanes::measure(self, &order);
        let mut moved = Vec::new();
        let mut unlisted = Vec::new();
        for id in &order {
            let Some(node) = self.nodes.get(id) else { continue };
            let (placed, findings) = self.place(node, &tiles);
            if [&node.from, &node.to, &node.view.from, &node.view.to].into_iter().any(Option::is_some) {
                ends.insert(id.clone());
            }
            let relist = !node.listed || placed.parent != node.view.parent;
            if relist && node.listed {
                let old = node.clone();
                self.unlist_child(&old);
            }
            self.set_findings(id, findings);
            let Some(node) = self.nodes.get_mut(id) else { continue };
            if relist {
                node.listed = false;
                if !node.view.gone {
                    unlisted.push(id.clone());
                }
            }
            if placed.take_to(&mut node.view) {
                moved.push(id.clone());
            }
        }
        self.list_children(unlisted);
        for id in &ends {
            self.resolve_ends(id, changes);
        }
        for id in moved {
            changes.elements.extend(self.incident.get(&id).into_iter().flatten().cloned());
            changes.elements.insert(id);
        }
    }

    /// Parent, place, size and plane of one element whose parents are done.
    fn place(&self, node: &Node, tiles: &Tiles) -> (Placed, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let id = node.view.id.as_str();
        let tile = tiles.of(&node.view.id);
        let size = tile.map_or_else(|| node.written_size(), |tile| tile.size);
        let offset = if node.view.kind.is_connector() {
            Point::default()
        } else {
            tile.and_then(|tile| tile.at).unwrap_or(node.at)
        };
        let mut placed = Placed {
            parent: Parent::Plane(board_plane()),
            at: offset,
            size,
            origin: offset,
            plane: board_plane(),
        };
        match &node.parent {
            _ if node.cut => findings.push(Diagnostic::new(Severity::Warning, "document.cycle", Some(id))),
            Parent::Plane(plane) => {
                if let Some((known, _)) = self.planes.get_key_value(plane) {
                    placed.plane = known.clone();
                    placed.parent = Parent::Plane(known.clone());
                } else if **plane != *crate::BOARD_PLANE {
                    let missing = Diagnostic::new(Severity::Warning, "document.plane-missing", Some(id));
                    findings.push(missing.with("plane", &**plane));
                }
            }
            Parent::Element(parent) => {
                if let Some(holder) = self.nodes.get(parent) {
                    placed.plane = holder.view.plane.clone();
                    placed.origin = holder.view.origin + offset;
                    if holder.view.gone {
                        placed.parent = holder.view.parent.clone();
                        placed.at = placed.origin - self.origin_of(&placed.parent);
                    } else {
                        placed.parent = Parent::Element(holder.view.id.clone());
                    }
                } else {
                    let missing = Diagnostic::new(Severity::Warning, "document.parent-missing", Some(id));
                    findings.push(missing.with("parent", parent.as_str()));
                }
            }
        }
        (placed, findings)
    }

    /// Top left of a parent on its plane.
    pub(crate) fn origin_of(&self, parent: &Parent) -> Point {
        match parent {
            Parent::Plane(_) => Point::default(),
            Parent::Element(id) => self.nodes.get(id).map_or(Point::default(), |node| node.view.origin),
        }
    }

    fn resolve_ends(&mut self, id: &ElementId, changes: &mut Changes) {
        let Some(node) = self.nodes.get(id) else { return };
        let living = |end: &Option<ElementId>| {
            end.clone().filter(|end| self.nodes.get(end).is_some_and(|n| !n.view.gone))
        };
        let (from, to) = (living(&node.from), living(&node.to));
        let mut findings = self.findings.get(id).cloned().unwrap_or_default();
        findings.retain(|finding| finding.code != "document.end-missing");
        if !node.view.gone && (from.is_none() && node.from.is_some() || to.is_none() && node.to.is_some()) {
            findings.push(Diagnostic::new(Severity::Warning, "document.end-missing", Some(id.as_str())));
        }
        self.set_findings(id, findings);
        let Some(node) = self.nodes.get(id) else { return };
        let living = !node.view.gone && node.view.kind.is_connector();
        let same = node.view.from == from && node.view.to == to;
        let was = (node.attached, node.view.from.clone(), node.view.to.clone());
        if was.0 && !(same && living) {
            self.detach(id, [&was.1, &was.2]);
        }
        if living && !(was.0 && same) {
            self.attach(id, [&from, &to]);
        }
        let Some(node) = self.nodes.get_mut(id) else { return };
        node.attached = living && (from.is_some() || to.is_some());
        if !same {
            changes.elements.insert(id.clone());
            (node.view.from, node.view.to) = (from, to);
        }
    }

    fn set_findings(&mut self, id: &ElementId, findings: Vec<Diagnostic>) {
        let old = if findings.is_empty() {
            self.findings.remove(id)
        } else {
            self.findings.insert(id.clone(), findings.clone())
        };
        if old.unwrap_or_default() != findings {
            self.stale = true;
        }
    }
}
