//! Moving what is selected: while it lasts only the picture changes, at the drop it is one change. What is dropped into a
//! lane, pool, subprocess or frame belongs to it from then on; a step dropped on a flow goes between; an event dropped on
//! a step's edge is attached to it; a note dropped into a lane becomes a step (unless Alt is held).

use super::Touch;
use crate::{
    act::{grow, place, splice},
    core::Core,
    order,
    overlay::Mark,
    snap::{self, Guide},
};
use std::collections::{BTreeMap, HashSet};
use wandel_board::{Command, Element, ElementId, Kind, Parent, Placement};
use wandel_process::{
    geometry::{Point, Rect},
    kind::{FlowKind, Kind as Process, Position, TaskKind},
};
use wandel_scene::{Overrides, Token};

/// A move in flight.
pub struct Drag {
    start: Point,
    /// What moves on its own account, with its bounds before.
    roots: Vec<(ElementId, Rect)>,
    whole: Rect,
    neighbours: Vec<Rect>,
    by: Point,
    guides: Vec<Guide>,
    alt: bool,
    /// One shape that stands in rows: its middle goes to the grid.
    middle: bool,
}

/// What a move of these elements moves: no connectors (they follow), nothing that is inside another one of them; for a
/// lane its pool.
#[must_use]
pub fn roots(core: &Core, ids: &[ElementId]) -> Vec<ElementId> {
    let mut list: Vec<ElementId> = Vec::new();
    for id in ids {
        let Some(element) = core.get(id).filter(|e| e.kind.has_shape() && !e.kind.is_connector()) else {
            continue;
        };
        let id = if element.kind == Kind::Process(Process::Lane) {
            let Some(pool) = order::pool_of(core.projection(), element) else { continue };
            pool.id.clone()
        } else {
            id.clone()
        };
        if !list.contains(&id) {
            list.push(id);
        }
    }
    let all = list.clone();
    list.retain(|id| {
        let mut at = core.get(id);
        for _ in 0..64 {
            match at.map(|element| &element.parent) {
                Some(Parent::Element(parent)) if all.contains(parent) => return false,
                Some(Parent::Element(parent)) => at = core.get(parent),
                _ => return true,
            }
        }
        true
    });
    list
}

/// Moves elements by a distance without asking what is there; parents stay. For arrow keys.
pub fn shift(core: &mut Core, ids: &[ElementId], by: Point) {
    let mut commands = Vec::new();
    let items: Vec<Placement> = ids
        .iter()
        .filter_map(|id| core.get(id))
        .map(|e| {
            let at = boundary_at(core, e, by).unwrap_or(e.at + by);
            Placement { id: e.id.clone(), parent: e.parent.clone(), at, size: None }
        })
        .collect();
    if items.is_empty() {
        return;
    }
    for id in ids {
        if let (Some(element), Some(bounds)) = (core.get(id), core.scene.bounds(id)) {
            commands.extend(grow::around(core, &element.parent, bounds.translate(by)));
        }
    }
    commands.push(Command::Place { items });
    core.run_all(commands);
}

/// A boundary event stays on its host's edge.
fn boundary_at(core: &Core, element: &Element, by: Point) -> Option<Point> {
    let Kind::Process(Process::Event(Position::Boundary, _)) = element.kind else { return None };
    let Parent::Element(host) = &element.parent else { return None };
    let host = core.scene.bounds(host)?;
    let half = Point::new(element.size.w / 2.0, element.size.h / 2.0);
    Some(place::on_edge(host, element.bounds().centre() + by) - half - host.origin())
}

impl Drag {
    /// Starts to move the selection. `None` if nothing of it can be moved.
    #[must_use]
    pub fn new(core: &Core, start: Point) -> Option<Self> {
        let roots: Vec<(ElementId, Rect)> = roots(core, &core.selection)
            .into_iter()
            .filter_map(|id| {
                let bounds = core.scene.bounds(&id)?;
                Some((id, bounds))
            })
            .collect();
        let whole = roots.iter().map(|(_, bounds)| *bounds).reduce(Rect::union)?;
        let mut moving: HashSet<ElementId> = roots.iter().map(|(id, _)| id.clone()).collect();
        for (id, _) in &roots {
            moving.extend(order::descendants(core.projection(), id));
        }
        let neighbours = snap::neighbours(core, &moving);
        let (by, guides, alt) = (Point::default(), Vec::new(), false);
        let container = |id| core.get(id).is_some_and(|element: &Element| element.kind.is_container());
        let middle = matches!(roots.as_slice(), [(id, _)] if !container(id));
        Some(Self { start, roots, whole, neighbours, by, guides, alt, middle })
    }

