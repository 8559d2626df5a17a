//! A plain route between two shapes, for files of boards that nobody has drawn yet: right angles, left to right, from
//! edge to edge. Knows nothing of third shapes; the scene's router does that on the canvas.

use crate::{
    geometry::{Point, Rect},
    kind::Kind,
};

/// How far a route goes around before it turns back.
const AROUND: f64 = 30.0;

/// Way points from the edge of one shape to the edge of another, at least two.
#[must_use]
pub fn simple(from: Rect, from_kind: Kind, to: Rect, to_kind: Kind) -> Vec<Point> {
    let (a, b) = (from.centre(), to.centre());
    let branches = matches!(from_kind, Kind::Gateway(_));
    let boundary = matches!(from_kind, Kind::Event(crate::kind::Position::Boundary, _));
    let far = matches!(to_kind, Kind::Pool) || matches!(from_kind, Kind::Pool);
    if far || to.x < from.right() && to.right() > from.x {
        // One above the other.
        let down = b.y > a.y;
        let x = if far && from.w > to.w {
            b.x
        } else if far {
            a.x
        } else {
            (from.x.max(to.x) + from.right().min(to.right())) / 2.0
        };
        let (start, end) = if down { (from.bottom(), to.y) } else { (from.y, to.bottom()) };
        return vec![Point::new(x, start), Point::new(x, end)];
    }
    if to.x >= from.right() {
        if boundary {
            return vec![Point::new(a.x, from.bottom()), Point::new(a.x, b.y), Point::new(to.x, b.y)];
        }
        if (a.y - b.y).abs() < 1.0 {
            return vec![Point::new(from.right(), a.y), Point::new(to.x, b.y)];
        }
        if branches && (b.y > from.bottom() || b.y < from.y) {
            let start = if b.y > a.y { from.bottom() } else { from.y };
            return vec![Point::new(a.x, start), Point::new(a.x, b.y), Point::new(to.x, b.y)];
        }
        let x = f64::midpoint(from.right(), to.x);
        return vec![
            Point::new(from.right(), a.y),
            Point::new(x, a.y),
            Point::new(x, b.y),
            Point::new(to.x, b.y),
        ];
    }
    // Back to the left: around below.
    let y = from.bottom().max(to.bottom()) + AROUND;
    vec![Point::new(a.x, from.bottom()), Point::new(a.x, y), Point::new(b.x, y), Point::new(b.x, to.bottom())]
}
