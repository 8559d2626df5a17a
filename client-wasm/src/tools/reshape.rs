//! Taking hold of a handle: resizing a shape, bending a connector, moving one of its ends to another element.

use super::{Touch, handles::Grip};
use crate::{
    act::{connect, place},
    core::Core,
    overlay::Mark,
};
use wandel_board::{Command, ElementId, Kind, Placement, command::End};
use wandel_process::{
    geometry::{Point, Rect},
    kind::Kind as Process,
};
use wandel_scene::{Anchor, Overrides, Token};

/// Smallest width and height, board units.
fn least(kind: &Kind) -> (f64, f64) {
    match kind {
        Kind::Note => (80.0, 64.0),
        Kind::Text => (40.0, 18.0),
        Kind::Frame => (120.0, 80.0),
        Kind::Process(Process::Pool) => (200.0, 60.0),
        Kind::Process(Process::Lane) => (170.0, 60.0),
        Kind::Process(Process::Task(_) | Process::CallActivity) => (60.0, 40.0),
        Kind::Process(Process::Subprocess(_)) => (120.0, 100.0),
        _ => (20.0, 20.0),
    }
}

/// A handle in hand.
pub struct Reshape {
    id: ElementId,
    grip: Grip,
    bounds: Rect,
    route: Vec<Point>,
    start: Point,
    rect: Option<Rect>,
    via: Option<Vec<Point>>,
    target: Option<ElementId>,
    refused: bool,
}

impl Reshape {
    #[must_use]
    pub fn new(core: &Core, grip: Grip, start: Point) -> Option<Self> {
        let id = core.only_selected()?.id.clone();
        let bounds = core.scene.bounds(&id)?;
        let route = core.scene.route(&id).to_vec();
        Some(Self { id, grip, bounds, route, start, rect: None, via: None, target: None, refused: false })
    }

    pub fn update(&mut self, core: &mut Core, touch: Touch) {
        let mut overrides = Overrides::default();
        match self.grip {
            Grip::Resize(x, y) => {
                let rect = self.resized(core, x, y, touch);
                self.rect = Some(rect);
                overrides.bounds.insert(self.id.clone(), rect);
            }
            Grip::Bend(_) | Grip::Segment(_) => {
                let via = self.bent(touch.at);
                overrides.via.insert(self.id.clone(), Some(via.clone()));
                self.via = Some(via);
            }
            Grip::End(end) => {
                self.target =
                    core.scene.hits(&core.plane, touch.at, core.reach(4.0)).into_iter().find_map(|hit| {
                        let element = core.get(&hit.id)?;
                        let lane = element.kind == Kind::Process(Process::Lane);
                        (!element.kind.is_connector() && !lane).then_some(hit.id)
                    });
                self.refused = self
                    .target
                    .as_ref()
                    .is_some_and(|to| connect::may_reconnect(core, &self.id, end, to).is_err());
                let anchor = match self.target.as_ref().filter(|_| !self.refused) {
                    Some(id) => Anchor::Element(id.clone()),
                    None => Anchor::Free(touch.at),
                };
                match end {
                    End::From => overrides.from.insert(self.id.clone(), anchor),
                    End::To => overrides.to.insert(self.id.clone(), anchor),
                };
                overrides.via.insert(self.id.clone(), None);
            }
            Grip::Append(_) => return,
        }
        core.show(overrides);
    }

    fn resized(&self, core: &Core, x: i8, y: i8, touch: Touch) -> Rect {
        let by = touch.at - self.start;
        let b = self.bounds;
        let kind = core.get(&self.id).map(|element| element.kind.clone());
        let (w, h) = kind.as_ref().map_or((20.0, 20.0), least);
        let snap = |value: f64| if touch.r#mod { value } else { place::snap(value) };
        let (mut left, mut right, mut top, mut bottom) = (b.x, b.right(), b.y, b.bottom());
        if x > 0 {
            right = snap(right + by.x).max(left + w);
        } else if x < 0 {
            left = snap(left + by.x).min(right - w);
        }
        if y > 0 {
            bottom = snap(bottom + by.y).max(top + h);
        } else if y < 0 {
            top = snap(top + by.y).min(bottom - h);
        }
        if touch.shift && x != 0 && y != 0 && b.w > 0.0 && b.h > 0.0 {
            // In proportion, by the larger change.
            let scale = ((right - left) / b.w).max((bottom - top) / b.h);
            let (w, h) = (b.w * scale, b.h * scale);
            if x > 0 {
                right = left + w
            } else {
                left = right - w
            }
            if y > 0 { bottom = top + h } else { top = bottom - h }
        }
        Rect::new(left, top, right - left, bottom - top)
    }

