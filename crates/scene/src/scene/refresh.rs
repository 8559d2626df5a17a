//! Keeping the scene up to date: from scratch, or from what changed and everything that depends on it. Both must give the
//! same; a property test compares them.

use super::{Entry, Scene};
use crate::{
    draw::{self, outside},
    label, route,
    text::Lang,
};
use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};
use wandel_board::{Changes, Element, ElementId, Kind, Parent, Projection};
use wandel_process::{Kind as Process, geometry::Rect};

/// What one update has to do.
#[derive(Debug, Default)]
struct Pass {
    reroute: BTreeSet<ElementId>,
    redraw: BTreeSet<ElementId>,
    /// Where shapes and lines came or went.
    moved: Vec<(Arc<str>, Rect)>,
    reorder: bool,
}

impl Scene {
    /// Takes in what changed. Returns the elements whose picture may have changed, living or gone: for dirty regions.
    pub fn update(&mut self, projection: &Projection, changes: &Changes) -> BTreeSet<ElementId> {
        // The language of the board decides on line breaks, so another one concerns every label.
        if changes.all || self.lang != Lang::of(&projection.meta().lang) {
            self.rebuild(projection);
            return self.entries.keys().cloned().collect();
        }
        if changes.elements.is_empty() {
            return BTreeSet::new();
        }
        self.refresh(projection, &changes.elements)
    }

