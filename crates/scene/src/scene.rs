//! The scene: geometry and display list of every element, kept up to date from what changed. Drawing order: first
//! what holds other things (frames, pools, lanes, expanded subprocesses), then flows, then everything else, each in
//! the order of the document.

use crate::{
    Item, LabelBox,
    draw::{self, outside},
    index::Index,
    label, route,
    stage::Stage,
    text::Lang,
};
use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};
use wandel_board::{Changes, Element, ElementId, Kind, Parent, Projection};
use wandel_process::{
    Kind as Process,
    geometry::{Point, Rect},
};

/// What is known of one living element.
#[derive(Debug)]
pub(crate) struct Entry {
    pub plane: Arc<str>,
    pub kind: Kind,
    parent: Parent,
    z: Arc<str>,
    layer: u8,
    /// Of a connector: the shapes it ends at.
    ends: [Option<ElementId>; 2],
    /// Body of a shape, or the box around a route.
    pub bounds: Rect,
    /// Everything that is drawn.
    pub extent: Rect,
    /// Empty unless it is a connector.
    pub route: Vec<Point>,
    /// Where a change of other shapes may change the route.
    region: Option<Rect>,
    pub items: Vec<Item>,
    pub label: Option<LabelBox>,
    /// Drawn size of an outside label.
    pub outside: Option<Rect>,
}

/// Cached pictures and geometry of a whole board, all planes. Cheap to query, updated incrementally.
#[derive(Debug, Default)]
pub struct Scene {
    pub(crate) entries: HashMap<ElementId, Entry>,
    /// Place in the drawing order.
    rank: HashMap<ElementId, u32>,
    extents: Index,
    obstacles: Index,
    regions: Index,
    /// Boxes of routes.
    lines: Index,
}

impl Scene {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what changed. Returns the elements whose picture may have changed, living or gone: for dirty regions.
    pub fn update(&mut self, projection: &Projection, changes: &Changes) -> BTreeSet<ElementId> {
        if changes.all || changes.meta {
            // The language of the board decides on line breaks, so `meta` concerns every label.
            self.rebuild(projection);
            return self.entries.keys().cloned().collect();
        }
        if changes.elements.is_empty() {
            return BTreeSet::new();
        }
        self.refresh(projection, &changes.elements)
    }

    fn rebuild(&mut self, projection: &Projection) {
        *self = Self::default();
        let elements: Vec<&Element> = projection.in_order().filter(|e| e.kind.has_shape()).collect();
        for element in &elements {
            let bounds = if element.kind.is_connector() {
                Rect::at(element.origin, wandel_process::Size::default())
            } else {
                label::grown(element, Lang::of(&projection.meta().lang))
            };
            self.entries.insert(element.id.clone(), Entry::new(element, bounds));
        }
        let entries = &self.entries;
        self.obstacles.load(
            elements
                .iter()
                .filter(|e| route::is_obstacle(e))
                .filter_map(|e| Some((e.plane.clone(), e.id.clone(), entries.get(&e.id)?.bounds))),
        );
        let connectors: Vec<&Element> = elements.iter().copied().filter(|e| e.kind.is_connector()).collect();
        let stage = self.stage(projection);
        let routed: Vec<_> = connectors.into_iter().map(|e| (&e.id, route::of(&stage, e))).collect();
        for (id, routed) in routed {
            if let Some(entry) = self.entries.get_mut(id) {
                entry.set_route(routed.points, routed.region);
            }
        }
        let entries = &self.entries;
        self.lines.load(elements.iter().filter_map(|e| {
            let entry = entries.get(&e.id)?;
            Some((e.plane.clone(), e.id.clone(), route::bounds(&entry.route)?))
        }));
        let stage = self.stage(projection);
        let drawn: Vec<_> = elements.iter().map(|e| (&e.id, draw::element(&stage, e))).collect();
        for (id, drawn) in drawn {
            if let Some(entry) = self.entries.get_mut(id) {
                entry.set_drawn(drawn);
            }
        }
        self.extents.load(self.entries.iter().map(|(id, e)| (e.plane.clone(), id.clone(), e.extent)));
        self.regions
            .load(self.entries.iter().filter_map(|(id, e)| Some((e.plane.clone(), id.clone(), e.region?))));
        self.reorder(projection);
    }

    pub(crate) fn stage<'a>(&'a self, projection: &'a Projection) -> Stage<'a> {
        Stage { projection, scene: self, over: None, ideals: RefCell::default() }
    }

