//! Where things go: which pool, lane, subprocess or frame something dropped at a point belongs to, and free places for
//! what comes next. Parents are written on drop and never guessed later (`docs/document.md`).

use crate::{core::Core, order};
use std::collections::HashSet;
use wandel_board::{ElementId, Kind, Parent};
use wandel_process::{
    geometry::{Point, Rect, Size},
    kind::{Kind as Process, Position},
    property::names,
};

/// Everything snaps to this, board units.
pub const GRID: f64 = 10.0;
/// Space between shapes of a flow.
pub const GAP: f64 = 50.0;

#[must_use]
pub fn snap(value: f64) -> f64 {
    (value / GRID).round() * GRID
}

/// The top left that puts a shape's centre near a point, on the grid by its centre line: shapes of different heights
/// then stand in one line.
#[must_use]
pub fn centred(centre: Point, size: Size) -> Rect {
    let c = Point::new(snap(centre.x), snap(centre.y));
    Rect::new(c.x - size.w / 2.0, c.y - size.h / 2.0, size.w, size.h)
}

/// What holds something of this kind at a point. `moving` and all that lies in it is looked through.
#[must_use]
pub fn parent_at(core: &Core, kind: &Kind, p: Point, moving: &HashSet<ElementId>) -> Parent {
    let plane = Parent::Plane(core.plane.clone());
    for hit in core.scene.hits(&core.plane, p, 0.0) {
        if moving.contains(&hit.id) || has_ancestor(core, &hit.id, moving) {
            continue;
        }
        let Some(element) = core.get(&hit.id) else { continue };
        let holder = Parent::Element(element.id.clone());
        match &element.kind {
            Kind::Frame if *kind != Kind::Frame => return holder,
            Kind::Process(Process::Lane) if fits_pool(kind) => return holder,
            Kind::Process(Process::Pool) if fits_pool(kind) => {
                // On the header of a pool with lanes: the nearest lane.
                let lanes = order::lanes_of(core.projection(), &element.id);
                let nearest = lanes.iter().min_by(|a, b| {
                    let far = |lane: &wandel_board::Element| (lane.bounds().centre().y - p.y).abs();
                    far(a).total_cmp(&far(b))
                });
                return nearest.map_or(holder, |lane| Parent::Element(lane.id.clone()));
            }
            Kind::Process(Process::Subprocess(_))
                if fits_pool(kind) && element.flag(names::EXPANDED) != Some(false) =>
            {
                return holder;
            }
            _ => {}
        }
    }
    plane
}

/// Pools hold everything but pools, lanes (which have their own rules) and frames.
const fn fits_pool(kind: &Kind) -> bool {
    !matches!(kind, Kind::Process(Process::Pool | Process::Lane) | Kind::Frame)
}

fn has_ancestor(core: &Core, id: &ElementId, among: &HashSet<ElementId>) -> bool {
    if among.is_empty() {
        return false;
    }
    let mut at = core.get(id);
    for _ in 0..64 {
        let Some(Parent::Element(parent)) = at.map(|element| &element.parent) else { return false };
        if among.contains(parent) {
            return true;
        }
        at = core.get(parent);
    }
    false
}

/// The activity on whose edge an event would be attached: its centre is within 12 of the border.
#[must_use]
pub fn host_at(core: &Core, centre: Point, moving: &HashSet<ElementId>) -> Option<ElementId> {
    const NEAR: f64 = 12.0;
    core.scene.hits(&core.plane, centre, NEAR).into_iter().find_map(|hit| {
        let element = core.get(&hit.id).filter(|_| !moving.contains(&hit.id))?;
        let activity = element.kind.process().is_some_and(Process::is_activity);
        let bounds = core.scene.bounds(&hit.id)?;
        let on_edge = bounds.inflate(NEAR).contains(centre) && !bounds.inflate(-NEAR).contains(centre);
        (activity && on_edge).then_some(hit.id)
    })
}

/// An event that can be attached to a step's edge, as the kind it then is.
#[must_use]
pub fn attached(kind: &Kind) -> Option<Kind> {
    match kind {
        Kind::Process(Process::Event(Position::Boundary, _)) => Some(kind.clone()),
        Kind::Process(Process::Event(Position::Catch, trigger))
            if super::rules::triggers(Position::Boundary).any(|other| other == *trigger) =>
        {
            Some(Kind::Process(Process::Event(Position::Boundary, *trigger)))
        }
        _ => None,
    }
}

