//! What the tray holds of one's own work that could not be delivered: done again, or as a note with its text; or given up.

use super::make;
use crate::{
    core::Core,
    port::Intent,
    sync::{Change, Rejected, Sync},
};
use wandel_board::{Command, ElementId, Kind};

const PREFIX: &str = "rejected-";

/// The id under which the tray lists it: several may be about one element.
#[must_use]
pub fn tray_id(rejected: &Rejected) -> ElementId {
    ElementId::from(format!("{PREFIX}{}", rejected.id))
}

fn number(id: &ElementId) -> Option<u64> {
    id.as_str().strip_prefix(PREFIX)?.parse().ok()
}

/// Carries out what an intention wants of rejected work. Returns what is left of it for the board.
pub fn run(core: &mut Core, sync: &mut Sync, intent: Intent) -> Option<Intent> {
    match intent {
        Intent::Dismiss { ids } => {
            ids.iter().filter_map(number).for_each(|id| drop(sync.dismiss(id)));
            None
        }
        Intent::Restore { ids } => {
            let (rejected, gone): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| number(id).is_some());
            for id in rejected.iter().filter_map(number) {
                let item = sync.tray().iter().find(|item| item.id == id).cloned();
                if item.is_some_and(|item| bring_back(core, &item)) {
                    sync.dismiss(id);
                }
            }
            (!gone.is_empty()).then_some(Intent::Restore { ids: gone })
        }
        other => Some(other),
    }
}

/// Says whether it is on the board again, one way or the other.
fn bring_back(core: &mut Core, item: &Rejected) -> bool {
    let told = core.news.len();
    let again = match &item.change {
        Change::Commands(commands) if core.run(Command::All { commands: commands.clone() }) => true,
        Change::Commands(_) | Change::Undo | Change::Redo => {
            // Why it does not fit is of no use if its text comes back as a note.
            if core.editable() && !item.text.is_empty() {
                core.news.truncate(told);
                make::somewhere(core, &Kind::Note, &item.text).is_some()
            } else {
                false
            }
        }
    };
    if again && let Some(element) = &item.element {
        core.reveal(element);
    }
    again
}
