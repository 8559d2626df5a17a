//! The scene: geometry and display list of every element, kept up to date from what changed. Drawing order: first
//! what holds other things (frames, pools, lanes, expanded subprocesses), then flows, then everything else, each in
//! the order of the document. Here: what can be asked of it.

pub(crate) mod entry;
mod refresh;

use crate::{Item, LabelBox, index::Index, stage::Stage, text::Lang};
use entry::Entry;
use std::{cell::RefCell, collections::HashMap};
use wandel_board::{ElementId, Projection};
use wandel_process::geometry::{Point, Rect};

/// Cached pictures and geometry of a whole board, all planes. Cheap to query, updated incrementally.
#[derive(Debug, Default)]
pub struct Scene {
    pub(crate) entries: HashMap<ElementId, Entry>,
    /// Place in the drawing order.
    rank: HashMap<ElementId, u32>,
    extents: Index,
    obstacles: Index,
    /// Where routes depend on other shapes.
    areas: Index,
    /// Boxes of routes.
    lines: Index,
    lang: Lang,
}

impl Scene {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn stage<'a>(&'a self, projection: &'a Projection) -> Stage<'a> {
        Stage {
            projection,
            scene: self,
            over: None,
            ideals: RefCell::default(),
            labels: RefCell::default(),
            places: RefCell::default(),
        }
    }

    /// Body of a shape, or the box around a connector's route. Outside labels: `label_bounds`.
    #[must_use]
    pub fn bounds(&self, id: &ElementId) -> Option<Rect> {
        self.entries.get(id).map(|entry| entry.bounds)
    }

    /// Everything of an element that is drawn, its outside label included.
    #[must_use]
    pub fn extent(&self, id: &ElementId) -> Option<Rect> {
        self.entries.get(id).map(|entry| entry.extent)
    }

    /// Box of the drawn lines of a label that stands outside its shape; `None` if there is none.
    #[must_use]
    pub fn label_bounds(&self, id: &ElementId) -> Option<Rect> {
        self.entries.get(id).and_then(|entry| entry.outside)
    }

    /// Where the label's editor goes; `None` for what has no label.
    #[must_use]
    pub fn label_box(&self, id: &ElementId) -> Option<LabelBox> {
        self.entries.get(id).and_then(|entry| entry.label)
    }

    /// The drawn label is not the whole one: an ellipsis stands for its end.
    #[must_use]
    pub fn abridges(&self, id: &ElementId, label: &str) -> bool {
        let cut = |item: &Item| match item {
            Item::Text { text, .. } => {
                let last = text.lines.last().and_then(|line| line.runs.last());
                last.is_some_and(|run| run.text.ends_with('…'))
            }
            _ => false,
        };
        !label.trim_end().ends_with('…') && self.items(id).iter().any(cut)
    }

    /// Box around everything on a plane.
    #[must_use]
    pub fn content_bounds(&self, plane: &str) -> Option<Rect> {
        self.entries
            .values()
            .filter(|entry| &*entry.plane == plane && !entry.items.is_empty())
            .map(|entry| entry.extent)
            .reduce(Rect::union)
    }

    /// Way points of a connector from outline to outline, absolute; empty for everything else, and where an end is
    /// missing.
    #[must_use]
    pub fn route(&self, id: &ElementId) -> &[Point] {
        self.entries.get(id).map_or(&[], |entry| entry.route.as_slice())
    }

    /// Display list, absolute on the element's plane, back to front.
    #[must_use]
    pub fn items(&self, id: &ElementId) -> &[Item] {
        self.entries.get(id).map_or(&[], |entry| entry.items.as_slice())
    }

    /// What touches `view`, in drawing order.
    #[must_use]
    pub fn visible(&self, plane: &str, view: Rect) -> Vec<ElementId> {
        let mut ids: Vec<(u32, &ElementId)> = self
            .extents
            .touching(plane, view)
            .filter_map(|(id, _)| Some((*self.rank.get(id)?, id)))
            .collect();
        ids.sort_unstable_by_key(|(rank, _)| *rank);
        ids.into_iter().map(|(_, id)| id.clone()).collect()
    }

    /// All elements of a plane in drawing order.
    #[must_use]
    pub fn all(&self, plane: &str) -> Vec<ElementId> {
        let mut ids: Vec<(u32, &ElementId)> = self
            .entries
            .iter()
            .filter(|(_, entry)| &*entry.plane == plane)
            .filter_map(|(id, _)| Some((*self.rank.get(id)?, id)))
            .collect();
        ids.sort_unstable_by_key(|(rank, _)| *rank);
        ids.into_iter().map(|(_, id)| id.clone()).collect()
    }

    /// Place in the drawing order: what is higher covers what is lower.
    #[must_use]
    pub fn rank(&self, id: &ElementId) -> Option<u32> {
        self.rank.get(id).copied()
    }

    pub(crate) fn entry(&self, id: &ElementId) -> Option<&Entry> {
        self.entries.get(id)
    }

    pub(crate) fn near<'a>(&'a self, plane: &str, rect: Rect) -> impl Iterator<Item = &'a ElementId> {
        self.extents.touching(plane, rect).map(|(id, _)| id)
    }

    pub(crate) fn obstacles<'a>(
        &'a self,
        plane: &str,
        rect: Rect,
    ) -> impl Iterator<Item = (&'a ElementId, Rect)> {
        self.obstacles.touching(plane, rect)
    }

    /// Connectors whose route may touch an area.
    pub(crate) fn lines<'a>(&'a self, plane: &str, rect: Rect) -> impl Iterator<Item = &'a ElementId> {
        self.lines.touching(plane, rect).map(|(id, _)| id)
    }

    pub(crate) fn passing<'a>(&'a self, plane: &str, rect: Rect) -> impl Iterator<Item = &'a ElementId> {
        self.areas.touching(plane, rect).map(|(id, _)| id)
    }
}
