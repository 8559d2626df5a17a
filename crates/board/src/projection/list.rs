//! The sorted lists of the projection: children of a parent by (z, id), connectors of an element by id.

use super::{Projection, node::Node};
use crate::id::ElementId;
use std::cmp::Ordering;

impl Projection {
    fn rank(&self, id: &ElementId, of: &Node) -> Ordering {
        let z = self.nodes.get(id).map_or("", |node| &*node.view.z);
        z.cmp(&of.view.z).then_with(|| id.cmp(&of.view.id))
    }

    fn child_place(&self, node: &Node) -> Result<usize, usize> {
        let Some(list) = self.children.get(&node.view.parent) else { return Err(0) };
        list.binary_search_by(|id| if *id == node.view.id { Ordering::Equal } else { self.rank(id, node) })
    }

    pub(super) fn is_listed(&self, node: &Node) -> bool {
        !node.view.gone && self.child_place(node).is_ok()
    }

    pub(super) fn list_child(&mut self, node: &Node) {
        if node.view.gone {
            return;
        }
        if let Err(place) = self.child_place(node) {
            self.children.entry(node.view.parent.clone()).or_default().insert(place, node.view.id.clone());
        }
    }

    pub(super) fn unlist_child(&mut self, node: &Node) {
        if let Ok(place) = self.child_place(node)
            && let Some(list) = self.children.get_mut(&node.view.parent)
        {
            list.remove(place);
            if list.is_empty() {
                self.children.remove(&node.view.parent);
            }
        }
    }

    pub(super) fn unlist_ends(&mut self, node: &Node) {
        for end in [&node.view.from, &node.view.to].into_iter().flatten() {
            if let Some(list) = self.incident.get_mut(end)
                && let Ok(place) = list.binary_search(&node.view.id)
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
        self.unlist_ends(node);
    }
}
