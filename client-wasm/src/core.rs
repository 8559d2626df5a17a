//! What tools, commands and intents share: the board, how it looks, what is selected, and where results go. The only
//! way to change the document is `Core::run`, so that rights, sync, scene and views never miss a change.

mod selection;

use crate::{
    camera::Camera,
    locks::Locks,
    order,
    paper::Paper,
    port::{Effect, Preferences},
    sync::Change,
    text::Typing,
    view::{News, Role, ToolId},
};
use std::sync::Arc;
use wandel_board::{Changes, Command, Element, ElementId, Kind, Parent, Projection};
use wandel_process::geometry::{Point, Rect};
use wandel_scene::{Overrides, Preview, Scene};

/// The chosen tool.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolChoice {
    pub id: ToolId,
    /// The kind it makes, and a size that differs from the kind's own (`note.square`).
    pub variant: Kind,
    /// Stays chosen after an element was made.
    pub locked: bool,
    /// Counts choices, so that choosing the same tool anew starts it anew.
    pub turn: u32,
}

/// An update made here, for the sync client.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    pub update: Vec<u8>,
    pub change: Change,
}

/// What is to be painted anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dirty {
    pub board: bool,
    pub over: bool,
}

pub struct Core {
    pub paper: Paper,
    pub scene: Scene,
    pub camera: Camera,
    /// The drawing area shown.
    pub plane: Arc<str>,
    pub tool: ToolChoice,
    /// First end for the connect tool: what was selected when its key was pressed.
    pub armed: Option<ElementId>,
    /// In the order of selecting.
    pub selection: Vec<ElementId>,
    /// A gesture in flight: how elements look meanwhile.
    pub overrides: Overrides,
    pub preview: Preview,
    pub typing: Option<Typing>,
    /// As the room told them.
    pub locks: Locks,
    pub effects: Vec<Effect>,
    pub made: Vec<Made>,
    pub news: Vec<News>,
    /// Milliseconds, monotonic.
    pub now: f64,
    pub role: Role,
    /// Our author number on this board.
    pub by: Option<u64>,
    /// The connection or the document's version forbids edits.
    pub frozen: bool,
    pub preferences: Preferences,
    /// The selection came from keyboard or mirror.
    pub by_keyboard: bool,
    /// Somebody whose view mine follows.
    pub following: Option<String>,
    /// A gesture drags or resizes.
    pub busy: bool,
    /// Counts changes of what is on the board.
    pub revision: u32,
    pub dirty: Dirty,
    /// Pastes since the last copy, so that each lands a little further.
    pub pastes: u32,
    /// What changed since the views were made.
    pub changed: Changes,
    order: Option<(u32, Vec<order::Read>)>,
    /// Is there a step on the board: at a revision.
    process: std::cell::Cell<(u32, bool)>,
}

impl Core {
    #[must_use]
    pub fn new(paper: Paper) -> Self {
        let mut core = Self {
            paper,
            scene: Scene::new(),
            camera: Camera::default(),
            plane: order::board_plane(),
            tool: ToolChoice { id: ToolId::Select, variant: Kind::Note, locked: false, turn: 0 },
            armed: None,
            selection: Vec::new(),
            overrides: Overrides::default(),
            preview: Preview::default(),
            typing: None,
            locks: Locks::new(),
            effects: Vec::new(),
            made: Vec::new(),
            news: Vec::new(),
            now: 0.0,
            role: Role::Viewer,
            by: None,
            frozen: false,
            preferences: Preferences::default(),
            by_keyboard: false,
            following: None,
            busy: false,
            revision: 1,
            dirty: Dirty { board: true, over: true },
            pastes: 0,
            changed: Changes::default(),
            order: None,
            process: std::cell::Cell::new((0, false)),
        };
        core.take_in(&Changes { all: true, ..Changes::default() });
        core
    }

