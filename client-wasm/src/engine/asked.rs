//! What the shell and the painters ask the engine for, between its turns.

use super::{Engine, views};
use crate::{
    commands,
    core::Core,
    lists::{mirror, outline, tray},
    locks,
    overlay::Mark,
    picture,
    view::{CommandInfo, Minimap, MirrorItem, OutlineItem, TrayItem},
};
use wandel_board::ElementId;

impl Engine {
    // What the shell asks for

    #[must_use]
    pub fn commands(&self) -> Vec<CommandInfo> {
        commands::list(&self.core)
    }
    #[must_use]
    pub fn mirror(&mut self) -> Vec<MirrorItem> {
        mirror::list(&mut self.core)
    }
    #[must_use]
    pub fn outline(&mut self) -> Vec<OutlineItem> {
        outline::list(&mut self.core, self.meter.problems())
    }
    #[must_use]
    pub fn minimap(&mut self) -> Minimap {
        self.blocks.map(&self.core)
    }
    #[must_use]
    pub fn tray(&self) -> Vec<TrayItem> {
        tray::list(&self.core, self.sync.tray(), &self.gone)
    }
    #[must_use]
    pub fn svg(&mut self, ids: Option<&[ElementId]>) -> String {
        picture::svg(&mut self.core, ids)
    }

    // What painters ask for

    #[must_use]
    pub const fn core(&self) -> &Core {
        &self.core
    }
    #[cfg(test)]
    pub const fn core_mut(&mut self) -> &mut Core {
        &mut self.core
    }
    /// What is to be painted anew; asked once per frame.
    pub fn take_dirty(&mut self) -> crate::core::Dirty {
        std::mem::take(&mut self.core.dirty)
    }
    /// Everything over the board, back to front.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        views::selection_marks(&self.core, &mut marks);
        locks::marks(&self.core, &mut marks);
        self.tool.marks(&self.core, &mut marks);
        self.presence.marks(&self.core, &self.sync, &mut marks);
        marks
    }
}
