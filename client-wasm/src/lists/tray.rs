//! The tray: what others deleted while it mattered to somebody, and own work that could not be delivered.

use crate::{
    act::rejected,
    core::Core,
    sync::Rejected,
    view::{TrayItem, TrayReason},
};
use wandel_board::{ElementId, Kind};

/// Most entries shown, the latest ones.
const MOST: usize = 200;

/// Gone elements with text, and rejected ones first. `seen`: ids that are worth showing (somebody else had edited them,
/// or they went while one looked).
#[must_use]
pub fn list(core: &Core, rejected: &[Rejected], seen: &[ElementId]) -> Vec<TrayItem> {
    let rejected = rejected.iter().rev().map(|item| TrayItem {
        id: rejected::tray_id(item),
        kind: item.kind.clone().unwrap_or(Kind::Text),
        text: item.text.clone(),
        reason: TrayReason::Rejected,
        by: item.by,
    });
    let gone =
        seen.iter().rev().filter_map(|id| core.projection().any(id)).filter(|e| e.gone).map(|element| {
            TrayItem {
                id: element.id.clone(),
                kind: element.kind.clone(),
                text: element.label.to_string(),
                reason: TrayReason::Gone,
                by: element.by,
            }
        });
    rejected.chain(gone).take(MOST).collect()
}