    #[must_use]
    pub fn projection(&self) -> &Projection {
        self.paper.projection()
    }
    #[must_use]
    pub fn get(&self, id: &ElementId) -> Option<&Element> {
        self.projection().get(id)
    }
    /// There is a process on the board, if only its first step.
    #[must_use]
    pub fn has_process(&self) -> bool {
        if self.process.get().0 != self.revision {
            let is_step = |e: &Element| e.kind.process().is_some_and(wandel_process::Kind::is_flow_node);
            self.process.set((self.revision, self.projection().in_order().any(is_step)));
        }
        self.process.get().1
    }
    /// May change the document.
    #[must_use]
    pub fn editable(&self) -> bool {
        self.role == Role::Editor && !self.frozen
    }
    /// Why the document cannot be changed now, where it cannot.
    #[must_use]
    pub const fn why_not(&self) -> &'static str {
        if matches!(self.role, Role::Editor) { "why-frozen" } else { "why-read-only" }
    }
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.paper.board.can_undo()
    }
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.paper.board.can_redo()
    }
    pub fn new_id(&mut self) -> ElementId {
        self.paper.new_id()
    }
    /// Start of a glide of the view; `None` if motion is reduced.
    #[must_use]
    pub fn glide_now(&self) -> Option<f64> {
        (!self.preferences.reduced_motion).then_some(self.now)
    }

    /// Says why something was not done.
    pub fn refuse(&mut self, code: &str) {
        self.tell(code, Vec::new());
    }

    pub fn tell(&mut self, code: &str, params: Vec<(&str, String)>) {
        let params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.news.push(News { code: code.to_owned(), params, near: true });
    }

    /// Changes the document: decided by the board, one transaction, one undo step. False if it was refused; why, is in
    /// the news.
    pub fn run(&mut self, command: Command) -> bool {
        self.run_as(command, None)
    }

    /// The same as a part of the typing in a label that was the last step.
    pub fn run_onto(&mut self, label: &ElementId, command: Command) -> bool {
        self.run_as(command, Some(label))
    }

    fn run_as(&mut self, command: Command, onto: Option<&ElementId>) -> bool {
        if !self.editable() {
            self.refuse(self.why_not());
            return false;
        }
        if let Some(name) = self.kept_off(&command).map(|holder| holder.name.clone()) {
            self.tell("element.locked", vec![("holder", name)]);
            return false;
        }
        let done = match onto {
            Some(label) => self.paper.execute_onto(label, &command, self.by),
            None => self.paper.execute(&command, self.by),
        };
        match done {
            Ok(executed) => {
                if !executed.update.is_empty() {
                    let change = Change::Commands(vec![command]);
                    self.made.push(Made { update: executed.update, change });
                }
                self.take_in(&executed.changes);
                true
            }
            Err(refusal) => {
                let params = refusal.params.clone();
                self.news.push(News { code: refusal.code.to_string(), params, near: true });
                false
            }
        }
    }

    /// Several changes as one transaction.
    pub fn run_all(&mut self, mut commands: Vec<Command>) -> bool {
        match commands.len() {
            0 => false,
            1 => commands.pop().is_some_and(|command| self.run(command)),
            _ => self.run(Command::All { commands }),
        }
    }

    /// Takes back the last step, or does it again. False if there is none.
    pub fn history(&mut self, redo: bool) -> bool {
        if !self.editable() {
            return false;
        }
        if self.typing.as_ref().is_some_and(|typing| typing.composing) {
            self.end_typing();
        }
        // The editor stays open: the browser's own history is this one.
        self.paper.board.close_step();
        // It stays the next step: taken back by somebody who may not, it would be refused by the server and lost.
        if let Some(name) =
            self.keeps_from(self.paper.board.next_step(redo)).map(|holder| holder.name.clone())
        {
            self.tell("element.locked", vec![("holder", name)]);
            return false;
        }
        let executed = if redo { self.paper.redo_step() } else { self.paper.undo() };
        let Some(executed) = executed else { return false };
        if !executed.update.is_empty() {
            let change = if redo { Change::Redo } else { Change::Undo };
            self.made.push(Made { update: executed.update, change });
        }
        self.take_in(&executed.changes);
        true
    }

    /// Brings scene and views up to the document, after a change from here or from others.
    pub fn take_in(&mut self, changes: &Changes) {
        if changes.is_empty() {
            return;
        }
        self.scene.update(self.paper.projection(), changes);
        self.changed.merge(changes.clone());
        self.revision = self.revision.wrapping_add(1);
        self.dirty = Dirty { board: true, over: true };
        let projection = self.paper.projection();
        self.selection.retain(|id| projection.get(id).is_some());
        self.follow_label();
        if self.busy {
            self.refresh_preview();
        }
    }

    // Gestures

    /// Shows elements at other places until `drop_preview`.
    pub fn show(&mut self, overrides: Overrides) {
        if overrides != self.overrides {
            self.overrides = overrides;
            self.refresh_preview();
        }
        self.busy = true;
    }
    fn refresh_preview(&mut self) {
        self.preview = self.scene.preview(self.paper.projection(), &self.overrides);
        self.dirty = Dirty { board: true, over: true };
    }
    pub fn drop_preview(&mut self) {
        if self.busy || self.overrides != Overrides::default() {
            self.overrides = Overrides::default();
            self.preview = Preview::default();
            self.busy = false;
            self.dirty = Dirty { board: true, over: true };
        }
    }

    // Tools

    /// Chooses a tool; choosing the chosen one again locks it. Refused to those who may not edit.
    pub fn choose_tool(&mut self, id: ToolId, variant: Option<Kind>) {
        if !matches!(id, ToolId::Select | ToolId::Hand) && !self.editable() {
            self.refuse(self.why_not());
            return;
        }
        self.end_typing();
        self.armed = None;
        let again = self.tool.id == id && variant.as_ref().is_none_or(|kind| *kind == self.tool.variant);
        let variant = variant.or_else(|| again.then(|| self.tool.variant.clone()));
        self.tool = ToolChoice {
            id,
            variant: variant.unwrap_or_else(|| crate::tools::default_variant(id)),
            locked: again && !matches!(id, ToolId::Select | ToolId::Hand) && !self.tool.locked,
            turn: self.tool.turn.wrapping_add(1),
        };
        self.dirty.over = true;
    }
    /// After something was made: back to selecting, unless the tool is locked.
    pub fn tool_done(&mut self) {
        if !self.tool.locked && self.tool.id != ToolId::Select {
            let turn = self.tool.turn.wrapping_add(1);
            self.tool = ToolChoice { id: ToolId::Select, variant: Kind::Note, locked: false, turn };
            self.dirty.over = true;
        }
    }

    // Places

    /// Top left of a parent on its plane.
    #[must_use]
    pub fn origin(&self, parent: &Parent) -> Point {
        match parent {
            Parent::Plane(_) => Point::default(),
            Parent::Element(id) => self.get(id).map(|element| element.origin).unwrap_or_default(),
        }
    }
    /// How near something must be to be hit, board units.
    #[must_use]
    pub fn reach(&self, pixels: f64) -> f64 {
        pixels / self.camera.zoom()
    }
    /// Pans so that an element is in view.
    pub fn reveal(&mut self, id: &ElementId) {
        let now = self.glide_now();
        if let Some(bounds) = self.scene.extent(id) {
            self.camera.reveal(bounds, now);
            self.dirty = Dirty { board: true, over: true };
        }
    }
}

/// The box around points.
#[must_use]
pub fn around(points: &[Point]) -> Option<Rect> {
    points.iter().map(|p| Rect::new(p.x, p.y, 0.0, 0.0)).reduce(Rect::union)
}
