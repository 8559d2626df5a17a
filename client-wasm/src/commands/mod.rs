//! Commands as people know them: one table (`table.rs`), what they do by topic, and how a key finds one. A command of
//! the board document (`wandel_board::Command`) is something else: the change that these end in.

mod arrange;
mod edit;
mod process;
pub mod table;
mod tool;
mod view;
pub mod when;

use crate::{
    core::Core,
    keys,
    port::{Effect, Key},
    view::CommandInfo,
};
use table::{Entry, Run, TABLE};

/// The table as the shell sees it, with what can be done now.
#[must_use]
pub fn list(core: &Core) -> Vec<CommandInfo> {
    TABLE
        .iter()
        .map(|entry| {
            let why = entry.when.check(core).err();
            CommandInfo {
                id: entry.id,
                keys: entry.keys,
                group: entry.group,
                icon: entry.icon,
                enabled: why.is_none(),
                why,
                places: entry.places,
                shell: matches!(entry.run, Run::Shell),
            }
        })
        .collect()
}

/// The command that a key means now.
#[must_use]
pub fn of_key(core: &Core, key: &Key) -> Option<&'static Entry> {
    TABLE
        .iter()
        // The browser's own paste event carries the text.
        .filter(|entry| entry.id != "paste")
        .filter(|entry| {
            entry.keys.iter().any(|written| {
                keys::matches(written, key) && (core.preferences.single_keys || !keys::is_single(written))
            })
        })
        .find(|entry| entry.when.check(core).is_ok())
}

/// Carries out a command by its id. False if there is none or it cannot be done now; why, is in the news.
pub fn run(core: &mut Core, id: &str) -> bool {
    let Some(entry) = TABLE.iter().find(|entry| entry.id == id) else {
        core.refuse("command.unknown");
        return false;
    };
    run_entry(core, entry)
}

pub fn run_entry(core: &mut Core, entry: &'static Entry) -> bool {
    if let Err(why) = entry.when.check(core) {
        core.refuse(why);
        return false;
    }
    match entry.run {
        Run::Shell => core.effects.push(Effect::Shell { id: entry.id.to_owned() }),
        Run::Engine(run) => run(core),
    }
    true
}
