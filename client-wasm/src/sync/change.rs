//! What somebody did, as it is kept beside the bytes it made: enough to do it again on another document when the bytes
//! cannot be used (another epoch, a refused update).

use serde::{Deserialize, Serialize};
use wandel_board::{Command, ElementId};
use wandel_process::property::Value;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Commands of one transaction, in order.
    Commands(Vec<Command>),
    /// The last step was taken back. Done again, it takes back the step before it in the outbox.
    Undo,
    Redo,
}

impl Change {
    fn commands(&self) -> &[Command] {
        match self {
            Self::Commands(commands) => commands,
            Self::Undo | Self::Redo => &[],
        }
    }

    /// The elements it is about, in order, each once.
    #[must_use]
    pub fn elements(&self) -> Vec<ElementId> {
        let mut found = Vec::new();
        for command in self.commands() {
            touched(command, &mut found);
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|id| seen.insert(id.clone()));
        found
    }

    /// Everything that it writes, in order: labels, letters, names.
    #[must_use]
    pub fn text(&self) -> String {
        fn written(command: &Command, text: &mut Vec<String>) {
            match command {
                Command::Create { elements, .. } => text.extend(elements.iter().map(|new| new.label.clone())),
                Command::Label { text: label, .. } => text.push(label.clone()),
                Command::Edit { edits, .. } => {
                    text.push(edits.iter().map(|edit| edit.insert.as_str()).collect());
                }
                Command::Set { value, .. } | Command::Process { value, .. } => {
                    text.extend(value.as_ref().and_then(Value::as_text).map(ToOwned::to_owned));
                }
                Command::Meta { value, .. } => text.extend(value.as_text().map(ToOwned::to_owned)),
                Command::All { commands } => commands.iter().for_each(|command| written(command, text)),
                Command::Place { .. }
                | Command::Turn { .. }
                | Command::Reconnect { .. }
                | Command::Bend { .. }
                | Command::Delete { .. }
                | Command::Restore { .. }
                | Command::Stack { .. } => {}
            }
        }
        let mut text = Vec::new();
        self.commands().iter().for_each(|command| written(command, &mut text));
        text.retain(|text| !text.is_empty());
        text.join("\n")
    }

    /// The elements it makes.
    #[must_use]
    pub fn makes(&self) -> Vec<ElementId> {
        fn made(command: &Command, found: &mut Vec<ElementId>) {
            match command {
                Command::Create { elements, .. } => found.extend(elements.iter().map(|new| new.id.clone())),
                Command::All { commands } => commands.iter().for_each(|command| made(command, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        self.commands().iter().for_each(|command| made(command, &mut found));
        found
    }

    /// It types in labels and does nothing else.
    #[must_use]
    pub fn only_types(&self) -> bool {
        fn types(command: &Command) -> bool {
            match command {
                Command::Edit { .. } | Command::Label { .. } => true,
                Command::All { commands } => commands.iter().all(types),
                _ => false,
            }
        }
        !self.commands().is_empty() && self.commands().iter().all(types)
    }

    /// Both, one after the other, if that can be said as one change.
    #[must_use]
    pub fn followed_by(self, later: Self) -> Option<Self> {
        match (self, later) {
            (Self::Commands(mut commands), Self::Commands(more)) => {
                commands.extend(more);
                Some(Self::Commands(commands))
            }
            _ => None,
        }
    }
}

fn touched(command: &Command, found: &mut Vec<ElementId>) {
    match command {
        Command::Create { elements, .. } => found.extend(elements.iter().map(|new| new.id.clone())),
        Command::Place { items } => found.extend(items.iter().map(|item| item.id.clone())),
        Command::Turn { id, .. }
        | Command::Set { id, .. }
        | Command::Edit { id, .. }
        | Command::Label { id, .. }
        | Command::Reconnect { id, .. }
        | Command::Bend { id, .. } => found.push(id.clone()),
        Command::Delete { ids, .. } | Command::Restore { ids } | Command::Stack { ids, .. } => {
            found.extend(ids.iter().cloned());
        }
        Command::Meta { .. } | Command::Process { .. } => {}
        Command::All { commands } => commands.iter().for_each(|command| touched(command, found)),
    }
}
