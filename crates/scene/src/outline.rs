//! The outline of a shape as lines meet it: where a line from inside leaves it, and whether a point is in it.

use wandel_board::{Kind, kind::Form};
use wandel_process::{
    Kind as Process,
    geometry::{Point, Rect},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outline {
    /// With rounded corners of this radius.
    Box(u8),
    Ellipse,
    Diamond,
}

pub(crate) const fn of(kind: &Kind) -> Outline {
    match kind {
        Kind::Note => Outline::Box(3),
        Kind::Shape(Form::Ellipse) => Outline::Ellipse,
        Kind::Shape(Form::Diamond) => Outline::Diamond,
        Kind::Frame => Outline::Box(10),
        Kind::Text
        | Kind::Shape(Form::Rectangle)
        | Kind::Stroke
        | Kind::Line
        | Kind::Definition(_)
        | Kind::Depiction
        | Kind::Unknown(_) => Outline::Box(0),
        Kind::Process(kind) => match kind {
            Process::Event(..) => Outline::Ellipse,
            Process::Gateway(_) => Outline::Diamond,
            Process::Task(_) | Process::Subprocess(_) | Process::CallActivity | Process::Group => {
                Outline::Box(10)
            }
            Process::Pool
            | Process::Lane
            | Process::DataObject
            | Process::DataInput
            | Process::DataOutput
            | Process::DataStore
            | Process::Annotation
            | Process::Flow(_) => Outline::Box(0),
        },
    }
}

impl Outline {
    /// True if the point lies inside or on it.
    pub(crate) fn contains(self, rect: Rect, p: Point) -> bool {
        if !rect.contains(p) {
            return false;
        }
        let c = rect.centre();
        let (rx, ry) = (rect.w / 2.0, rect.h / 2.0);
        let (dx, dy) = ((p.x - c.x).abs(), (p.y - c.y).abs());
        match self {
            Self::Ellipse => rx > 0.0 && ry > 0.0 && (dx / rx).powi(2) + (dy / ry).powi(2) <= 1.0 + 1e-9,
            Self::Diamond => rx > 0.0 && ry > 0.0 && dx / rx + dy / ry <= 1.0 + 1e-9,
            Self::Box(radius) => {
                let r = f64::from(radius).min(rx).min(ry);
                let (cx, cy) = (dx - (rx - r), dy - (ry - r));
                cx <= 0.0 || cy <= 0.0 || cx.hypot(cy) <= r + 1e-9
            }
        }
    }

    /// The point where the line from `inside` to `outside` leaves the outline; `inside` itself if it is not inside,
    /// `None` if the whole line is inside. To 1/64 of a unit along the line.
    pub(crate) fn leave(self, rect: Rect, inside: Point, outside: Point) -> Option<Point> {
        if !self.contains(rect, inside) {
            return Some(inside);
        }
        if self.contains(rect, outside) {
            return None;
        }
        // Convex shapes: the border is crossed once. Bisection is exact enough, and the same everywhere.
        let (mut low, mut high) = (0.0_f64, 1.0_f64);
        let at =
            |t: f64| Point::new(inside.x + (outside.x - inside.x) * t, inside.y + (outside.y - inside.y) * t);
        for _ in 0..40 {
            let middle = f64::midpoint(low, high);
            if self.contains(rect, at(middle)) { low = middle } else { high = middle }
        }
        let p = at(low);
        Some(Point::new((p.x * 64.0).round() / 64.0, (p.y * 64.0).round() / 64.0))
    }
}
