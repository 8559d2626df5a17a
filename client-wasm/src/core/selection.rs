//! What is selected, where it is drawn, and what comes before and after it.

use super::{Core, around};
use crate::order;
use std::collections::BTreeSet;
use wandel_board::{Element, ElementId};
use wandel_process::geometry::{Point, Rect};

impl Core {
    #[must_use]
    pub fn is_selected(&self, id: &ElementId) -> bool {
        self.selection.contains(id)
    }
    pub fn selected(&self) -> impl Iterator<Item = &Element> {
        self.selection.iter().filter_map(|id| self.get(id))
    }
    #[must_use]
    pub fn only_selected(&self) -> Option<&Element> {
        if let [id] = self.selection.as_slice() { self.get(id) } else { None }
    }
    pub fn select(&mut self, ids: Vec<ElementId>) {
        let mut seen = BTreeSet::new();
        let projection = self.paper.projection();
        let ids: Vec<_> = ids
            .into_iter()
            .filter(|id| projection.get(id).is_some_and(|e| e.kind.has_shape()) && seen.insert(id.clone()))
            .collect();
        if ids != self.selection {
            if self.typing.as_ref().is_some_and(|typing| !ids.contains(&typing.id)) {
                self.end_typing();
            }
            self.selection = ids;
            self.dirty.over = true;
        }
    }
    pub fn toggle(&mut self, id: &ElementId) {
        let mut ids = self.selection.clone();
        if let Some(at) = ids.iter().position(|other| other == id) {
            ids.remove(at);
        } else {
            ids.push(id.clone());
        }
        self.select(ids);
    }
    /// Bounds of everything selected, board units.
    #[must_use]
    pub fn selection_bounds(&self) -> Option<Rect> {
        self.selection.iter().filter_map(|id| self.bounds(id)).reduce(Rect::union)
    }
    /// Where an element is drawn now: as in the gesture in flight, else as in the scene.
    #[must_use]
    pub fn bounds(&self, id: &ElementId) -> Option<Rect> {
        self.preview.bounds.get(id).copied().or_else(|| {
            if let Some(route) = self.preview.routes.get(id) {
                return around(route);
            }
            self.scene.bounds(id)
        })
    }
    /// Way points of a connector as drawn now.
    #[must_use]
    pub fn route(&self, id: &ElementId) -> &[Point] {
        self.preview.routes.get(id).map_or_else(|| self.scene.route(id), Vec::as_slice)
    }

    /// Reading order of the plane shown.
    pub fn reading(&mut self) -> &[order::Read] {
        if self.order.as_ref().is_none_or(|(revision, _)| *revision != self.revision) {
            self.order = Some((self.revision, order::reading_order(self.paper.projection(), &self.plane)));
        }
        self.order.as_ref().map_or(&[], |(_, list)| list.as_slice())
    }

    /// The element before (-1) or after (1) the selected one in reading order; the first or last if none is selected.
    #[must_use]
    pub fn beside(&self, step: i8) -> Option<ElementId> {
        // A connector stands between its ends.
        if let Some(flow) = self.only_selected().filter(|element| element.kind.is_connector()) {
            return if step > 0 { flow.to.clone() } else { flow.from.clone() };
        }
        let fresh;
        let list = match &self.order {
            Some((revision, list)) if *revision == self.revision => list,
            _ => {
                fresh = order::reading_order(self.projection(), &self.plane);
                &fresh
            }
        };
        let at = self.selection.last().and_then(|id| list.iter().position(|read| read.id == *id));
        let index = match (at, step > 0) {
            (None, true) => 0,
            (None, false) => list.len().checked_sub(1)?,
            (Some(at), true) => at + 1,
            (Some(at), false) => at.checked_sub(1)?,
        };
        list.get(index).map(|read| read.id.clone())
    }
}
