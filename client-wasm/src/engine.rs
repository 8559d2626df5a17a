//! The engine itself: takes input and what came from outside, works through it in order once per frame, and says what
//! changed. It does no input or output and reads no clock: time comes with `pump`.

mod asked;
mod keyboard;
mod pointing;
mod views;

use crate::{
    act::{intent, rejected},
    commands,
    core::Core,
    lists::{minimap::Blocks, readiness::Meter},
    locks,
    news::Memory,
    paper::Paper,
    port::{Action, Effect, FocusTarget, Input, Intent},
    presence::{self, Presence},
    sync::{self, Sync},
    tools::{self, Tool},
    view::Output,
};
use pointing::Pointers;
use rand::{SeedableRng, rngs::SmallRng};
use std::collections::VecDeque;
use views::Views;
use wandel_board::{Board, ElementId};
use wandel_process::geometry::Size;

/// Elements that went while this page was open and that the tray shows, at most.
const TRAY: usize = 200;

pub struct Engine {
    core: Core,
    sync: Sync,
    tool: Box<dyn Tool>,
    /// The choice that `tool` was made for.
    turn: u32,
    pointers: Pointers,
    presence: Presence,
    memory: Memory,
    meter: Meter,
    views: Views,
    blocks: Blocks,
    inputs: VecDeque<Input>,
    /// The board is shown for the first time: then everything comes into view.
    opened: bool,
    /// Nobody did anything since.
    fresh: bool,
    gone: Vec<ElementId>,
    visible: bool,
    /// Works on a board of its own, without a server: tests.
    #[cfg(test)]
    alone: bool,
}

impl Engine {
    /// An engine for the board with this id; `seed` is true randomness.
    #[must_use]
    pub fn new(_board: &str, seed: [u8; 32]) -> Self {
        let mut rng = SmallRng::from_seed(seed);
        let mut part = || {
            let mut seed = [0; 32];
            rand::RngCore::fill_bytes(&mut rng, &mut seed);
            seed
        };
        let core = Core::new(Paper::new(Board::new(0), part()));
        let tool = tools::of(core.tool.id, &core);
        Self {
            turn: core.tool.turn,
            sync: Sync::new(part()),
            core,
            tool,
            pointers: Pointers::default(),
            presence: Presence::default(),
            memory: Memory::default(),
            meter: Meter::default(),
            views: Views::default(),
            blocks: Blocks::default(),
            inputs: VecDeque::new(),
            opened: false,
            fresh: false,
            gone: Vec::new(),
            visible: true,
            #[cfg(test)]
            alone: false,
        }
    }

    /// An engine that edits a board of its own, without a server.
    #[cfg(test)]
    #[must_use]
    pub fn alone(board: Board) -> Self {
        let mut engine = Self::new("test", [1; 32]);
        engine.core = Core::new(Paper::new(board, [2; 32]));
        engine.core.role = crate::view::Role::Editor;
        engine.alone = true;
        engine
    }

    /// The same for somebody who may only look.
    #[cfg(test)]
    pub fn set_role(&mut self, role: crate::view::Role) {
        self.core.role = role;
    }

    /// An update of somebody else.
    #[cfg(test)]
    pub fn remote(&mut self, update: &[u8]) {
        self.deliver();
        let changes = self.core.paper.board.apply_remote(update).expect("an update");
        self.taken(&changes);
    }

    /// What the local store kept of earlier page loads.
    #[cfg(test)]
    pub fn saved(&mut self, tabs: Vec<sync::SavedTab>) {
        self.sync.take(sync::Event::Loaded(tabs));
        self.sync.pump(self.core.now, &mut Board::new(9), false);
    }

    /// Takes input; it is worked through at the next `pump`.
    pub fn send(&mut self, input: Input) {
        self.inputs.push_back(input);
    }

    /// Takes what the socket or the local store reported.
    pub fn report(&mut self, event: sync::Event) {
        self.sync.take(event);
    }