/// The point of a shape's border that is nearest to `p`.
#[must_use]
pub fn on_edge(bounds: Rect, p: Point) -> Point {
    let (x, y) = (p.x.clamp(bounds.x, bounds.right()), p.y.clamp(bounds.y, bounds.bottom()));
    let sides = [
        (x - bounds.x, Point::new(bounds.x, y)),
        (bounds.right() - x, Point::new(bounds.right(), y)),
        (y - bounds.y, Point::new(x, bounds.y)),
        (bounds.bottom() - y, Point::new(x, bounds.bottom())),
    ];
    sides.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map_or(p, |(_, at)| at)
}

/// True if something with a body stands in `rect` or nearer to it than `gap`; containers, groups and flows do not count.
#[must_use]
pub fn is_taken(core: &Core, rect: Rect, gap: f64) -> bool {
    core.scene.within(&core.plane, rect.inflate(gap), false).iter().any(|id| {
        core.get(id).is_some_and(|element| {
            let hollow = match element.kind {
                Kind::Process(Process::Subprocess(_)) => element.flag(names::EXPANDED) != Some(false),
                _ => element.kind.is_container(),
            };
            !hollow
                && !element.kind.is_connector()
                && !matches!(
                    element.kind,
                    Kind::Process(Process::Group | Process::Event(Position::Boundary, _))
                )
        })
    })
}

/// A free place for what follows `after`: to the right, in line with it, else below, then above, further with each try.
/// `first`: how many rows down to begin, for branches.
#[must_use]
pub fn free_after(core: &Core, after: Rect, size: Size, first: i32) -> Rect {
    const ROW: f64 = 110.0;
    let centre =
        |row: i32| Point::new(after.right() + GAP + size.w / 2.0, after.centre().y + f64::from(row) * ROW);
    let rect = |row| {
        let c = centre(row);
        Rect::new(c.x - size.w / 2.0, c.y - size.h / 2.0, size.w, size.h)
    };
    // 0, 1, -1, 2, -2, …; branches begin below.
    let rows =
        (0..40).map(|i| if i % 2 == 1 { i / 2 + 1 } else { -(i / 2) }).filter(|row| first == 0 || *row != 0);
    rows.map(rect).find(|rect| !is_taken(core, *rect, 9.0)).unwrap_or_else(|| rect(first))
}

/// The pool that is selected, or that the selected lane lies in.
#[must_use]
pub fn selected_pool(core: &Core) -> Option<ElementId> {
    let element = core.only_selected()?;
    match element.kind {
        Kind::Process(Process::Pool) => Some(element.id.clone()),
        Kind::Process(Process::Lane) => {
            order::pool_of(core.projection(), element).map(|pool| pool.id.clone())
        }
        _ => None,
    }
}

/// A free place in the pool, lane, subprocess or frame that is selected: on its middle line after what is there, else
/// further up or down. `None`: nothing of the kind is selected, or it is full.
#[must_use]
pub fn free_inside(core: &Core, kind: &Kind, size: Size) -> Option<Rect> {
    const HEADER: f64 = 30.0;
    let holder = core.only_selected()?;
    // Into the first lane, if there are lanes.
    let lanes = order::lanes_of(core.projection(), &holder.id);
    let holder = lanes.first().copied().unwrap_or(holder);
    let inner = holder.bounds();
    let left = match holder.kind {
        Kind::Process(Process::Lane | Process::Pool) => inner.x + HEADER,
        Kind::Process(Process::Subprocess(_)) | Kind::Frame => inner.x,
        _ => return None,
    };
    let rows = [0.0, 1.0, -1.0, 2.0, -2.0].map(|row| row * (size.h + 20.0));
    rows.into_iter().find_map(|row| {
        let y = snap(inner.centre().y + row);
        if y - size.h / 2.0 < inner.y || y + size.h / 2.0 > inner.bottom() {
            return None;
        }
        let mut x = snap(left + 40.0 + size.w / 2.0);
        while x + size.w / 2.0 + 20.0 <= inner.right() {
            let rect = centred(Point::new(x, y), size);
            let nothing = HashSet::new();
            let here = parent_at(core, kind, rect.centre(), &nothing) == Parent::Element(holder.id.clone());
            if here && !is_taken(core, rect, 30.0) {
                return Some(rect);
            }
            x += GRID;
        }
        None
    })
}
