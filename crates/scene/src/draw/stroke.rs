//! Freehand: the points of a pen as the outline of a line that swells and thins a little.

use super::Drawn;
use crate::{Detail, Item, Paint, Segment, Token};
use wandel_board::Element;
use wandel_process::{
    Value,
    geometry::{Point, Rect},
};

/// Half of the line's width where the pen is at rest.
const HALF: f64 = 1.5;

/// `p.points`: x and y in turn, or lists of x, y and pressure (0 … 1), relative to the top left.
pub(super) fn draw(element: &Element, rect: Rect) -> Drawn {
    let points = read(element.properties.get("points"));
    let token = match element.text("colour") {
        Some("blue") => Token::Person1,
        Some("red") => Token::Person2,
        Some("green") => Token::Person3,
        Some("violet") => Token::Person4,
        Some("orange") => Token::Person5,
        _ => Token::Ink1,
    };
    // Drawn at the size of its box, should that have been changed.
    let (mut w, mut h) = (0.0_f64, 0.0_f64);
    for (p, _) in &points {
        w = w.max(p.x);
        h = h.max(p.y);
    }
    let scale = |size: f64, drawn: f64| if size > 0.0 && drawn > 1.0 { size / drawn } else { 1.0 };
    let (sx, sy) = (scale(rect.w, w), scale(rect.h, h));
    let placed: Vec<(Point, f64)> = points
        .into_iter()
        .map(|(p, pressure)| (Point::new(rect.x + p.x * sx, rect.y + p.y * sy), pressure))
        .collect();
    let items = match placed.as_slice() {
        [] => Vec::new(),
        [(only, _)] => vec![Item::Circle {
            centre: *only,
            radius: HALF * 1.3,
            paint: Paint::fill(token),
            detail: Detail::Shape,
        }],
        _ => {
            vec![Item::Path { segments: outline(&placed), paint: Paint::fill(token), detail: Detail::Shape }]
        }
    };
    Drawn { items, label: None, outside: None }
}

fn read(value: Option<&Value>) -> Vec<(Point, f64)> {
    let Some(Value::List(list)) = value else { return Vec::new() };
    let good = |n: &f64| n.is_finite();
    if list.iter().all(|item| matches!(item, Value::Number(_))) {
        let flat: Vec<f64> = list.iter().filter_map(Value::as_number).filter(good).collect();
        return flat.chunks_exact(2).map(|pair| (Point::new(pair[0], pair[1]), 0.5)).collect();
    }
    list.iter()
        .filter_map(|item| {
            let Value::List(numbers) = item else { return None };
            let numbers: Vec<f64> = numbers.iter().filter_map(Value::as_number).filter(good).collect();
            match numbers[..] {
                [x, y] => Some((Point::new(x, y), 0.5)),
                [x, y, pressure, ..] => Some((Point::new(x, y), pressure.clamp(0.0, 1.0))),
                _ => None,
            }
        })
        .collect()
}

/// Smooths the way of the pen, gives each place a width (slow is wide, fast is thin, pressure counts), and walks along
/// both edges with rounded ends.
fn outline(points: &[(Point, f64)]) -> Vec<Segment> {
    let mut way: Vec<(Point, f64)> = Vec::with_capacity(points.len());
    for (p, pressure) in points {
        let Some((last, _)) = way.last() else {
            way.push((*p, *pressure));
            continue;
        };
        // A hand trembles: every point is drawn a little towards the one before it.
        let smooth = Point::new(last.x + (p.x - last.x) * 0.7, last.y + (p.y - last.y) * 0.7);
        if smooth.distance(*last) >= 0.8 {
            way.push((smooth, *pressure));
        }
    }
    if let (Some((end, pressure)), true) = (points.last(), points.len() > 1) {
        way.push((*end, *pressure));
    }
    let mut width = 1.0;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for i in 0..way.len() {
        let (p, pressure) = way[i];
        let before = way[i.saturating_sub(1)].0;
        let after = way[(i + 1).min(way.len() - 1)].0;
        let d = after - before;
        let length = d.x.hypot(d.y);
        if length < 1e-9 {
            continue;
        }
        let speed = (p.distance(before) / 16.0).min(1.0);
        let target = (0.7 + pressure * 0.6) * (1.25 - 0.5 * speed);
        width += (target - width) * 0.3;
        let n = Point::new(-d.y / length * HALF * width, d.x / length * HALF * width);
        left.push(p + n);
        right.push(p - n);
    }
    right.reverse();
    let ring: Vec<Point> = left.into_iter().chain(right).collect();
    let [first, ..] = ring[..] else { return Vec::new() };
    let middle = |a: Point, b: Point| Point::new(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y));
    let Some(last) = ring.last().copied() else { return Vec::new() };
    // Through the middles, with the points as controls: smooth, and round at both ends.
    let mut segments = vec![Segment::Move(middle(last, first))];
    for (i, p) in ring.iter().enumerate() {
        let next = ring[(i + 1) % ring.len()];
        segments.push(Segment::Quad(*p, middle(*p, next)));
    }
    segments.push(Segment::Close);
    segments
}
