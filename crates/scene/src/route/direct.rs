//! The usual routes between two shapes, without looking at others: straight, one corner, and so on up to four, for all
//! pairs of sides. Each has a price; the cheapest that runs through nothing wins.

use super::port::{Side, Terminal, dock};
use crate::{hit::crosses, outline::Outline};
use wandel_process::geometry::{Point, Rect};

/// What a bend costs, in units of length.
pub(crate) const BEND: f64 = 30.0;
/// How far a line runs straight out of a shape before it turns.
pub(crate) const STUB: f64 = 20.0;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub points: Vec<Point>,
    pub cost: f64,
    pub from: Side,
    pub to: Side,
}

/// All routes worth looking at, cheapest first; equal ones in the order of `Side::ALL`. `channel`: for vertical lines
/// between pools, the height at which they turn.
pub(crate) fn candidates(from: &Terminal, to: &Terminal, channel: Option<f64>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::with_capacity(24);
    let mut points: Vec<Point> = Vec::with_capacity(8);
    for a in Side::ALL {
        for b in Side::ALL.into_iter().rev() {
            let base = from.sides[a.index()] + to.sides[b.index()];
            if base.is_finite() {
                pair(from, a, to, b, channel, &mut points, &mut |points, cost| {
                    found.push(Candidate { points: points.to_vec(), cost: base + cost, from: a, to: b });
                });
            }
        }
    }
    found.sort_by(|x, y| x.cost.total_cmp(&y.cost));
    found
}

/// The cheapest route by itself: its sides, and its price.
pub(crate) fn ideal(from: &Terminal, to: &Terminal, channel: Option<f64>) -> Option<(Side, Side, f64)> {
    let mut best: Option<(Side, Side, f64)> = None;
    let mut points: Vec<Point> = Vec::with_capacity(8);
    for a in Side::ALL {
        for b in Side::ALL.into_iter().rev() {
            let base = from.sides[a.index()] + to.sides[b.index()];
            if base.is_finite() && best.is_none_or(|(.., cost)| base < cost) {
                pair(from, a, to, b, channel, &mut points, &mut |_, cost| {
                    if best.is_none_or(|(.., least)| base + cost < least) {
                        best = Some((a, b, base + cost));
                    }
                });
            }
        }
    }
    best
}

fn pair(
    from: &Terminal,
    a: Side,
    to: &Terminal,
    b: Side,
    channel: Option<f64>,
    points: &mut Vec<Point>,
    take: &mut dyn FnMut(&[Point], f64),
) {
    let (p, q) = dock(from, a, to, b);
    let (ra, rb) = (from.rect, to.rect);
    let ((ax, ay), (bx, by)) = (a.direction(), b.direction());
    let mut offer = |middle: &[Point]| {
        points.clear();
        points.push(p);
        points.extend_from_slice(middle);
        points.push(q);
        if let Some(cost) = price(points, a, b, from, to) {
            take(points, cost);
        }
    };
    match (a.is_horizontal(), b.is_horizontal()) {
        (true, true) => {
            if p.y == q.y {
                offer(&[]);
            }
            let beyond = if ax > 0.0 { ra.right().max(rb.right()) + STUB } else { ra.x.min(rb.x) - STUB };
            for m in [f64::midpoint(p.x, q.x), beyond] {
                offer(&[Point::new(m, p.y), Point::new(m, q.y)]);
            }
            let (m, k) = (p.x + ax * STUB, q.x + bx * STUB);
            for n in lanes(ra.y, ra.bottom(), rb.y, rb.bottom()) {
                offer(&[Point::new(m, p.y), Point::new(m, n), Point::new(k, n), Point::new(k, q.y)]);
            }
        }
        (false, false) => {
            if p.x == q.x {
                offer(&[]);
            }
            let beyond = if ay > 0.0 { ra.bottom().max(rb.bottom()) + STUB } else { ra.y.min(rb.y) - STUB };
            for m in [channel.unwrap_or_else(|| f64::midpoint(p.y, q.y)), beyond] {
                offer(&[Point::new(p.x, m), Point::new(q.x, m)]);
            }
            let (m, k) = (p.y + ay * STUB, q.y + by * STUB);
            for n in lanes(ra.x, ra.right(), rb.x, rb.right()) {
                offer(&[Point::new(p.x, m), Point::new(n, m), Point::new(n, k), Point::new(q.x, k)]);
            }
        }
        (true, false) => {
            offer(&[Point::new(q.x, p.y)]);
            for m in [p.x + ax * STUB, f64::midpoint(p.x, if ax > 0.0 { rb.x } else { rb.right() })] {
                for n in [q.y + by * STUB, f64::midpoint(q.y, if by > 0.0 { ra.y } else { ra.bottom() })] {
                    offer(&[Point::new(m, p.y), Point::new(m, n), Point::new(q.x, n)]);
                }
            }
        }
        (false, true) => {
            offer(&[Point::new(p.x, q.y)]);
            for m in [p.y + ay * STUB, f64::midpoint(p.y, if ay > 0.0 { rb.y } else { rb.bottom() })] {
                for n in [q.x + bx * STUB, f64::midpoint(q.x, if bx > 0.0 { ra.x } else { ra.right() })] {
                    offer(&[Point::new(p.x, m), Point::new(n, m), Point::new(n, q.y)]);
                }
            }
        }
    }
}