    /// Works through everything taken so far. `now`: milliseconds, monotonic.
    pub fn pump(&mut self, now: f64) -> Output {
        self.core.now = now;
        // Own input first: it was made on what was shown, before anything of this turn arrived.
        while let Some(input) = self.inputs.pop_front() {
            if !self.is_overtaken(&input) {
                self.take(input);
            }
        }
        self.deliver();
        self.arrive();
        self.rest();
        let hand = self.pointers.hand();
        let mut output = self.views.patch(
            &mut self.core,
            &self.sync,
            &*self.tool,
            hand,
            &self.meter,
            self.presence.pointer,
        );
        output.effects = self.effects();
        output
    }

    /// A move that the next one replaces: only a drawn line needs every point.
    fn is_overtaken(&self, input: &Input) -> bool {
        match (input, self.inputs.front()) {
            (Input::Pointer(this), Some(Input::Pointer(next))) => {
                let r#move = crate::port::PointerPhase::Move;
                this.phase == r#move
                    && next.phase == r#move
                    && this.pointer == next.pointer
                    && this.buttons == next.buttons
                    && self.core.tool.id != crate::view::ToolId::Pen
            }
            _ => false,
        }
    }

    fn take(&mut self, input: Input) {
        if matches!(&input, Input::Wheel { .. } | Input::Key(_) | Input::Act(_))
            || matches!(&input, Input::Pointer(event) if event.buttons != 0)
        {
            self.fresh = false;
        }
        match input {
            Input::Pointer(event) => self.pointer(&event),
            Input::Wheel { x, y, dx, dy, zoom } => self.wheel(x, y, dx, dy, zoom),
            Input::Key(key) => self.key(&key),
            Input::Leave => {
                self.presence.pointer = None;
                self.tool.leave(&mut self.core);
            }
            Input::Size { w, h, ratio, inset } => {
                self.core.camera.resize(Size::new(w, h), ratio, inset);
                self.core.dirty = crate::core::Dirty { board: true, over: true };
                self.opened &= !self.fresh;
                self.show_all_at_first();
            }
            Input::Text { value, start, end, composing, revision } => {
                self.core.typed(value, start, end, composing, revision);
            }
            Input::TextEnd { keep, focus } => self.close_editor(keep, focus),
            Input::Focus { id } => self.focus(id),
            Input::Visibility { visible } => self.visible = visible,
            Input::Preferences(preferences) => {
                self.core.preferences = preferences;
                self.core.dirty = crate::core::Dirty { board: true, over: true };
            }
            Input::Act(Action::Intent(intent)) => {
                self.give_up_gesture();
                if let Intent::Lock { elements, locked } = &*intent {
                    self.sync.lock(elements, *locked);
                } else if let Some(intent) = rejected::run(&mut self.core, &mut self.sync, *intent) {
                    intent::run(&mut self.core, intent);
                }
            }
            Input::Act(Action::Command(id)) => {
                self.give_up_gesture();
                commands::run(&mut self.core, &id);
            }
        }
        self.keep_tool();
    }

    /// The tool's state machine is that of the chosen tool.
    fn keep_tool(&mut self) {
        if self.turn != self.core.tool.turn {
            self.turn = self.core.tool.turn;
            self.tool.cancel(&mut self.core);
            self.tool = tools::of(self.core.tool.id, &self.core);
        }
    }

    fn give_up_gesture(&mut self) {
        if self.core.busy {
            self.tool.cancel(&mut self.core);
        }
    }

    fn close_editor(&mut self, keep: bool, focus: bool) {
        let id = self.core.typing.as_ref().map(|typing| typing.id.clone());
        self.core.close_typing(keep);
        if focus && let Some(id) = id {
            let id = self.core.get(&id).is_some().then_some(id);
            self.core.by_keyboard |= id.is_some();
            let place = if id.is_some() { FocusTarget::Mirror } else { FocusTarget::Canvas };
            self.core.effects.push(Effect::Focus { place, id });
        }
    }

    /// The mirror's focus moved: the selection follows.
    fn focus(&mut self, id: Option<ElementId>) {
        self.core.by_keyboard = id.is_some();
        if let Some(id) = id
            && !self.core.is_selected(&id)
        {
            self.core.select(vec![id.clone()]);
            self.core.reveal(&id);
        }
    }

    /// Own edits go to the sync client.
    fn deliver(&mut self) {
        for made in std::mem::take(&mut self.core.made) {
            self.sync.push(made.update, made.change);
        }
        let own = std::mem::take(&mut self.core.changed);
        self.views.note(&own);
        self.memory.take(self.core.projection(), &own);
    }

