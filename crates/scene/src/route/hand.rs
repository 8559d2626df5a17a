//! Routes with bends set by hand. Ends are cropped at the outlines; where a shape has moved away, the first or last
//! bend is repaired instead of routing anew, so that what somebody drew stays.

use super::port::Terminal;
use crate::outline::Outline;
use wandel_process::geometry::{Point, Rect};

/// A route over `via` (absolute). `square`: bends of a flow, kept at right angles where they are; else any line.
pub(crate) fn route(
    from: Option<&Terminal>,
    to: Option<&Terminal>,
    via: &[Point],
    square: bool,
) -> Vec<Point> {
    let mut points: Vec<Point> = via.to_vec();
    if let (Some(from), Some(to), true) = (from, to, points.is_empty()) {
        return straight(from, to, square);
    }
    if let Some(end) = to {
        attach(end, &mut points, square);
    }
    points.reverse();
    if let Some(end) = from {
        attach(end, &mut points, square);
    }
    points.reverse();
    let mut points = simplify(points);
    for end in [to, from] {
        if let Some(end) = end {
            crop(end, &mut points);
        }
        points.reverse();
    }
    points
}

/// What some tools write: a line from middle to middle, whose head would lie under the shape. It is drawn to the outline. A
/// line that ends as near to it as a drawing by hand stays as it is.
pub(crate) fn uncover(from: Option<&Terminal>, to: Option<&Terminal>, points: &mut Vec<Point>) {
    const NEAR: f64 = 3.0;
    for end in [to, from] {
        let deep = |end: &&Terminal| {
            points.last().is_some_and(|last| end.outline.contains(end.rect.inflate(-NEAR), *last))
        };
        if let Some(end) = end.filter(deep) {
            crop(end, points);
        }
        points.reverse();
    }
}

/// Cuts off what lies inside the shape at the end of `points`.
fn crop(end: &Terminal, points: &mut Vec<Point>) {
    while points.len() > 2 && end.outline.contains(end.rect, points[points.len() - 2]) {
        points.pop();
    }
    if let [.., before, last] = points[..] {
        let n = points.len() - 1;
        points[n] = end.outline.leave(end.rect, last, before).unwrap_or(last);
    }
}

/// Adds the docking point at the end of `points`.
fn attach(end: &Terminal, points: &mut Vec<Point>, square: bool) {
    let rect = end.rect;
    // Bends inside the shape are not seen; the last of them says where the line comes from.
    let mut inside = None;
    while points.len() > 1 && points.last().is_some_and(|p| end.outline.contains(rect, *p)) {
        inside = points.pop();
    }
    let Some(next) = points.last().copied() else { return };
    let c = rect.centre();
    if end.outline.contains(rect, next) {
        // The only bend lies inside.
        points.push(next);
        return;
    }
    let target = inside.filter(|p| !square || p.x == next.x || p.y == next.y).unwrap_or_else(|| {
        if !square {
            return c;
        }
        let (mx, my) = margins(rect, end.outline);
        if next.y > rect.y + my && next.y < rect.bottom() - my {
            Point::new(c.x, next.y)
        } else if next.x > rect.x + mx && next.x < rect.right() - mx {
            Point::new(next.x, c.y)
        } else {
            c
        }
    });
    if square && target.x != next.x && target.y != next.y {
        repair(points, c);
    }
    let from = points.last().copied().unwrap_or(next);
    points.push(end.outline.leave(rect, target_on(target, from, c), from).unwrap_or(c));
}

/// The inner point on the line of the last segment.
fn target_on(target: Point, from: Point, c: Point) -> Point {
    if target.x == from.x || target.y == from.y { target } else { c }
}

/// The last bend no longer lines up with the shape: slides it along its own segment until it does.
fn repair(points: &mut Vec<Point>, c: Point) {
    let n = points.len();
    let last = points[n - 1];
    let before = n.checked_sub(2).and_then(|i| points.get(i)).copied();
    match before {
        Some(before) if before.y == last.y => points[n - 1].x = c.x,
        Some(before) if before.x == last.x => points[n - 1].y = c.y,
        _ => points.push(Point::new(last.x, c.y)),
    }
}

const fn margins(rect: Rect, outline: Outline) -> (f64, f64) {
    match outline {
        Outline::Box(_) => ((rect.w / 4.0).min(8.0), (rect.h / 4.0).min(8.0)),
        Outline::Ellipse => (rect.w / 6.0, rect.h / 6.0),
        // A line that meets a diamond beside its corner looks wrong sooner.
        Outline::Diamond => (rect.w / 4.0, rect.h / 4.0),
    }
}

/// No bends: straight across where the shapes face each other, else from middle to middle.
pub(crate) fn straight(from: &Terminal, to: &Terminal, square: bool) -> Vec<Point> {
    let (a, b) = (from.rect, to.rect);
    let (mut p, mut q) = (a.centre(), b.centre());
    if square {
        let share = |a0: f64, a1: f64, b0: f64, b1: f64, ca: f64, cb: f64| {
            let (low, high) = (a0.max(b0), a1.min(b1));
            let narrow = if a1 - a0 <= b1 - b0 { ca } else { cb };
            (low < high).then(|| narrow.clamp(low, high))
        };
        if let Some(x) = share(a.x, a.right(), b.x, b.right(), p.x, q.x) {
            (p.x, q.x) = (x, x);
        } else if let Some(y) = share(a.y, a.bottom(), b.y, b.bottom(), p.y, q.y) {
            (p.y, q.y) = (y, y);
        }
    }
    match (from.outline.leave(a, p, q), to.outline.leave(b, q, p)) {
        (Some(start), Some(end)) => vec![start, end],
        // One lies in the other.
        _ => vec![p, q],
    }
}

/// Drops points that change nothing and steps that go back the way they came.
pub(crate) fn simplify(points: Vec<Point>) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::with_capacity(points.len());
    for p in points {
        if out.last().is_some_and(|last| last.distance(p) < 0.01) {
            continue;
        }
        out.push(p);
        while let [.., a, b, c] = out[..] {
            let (u, v) = (b - a, c - b);
            if (u.x * v.y - u.y * v.x).abs() > 1e-6 {
                break;
            }
            let at = out.len() - 2;
            out.remove(at);
            // Going back to where it came from leaves nothing.
            if a.distance(c) < 0.01 {
                out.pop();
            }
        }
    }
    out
}
