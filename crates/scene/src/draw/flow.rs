//! Flows and lines: rounded bends, heads, the slash of a default flow, the diamond of a condition.

use super::{Drawn, colours::Colours, outside, path};
use crate::{Detail, Item, Paint, Segment, Stroke, Token, stage::Stage};
use wandel_board::Element;
use wandel_process::{Kind as Process, geometry::Point, kind::FlowKind, property::names};

/// Radius of bends.
const BEND: f64 = 6.0;

pub(super) fn draw(stage: &Stage<'_>, element: &Element, kind: FlowKind) -> Drawn {
    let route = stage.route(&element.id);
    if route.len() < 2 {
        return Drawn::default();
    }
    let line = Colours::of(element).line;
    let items = match kind {
        FlowKind::Sequence => sequence(stage, element, route, line),
        FlowKind::Message => message(route, line),
        FlowKind::Association => association(element.text(names::DIRECTION).unwrap_or("none"), route, line),
        FlowKind::Data => association("one", route, line),
    };
    let mut drawn = Drawn { items, label: None, outside: None };
    drawn.place(outside::of_flow(stage, element, route, Token::ShapeLine));
    drawn
}

/// An arrow of the whiteboard.
pub(super) fn line(stage: &Stage<'_>, element: &Element) -> Drawn {
    let route = stage.route(&element.id);
    if route.len() < 2 {
        return Drawn::default();
    }
    let token = Colours::of(element).line;
    let direction = element.text(names::DIRECTION).unwrap_or("one");
    let items = solid(route, token, direction == "both", direction != "none");
    let mut drawn = Drawn { items, label: None, outside: None };
    drawn.place(outside::of_flow(stage, element, route, Token::Ink1));
    drawn
}

/// Unit vector from `a` to `b`.
fn unit(a: Point, b: Point) -> Point {
    let length = a.distance(b);
    if length > 0.0 { Point::new((b.x - a.x) / length, (b.y - a.y) / length) } else { Point::new(1.0, 0.0) }
}

fn along(p: Point, u: Point, by: f64) -> Point {
    Point::new(p.x + u.x * by, p.y + u.y * by)
}

/// Directions at both ends, into the line.
fn ends(route: &[Point]) -> (Point, Point, Point, Point) {
    let (first, last) = (route[0], route[route.len() - 1]);
    (first, unit(first, route[1]), last, unit(last, route[route.len() - 2]))
}

/// A triangle with its tip at `tip`; `u` points from the tip into the line.
fn head(tip: Point, u: Point, length: f64, half: f64) -> Vec<Segment> {
    let base = along(tip, u, length);
    path::polygon(&[
        tip,
        Point::new(base.x - u.y * half, base.y + u.x * half),
        Point::new(base.x + u.y * half, base.y - u.x * half),
    ])
}

/// The route with its ends drawn in by these lengths.
fn shortened(route: &[Point], start: f64, end: f64) -> Vec<Point> {
    let (first, u, last, v) = ends(route);
    let mut points = route.to_vec();
    let n = points.len() - 1;
    points[0] = along(first, u, start.min(first.distance(route[1])));
    points[n] = along(last, v, end.min(last.distance(route[n - 1])));
    points
}

fn drawn(points: &[Point], stroke: Stroke) -> Item {
    Item::Path { segments: path::rounded(points, BEND), paint: Paint::stroke(stroke), detail: Detail::Line }
}

fn solid(route: &[Point], token: Token, at_start: bool, at_end: bool) -> Vec<Item> {
    let (first, u, last, v) = ends(route);
    let inset = |head: bool| if head { 8.0 } else { 0.0 };
    let points = shortened(route, inset(at_start), inset(at_end));
    let mut items = vec![drawn(&points, Stroke::solid(token, 1.5))];
    for (tip, direction, wanted) in [(last, v, at_end), (first, u, at_start)] {
        if wanted {
            let segments = head(tip, direction, 10.0, 4.0);
            items.push(Item::Path { segments, paint: Paint::fill(token), detail: Detail::Line });
        }
    }
    items
}

fn sequence(stage: &Stage<'_>, element: &Element, route: &[Point], token: Token) -> Vec<Item> {
    let mut items = solid(route, token, false, true);
    let (first, u, ..) = ends(route);
    if stage.is_default(element) {
        let m = along(first, u, 11.0);
        let a = Point::new(u.x * 2.6 - u.y * 5.0, u.y * 2.6 + u.x * 5.0);
        items.push(Item::Path {
            segments: path::line(&[m - a, m + a]),
            paint: Paint::stroke(Stroke::solid(token, 1.5)),
            detail: Detail::Marker,
        });
    } else if element.text(names::CONDITION).is_some() {
        let from_activity = element
            .from
            .as_ref()
            .and_then(|id| stage.element(id))
            .and_then(|source| source.kind.process())
            .is_some_and(Process::is_activity);
        if from_activity {
            let (middle, tip) = (along(first, u, 7.0), along(first, u, 14.0));
            let side = Point::new(-u.y * 4.0, u.x * 4.0);
            items.push(Item::Path {
                segments: path::polygon(&[first, middle + side, tip, middle - side]),
                paint: Paint::new(Token::ShapeFill, Stroke::solid(token, 1.5)),
                detail: Detail::Marker,
            });
        }
    }
    items
}

fn message(route: &[Point], token: Token) -> Vec<Item> {
    let (first, u, last, v) = ends(route);
    let points = shortened(route, 7.5, 10.0);
    let open = Paint::new(Token::ShapeFill, Stroke::solid(token, 1.5));
    vec![
        drawn(&points, Stroke::dashed(token, 1.5, &[7.0, 4.0])),
        Item::Circle { centre: along(first, u, 3.75), radius: 3.5, paint: open, detail: Detail::Line },
        // Half a line back, so that the open head ends where a solid one would.
        Item::Path { segments: head(along(last, v, 1.0), v, 9.0, 4.5), paint: open, detail: Detail::Line },
    ]
}

fn association(direction: &str, route: &[Point], token: Token) -> Vec<Item> {
    let (first, u, last, v) = ends(route);
    let mut items = vec![drawn(route, Stroke::dashed(token, 1.5, &[1.5, 3.0]))];
    let mut arrow = |tip: Point, u: Point| {
        let base = along(tip, u, 8.0);
        let side = Point::new(-u.y * 4.5, u.x * 4.5);
        items.push(Item::Path {
            segments: path::line(&[base + side, tip, base - side]),
            paint: Paint::stroke(Stroke::solid(token, 1.5)),
            detail: Detail::Line,
        });
    };
    if matches!(direction, "one" | "both") {
        arrow(last, v);
    }
    if direction == "both" {
        arrow(first, u);
    }
    items
}
