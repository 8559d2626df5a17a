//! What the scene keeps of one element.

use crate::{Item, LabelBox, draw, route};
use std::sync::Arc;
use wandel_board::{Element, ElementId, Kind, Parent};
use wandel_process::geometry::{Point, Rect};

/// What is known of one living element.
#[derive(Debug)]
pub(crate) struct Entry {
    pub plane: Arc<str>,
    pub kind: Kind,
    pub(super) parent: Parent,
    pub(super) z: Arc<str>,
    pub(super) layer: u8,
    /// Of a connector: the shapes it ends at.
    pub(super) ends: [Option<ElementId>; 2],
    /// Body of a shape, or the box around a route.
    pub bounds: Rect,
    /// Everything that is drawn.
    pub extent: Rect,
    /// Empty unless it is a connector.
    pub route: Vec<Point>,
    /// Where a change of other shapes may change the route.
    pub(super) areas: Vec<Rect>,
    pub items: Vec<Item>,
    pub label: Option<LabelBox>,
    /// Drawn size of an outside label.
    pub outside: Option<Rect>,
}

impl Entry {
    pub(super) fn new(element: &Element, bounds: Rect) -> Self {
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
            areas: Vec::new(),
            items: Vec::new(),
            label: None,
            outside: None,
        }
    }

    pub(super) fn same_place(&self, element: &Element) -> bool {
        self.plane == element.plane
            && self.parent == element.parent
            && self.z == element.z
            && self.layer == draw::layer(element)
    }

    pub(super) fn adopt(&mut self, element: &Element) {
        self.plane = element.plane.clone();
        self.kind = element.kind.clone();
        self.parent = element.parent.clone();
        self.z = element.z.clone();
        self.layer = draw::layer(element);
        self.ends = [element.from.clone(), element.to.clone()];
    }

    pub(super) fn set_route(&mut self, routed: route::Routed) {
        if let Some(bounds) = route::bounds(&routed.points) {
            self.bounds = bounds;
        }
        self.route = routed.points;
        self.areas = routed.areas;
    }

    pub(super) fn set_drawn(&mut self, drawn: draw::Drawn) {
        let extents = drawn.items.iter().filter_map(Item::extent).chain(drawn.outside);
        self.extent = extents.fold(self.bounds, Rect::union);
        self.items = drawn.items;
        self.label = drawn.label;
        self.outside = drawn.outside;
    }
}
