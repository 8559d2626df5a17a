//! Selecting, and with it moving, resizing, bending and appending: the tool one comes back to. As the hand it only pans.
//! A press decides nothing yet; a release nearby is a click, further away it was a drag.

use super::{
    Tool, Touch,
    connect::Connect,
    drag::Drag,
    handles::{self, Grip},
    marquee::Marquee,
    reach,
    reshape::Reshape,
    slop,
};
use crate::{
    act::{append, make, rules},
    commands::when::has_label,
    core::Core,
    overlay::Mark,
    port::Device,
    view::ToolId,
};
use wandel_board::{ElementId, Kind};
use wandel_process::{geometry::Point, kind::Kind as Process};
use wandel_scene::Part;

#[derive(Default)]
pub struct Select {
    state: State,
    hot: Option<Grip>,
    over: Option<&'static str>,
}

#[derive(Default)]
enum State {
    #[default]
    Idle,
    Pressed {
        touch: Touch,
        target: Target,
    },
    Pan {
        last: Point,
    },
    Drag(Drag),
    Reshape(Reshape),
    Marquee(Marquee),
    /// A flow drawn out of an append handle.
    Connect(Connect),
}

#[derive(Clone, PartialEq)]
enum Target {
    Ground,
    Grip(Grip),
    Element {
        id: ElementId,
        was_selected: bool,
        part: Part,
        /// Inside of a container, not its header or edge: a drag there selects.
        inside: bool,
    },
}

/// What the pointer means here.
fn target(core: &Core, touch: Touch) -> Target {
    if let Some(handle) = handles::at(core, touch.screen, touch.device) {
        return Target::Grip(handle.grip);
    }
    let Some(hit) = core.scene.hit(&core.plane, touch.at, core.reach(reach(touch.device))) else {
        return Target::Ground;
    };
    let was_selected = core.is_selected(&hit.id);
    let inside = hit.part == Part::Body && core.get(&hit.id).is_some_and(|e| e.kind.is_container());
    Target::Element { id: hit.id, was_selected, part: hit.part, inside }
}

impl Select {
    fn press(core: &mut Core, touch: Touch, target: &Target) {
        core.by_keyboard = false;
        match target {
            Target::Grip(_) => {}
            Target::Ground => {
                if !touch.shift {
                    core.select(Vec::new());
                }
            }
            Target::Element { id, was_selected, .. } => {
                if touch.shift {
                    core.toggle(id);
                } else if !was_selected {
                    core.select(vec![id.clone()]);
                }
            }
        }
    }

    fn begin(core: &Core, touch: Touch, now: Touch, target: &Target) -> State {
        let panning = now.device == Device::Touch;
        match target {
            Target::Ground if panning => State::Pan { last: touch.screen },
            Target::Ground => State::Marquee(Marquee::new(core, touch, touch.at)),
            Target::Element { inside: true, was_selected: false, .. } if panning => {
                State::Pan { last: touch.screen }
            }
            Target::Element { inside: true, was_selected: false, .. } => {
                State::Marquee(Marquee::new(core, touch, touch.at))
            }
            Target::Grip(Grip::Append(_)) => {
                core.only_selected().map_or(State::Idle, |e| State::Connect(Connect::from(e.id.clone())))
            }
            Target::Grip(grip) => Reshape::new(core, *grip, touch.at).map_or(State::Idle, State::Reshape),
            Target::Element { part: Part::Segment(index), .. } if core.editable() => {
                Reshape::new(core, Grip::Segment(*index), touch.at).map_or(State::Idle, State::Reshape)
            }
            Target::Element { part: Part::Bend(index), .. } if core.editable() => {
                Reshape::new(core, Grip::Bend(*index), touch.at).map_or(State::Idle, State::Reshape)
            }
            Target::Element { .. } if core.editable() => {
                Drag::new(core, touch.at).map_or(State::Idle, State::Drag)
            }
            Target::Element { .. } => State::Idle,
        }
    }

