//! Pools and lanes. A click on a pool adds a lane to it; anywhere else a pool is made, with lanes if lanes are wanted,
//! in its usual size or as drawn, around the steps that lie there.

use super::{Tool, Touch, slop};
use crate::{
    act::{make, place},
    core::Core,
    order,
    overlay::Mark,
};
use std::collections::HashSet;
use wandel_board::{Command, ElementId, Kind, NewElement, Parent, Placement, command::Stacking};
use wandel_process::{
    geometry::{Point, Rect, Size},
    kind::Kind as Process,
};
use wandel_scene::Token;

/// A new pool, board units; lanes of 140 in it.
const WIDTH: f64 = 900.0;
const LANE: f64 = 140.0;
/// Width of the headers of pool and lane.
const HEADER: f64 = 30.0;

#[derive(Default)]
pub struct Lane {
    start: Option<Touch>,
    to: Option<Point>,
    hover: Option<Point>,
}

impl Lane {
    fn rect(&self) -> Option<Rect> {
        let snap = |p: Point| Point::new(place::snap(p.x), place::snap(p.y));
        Some(Rect::spanned(snap(self.start?.at), snap(self.to?)))
    }
}

impl Tool for Lane {
    fn down(&mut self, _core: &mut Core, touch: Touch) {
        self.start = Some(touch);
        self.to = None;
    }
    fn drag(&mut self, core: &mut Core, touch: Touch) {
        if let Some(start) = self.start
            && (self.to.is_some() || start.screen.distance(touch.screen) > slop(touch.device))
        {
            self.to = Some(touch.at);
            core.dirty.over = true;
        }
    }
    fn up(&mut self, core: &mut Core, touch: Touch) {
        let rect = self.rect().filter(|rect| rect.w >= 100.0 && rect.h >= 40.0);
        if self.start.take().is_none() {
            return;
        }
        self.to = None;
        let kind = core.tool.variant.clone();
        make(core, &kind, touch.at, rect);
    }
    fn hover(&mut self, core: &mut Core, touch: Touch) {
        self.hover = Some(touch.at);
        core.dirty.over = true;
    }
    fn leave(&mut self, core: &mut Core) {
        self.hover = None;
        core.dirty.over = true;
    }
    fn cancel(&mut self, core: &mut Core) -> bool {
        core.dirty.over = true;
        self.to = None;
        self.start.take().is_some()
    }
    fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        if let Some(rect) = self.rect() {
            let rect = core.camera.rect_to_screen(rect);
            marks.push(Mark::Outline { rect, radius: 0.0, token: Token::Accent, width: 1.5, dashed: true });
        } else if let Some(pool) = self.hover.and_then(|p| pool_at(core, p))
            && core.tool.variant == Kind::Process(Process::Lane)
            && let Some(bounds) = core.scene.bounds(&pool)
        {
            // The lane will come at the foot.
            let foot = Rect::new(bounds.x, bounds.bottom(), bounds.w, LANE);
            let rect = core.camera.rect_to_screen(foot);
            marks.push(Mark::Outline { rect, radius: 0.0, token: Token::Accent, width: 1.5, dashed: true });
        }
    }
    fn cursor(&self, _core: &Core) -> &'static str {
        "crosshair"
    }
}

fn pool_at(core: &Core, p: Point) -> Option<ElementId> {
    core.scene.hits(&core.plane, p, 0.0).into_iter().find_map(|hit| {
        let element = core.get(&hit.id)?;
        match element.kind {
            Kind::Process(Process::Pool) => Some(hit.id),
            Kind::Process(Process::Lane) => {
                order::pool_of(core.projection(), element).map(|pool| pool.id.clone())
            }
            _ => None,
        }
    })
}

/// A new pool, with two lanes or without any.
#[must_use]
pub const fn size(with_lanes: bool) -> Size {
    Size { w: WIDTH, h: if with_lanes { 2.0 * LANE } else { LANE } }
}