    fn refresh(&mut self, projection: &Projection, changed: &BTreeSet<ElementId>) -> BTreeSet<ElementId> {
        let mut redraw: BTreeSet<ElementId> = BTreeSet::new();
        let mut reroute: BTreeSet<ElementId> = BTreeSet::new();
        let mut reorder = false;
        let mut moved: Vec<(Arc<str>, Rect)> = Vec::new();

        // 1. Shapes: where they are.
        for id in changed {
            redraw.insert(id.clone());
            // Where a flow ended until now, its fellows have more room.
            if let Some(entry) = self.entries.get(id) {
                for end in entry.ends.iter().flatten() {
                    reroute.extend(projection.incident(end).iter().cloned());
                    redraw.insert(end.clone());
                }
            }
            let element = projection.get(id).filter(|element| element.kind.has_shape());
            if let (Some(entry), Some(element)) = (self.entries.get(id), element)
                && (entry.plane != element.plane || entry.kind.is_connector() != element.kind.is_connector())
            {
                moved.extend(self.forget(id));
            }
            let before = self.entries.get(id);
            let obstacle_before =
                before.filter(|e| route::is_obstacle_kind(&e.kind)).map(|e| (e.plane.clone(), e.bounds));
            reorder |= match (before, element) {
                (Some(entry), Some(element)) => !entry.same_place(element),
                (None, None) => false,
                _ => true,
            };
            let Some(element) = element else {
                moved.extend(self.forget(id));
                reroute.extend(projection.incident(id).iter().cloned());
                continue;
            };
            if element.kind.is_connector() {
                reroute.insert(id.clone());
                if let Some(entry) = self.entries.get_mut(id) {
                    entry.adopt(element);
                } else {
                    let mut entry = Entry::new(element, Rect::at(element.origin, element.size));
                    entry.extent = entry.bounds;
                    self.extents.insert(&entry.plane, id, entry.extent);
                    self.entries.insert(id.clone(), entry);
                }
                continue;
            }
            let bounds = label::grown(element, Lang::of(&projection.meta().lang));
            let obstacle = route::is_obstacle(element).then(|| (element.plane.clone(), bounds));
            if obstacle != obstacle_before {
                for (plane, rect) in obstacle_before.iter().chain(&obstacle) {
                    moved.push((plane.clone(), *rect));
                }
                if let Some((plane, rect)) = &obstacle_before {
                    self.obstacles.remove(plane, id, *rect);
                }
                if let Some((plane, rect)) = &obstacle {
                    self.obstacles.insert(plane, id, *rect);
                }
            }
            let unchanged =
                self.entries.get(id).is_some_and(|e| e.bounds == bounds && e.kind == element.kind);
            if !unchanged {
                reroute.extend(projection.incident(id).iter().cloned());
            }
            if let Some(entry) = self.entries.get_mut(id) {
                entry.adopt(element);
                entry.bounds = bounds;
            } else {
                let entry = Entry::new(element, bounds);
                self.extents.insert(&entry.plane, id, entry.extent);
                self.entries.insert(id.clone(), entry);
            }
        }

        // 2. Flows: those that end at them, those that share an end with one of these, those that pass by.
        for (plane, rect) in &moved {
            let near: Vec<ElementId> =
                self.regions.touching(plane, *rect).map(|(id, _)| id.clone()).collect();
            reroute.extend(near);
        }
        let mut neighbours: BTreeSet<ElementId> = BTreeSet::new();
        for id in &reroute {
            let ends = projection.any(id).into_iter().flat_map(|flow| [&flow.from, &flow.to]).flatten();
            for end in ends {
                neighbours.extend(projection.incident(end).iter().cloned());
            }
        }
        reroute.extend(neighbours);
        let stage = self.stage(projection);
        let routed: Vec<_> =
            reroute.iter().filter_map(|id| projection.get(id)).map(|e| (e, route::of(&stage, e))).collect();
        for (element, routed) in routed {
            let id = &element.id;
            let Some(entry) = self.entries.get_mut(id) else { continue };
            if entry.region != routed.region {
                if let Some(region) = entry.region {
                    self.regions.remove(&entry.plane, id, region);
                }
                if let Some(region) = routed.region {
                    self.regions.insert(&entry.plane, id, region);
                }
            }
            if entry.route != routed.points {
                let boxes = [&entry.route, &routed.points].map(|points| route::bounds(points));
                if let Some(line) = boxes[0] {
                    self.lines.remove(&entry.plane, id, line);
                }
                if let Some(line) = boxes[1] {
                    self.lines.insert(&entry.plane, id, line);
                }
                for pair in entry.route.windows(2).chain(routed.points.windows(2)) {
                    moved.push((entry.plane.clone(), Rect::spanned(pair[0], pair[1])));
                }
                redraw.insert(id.clone());
                // Labels of both ends, and of the flows there, keep off the line.
                for end in [&element.from, &element.to].into_iter().flatten() {
                    redraw.insert(end.clone());
                    redraw.extend(projection.incident(end).iter().cloned());
                }
            }
            entry.set_route(routed.points, routed.region);
        }

        // 3. What depends on a neighbour's looks: default flows, lane tints, halos.
        for id in changed {
            let Some(element) = projection.any(id) else { continue };
            redraw.extend(projection.incident(id).iter().cloned());
            if matches!(element.kind, Kind::Process(Process::Lane | Process::Pool) | Kind::Frame) {
                let pool = if element.kind == Kind::Process(Process::Lane) {
                    &element.parent
                } else {
                    &Parent::Element(id.clone())
                };
                self.collect_inside(projection, pool, &mut redraw);
                if let Parent::Element(pool) = pool {
                    redraw.insert(pool.clone());
                }
            }
            if let Parent::Element(parent) = &element.parent {
                redraw.insert(parent.clone());
            }
        }

        // Labels outside keep off shapes and lines.
        for (plane, rect) in &moved {
            let near = self.near(plane, rect.inflate(outside::WIDTH + 20.0));
            let near: Vec<ElementId> = near.filter(|id| self.label_bounds(id).is_some()).cloned().collect();
            for id in near {
                redraw.extend(projection.incident(&id).iter().cloned());
                redraw.insert(id);
            }
        }

        // 4. Pictures.
        let stage = self.stage(projection);
        let drawn: Vec<_> = redraw
            .iter()
            .filter_map(|id| projection.get(id))
            .filter(|element| self.entries.contains_key(&element.id))
            .map(|element| (&element.id, draw::element(&stage, element)))
            .collect();
        for (id, drawn) in drawn {
            if let Some(entry) = self.entries.get_mut(id) {
                let before = entry.extent;
                entry.set_drawn(drawn);
                if entry.extent != before {
                    self.extents.remove(&entry.plane, id, before);
                    self.extents.insert(&entry.plane, id, entry.extent);
                }
            }
        }
        if reorder {
            self.reorder(projection);
        }
        redraw
    }

