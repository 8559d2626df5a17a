//! Making room: a drag to the right pushes everything right of the pointer, a drag down everything below it; pools, lanes,
//! subprocesses and frames that the pointer is in grow. The other way it takes room away, as far as it is free.

use super::{Tool, Touch, slop};
use crate::{act::place, core::Core, overlay::Mark};
use wandel_board::{Command, Element, ElementId, Kind, Parent, Placement};
use wandel_process::{
    geometry::{Point, Rect, Size},
    kind::{Kind as Process, Position},
};
use wandel_scene::{Overrides, Token};

#[derive(Default)]
pub struct Room {
    start: Option<Touch>,
    /// Across, and how far; set once the direction is clear.
    push: Option<(bool, f64)>,
    changes: Vec<(ElementId, Rect)>,
}

impl Tool for Room {
    fn down(&mut self, _core: &mut Core, touch: Touch) {
        self.start = Some(touch);
        self.push = None;
    }

    fn drag(&mut self, core: &mut Core, touch: Touch) {
        let Some(start) = self.start else { return };
        let by = touch.at - start.at;
        if self.push.is_none() && start.screen.distance(touch.screen) <= slop(touch.device) {
            return;
        }
        let across = self.push.map_or(by.x.abs() >= by.y.abs(), |(across, _)| across);
        let wanted = place::snap(if across { by.x } else { by.y });
        let push = wanted.max(-free(core, start.at, across));
        self.push = Some((across, push));
        self.changes.clear();
        collect(core, &Parent::Plane(core.plane.clone()), start.at, across, push, &mut self.changes);
        core.show(Overrides { bounds: self.changes.iter().cloned().collect(), ..Overrides::default() });
    }

    fn up(&mut self, core: &mut Core, _touch: Touch) {
        self.start = None;
        core.drop_preview();
        let changes = std::mem::take(&mut self.changes);
        if self.push.take().is_none_or(|(_, push)| push == 0.0) {
            return;
        }
        let items: Vec<Placement> = changes
            .into_iter()
            .filter_map(|(id, rect)| {
                let element = core.get(&id)?;
                let by = rect.origin() - core.scene.bounds(&id)?.origin();
                let size = (rect.size() != element.size).then_some(rect.size());
                let lane = element.kind == Kind::Process(Process::Lane);
                let at = if lane { element.at } else { element.at + by };
                Some(Placement { id, parent: element.parent.clone(), at, size })
            })
            .collect();
        if !items.is_empty() {
            core.run(Command::Place { items });
        }
        core.tool_done();
    }

    fn cancel(&mut self, core: &mut Core) -> bool {
        core.drop_preview();
        self.push = None;
        self.changes.clear();
        self.start.take().is_some()
    }

    fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        let (Some(start), Some((across, push))) = (self.start, self.push) else { return };
        let at = core.camera.to_screen(start.at);
        let far = push * core.camera.zoom();
        let size = core.camera.size;
        let rect = if across {
            Rect::spanned(Point::new(at.x, 0.0), Point::new(at.x + far, size.h))
        } else {
            Rect::spanned(Point::new(0.0, at.y), Point::new(size.w, at.y + far))
        };
        marks.push(Mark::Area { rect, radius: 0.0, token: Token::Accent });
    }

    fn cursor(&self, _core: &Core) -> &'static str {
        match self.push {
            Some((true, _)) => "ew-resize",
            Some((false, _)) => "ns-resize",
            None => "all-scroll",
        }
    }
}

fn span(rect: Rect, across: bool) -> (f64, f64) {
    if across { (rect.x, rect.right()) } else { (rect.y, rect.bottom()) }
}

fn is_held(element: &Element) -> bool {
    element.kind.is_connector()
        || matches!(element.kind, Kind::Process(Process::Event(Position::Boundary, _)))
        || !element.kind.has_shape()
}

/// What moves or grows under a parent when everything beyond `at` is pushed.
fn collect(
    core: &Core,
    parent: &Parent,
    at: Point,
    across: bool,
    push: f64,
    changes: &mut Vec<(ElementId, Rect)>,
) {
    let line = if across { at.x } else { at.y };
    for id in core.projection().children(parent) {
        let Some(element) = core.get(id).filter(|element| !is_held(element)) else { continue };
        let Some(bounds) = core.scene.bounds(id) else { continue };
        let (low, high) = span(bounds, across);
        let lane = element.kind == Kind::Process(Process::Lane);
        if low >= line {
            // Lanes keep their place; the pool sees to them.
            if !lane {
                let by = if across { Point::new(push, 0.0) } else { Point::new(0.0, push) };
                changes.push((id.clone(), bounds.translate(by)));
            }
        } else if high > line && element.kind.is_container() {
            let size = if across {
                Size::new(bounds.w + push, bounds.h)
            } else {
                Size::new(bounds.w, bounds.h + push)
            };
            // Across, the pool's width is its lanes'; down, its lanes' heights are the pool's.
            let pool_of_lanes = element.kind == Kind::Process(Process::Pool)
                && !crate::order::lanes_of(core.projection(), id).is_empty();
            if !(lane && across || pool_of_lanes && !across) {
                changes.push((id.clone(), Rect::at(bounds.origin(), size)));
            }
            collect(core, &Parent::Element(id.clone()), at, across, push, changes);
        }
    }
}

/// How much room there is to take away beyond `at`: up to the next thing, and never what a container needs.
fn free(core: &Core, at: Point, across: bool) -> f64 {
    let line = if across { at.x } else { at.y };
    let next = core
        .scene
        .all(&core.plane)
        .into_iter()
        .filter(|id| core.get(id).is_some_and(|e| !is_held(e) && e.kind != Kind::Process(Process::Lane)))
        .filter_map(|id| core.scene.bounds(&id))
        .map(|bounds| span(bounds, across))
        .flat_map(|(low, high)| [low, high])
        .filter(|edge| *edge >= line)
        .map(|edge| edge - line)
        .fold(f64::INFINITY, f64::min);
    if next.is_finite() { (next / place::GRID).floor() * place::GRID } else { 0.0 }
}
