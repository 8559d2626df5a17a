//! Connecting: press on one element and release on another, or click one after the other. The route is shown as it will
//! be; what cannot be connected says so. Released where nothing is, the next step is made there.

use super::{Tool, Touch, reach, slop};
use crate::{
    act::{connect, grow, make, place, rules},
    core::Core,
    overlay::Mark,
};
use std::collections::HashSet;
use wandel_board::{Command, ElementId, Kind, Parent};
use wandel_process::{
    geometry::{Point, Rect},
    kind::{FlowKind, Kind as Process},
};
use wandel_scene::{Anchor, Token};

#[derive(Default)]
pub struct Connect {
    from: Option<ElementId>,
    /// Where the pointer went down.
    start: Option<Touch>,
    at: Option<Point>,
    /// What was under the pointer when it went down.
    pressed: Option<ElementId>,
    target: Option<ElementId>,
    why: Option<&'static str>,
    moved: bool,
}

impl Connect {
    /// With the first end that was chosen together with the tool.
    #[must_use]
    pub fn armed(core: &Core) -> Self {
        Self { from: core.armed.clone(), ..Self::default() }
    }

    /// Out of an element, with the pointer down.
    #[must_use]
    pub fn from(id: ElementId) -> Self {
        Self { from: Some(id), moved: true, ..Self::default() }
    }

    /// The element that would be meant at a point: the topmost that can be an end.
    fn pick(&self, core: &Core, touch: Touch) -> Option<ElementId> {
        core.scene.hits(&core.plane, touch.at, core.reach(reach(touch.device))).into_iter().find_map(|hit| {
            let element = core.get(&hit.id)?;
            let hollow = element.kind.is_container();
            let fits = match &self.from {
                // From inside a pool, the pool itself is only ground.
                Some(from) if hollow => connect::kind(core, from, &hit.id).is_ok(),
                _ => true,
            };
            let lane = element.kind == Kind::Process(Process::Lane);
            (!element.kind.is_connector() && !lane && fits).then_some(hit.id)
        })
    }

    fn look(&mut self, core: &mut Core, touch: Touch) {
        self.at = Some(touch.at);
        self.target = self.pick(core, touch);
        self.why = match (&self.from, &self.target) {
            (Some(from), Some(to)) if from != to => connect::kind(core, from, to).err(),
            _ => None,
        };
        core.dirty.over = true;
    }

    fn finish(&mut self, core: &mut Core) {
        let (Some(from), Some(to)) = (self.from.clone(), self.target.clone()) else { return };
        if let Some(id) = connect::run(core, &from, &to) {
            core.select(vec![id]);
            core.tool_done();
            *self = Self::default();
        }
    }

    /// The next step where the pointer was released, connected.
    fn append(&mut self, core: &mut Core, at: Point) {
        let Some(from) = self.from.take() else { return };
        let Some(source) = core.get(&from).filter(|e| crate::commands::when::can_continue(e)) else { return };
        let kind = rules::next_kind(source);
        let rect = place::centred(at, kind.default_size());
        let parent = place::parent_at(core, &kind, rect.centre(), &HashSet::new());
        let element = make::blank(core, kind, parent, rect);
        let id = element.id.clone();
        let mut commands = grow::around(core, &element.parent, rect);
        let mut flow = connect::element(core, Kind::Process(Process::Flow(FlowKind::Sequence)), &from, &id);
        flow.parent = match connect::common(core, &from, &from) {
            parent if element.parent != Parent::Plane(core.plane.clone()) => parent,
            _ => Parent::Plane(core.plane.clone()),
        };
        commands.push(Command::Create {
            elements: vec![element, flow],
            processes: Vec::new(),
            planes: Vec::new(),
        });
        if core.run_all(commands) {
            make::finish(core, &id, true);
        }
    }
}

impl Tool for Connect {
    fn down(&mut self, core: &mut Core, touch: Touch) {
        self.start = Some(touch);
        self.moved = false;
        self.look(core, touch);
        self.pressed = self.target.clone();
        if self.from.is_none() {
            self.from = self.target.clone();
        }
    }

