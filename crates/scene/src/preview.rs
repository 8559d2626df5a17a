//! A gesture in flight: how elements would look at other places, without touching the document or the scene.

use crate::{
    Anchor, Item, Scene, draw, route,
    stage::{Overlay, Stage},
};
use std::collections::{BTreeMap, BTreeSet};
use wandel_board::{ElementId, Parent, Projection};
use wandel_process::geometry::{Point, Rect};

/// What a gesture changes for the eye. What is inside a moved element moves with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// New absolute bounds of shapes.
    pub bounds: BTreeMap<ElementId, Rect>,
    /// Other ends of connectors.
    pub from: BTreeMap<ElementId, Anchor>,
    pub to: BTreeMap<ElementId, Anchor>,
    /// Other bends, absolute; `None`: automatic.
    pub via: BTreeMap<ElementId, Option<Vec<Point>>>,
    /// New top left of outside labels, absolute.
    pub labels: BTreeMap<ElementId, Point>,
}

/// Elements as they would look. Everything that is not listed looks as it does in the scene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    pub items: BTreeMap<ElementId, Vec<Item>>,
    pub bounds: BTreeMap<ElementId, Rect>,
    pub routes: BTreeMap<ElementId, Vec<Point>>,
}

impl Scene {
    /// Elements and flows as if the overrides were true.
    #[must_use]
    pub fn preview(&self, projection: &Projection, overrides: &Overrides) -> Preview {
        let mut over = Overlay {
            from: overrides.from.clone().into_iter().collect(),
            to: overrides.to.clone().into_iter().collect(),
            via: overrides.via.clone().into_iter().collect(),
            labels: overrides.labels.clone().into_iter().collect(),
            ..Overlay::default()
        };
        for (id, bounds) in &overrides.bounds {
            let Some(old) = self.bounds(id) else { continue };
            over.bounds.insert(id.clone(), *bounds);
            let by = bounds.origin() - old.origin();
            if by == Point::default() {
                continue;
            }
            // Without those that are moved on their own account.
            let mut stack = vec![Parent::Element(id.clone())];
            while let Some(parent) = stack.pop() {
                for child in projection.children(&parent) {
                    if overrides.bounds.contains_key(child) {
                        continue;
                    }
                    let Some(rect) = self.bounds(child) else { continue };
                    if over.bounds.insert(child.clone(), rect.translate(by)).is_none() {
                        stack.push(Parent::Element(child.clone()));
                    }
                }
            }
        }
        let mut flows: BTreeSet<ElementId> =
            overrides.from.keys().chain(overrides.to.keys()).chain(overrides.via.keys()).cloned().collect();
        for id in over.bounds.keys() {
            flows.extend(projection.incident(id).iter().cloned());
        }
        for (id, rect) in &overrides.bounds {
            let Some(element) = projection.get(id) else { continue };
            if route::is_obstacle(element) {
                let old = self.bounds(id).unwrap_or(*rect);
                for area in [old, *rect] {
                    flows.extend(self.passing(&element.plane, area).cloned());
                }
            }
        }
        for id in &flows {
            // A flow inside a moved pool has a route, not a place.
            over.bounds.remove(id);
        }
        for flow in flows.clone() {
            flows.extend(projection.incident(&flow).iter().cloned());
        }
        // Those that end at another connector come after it.
        let plain = self.stage(projection);
        let elements = flows.iter().filter_map(|id| projection.get(id));
        let (second, first): (Vec<_>, Vec<_>) = elements.partition(|e| route::is_second(&plain, e));
        for batch in [first, second] {
            let stage = Stage { over: Some(&over), ..self.stage(projection) };
            let routed: Vec<_> =
                batch.into_iter().map(|e| (e.id.clone(), route::of(&stage, e).points)).collect();
            over.routes.extend(routed);
        }
        let stage = Stage { over: Some(&over), ..self.stage(projection) };
        let mut ids: BTreeSet<&ElementId> = flows.iter().chain(over.bounds.keys()).collect();
        ids.extend(overrides.labels.keys());
        let ends: Vec<&ElementId> = flows
            .iter()
            .filter_map(|id| projection.get(id))
            .flat_map(|flow| [&flow.from, &flow.to])
            .flatten()
            .collect();
        ids.extend(ends);
        let items = ids
            .into_iter()
            .filter_map(|id| Some((id.clone(), draw::element(&stage, projection.get(id)?).items)))
            .collect();
        Preview {
            items,
            bounds: over.bounds.into_iter().collect(),
            routes: over.routes.into_iter().collect(),
        }
    }

    /// The route a connector of this kind would take between two anchors on a plane.
    #[must_use]
    pub fn route_between(
        &self,
        projection: &Projection,
        plane: &str,
        from: &Anchor,
        to: &Anchor,
        kind: &wandel_board::Kind,
    ) -> Vec<Point> {
        let stage = self.stage(projection);
        route::between(&stage, plane, from, to, kind)
    }
}