    fn rebuild(&mut self, projection: &Projection) {
        *self = Self { lang: Lang::of(&projection.meta().lang), ..Self::default() };
        let elements: Vec<&Element> = projection.in_order().filter(|e| e.kind.has_shape()).collect();
        for element in &elements {
            let bounds = if element.kind.is_connector() {
                Rect::at(element.origin, wandel_process::Size::default())
            } else {
                label::grown(element, self.lang)
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
        let stage = self.stage(projection);
        let connectors = elements.iter().copied().filter(|e| e.kind.is_connector());
        // Those that end at another connector come after it.
        let (second, first): (Vec<_>, Vec<_>) = connectors.partition(|e| route::is_second(&stage, e));
        for batch in [first, second] {
            let stage = self.stage(projection);
            let routed: Vec<_> = batch.into_iter().map(|e| (&e.id, route::of(&stage, e))).collect();
            for (id, routed) in routed {
                if let Some(entry) = self.entries.get_mut(id) {
                    entry.set_route(routed);
                }
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
        let areas = self
            .entries
            .iter()
            .flat_map(|(id, e)| e.areas.iter().map(move |area| (e.plane.clone(), id.clone(), *area)));
        self.areas.load(areas);
        self.reorder(projection);
    }

    fn refresh(&mut self, projection: &Projection, changed: &BTreeSet<ElementId>) -> BTreeSet<ElementId> {
        let mut pass = Pass::default();
        for id in changed {
            self.settle(projection, id, &mut pass);
        }
        self.reroute(projection, &mut pass);
        self.look_around(projection, changed, &mut pass);
        let retinted = self.redraw(projection, &pass.redraw);
        let mut inside = BTreeSet::new();
        for id in &retinted {
            self.collect_inside(projection, id, &mut inside);
        }
        inside.retain(|id| !pass.redraw.contains(id));
        self.redraw(projection, &inside);
        pass.redraw.append(&mut inside);
        if pass.reorder {
            self.reorder(projection);
        }
        pass.redraw
    }

    /// Takes in one element: where it is now, what is in its way no more, which flows that concerns.
    fn settle(&mut self, projection: &Projection, id: &ElementId, pass: &mut Pass) {
        pass.redraw.insert(id.clone());
        // Where a flow ended until now, its fellows have more room.
        if let Some(entry) = self.entries.get(id) {
            for end in entry.ends.iter().flatten() {
                pass.reroute.extend(projection.incident(end).iter().cloned());
                pass.redraw.insert(end.clone());
                // Labels there keep clear of this one's.
                pass.redraw.extend(projection.incident(end).iter().cloned());
            }
        }
        let element = projection.get(id).filter(|element| element.kind.has_shape());
        if let (Some(entry), Some(element)) = (self.entries.get(id), element)
            && (entry.plane != element.plane || entry.kind.is_connector() != element.kind.is_connector())
        {
            pass.moved.extend(self.forget(id));
        }
        let before = self.entries.get(id);
        pass.reorder |= match (before, element) {
            (Some(entry), Some(element)) => !entry.same_place(element),
            (None, None) => false,
            _ => true,
        };
        let Some(element) = element else {
            pass.moved.extend(self.forget(id));
            pass.reroute.extend(projection.incident(id).iter().cloned());
            return;
        };
        if element.kind.is_connector() {
            pass.reroute.insert(id.clone());
            self.adopt(element, None);
            return;
        }
        let bounds = label::grown(element, self.lang);
        if before.is_none_or(|entry| entry.bounds != bounds || entry.kind != element.kind) {
            pass.reroute.extend(projection.incident(id).iter().cloned());
        }
        let obstacle_before =
            before.filter(|e| route::is_obstacle_kind(&e.kind)).map(|e| (e.plane.clone(), e.bounds));
        let obstacle = route::is_obstacle(element).then(|| (element.plane.clone(), bounds));
        if obstacle != obstacle_before {
            if let Some((plane, rect)) = &obstacle_before {
                self.obstacles.remove(plane, id, *rect);
            }
            if let Some((plane, rect)) = &obstacle {
                self.obstacles.insert(plane, id, *rect);
            }
            pass.moved.extend(obstacle_before.into_iter().chain(obstacle));
        }
        self.adopt(element, Some(bounds));
    }

    fn adopt(&mut self, element: &Element, bounds: Option<Rect>) {
        let id = &element.id;
        if let Some(entry) = self.entries.get_mut(id) {
            entry.adopt(element);
            entry.bounds = bounds.unwrap_or(entry.bounds);
        } else {
            let entry = Entry::new(element, bounds.unwrap_or_else(|| element.bounds()));
            self.extents.insert(&entry.plane, id, entry.extent);
            self.entries.insert(id.clone(), entry);
        }
    }

    /// Routes the flows that end at what moved, share an end with one of these, or pass by.
    fn reroute(&mut self, projection: &Projection, pass: &mut Pass) {
        for (plane, rect) in &pass.moved {
            pass.reroute.extend(self.areas.touching(plane, *rect).map(|(id, _)| id.clone()));
        }
        let mut neighbours: BTreeSet<ElementId> = BTreeSet::new();
        for flow in pass.reroute.iter().filter_map(|id| projection.any(id)) {
            for end in [&flow.from, &flow.to].into_iter().flatten() {
                neighbours.extend(projection.incident(end).iter().cloned());
            }
        }
        pass.reroute.append(&mut neighbours);
        let stage = self.stage(projection);
        let flows = pass.reroute.iter().filter_map(|id| projection.get(id));
        let (second, first): (Vec<_>, Vec<_>) = flows.partition(|e| route::is_second(&stage, e));
        // Those that end at another connector come after it, and move with it.
        let mut second: BTreeSet<ElementId> = second.into_iter().map(|e| e.id.clone()).collect();
        for flow in &first {
            second.extend(projection.incident(&flow.id).iter().cloned());
        }
        self.reroute_batch(projection, first, pass);
        let second = second.iter().filter_map(|id| projection.get(id)).collect();
        self.reroute_batch(projection, second, pass);
    }

    fn reroute_batch(&mut self, projection: &Projection, flows: Vec<&Element>, pass: &mut Pass) {
        let stage = self.stage(projection);
        let routed: Vec<_> = flows.into_iter().map(|e| (e, route::of(&stage, e))).collect();
        for (element, routed) in routed {
            let id = &element.id;
            let Some(entry) = self.entries.get_mut(id) else { continue };
            if entry.areas != routed.areas {
                for area in &entry.areas {
                    self.areas.remove(&entry.plane, id, *area);
                }
                for area in &routed.areas {
                    self.areas.insert(&entry.plane, id, *area);
                }
            }
            if entry.route != routed.points {
                if let Some(line) = route::bounds(&entry.route) {
                    self.lines.remove(&entry.plane, id, line);
                }
                if let Some(line) = route::bounds(&routed.points) {
                    self.lines.insert(&entry.plane, id, line);
                }
                for pair in entry.route.windows(2).chain(routed.points.windows(2)) {
                    pass.moved.push((entry.plane.clone(), Rect::spanned(pair[0], pair[1])));
                }
                pass.redraw.insert(id.clone());
                // Labels of both ends, and of the flows there, keep off the line.
                for end in [&element.from, &element.to].into_iter().flatten() {
                    pass.redraw.insert(end.clone());
                    pass.redraw.extend(projection.incident(end).iter().cloned());
                }
            }
            entry.set_route(routed);
        }
    }

    /// Finds what looks different because of a neighbour: default flows, tints of lanes, labels in the way.
    fn look_around(&self, projection: &Projection, changed: &BTreeSet<ElementId>, pass: &mut Pass) {
        for element in changed.iter().filter_map(|id| projection.any(id)) {
            pass.redraw.extend(projection.incident(&element.id).iter().cloned());
            // Whether a flow is an exit, and so where its label stands, is the shape's doing.
            let flows = projection.incident(&element.id).iter().filter_map(|id| projection.any(id));
            for flow in flows.chain([element]) {
                pass.redraw.extend(fellows(projection, flow));
            }
            if let Parent::Element(parent) = &element.parent {
                pass.redraw.insert(parent.clone());
            }
            if element.kind == Kind::Process(Process::Lane) && pass.reorder {
                // Tints go by place.
                pass.redraw.extend(projection.children(&element.parent).iter().cloned());
            }
        }
        // Labels outside keep off shapes and lines.
        for (plane, rect) in &pass.moved {
            let near = self.near(plane, rect.inflate(outside::WIDTH + 20.0));
            for id in near.filter(|id| self.label_bounds(id).is_some()) {
                pass.redraw.extend(projection.incident(id).iter().cloned());
                pass.redraw.insert(id.clone());
                if let Some(element) = projection.any(id) {
                    pass.redraw.extend(fellows(projection, element));
                }
            }
        }
    }

    /// Draws elements anew. Returns those that hold others and now have another place or tint.
    fn redraw(&mut self, projection: &Projection, ids: &BTreeSet<ElementId>) -> Vec<ElementId> {
        let mut retinted = Vec::new();
        let stage = self.stage(projection);
        let drawn: Vec<_> = ids
            .iter()
            .filter_map(|id| projection.get(id))
            .filter(|element| self.entries.contains_key(&element.id))
            .map(|element| (element, draw::element(&stage, element)))
            .collect();
        for (element, drawn) in drawn {
            let id = &element.id;
            let Some(entry) = self.entries.get_mut(id) else { continue };
            let before = entry.extent;
            if element.kind.is_container() && entry.items.first() != drawn.items.first() {
                retinted.push(id.clone());
            }
            entry.set_drawn(drawn);
            if entry.extent != before {
                self.extents.remove(&entry.plane, id, before);
                self.extents.insert(&entry.plane, id, entry.extent);
            }
        }
        retinted
    }

    /// Takes an element out of everything. Returns where it was in the way of flows or labels.
    fn forget(&mut self, id: &ElementId) -> Option<(Arc<str>, Rect)> {
        let entry = self.entries.remove(id)?;
        let line = route::bounds(&entry.route).map(|line| (entry.plane.clone(), line));
        self.extents.remove(&entry.plane, id, entry.extent);
        for area in &entry.areas {
            self.areas.remove(&entry.plane, id, *area);
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

    fn collect_inside(&self, projection: &Projection, holder: &ElementId, into: &mut BTreeSet<ElementId>) {
        let mut stack = vec![Parent::Element(holder.clone())];
        let mut seen = HashSet::new();
        while let Some(parent) = stack.pop() {
            for id in projection.children(&parent) {
                if seen.insert(id.clone()) && self.entries.contains_key(id) {
                    into.insert(id.clone());
                    // Flows lie in the pool, their labels on a lane.
                    into.extend(projection.incident(id).iter().cloned());
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
}

/// Connectors that share an end with a connector: their labels keep clear of each other.
fn fellows(projection: &Projection, element: &Element) -> BTreeSet<ElementId> {
    let ends = [&element.from, &element.to].into_iter().flatten();
    let all = ends.flat_map(|end| projection.incident(end)).cloned();
    if element.kind.is_connector() { all.collect() } else { BTreeSet::new() }
}