    fn click(core: &mut Core, touch: Touch, target: Target) {
        match target {
            Target::Grip(Grip::Append(side)) => {
                let Some(element) = core.only_selected() else { return };
                let (id, kind) = (element.id.clone(), rules::next_kind(element));
                append::beside(core, &id, &kind, side, "");
            }
            Target::Grip(_) => {}
            Target::Ground => {
                if touch.clicks == 2 && core.editable() {
                    make::at(core, &Kind::Note, touch.at, None, "");
                }
            }
            Target::Element { id, was_selected, inside, .. } => {
                if touch.clicks == 2 && core.editable() {
                    let note = inside
                        && !matches!(
                            core.get(&id).map(|e| &e.kind),
                            Some(Kind::Process(Process::Subprocess(_)))
                        );
                    if note {
                        make::at(core, &Kind::Note, touch.at, None, "");
                    } else if core.get(&id).is_some_and(has_label) {
                        core.start_typing(&id, Some(touch.at));
                    }
                } else if !touch.shift && was_selected && core.selection.len() > 1 {
                    core.select(vec![id]);
                }
            }
        }
    }
}

impl Tool for Select {
    fn down(&mut self, core: &mut Core, touch: Touch) {
        if core.tool.id == ToolId::Hand {
            self.state = State::Pan { last: touch.screen };
            return;
        }
        let target = target(core, touch);
        Self::press(core, touch, &target);
        self.state = State::Pressed { touch, target };
    }

    fn drag(&mut self, core: &mut Core, touch: Touch) {
        if let State::Pressed { touch: first, target } = &self.state {
            if first.screen.distance(touch.screen) <= slop(touch.device) {
                return;
            }
            self.state = Self::begin(core, *first, touch, target);
        }
        match &mut self.state {
            State::Idle | State::Pressed { .. } => {}
            State::Pan { last } => {
                core.camera.pan(touch.screen.x - last.x, touch.screen.y - last.y);
                *last = touch.screen;
                core.following = None;
                core.dirty.board = true;
            }
            State::Drag(drag) => drag.update(core, touch),
            State::Reshape(reshape) => reshape.update(core, touch),
            State::Marquee(marquee) => marquee.update(core, touch),
            State::Connect(connect) => connect.drag(core, touch),
        }
    }

    fn up(&mut self, core: &mut Core, touch: Touch) {
        core.dirty.over = true;
        match std::mem::take(&mut self.state) {
            State::Idle | State::Pan { .. } | State::Marquee(_) => {}
            State::Pressed { target, .. } => Self::click(core, touch, target),
            State::Drag(drag) => drag.drop(core),
            State::Reshape(reshape) => reshape.drop(core),
            State::Connect(mut connect) => connect.up(core, touch),
        }
    }

    fn hover(&mut self, core: &mut Core, touch: Touch) {
        let target = target(core, touch);
        let hot = if let Target::Grip(grip) = target { Some(grip) } else { None };
        if hot != self.hot {
            self.hot = hot;
            core.dirty.over = true;
        }
        self.over = match &target {
            Target::Grip(grip) => Some(handles::cursor(*grip)),
            Target::Element { was_selected: true, .. } if core.editable() => Some("move"),
            Target::Element { .. } | Target::Ground => None,
        };
    }

    fn leave(&mut self, core: &mut Core) {
        self.hot = None;
        core.dirty.over = true;
    }

    fn cancel(&mut self, core: &mut Core) -> bool {
        let state = std::mem::take(&mut self.state);
        core.drop_preview();
        core.dirty.over = true;
        !matches!(state, State::Idle)
    }

    fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        match &self.state {
            State::Idle | State::Pressed { .. } => handles::marks(core, self.hot, marks),
            State::Pan { .. } => {}
            State::Drag(drag) => drag.marks(core, marks),
            State::Reshape(reshape) => reshape.marks(core, marks),
            State::Marquee(marquee) => marquee.marks(core, marks),
            State::Connect(connect) => connect.marks(core, marks),
        }
    }

    fn cursor(&self, core: &Core) -> &'static str {
        match &self.state {
            State::Pan { .. } => "grabbing",
            _ if core.tool.id == ToolId::Hand => "grab",
            State::Drag(_) => "grabbing",
            State::Reshape(reshape) => reshape.cursor(),
            State::Connect(connect) => connect.cursor(core),
            State::Marquee(_) => "crosshair",
            State::Idle | State::Pressed { .. } => self.over.unwrap_or("default"),
        }
    }
}
