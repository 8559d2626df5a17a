//! Handles on what is selected: where they are, for the hand and for the eye.

use crate::{act::append::Side, commands::when, core::Core, overlay::Mark, port::Device};
use wandel_board::{Element, Kind, command::End};
use wandel_process::{
    geometry::{Point, Rect},
    kind::{Kind as Process, Position},
};

/// Below this zoom shapes are too small for handles.
const LEAST_ZOOM: f64 = 0.35;
/// Of the append handles from the edge, CSS pixels.
const APART: f64 = 26.0;

/// What a handle does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// Which edges move: -1, 0 or 1 across and down.
    Resize(i8, i8),
    Append(Side),
    End(End),
    /// The bend of this way point.
    Bend(usize),
    /// The segment after this way point.
    Segment(usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handle {
    pub grip: Grip,
    /// CSS pixels.
    pub at: Point,
}

/// Handles of the one selected element, in the order in which they are hit.
#[must_use]
pub fn of(core: &Core) -> Vec<Handle> {
    if !core.editable() || core.busy || core.typing.is_some() {
        return Vec::new();
    }
    let Some(element) = core.only_selected() else { return Vec::new() };
    if element.kind.is_connector() {
        return on_route(core, element);
    }
    let Some(bounds) = core.bounds(&element.id).filter(|_| core.camera.zoom() >= LEAST_ZOOM) else {
        return Vec::new();
    };
    let shown = core.camera.rect_to_screen(bounds);
    let mut list = Vec::new();
    let edge = shown.inflate(4.0);
    for (x, y) in grips(core, element) {
        let at = |low: f64, high: f64, side: i8| match side {
            -1 => low,
            0 => f64::midpoint(low, high),
            _ => high,
        };
        let at = Point::new(at(edge.x, edge.right(), x), at(edge.y, edge.bottom(), y));
        list.push(Handle { grip: Grip::Resize(x, y), at });
    }
    if when::can_continue(element) {
        list.extend(appends(element, shown));
    }
    list
}

/// Which corners and edges can be taken hold of.
fn grips(core: &Core, element: &Element) -> Vec<(i8, i8)> {
    const CORNERS: [(i8, i8); 4] = [(1, 1), (-1, 1), (1, -1), (-1, -1)];
    if !when::is_sizable(&element.kind) {
        return Vec::new();
    }
    match &element.kind {
        Kind::Text => vec![(1, 0), (-1, 0)],
        Kind::Process(Process::Lane) => vec![(0, 1)],
        Kind::Process(Process::Pool) => {
            if crate::order::lanes_of(core.projection(), &element.id).is_empty() {
                CORNERS.to_vec()
            } else {
                vec![(1, 0), (-1, 0), (0, 1)]
            }
        }
        Kind::Process(Process::Task(_) | Process::CallActivity | Process::Subprocess(_)) => {
            vec![(1, 1), (-1, 1)]
        }
        _ => CORNERS.to_vec(),
    }
}

fn appends(element: &Element, shown: Rect) -> Vec<Handle> {
    let start = matches!(element.kind, Kind::Process(Process::Event(Position::Start, _)));
    let boundary = matches!(element.kind, Kind::Process(Process::Event(Position::Boundary, _)));
    let c = shown.centre();
    let sides = [
        (Side::Right, Point::new(shown.right() + APART, c.y)),
        (Side::Left, Point::new(shown.x - APART, c.y)),
        (Side::Above, Point::new(c.x, shown.y - APART)),
        (Side::Below, Point::new(c.x, shown.bottom() + APART)),
    ];
    sides
        .into_iter()
        .filter(|(side, _)| match side {
            Side::Left => !start && !boundary,
            Side::Above => !boundary,
            Side::Right | Side::Below => true,
        })
        .map(|(side, at)| Handle { grip: Grip::Append(side), at })
        .collect()
}

fn on_route(core: &Core, element: &Element) -> Vec<Handle> {
    let points: Vec<Point> = core.route(&element.id).iter().map(|p| core.camera.to_screen(*p)).collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let mut list = vec![
        Handle { grip: Grip::End(End::To), at: *last },
        Handle { grip: Grip::End(End::From), at: *first },
    ];
    for (index, at) in points.iter().enumerate().take(points.len() - 1).skip(1) {
        list.push(Handle { grip: Grip::Bend(index), at: *at });
    }
    for (index, pair) in points.windows(2).enumerate() {
        if pair[0].distance(pair[1]) > 32.0 {
            let at = Point::new(f64::midpoint(pair[0].x, pair[1].x), f64::midpoint(pair[0].y, pair[1].y));
            list.push(Handle { grip: Grip::Segment(index), at });
        }
    }
    list
}

/// The handle at a point of the screen.
#[must_use]
pub fn at(core: &Core, p: Point, device: Device) -> Option<Handle> {
    let more = if device == Device::Touch { 8.0 } else { 0.0 };
    of(core).into_iter().find(|handle| {
        let reach = match handle.grip {
            Grip::Append(_) => 14.0,
            Grip::Resize(..) => 7.0,
            Grip::End(_) | Grip::Bend(_) | Grip::Segment(_) => 8.0,
        };
        handle.at.distance(p) <= reach + more
    })
}

/// Draws them; `hot`: the one under the pointer.
pub fn marks(core: &Core, hot: Option<Grip>, marks: &mut Vec<Mark>) {
    for Handle { grip, at } in of(core).into_iter().rev() {
        marks.push(match grip {
            Grip::Resize(..) => Mark::Square { at },
            Grip::Append(_) => Mark::Append { at, hot: hot == Some(grip) },
            Grip::End(_) | Grip::Bend(_) => Mark::Knob { at, filled: matches!(grip, Grip::End(_)) },
            Grip::Segment(_) if hot == Some(grip) => Mark::Knob { at, filled: false },
            Grip::Segment(_) => continue,
        });
    }
}

/// The cursor over a handle.
#[must_use]
pub const fn cursor(grip: Grip) -> &'static str {
    match grip {
        Grip::Resize(1, 1) | Grip::Resize(-1, -1) => "nwse-resize",
        Grip::Resize(-1, 1) | Grip::Resize(1, -1) => "nesw-resize",
        Grip::Resize(0, _) => "ns-resize",
        Grip::Resize(..) => "ew-resize",
        Grip::Append(_) => "copy",
        Grip::End(_) => "crosshair",
        Grip::Bend(_) | Grip::Segment(_) => "move",
    }
}