    /// Takes an element out of everything. Returns where it was in the way of flows or labels.
    fn forget(&mut self, id: &ElementId) -> Option<(Arc<str>, Rect)> {
        let entry = self.entries.remove(id)?;
        let line = route::bounds(&entry.route).map(|line| (entry.plane.clone(), line));
        self.extents.remove(&entry.plane, id, entry.extent);
        if let Some(region) = entry.region {
            self.regions.remove(&entry.plane, id, region);
        }
        if let Some(line) = route::bounds(&entry.route) {
            self.lines.remove(&entry.plane, id, line);
        }
        if !route::is_obstacle_kind(&entry.kind) {
            return line;
        }
        self.obstacles.remove(&entry.plane, id, entry.bounds);
        Some((entry.plane, entry.bounds))
    }

    fn collect_inside(&self, projection: &Projection, parent: &Parent, into: &mut BTreeSet<ElementId>) {
        let mut stack = vec![parent.clone()];
        let mut seen = HashSet::new();
        while let Some(parent) = stack.pop() {
            for id in projection.children(&parent) {
                if seen.insert(id.clone()) && self.entries.contains_key(id) {
                    into.insert(id.clone());
                    stack.push(Parent::Element(id.clone()));
                }
            }
        }
    }

    fn reorder(&mut self, projection: &Projection) {
        let mut all: Vec<(u8, &Element)> = projection
            .in_order()
            .filter(|element| self.entries.contains_key(&element.id))
            .map(|element| (draw::layer(element), element))
            .collect();
        // Stable: within a layer the document's order stays.
        all.sort_by_key(|(layer, _)| *layer);
        self.rank.clear();
        self.rank.extend(all.into_iter().zip(0..).map(|((_, element), rank)| (element.id.clone(), rank)));
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
        self.regions.touching(plane, rect).map(|(id, _)| id)
    }
}

impl Entry {
    fn new(element: &Element, bounds: Rect) -> Self {
        Self {
            plane: element.plane.clone(),
            kind: element.kind.clone(),
            parent: element.parent.clone(),
            z: element.z.clone(),
            layer: draw::layer(element),
            ends: [element.from.clone(), element.to.clone()],
            bounds,
            extent: bounds,
            route: Vec::new(),
            region: None,
            items: Vec::new(),
            label: None,
            outside: None,
        }
    }

    fn same_place(&self, element: &Element) -> bool {
        self.plane == element.plane
            && self.parent == element.parent
            && self.z == element.z
            && self.layer == draw::layer(element)
    }

    fn adopt(&mut self, element: &Element) {
        self.plane = element.plane.clone();
        self.kind = element.kind.clone();
        self.parent = element.parent.clone();
        self.z = element.z.clone();
        self.layer = draw::layer(element);
        self.ends = [element.from.clone(), element.to.clone()];
    }

    fn set_route(&mut self, points: Vec<Point>, region: Option<Rect>) {
        if let Some(bounds) = route::bounds(&points) {
            self.bounds = bounds;
        }
        self.route = points;
        self.region = region;
    }

    fn set_drawn(&mut self, drawn: draw::Drawn) {
        let extents = drawn.items.iter().filter_map(Item::extent).chain(drawn.outside);
        self.extent = extents.fold(self.bounds, Rect::union);
        self.items = drawn.items;
        self.label = drawn.label;
        self.outside = drawn.outside;
    }
}