    fn drag(&mut self, core: &mut Core, touch: Touch) {
        if let Some(start) = self.start {
            let far = start.screen.distance(touch.screen) > slop(touch.device);
            // A drag out of another element than the first end means that one.
            if far && !self.moved && self.pressed.is_some() {
                self.from = self.pressed.take();
            }
            self.moved |= far;
        }
        self.look(core, touch);
    }

    fn up(&mut self, core: &mut Core, touch: Touch) {
        self.look(core, touch);
        let pressed = self.start.take();
        match (&self.from, &self.target) {
            (Some(from), Some(to)) if from != to => self.finish(core),
            // A click on the first end: the second one is still to come.
            (Some(_), Some(_)) if !self.moved => {}
            (Some(from), Some(_)) => {
                // Drawn out and back again: a step that follows itself.
                let itself =
                    core.get(from).is_some_and(|e| e.kind.process().is_some_and(Process::is_activity));
                if itself && pressed.is_none_or(|start| start.screen.distance(touch.screen) > 40.0) {
                    self.finish(core);
                }
                self.from = None;
            }
            (Some(_), None) if self.moved => self.append(core, touch.at),
            _ => self.from = None,
        }
        core.dirty.over = true;
    }

    fn hover(&mut self, core: &mut Core, touch: Touch) {
        self.look(core, touch);
    }

    fn leave(&mut self, core: &mut Core) {
        self.at = None;
        self.target = None;
        core.dirty.over = true;
    }

    fn cancel(&mut self, core: &mut Core) -> bool {
        core.dirty.over = true;
        let had = self.from.is_some();
        *self = Self::default();
        had
    }

    fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        let outline = |id: &ElementId, token, dashed| {
            let rect = core.camera.rect_to_screen(core.scene.bounds(id)?).inflate(4.0);
            Some(Mark::Outline { rect, radius: 13.0, token, width: 2.0, dashed })
        };
        if let Some(target) = &self.target
            && self.from.as_ref() != Some(target)
        {
            let token = if self.why.is_some() { Token::Danger } else { Token::Accent };
            marks.extend(outline(target, token, self.why.is_some()));
        }
        let (Some(from), Some(at)) = (&self.from, self.at) else { return };
        marks.extend(outline(from, Token::Accent, false));
        if self.target.as_ref() == Some(from) {
            return;
        }
        let kind = self.target.as_ref().and_then(|to| connect::kind(core, from, to).ok());
        let to = match self.target.as_ref().filter(|_| self.why.is_none()) {
            Some(id) => Anchor::Element(id.clone()),
            None if self.moved && core.get(from).is_some_and(crate::commands::when::can_continue) => {
                let kind = core.get(from).map_or(Kind::Note, rules::next_kind);
                let bounds = place::centred(at, kind.default_size());
                let rect: Rect = core.camera.rect_to_screen(bounds);
                let radius = 10.0 * core.camera.zoom();
                marks.push(Mark::Outline { rect, radius, token: Token::Accent, width: 1.5, dashed: true });
                Anchor::Ghost { kind, bounds }
            }
            None => Anchor::Free(at),
        };
        let kind = kind.unwrap_or(Kind::Process(Process::Flow(FlowKind::Sequence)));
        let route = core.scene.route_between(
            core.projection(),
            &core.plane,
            &Anchor::Element(from.clone()),
            &to,
            &kind,
        );
        let points = route.iter().map(|p| core.camera.to_screen(*p)).collect();
        let dashed = kind != Kind::Process(Process::Flow(FlowKind::Sequence));
        marks.push(Mark::Line { points, token: Token::Accent, width: 1.5, dashed, arrow: true });
    }

    fn cursor(&self, _core: &Core) -> &'static str {
        if self.why.is_some() { "not-allowed" } else { "crosshair" }
    }
}