    /// What others did, and what the server said.
    fn arrive(&mut self) {
        let hold = self.core.typing.as_ref().is_some_and(|typing| typing.composing);
        #[cfg(test)]
        if self.alone {
            return;
        }
        let arrived = self.sync.pump(self.core.now, &mut self.core.paper.board, hold);
        if arrived.rebuilt {
            self.tool.cancel(&mut self.core);
        }
        let mut changes = arrived.changes;
        changes.all |= arrived.rebuilt;
        // A purge changes nothing that anybody sees.
        if arrived.replaced && self.memory.differs(self.core.projection()) {
            self.core.tell("news-replaced", Vec::new());
        }
        self.taken(&changes);
        if arrived.rejected > 0 {
            self.core.tell("news-rejected", vec![("count", arrived.rejected.to_string())]);
        }
        self.core.role = presence::role(&self.sync);
        self.core.frozen = !self.sync.can_edit();
        self.core.by = self.sync.me().and_then(|me| me.by);
        if let Some(locks) = locks::renewed(&self.core.locks, &self.sync) {
            self.core.locks = locks;
            self.core.revision = self.core.revision.wrapping_add(1);
            self.core.dirty.over = true;
            self.views.relist();
        }
        if !self.core.editable() && self.core.typing.is_some() {
            self.core.end_typing();
        }
        self.show_all_at_first();
    }

    /// A change of the document that others made.
    fn taken(&mut self, changes: &wandel_board::Changes) {
        self.core.take_in(changes);
        self.core.changed = wandel_board::Changes::default();
        self.views.note(changes);
        if changes.all {
            self.memory.take(self.core.projection(), changes);
        } else {
            let gone = self.memory.tell(&mut self.core, changes);
            self.gone.extend(gone);
            let over = self.gone.len().saturating_sub(TRAY);
            self.gone.drain(..over);
        }
    }

    /// What goes on by itself: glides, cursors of others, pauses in typing, checks.
    fn rest(&mut self) {
        let now = self.core.now;
        if let Some(view) = presence::followed(&self.core, &self.sync)
            && view != self.core.camera.target()
        {
            let glide = self.core.glide_now();
            self.core.camera.go(view, glide);
        }
        if self.core.camera.advance(now) {
            self.core.dirty = crate::core::Dirty { board: true, over: true };
        }
        if self.presence.update(&self.sync, &self.core.plane, now) || self.presence.wake(now) == Some(0.0) {
            self.core.dirty.over = true;
        }
        self.core.typing_pause();
        self.meter.update(&self.core);
        let slot = self.presence.mine(&self.core);
        self.sync.show(&slot);
    }

    /// When board and window are both known for the first time; again while the window still settles and nobody did
    /// anything.
    fn show_all_at_first(&mut self) {
        if self.opened || self.core.camera.size.w < 1.0 {
            return;
        }
        if let Some(content) = self.core.scene.content_bounds(&self.core.plane) {
            self.core.camera.fit(content, 1.0, None);
            self.opened = true;
            self.fresh = true;
        } else if self.sync.save().state != crate::view::SaveState::Connecting {
            // All is here and nothing is on it: its origin in the middle.
            self.core.camera.look_at(wandel_process::geometry::Point::default(), None);
            self.opened = true;
        }
    }

    fn effects(&mut self) -> Vec<Effect> {
        let mut effects = std::mem::take(&mut self.core.effects);
        effects.extend(self.sync.effects(self.core.now).into_iter().map(Effect::Sync));
        if let Some(after) = self.wake() {
            effects.push(Effect::Sync(sync::Effect::Wake { after }));
        }
        effects
    }

    /// When something changes by itself, milliseconds from now.
    fn wake(&mut self) -> Option<f64> {
        let gliding = self.core.camera.is_gliding().then_some(0.0);
        let typing = self.core.typing_pause();
        let others = self.presence.wake(self.core.now).filter(|_| self.visible);
        let meter = self.meter.wake(self.core.now);
        let views = self.views.wake(self.core.now);
        [gliding, typing, others, meter, views].into_iter().flatten().min_by(f64::total_cmp)
    }
}
