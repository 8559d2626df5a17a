//! Bends of a connector by hand, relative to its parent's origin; none: the route is automatic again.

use crate::{edit::Plan, id::ElementId, projection::node::key, refusal::Refusal, value};
use wandel_process::geometry::Point;

/// Most bends of one connector.
const MOST: usize = 1000;

pub(super) fn decide(plan: &mut Plan, id: &ElementId, via: Option<&[Point]>) -> Result<(), Refusal> {
    if !plan.living(id)?.view.kind.is_connector() {
        return Err(Refusal::new("connector.expected").with("element", id));
    }
    let via = via.filter(|via| !via.is_empty());
    if via.is_some_and(|via| via.len() > MOST) {
        return Err(Refusal::new("connector.too-many-bends").with("element", id));
    }
    plan.put(id, key::VIA, via.map(value::points))?;
    super::place::clear_docks(plan, id)
}