/// Where one can pass two spans: between them if they leave room, before both, behind both.
fn lanes(a: f64, a_end: f64, b: f64, b_end: f64) -> impl Iterator<Item = f64> {
    let between = if b >= a_end {
        Some(f64::midpoint(a_end, b))
    } else if a >= b_end {
        Some(f64::midpoint(b_end, a))
    } else {
        None
    };
    between.into_iter().chain([a.min(b) - STUB, a_end.max(b_end) + STUB])
}

/// Length, bends, cramped ends; `None` if a line would turn back, leave a side the wrong way or run through its own
/// shapes.
fn price(points: &[Point], a: Side, b: Side, from: &Terminal, to: &Terminal) -> Option<f64> {
    let last = points.len() - 1;
    let mut cost = BEND * (points.len() as f64 - 2.0);
    for pair in points.windows(2) {
        let step = pair[1] - pair[0];
        if step.x != 0.0 && step.y != 0.0 {
            return None;
        }
        cost += step.x.abs() + step.y.abs();
    }
    let (first, end) = (points[1] - points[0], points[last - 1] - points[last]);
    let ((ax, ay), (bx, by)) = (a.direction(), b.direction());
    let (out, inn) = (first.x * ax + first.y * ay, end.x * bx + end.y * by);
    if out <= 0.0 || inn <= 0.0 {
        return None;
    }
    if points.len() > 2 {
        // No turning back, and no step of nothing (that shape of route has fewer bends).
        for three in points.windows(3) {
            let (u, v) = (three[1] - three[0], three[2] - three[1]);
            if u.x * v.x + u.y * v.y < 0.0 || (v.x == 0.0 && v.y == 0.0) || (u.x == 0.0 && u.y == 0.0) {
                return None;
            }
        }
        // A head is 10 long and a bend takes 6: less than a stub looks cramped.
        cost += (STUB - out).max(0.0) * 3.0 + (STUB - inn).max(0.0) * 3.0;
        if out < 8.0 || inn < 16.0 {
            cost += 60.0;
        }
    }
    // Off the middle of a round side, the first step still lies in the shape's box, though not in the shape.
    let steps = |skip_first: bool, skip_last: bool| {
        points
            .windows(2)
            .skip(usize::from(skip_first))
            .take(last - usize::from(skip_first) - usize::from(skip_last))
    };
    let round = |end: &Terminal| !matches!(end.outline, Outline::Box(_));
    let meets = |bodies: &[Rect], first: bool, end: bool| {
        bodies.iter().any(|body| {
            let core = body.inflate(-1.0);
            steps(first, end).any(|pair| crosses(pair[0], pair[1], core))
        })
    };
    if last > 1 || !(round(from) && round(to)) {
        let (a, b) = (round(from), round(to) && last > 1);
        if meets(&from.bodies, a, false) || meets(&to.bodies, false, b) {
            return None;
        }
    }
    Some(cost)
}
