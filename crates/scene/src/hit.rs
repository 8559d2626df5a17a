//! What lies under a point or in a rectangle.

use crate::{Scene, outline, scene::entry::Entry};
use wandel_board::{ElementId, Kind, command::End};
use wandel_process::{
    Kind as Process,
    geometry::{Point, Rect},
};

/// Which part of an element was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Body,
    /// A label outside its shape.
    Label,
    /// The title of a frame, the header of a pool or lane.
    Header,
    /// Of a connector: the segment from way point `i` to `i + 1`.
    Segment(usize),
    /// Way point `i`, neither the first nor the last.
    Bend(usize),
    End(End),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub id: ElementId,
    pub part: Part,
}

impl Scene {
    /// The topmost element within `tolerance` (board units) of a point. Labels win over bodies, and what is drawn later
    /// wins over what is drawn earlier.
    #[must_use]
    pub fn hit(&self, plane: &str, p: Point, tolerance: f64) -> Option<Hit> {
        self.hits(plane, p, tolerance).into_iter().next()
    }

    /// Everything within `tolerance` of a point, topmost first.
    #[must_use]
    pub fn hits(&self, plane: &str, p: Point, tolerance: f64) -> Vec<Hit> {
        let around = Rect::new(p.x, p.y, 0.0, 0.0).inflate(tolerance.max(0.0));
        let mut hits: Vec<(bool, u32, Hit)> = self
            .near(plane, around)
            .filter_map(|id| {
                let entry = self.entry(id)?;
                let (part, exact) = part(entry, p, tolerance)?;
                Some((exact, self.rank(id)?, Hit { id: id.clone(), part }))
            })
            .collect();
        // Exactly under the point first; then what is only near it.
        hits.sort_by_key(|(exact, rank, _)| std::cmp::Reverse((*exact, *rank)));
        hits.into_iter().map(|(_, _, hit)| hit).collect()
    }

    /// Elements of a plane in a rectangle, in drawing order: wholly inside if `enclosed`, else touching.
    #[must_use]
    pub fn within(&self, plane: &str, rect: Rect, enclosed: bool) -> Vec<ElementId> {
        let mut ids: Vec<(u32, &ElementId)> = self
            .near(plane, rect)
            .filter(|id| {
                self.entry(id).is_some_and(|entry| {
                    if entry.route.is_empty() && entry.kind.is_connector() {
                        false
                    } else if enclosed {
                        rect.encloses(entry.bounds)
                    } else if entry.kind.is_connector() {
                        entry.route.windows(2).any(|pair| crosses(pair[0], pair[1], rect))
                    } else {
                        rect.intersects(entry.bounds)
                    }
                })
            })
            .filter_map(|id| Some((self.rank(id)?, id)))
            .collect();
        ids.sort_unstable_by_key(|(rank, _)| *rank);
        ids.into_iter().map(|(_, id)| id.clone()).collect()
    }
}

/// What is hit of one element; true if the point lies on it and not only near it.
fn part(entry: &Entry, p: Point, tolerance: f64) -> Option<(Part, bool)> {
    if entry.outside.is_some_and(|label| label.contains(p)) {
        return Some((Part::Label, true));
    }
    match &entry.kind {
        Kind::Line | Kind::Process(Process::Flow(_)) => on_route(&entry.route, p, tolerance),
        Kind::Process(Process::Group) | Kind::Stroke => {
            // Only the line of a group, so that one can work inside it.
            let outer = entry.bounds.inflate(tolerance);
            let inner = entry.bounds.inflate(-tolerance.max(3.0));
            (outer.contains(p) && (!inner.contains(p) || entry.kind == Kind::Stroke))
                .then_some((Part::Body, false))
        }
        kind => {
            if entry.label.is_some_and(|label| !label.outside && label.turned && header(entry, p)) {
                return Some((Part::Header, true));
            }
            let exact = outline::of(kind).contains(entry.bounds, p);
            let container = kind.is_container();
            (exact || (!container && entry.bounds.inflate(tolerance).contains(p)))
                .then_some((Part::Body, exact))
        }
    }
}

fn header(entry: &Entry, p: Point) -> bool {
    entry.label.is_some_and(|label| label.rect.contains(p))
}

fn on_route(route: &[Point], p: Point, tolerance: f64) -> Option<(Part, bool)> {
    let (first, last) = (*route.first()?, *route.last()?);
    let reach = tolerance.max(1.0);
    if p.distance(first) <= reach * 1.5 {
        return Some((Part::End(End::From), true));
    }
    if p.distance(last) <= reach * 1.5 {
        return Some((Part::End(End::To), true));
    }
    for (i, bend) in route.iter().enumerate().take(route.len() - 1).skip(1) {
        if p.distance(*bend) <= reach {
            return Some((Part::Bend(i), true));
        }
    }
    let (distance, i) = route
        .windows(2)
        .enumerate()
        .map(|(i, pair)| (distance(pair[0], pair[1], p), i))
        .min_by(|a, b| a.0.total_cmp(&b.0))?;
    (distance <= reach).then_some((Part::Segment(i), true))
}

/// Distance of a point from a segment.
fn distance(a: Point, b: Point, p: Point) -> f64 {
    let (d, v) = (b - a, p - a);
    let length = d.x * d.x + d.y * d.y;
    let t = if length > 0.0 { ((v.x * d.x + v.y * d.y) / length).clamp(0.0, 1.0) } else { 0.0 };
    p.distance(Point::new(a.x + d.x * t, a.y + d.y * t))
}

/// True if a segment has a point in the rectangle (Liang and Barsky, 1984).
pub(crate) fn crosses(a: Point, b: Point, rect: Rect) -> bool {
    let d = b - a;
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, near, far) in
        [(d.x, rect.x - a.x, rect.right() - a.x), (d.y, rect.y - a.y, rect.bottom() - a.y)]
    {
        if step == 0.0 {
            if near > 0.0 || far < 0.0 {
                return false;
            }
        } else {
            let (s, t) = (near / step, far / step);
            enter = enter.max(s.min(t));
            leave = leave.min(s.max(t));
        }
    }
    enter <= leave
}