    pub fn update(&mut self, core: &mut Core, touch: Touch) {
        let mut raw = touch.at - self.start;
        if touch.shift {
            // Along one axis only.
            if raw.x.abs() > raw.y.abs() { raw.y = 0.0 } else { raw.x = 0.0 }
        }
        self.alt = touch.alt;
        let (by, guides) = if touch.r#mod {
            (raw, Vec::new())
        } else {
            snap::shift(core, self.whole, raw, &self.neighbours, self.middle)
        };
        self.by = by;
        self.guides = guides;
        let mut overrides = Overrides::default();
        for (id, bounds) in &self.roots {
            let moved = core
                .get(id)
                .and_then(|element| self.attached_place(core, element, *bounds))
                .unwrap_or_else(|| bounds.translate(by));
            overrides.bounds.insert(id.clone(), moved);
        }
        core.show(overrides);
    }

    /// Bounds of a lone event that is dragged along or onto a step's edge.
    fn attached_place(&self, core: &Core, element: &Element, bounds: Rect) -> Option<Rect> {
        let (_, host) = self.attach(core, element, bounds)?;
        let at = place::on_edge(core.scene.bounds(&host)?, bounds.translate(self.by).centre());
        Some(Rect::new(at.x - bounds.w / 2.0, at.y - bounds.h / 2.0, bounds.w, bounds.h))
    }

    /// The kind and host that a lone event would get here.
    fn attach(&self, core: &Core, element: &Element, bounds: Rect) -> Option<(Kind, ElementId)> {
        let kind = place::attached(&element.kind)?;
        if self.roots.len() != 1 {
            return None;
        }
        let moving: HashSet<ElementId> = [element.id.clone()].into();
        let there = place::host_at(core, bounds.translate(self.by).centre(), &moving);
        let own = match (&element.kind, &element.parent) {
            (Kind::Process(Process::Event(Position::Boundary, _)), Parent::Element(host)) => {
                Some(host.clone())
            }
            // What flows arrive at cannot interrupt.
            _ if !order::entries(core.projection(), &element.id).is_empty() => return None,
            _ => None,
        };
        there.or(own).map(|host| (kind, host))
    }

    /// The lane or pool in which a lone note would become a step.
    fn promotes(&self, core: &Core) -> Option<(ElementId, Parent)> {
        let [(id, bounds)] = self.roots.as_slice() else { return None };
        let element = core.get(id).filter(|e| e.kind == Kind::Note && !self.alt)?;
        let moving: HashSet<ElementId> = [id.clone()].into();
        let there = place::parent_at(core, &element.kind, bounds.translate(self.by).centre(), &moving);
        let Parent::Element(holder) = &there else { return None };
        let process = matches!(core.get(holder)?.kind, Kind::Process(_));
        (process && there != element.parent).then(|| (id.clone(), there.clone()))
    }

    /// Drops: one change.
    pub fn drop(self, core: &mut Core) {
        core.drop_preview();
        if self.by == Point::default() {
            return;
        }
        if let Some((id, parent)) = self.promotes(core) {
            self.promote(core, id, parent);
            return;
        }
        let mut moving: HashSet<ElementId> = self.roots.iter().map(|(id, _)| id.clone()).collect();
        for (id, _) in &self.roots {
            moving.extend(order::descendants(core.projection(), id));
        }
        let mut commands: Vec<Command> = Vec::new();
        let mut items = Vec::new();
        let mut landed: BTreeMap<Parent, Rect> = BTreeMap::new();
        for (id, bounds) in &self.roots {
            let Some(element) = core.get(id) else { continue };
            let rect = bounds.translate(self.by);
            if let Some((kind, host)) = self.attach(core, element, *bounds) {
                let place = self.attached_place(core, element, *bounds).unwrap_or(rect);
                if kind != element.kind {
                    commands.push(Command::Turn { id: id.clone(), kind, size: None });
                }
                let at = place.origin() - core.origin(&Parent::Element(host.clone()));
                items.push(Placement { id: id.clone(), parent: Parent::Element(host), at, size: None });
                continue;
            }
            let parent = place::parent_at(core, &element.kind, rect.centre(), &moving);
            let at = rect.origin() - core.origin(&parent);
            landed.entry(parent.clone()).and_modify(|all| *all = all.union(rect)).or_insert(rect);
            items.push(Placement { id: id.clone(), parent, at, size: None });
        }
        for (parent, rect) in landed {
            commands.extend(grow::around(core, &parent, rect));
        }
        commands.push(Command::Place { items });
        commands.extend(self.splice(core, &moving));
        core.run_all(commands);
    }

    /// A lone step without flows, dropped on a flow.
    fn splice(&self, core: &mut Core, moving: &HashSet<ElementId>) -> Vec<Command> {
        let Some(flow) = self.flow_under(core, moving) else { return Vec::new() };
        let id = self.roots[0].0.clone();
        splice::commands(core, &flow, &id)
    }

    fn flow_under(&self, core: &Core, moving: &HashSet<ElementId>) -> Option<ElementId> {
        let [(id, bounds)] = self.roots.as_slice() else { return None };
        let element = core.get(id)?;
        let connected = core
            .projection()
            .incident(id)
            .iter()
            .filter_map(|flow| core.get(flow))
            .any(|flow| flow.kind == Kind::Process(Process::Flow(FlowKind::Sequence)));
        (!connected)
            .then(|| splice::flow_under(core, &element.kind, bounds.translate(self.by).centre(), moving))
            .flatten()
    }

    fn promote(&self, core: &mut Core, id: ElementId, parent: Parent) {
        let kind = Kind::Process(Process::Task(TaskKind::User));
        let size = kind.default_size();
        let c = self.roots[0].1.translate(self.by).centre();
        let rect = place::centred(c, size);
        let at = rect.origin() - core.origin(&parent);
        let flow = splice::flow_under(core, &kind, rect.centre(), &[id.clone()].into());
        let mut commands = grow::around(core, &parent, rect);
        commands.push(Command::Turn { id: id.clone(), kind, size: Some(size) });
        commands
            .push(Command::Place { items: vec![Placement { id: id.clone(), parent, at, size: Some(size) }] });
        if let Some(flow) = flow {
            commands.extend(splice::commands(core, &flow, &id));
        }
        if core.run_all(commands) {
            core.tell("news-promoted", Vec::new());
        }
    }

    pub fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        for guide in &self.guides {
            let points = vec![core.camera.to_screen(guide.from), core.camera.to_screen(guide.to)];
            marks.push(Mark::Line { points, token: Token::Accent, width: 1.0, dashed: false, arrow: false });
        }
        let moving: HashSet<ElementId> = self.roots.iter().map(|(id, _)| id.clone()).collect();
        if self.promotes(core).is_some() {
            let c = self.roots[0].1.translate(self.by).centre();
            let rect = place::centred(c, Kind::Process(Process::Task(TaskKind::User)).default_size());
            marks.push(Mark::Outline {
                rect: core.camera.rect_to_screen(rect),
                radius: 10.0 * core.camera.zoom(),
                token: Token::Accent,
                width: 1.5,
                dashed: true,
            });
        } else if let Some(target) = self.target(core, &moving)
            && let Some(bounds) = core.scene.bounds(&target)
        {
            let rect = core.camera.rect_to_screen(bounds);
            marks.push(Mark::Area { rect, radius: 2.0, token: Token::Accent });
        }
        if let Some(flow) = self.flow_under(core, &moving) {
            let points = core.scene.route(&flow).iter().map(|p| core.camera.to_screen(*p)).collect();
            marks.push(Mark::Line { points, token: Token::Accent, width: 3.0, dashed: false, arrow: false });
        }
    }

    /// The container that would take in what is dragged, if it is another one than before.
    fn target(&self, core: &Core, moving: &HashSet<ElementId>) -> Option<ElementId> {
        let (id, bounds) = self.roots.first()?;
        let element = core.get(id)?;
        if self.attach(core, element, *bounds).is_some() {
            return None;
        }
        let parent = place::parent_at(core, &element.kind, bounds.translate(self.by).centre(), moving);
        match parent {
            Parent::Element(holder) if element.parent != Parent::Element(holder.clone()) => Some(holder),
            _ => None,
        }
    }
}