/// Makes a lane in the pool at a point, or a pool there.
pub fn make(core: &mut Core, kind: &Kind, at: Point, bounds: Option<Rect>) -> Option<ElementId> {
    if *kind == Kind::Process(Process::Lane)
        && bounds.is_none()
        && let Some(pool) = pool_at(core, at)
    {
        return add(core, &pool);
    }
    make_pool(core, *kind == Kind::Process(Process::Lane), at, bounds)
}

/// Adds a lane at the foot of a pool. What lies in a pool without lanes gets a lane of its own first (the board's rule).
pub fn add(core: &mut Core, pool: &ElementId) -> Option<ElementId> {
    let bounds = core.get(pool)?.bounds();
    let element = lane(core, pool, bounds.w, bounds.h, LANE);
    let id = element.id.clone();
    if !core.run(Command::Create { elements: vec![element], processes: Vec::new(), planes: Vec::new() }) {
        return None;
    }
    make::finish(core, &id, true);
    Some(id)
}

fn lane(core: &mut Core, pool: &ElementId, width: f64, y: f64, height: f64) -> NewElement {
    let at = Point::new(HEADER, y);
    let rect = Rect::at(at, Size::new(width - HEADER, height));
    let mut element = make::blank(core, Kind::Process(Process::Lane), Parent::Element(pool.clone()), rect);
    element.at = at;
    element
}

fn make_pool(core: &mut Core, with_lanes: bool, at: Point, drawn: Option<Rect>) -> Option<ElementId> {
    let mut rect = drawn.unwrap_or_else(|| {
        let size = size(with_lanes);
        Rect::at(Point::new(place::snap(at.x - HEADER), place::snap(at.y - size.h / 2.0)), size)
    });
    let count = if with_lanes { (rect.h / LANE).round().clamp(1.0, 12.0) } else { 0.0 };
    let high = if with_lanes { place::snap(rect.h / count).max(60.0) } else { rect.h };
    if with_lanes {
        rect.h = high * count;
    }
    let kind = Kind::Process(Process::Pool);
    let parent = place::parent_at(core, &kind, rect.centre(), &HashSet::new());
    let pool = make::blank(core, kind, parent, rect);
    let id = pool.id.clone();
    let mut elements = vec![pool];
    let mut holders: Vec<(ElementId, Rect)> = Vec::new();
    let mut y = 0.0;
    while with_lanes && y < rect.h {
        let element = lane(core, &id, rect.w, y, high);
        holders.push((element.id.clone(), Rect::new(rect.x + HEADER, rect.y + y, rect.w - HEADER, high)));
        elements.push(element);
        y += high;
    }
    if holders.is_empty() {
        holders.push((id.clone(), rect));
    }
    // Steps that lie there belong to it from now on.
    let plane = Parent::Plane(core.plane.clone());
    let items: Vec<Placement> = core
        .scene
        .within(&core.plane, rect, false)
        .into_iter()
        .filter_map(|inside| core.get(&inside))
        .filter(|e| e.parent == plane && e.kind.process().is_some() && !e.kind.is_connector())
        .filter(|e| e.kind != Kind::Process(Process::Pool) && rect.contains(e.bounds().centre()))
        .filter_map(|e| {
            let (holder, bounds) = holders.iter().find(|(_, bounds)| bounds.contains(e.bounds().centre()))?;
            let parent = Parent::Element(holder.clone());
            Some(Placement { id: e.id.clone(), parent, at: e.origin - bounds.origin(), size: None })
        })
        .collect();
    let mut commands = vec![
        Command::Create { elements, processes: Vec::new(), planes: Vec::new() },
        Command::Stack { ids: vec![id.clone()], to: Stacking::Back },
    ];
    if !items.is_empty() {
        commands.push(Command::Place { items });
    }
    if !core.run_all(commands) {
        return None;
    }
    make::finish(core, &id, true);
    Some(id)
}
