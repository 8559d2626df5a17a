//! Connects one end of a connector to another element. Bends by hand belonged to the old ends and go.

use crate::{command::End, edit::Plan, id::ElementId, projection::node::key, refusal::Refusal, value};

pub(super) fn decide(plan: &mut Plan, id: &ElementId, end: End, to: &ElementId) -> Result<(), Refusal> {
    let node = plan.living(id)?;
    if !node.view.kind.is_connector() || id == to {
        return Err(Refusal::new("connector.expected").with("element", id));
    }
    let (name, old) = match end {
        End::From => (key::FROM, &node.from),
        End::To => (key::TO, &node.to),
    };
    if old.as_ref() == Some(to) {
        return Ok(());
    }
    if !plan.living(to)?.view.kind.has_shape() {
        return Err(Refusal::new("connector.expected").with("element", to));
    }
    plan.put(id, name, Some(value::text(to.as_str())))?;
    plan.put(id, key::VIA, None)?;
    super::place::clear_docks(plan, id)
}
