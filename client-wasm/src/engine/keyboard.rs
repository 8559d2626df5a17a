//! Keys: what the table of commands says, Escape from the inside out, space for the hand, letters that begin to type.

use super::Engine;
use crate::{
    commands::{self, table::Entry},
    port::{Key, KeyPhase},
    view::ToolId,
};

impl Engine {
    /// True if this key would do something now.
    #[must_use]
    pub fn wants(&self, key: &Key) -> bool {
        if self.core.typing.is_some() {
            return ends_typing(self, key) || self.leaves(key).is_some();
        }
        is_space(key)
            || key.key == "Escape"
            || commands::of_key(&self.core, key).is_some()
            || self.begins(key)
    }

    pub(super) fn key(&mut self, key: &Key) {
        if key.phase == KeyPhase::Up {
            if is_space(key) {
                self.pointers.space = false;
            }
            return;
        }
        if self.core.typing.is_some() {
            if ends_typing(self, key) {
                self.close_editor(true, true);
            } else if let Some(entry) = self.leaves(key) {
                // The focus goes where the command leads.
                self.close_editor(true, false);
                commands::run_entry(&mut self.core, entry);
            }
            return;
        }
        if is_space(key) {
            self.pointers.space = true;
            return;
        }
        if key.key == "Escape" && self.escape() {
            return;
        }
        if self.begins(key) {
            self.begin(key);
            return;
        }
        if let Some(entry) = commands::of_key(&self.core, key) {
            // Holding a key down repeats what moves, not what makes.
            let repeats = matches!(entry.group, crate::view::Group::Arrange | crate::view::Group::View)
                || matches!(entry.id, "undo" | "redo" | "select-next" | "select-previous")
                || entry.id.starts_with("go-");
            if !key.repeat || repeats {
                self.give_up_gesture();
                self.core.by_keyboard |= !self.core.selection.is_empty() && entry.keys.contains(&"Enter");
                commands::run_entry(&mut self.core, entry);
            }
        }
    }

    /// A command that leads out of a label that is being typed in.
    fn leaves(&self, key: &Key) -> Option<&'static Entry> {
        let composing = self.core.typing.as_ref().is_some_and(|typing| typing.composing);
        let leads = ["palette", "versions", "next-region", "previous-region"];
        commands::of_key(&self.core, key).filter(|entry| !composing && leads.contains(&entry.id))
    }

    /// From the inside out: the gesture, the tool. True if there was one; else Escape is a command like others.
    fn escape(&mut self) -> bool {
        if self.tool.cancel(&mut self.core) {
            self.core.drop_preview();
            return true;
        }
        if self.core.tool.id != ToolId::Select {
            self.core.choose_tool(ToolId::Select, None);
            return true;
        }
        false
    }

    /// With shortcuts of one letter switched off, a letter types into what is selected.
    fn begins(&self, key: &Key) -> bool {
        let letter = key.key.chars().count() == 1 && !key.r#mod && !key.alt && key.key != " ";
        letter
            && !self.core.preferences.single_keys
            && self.core.editable()
            && self.core.only_selected().is_some_and(commands::when::has_label)
    }

    fn begin(&mut self, key: &Key) {
        let Some(element) = self.core.only_selected() else { return };
        let (id, label) = (element.id.clone(), element.label.to_string());
        self.core.start_typing(&id, None);
        let value = format!("{label}{}", key.key);
        let end = u32::try_from(value.encode_utf16().count()).unwrap_or(u32::MAX);
        self.core.typed(value, end, end, false, None);
    }
}

fn is_space(key: &Key) -> bool {
    key.key == " " && !key.r#mod && !key.alt
}

/// Escape always; Enter in names of process elements (Shift+Enter makes a line), Ctrl+Enter everywhere.
fn ends_typing(engine: &Engine, key: &Key) -> bool {
    let composing = engine.core.typing.as_ref().is_some_and(|typing| typing.composing);
    if composing {
        return false;
    }
    match key.key.as_str() {
        "Escape" => true,
        "Enter" => {
            let process = engine
                .core
                .typing
                .as_ref()
                .and_then(|typing| engine.core.get(&typing.id))
                .is_some_and(|e| e.kind.process().is_some() || e.kind == wandel_board::Kind::Frame);
            key.r#mod || process && !key.shift
        }
        _ => false,
    }
}
