//! Replaces a whole label: compared with the old one at borders of graphemes, so that a concurrent edit elsewhere in it survives.

use crate::{edit::Plan, id::ElementId, refusal::Refusal, text};

pub(super) fn decide(plan: &mut Plan, id: &ElementId, new: &str) -> Result<(), Refusal> {
    let old = plan.living(id)?.view.label.clone();
    match text::compare(&old, &text::clean(new)) {
        Some(edit) => plan.edit(id, &[edit]),
        None => Ok(()),
    }
}
