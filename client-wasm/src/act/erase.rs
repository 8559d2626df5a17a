//! Deleting what is selected. A step out of the middle of a chain closes the gap.

use crate::core::Core;
use wandel_board::{Command, ElementId};

/// Sets `gone`; what lies next in reading order is selected, so that one can go on by keyboard.
pub fn run(core: &mut Core, ids: Vec<ElementId>) {
    if ids.is_empty() {
        return;
    }
    let next = core.by_keyboard.then(|| core.beside(1).or_else(|| core.beside(-1))).flatten();
    let count = ids.len();
    if core.run(Command::Delete { ids, bridge: true }) {
        core.tell("news-deleted", vec![("count", count.to_string())]);
        if let Some(next) = next {
            core.select(vec![next]);
        }
    }
}
