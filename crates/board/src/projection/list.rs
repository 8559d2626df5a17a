//! The sorted lists of the projection: children of a parent by (z, id), connectors of an element by id.

use super::{Projection, node::Node};
use crate::{element::Parent, id::ElementId};
use std::{cmp::Ordering, collections::BTreeMap, sync::Arc};

/// From this many new children on, a list is sorted as a whole.
const MANY: usize = 16;

impl Projection {
    fn rank(&self, id: &ElementId, of: &Node) -> Ordering {
        let z = self.nodes.get(id).map_or("", |node| &*node.view.z);
        z.cmp(&of.view.z).then_with(|| id.cmp(&of.view.id))
    }

    fn child_place(&self, node: &Node) -> Result<usize, usize> {
        let Some(list) = self.children.get(&node.view.parent) else { return Err(0) };
        // Mostly something new in front of everything.
        if list.last().is_some_and(|last| *last != node.view.id && self.rank(last, node) == Ordering::Less) {
            return Err(list.len());
        }
        list.binary_search_by(|id| if *id == node.view.id { Ordering::Equal } else { self.rank(id, node) })
    }

    /// Puts children into the lists of their parents.
    pub(super) fn list_children(&mut self, ids: Vec<ElementId>) {
        let mut groups: BTreeMap<Parent, Vec<ElementId>> = BTreeMap::new();
        for id in ids {
            if let Some(node) = self.nodes.get_mut(&id) {
                node.listed = true;
                groups.entry(node.view.parent.clone()).or_default().push(id);
            }
        }
        for (parent, ids) in groups {
            if ids.len() < MANY {
                for id in ids {
                    let Some(Err(place)) = self.nodes.get(&id).map(|node| self.child_place(node)) else {
                        continue;
                    };
                    self.children.entry(parent.clone()).or_default().insert(place, id);
                }
            } else {
                let mut list = self.children.remove(&parent).unwrap_or_default();
                list.extend(ids);
                let z = |id: &ElementId| self.nodes.get(id).map(|node| node.view.z.clone());
                let mut keyed: Vec<(Option<Arc<str>>, ElementId)> =
                    list.into_iter().map(|id| (z(&id), id)).collect();
                keyed.sort_unstable();
                self.children.insert(parent, keyed.into_iter().map(|(_, id)| id).collect());
            }
        }
    }

    pub(super) fn unlist_child(&mut self, node: &Node) {
        if let (true, Ok(place)) = (node.listed, self.child_place(node))
            && let Some(list) = self.children.get_mut(&node.view.parent)
        {
            list.remove(place);
            if list.is_empty() {
                self.children.remove(&node.view.parent);
            }
        }
    }

    pub(super) fn attach(&mut self, id: &ElementId, ends: [&Option<ElementId>; 2]) {
        for end in ends.into_iter().flatten() {
            let list = self.incident.entry(end.clone()).or_default();
            if let Err(place) = list.binary_search(id) {
                list.insert(place, id.clone());
            }
        }
    }

    pub(super) fn detach(&mut self, id: &ElementId, ends: [&Option<ElementId>; 2]) {
        for end in ends.into_iter().flatten() {
            if let Some(list) = self.incident.get_mut(end)
                && let Ok(place) = list.binary_search(id)
            {
                list.remove(place);
                if list.is_empty() {
                    self.incident.remove(end);
                }
            }
        }
    }

    pub(super) fn unlist(&mut self, node: &Node) {
        self.unlist_child(node);
        self.detach_ends(node);
    }

    pub(super) fn detach_ends(&mut self, node: &Node) {
        if node.attached {
            self.detach(&node.view.id, [&node.view.from, &node.view.to]);
        }
    }
}
