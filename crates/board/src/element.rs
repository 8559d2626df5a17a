//! One element as everybody but this crate sees it: read, repaired and with defaults filled in. The raw document may
//! miss keys, dangle or form cycles; an `Element` never does.

use crate::{id::ElementId, kind::Kind};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wandel_process::{
    geometry::{Point, Rect, Size},
    model::Span,
    property::{Properties, Value},
};

/// Where an element lies: directly on a plane, or in (or attached to) another element.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parent {
    /// A drawing area; `"board"` is the one every board has.
    Plane(Arc<str>),
    Element(ElementId),
}

impl Parent {
    #[must_use]
    pub fn board() -> Self {
        Self::Plane(crate::BOARD_PLANE.into())
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    pub id: ElementId,
    pub kind: Kind,
    /// Repaired: exists, is not gone, and there is no cycle.
    pub parent: Parent,
    /// Top left, relative to the parent's top left. Of a connector: the origin of `via`, always 0,0 of the parent.
    pub at: Point,
    pub size: Size,
    /// Fractional key.
    pub z: Arc<str>,
    pub label: Arc<str>,
    /// The author's number on this board, as the server issued it.
    pub by: Option<u64>,
    pub gone: bool,
    /// Ends of a connector: `None` if absent, gone or unknown.
    pub from: Option<ElementId>,
    pub to: Option<ElementId>,
    /// Bends set by hand, relative to the parent; `None`: the route is automatic.
    pub via: Option<Arc<[Point]>>,
    pub xid: Option<Arc<str>>,
    pub src: Option<Span>,
    pub properties: Properties,
    /// Top left on its plane: derived from `at` and all parents. For connectors the parent's origin.
    pub origin: Point,
    /// The plane it is drawn on, derived.
    pub plane: Arc<str>,
}

impl Element {
    /// Bounds on its plane, board units.
    #[must_use]
    pub const fn bounds(&self) -> Rect {
        Rect::at(self.origin, self.size)
    }
    /// Where the route of an imported connector begins and ends on its plane: while it is there, the route is exactly
    /// these two with `via` between them, and nothing is to be routed.
    #[must_use]
    pub fn docks(&self) -> Option<[Point; 2]> {
        let points = crate::model::points(self.properties.get(crate::model::DOCKS)?)?;
        let [first, last] = points.try_into().ok()?;
        Some([first + self.origin, last + self.origin])
    }
    #[must_use]
    pub fn text(&self, property: &str) -> Option<&str> {
        self.properties.get(property).and_then(Value::as_text).filter(|text| !text.is_empty())
    }
    #[must_use]
    pub fn flag(&self, property: &str) -> Option<bool> {
        self.properties.get(property).and_then(Value::as_bool)
    }
    #[must_use]
    pub fn number(&self, property: &str) -> Option<f64> {
        self.properties.get(property).and_then(Value::as_number)
    }
}