    /// Bends of the connector with the pointer at `p`: a bend goes there, a straight segment is pushed sideways.
    fn bent(&self, p: Point) -> Vec<Point> {
        let p = Point::new(place::snap(p.x), place::snap(p.y));
        let mut points = self.route.clone();
        let last = points.len().saturating_sub(1);
        match self.grip {
            Grip::Bend(index) if index > 0 && index < last => {
                let old = points[index];
                points[index] = p;
                // Neighbouring bends keep the corners square.
                for (other, step) in [(index - 1, index.checked_sub(2)), (index + 1, Some(index + 2))] {
                    if other == 0 || other == last || step.is_none() {
                        continue;
                    }
                    if (points[other].x - old.x).abs() < 0.5 {
                        points[other].x = p.x;
                    } else if (points[other].y - old.y).abs() < 0.5 {
                        points[other].y = p.y;
                    }
                }
            }
            Grip::Segment(index) if index < last => {
                let (a, b) = (points[index], points[index + 1]);
                let (upright, level) = ((a.x - b.x).abs() < 0.5, (a.y - b.y).abs() < 0.5);
                if upright || level {
                    let moved = |q: Point| if upright { Point::new(p.x, q.y) } else { Point::new(q.x, p.y) };
                    let (a, b) = (moved(a), moved(b));
                    // Ends stay on their shapes: a bend comes before them.
                    if index + 1 == last {
                        points.insert(last, b)
                    } else {
                        points[index + 1] = b
                    }
                    if index == 0 { points.insert(1, a) } else { points[index] = a }
                } else {
                    points.insert(index + 1, p);
                }
            }
            _ => {}
        }
        straightened(&points)
    }

    /// Lets go: one change.
    pub fn drop(self, core: &mut Core) {
        core.drop_preview();
        match self.grip {
            Grip::Resize(..) => {
                let Some(rect) = self.rect.filter(|rect| *rect != self.bounds) else { return };
                let Some(element) = core.get(&self.id) else { return };
                let at = element.at + (rect.origin() - self.bounds.origin());
                let parent = element.parent.clone();
                let item = Placement { id: self.id, parent, at, size: Some(rect.size()) };
                core.run(Command::Place { items: vec![item] });
            }
            Grip::Bend(_) | Grip::Segment(_) => {
                let Some(via) = self.via else { return };
                let Some(parent) = core.get(&self.id).map(|element| element.parent.clone()) else { return };
                let origin = core.origin(&parent);
                let via: Vec<Point> = via.into_iter().map(|p| p - origin).collect();
                let via = (!via.is_empty()).then_some(via);
                core.run(Command::Bend { id: self.id, via });
            }
            Grip::End(end) => {
                if let Some(to) = self.target {
                    connect::reconnect(core, &self.id, end, &to);
                }
            }
            Grip::Append(_) => {}
        }
    }

    pub fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        if let Some(bounds) = self.target.as_ref().and_then(|id| core.scene.bounds(id)) {
            let token = if self.refused { Token::Danger } else { Token::Accent };
            marks.push(Mark::Outline {
                rect: core.camera.rect_to_screen(bounds).inflate(4.0),
                radius: 13.0,
                token,
                width: 2.0,
                dashed: self.refused,
            });
        }
    }

    #[must_use]
    pub const fn cursor(&self) -> &'static str {
        if self.refused { "not-allowed" } else { super::handles::cursor(self.grip) }
    }
}

/// The points between the ends, without those in a straight line.
fn straightened(points: &[Point]) -> Vec<Point> {
    let mut list: Vec<Point> = Vec::new();
    for (index, p) in points.iter().enumerate() {
        let inner = index > 0 && index + 1 < points.len();
        if inner {
            let before = list.last().copied().or_else(|| points.first().copied());
            let after = points[index + 1];
            let straight = before.is_some_and(|before| {
                let cross = (p.x - before.x) * (after.y - before.y) - (p.y - before.y) * (after.x - before.x);
                cross.abs() < 0.5
            });
            if !straight {
                list.push(*p);
            }
        }
    }
    list
}
