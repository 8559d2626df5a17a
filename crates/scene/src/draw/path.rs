//! Figures written as SVG path data, so that a marker here reads like the one in the drawings. Data are constants of
//! this crate; what cannot be read ends the figure.

use crate::{Item, Paint, Segment};
use wandel_process::geometry::Point;

/// Reads path data (`M L H V C S Q A Z`, absolute and relative) and moves it to `origin`.
pub(crate) fn parse(data: &str, origin: Point) -> Vec<Segment> {
    let mut reader = Reader { rest: data };
    let mut out = Vec::new();
    let mut at = Point::default();
    let mut start = Point::default();
    // The second control point of the last curve, for `S`.
    let mut last_control: Option<Point> = None;
    let mut command = 'M';
    while let Some(next) = reader.command(command) {
        command = next;
        let relative = next.is_ascii_lowercase();
        let base = if relative { at } else { Point::default() };
        let mut control = None;
        let segment = match next.to_ascii_uppercase() {
            'M' => reader.point(base).map(|p| {
                start = p;
                // Further pairs are lines.
                command = if relative { 'l' } else { 'L' };
                (Segment::Move(p), p)
            }),
            'L' => reader.point(base).map(|p| (Segment::Line(p), p)),
            'H' => reader.number().map(|x| {
                let p = Point::new(base.x + x, at.y);
                (Segment::Line(p), p)
            }),
            'V' => reader.number().map(|y| {
                let p = Point::new(at.x, base.y + y);
                (Segment::Line(p), p)
            }),
            'C' => reader.point(base).zip(reader.point(base)).zip(reader.point(base)).map(|((c, d), p)| {
                control = Some(d);
                (Segment::Cubic(c, d, p), p)
            }),
            'S' => reader.point(base).zip(reader.point(base)).map(|(d, p)| {
                let c = last_control.map_or(at, |last| at + (at - last));
                control = Some(d);
                (Segment::Cubic(c, d, p), p)
            }),
            'Q' => reader.point(base).zip(reader.point(base)).map(|(c, p)| (Segment::Quad(c, p), p)),
            'A' => match reader.arc(base) {
                Some(given) => {
                    arc(at, &given, &mut out);
                    at = given.to;
                    last_control = None;
                    continue;
                }
                None => None,
            },
            'Z' => Some((Segment::Close, start)),
            _ => None,
        };
        let Some((segment, to)) = segment else { break };
        out.push(segment);
        at = to;
        last_control = control;
    }
    for segment in &mut out {
        *segment = match *segment {
            Segment::Move(p) => Segment::Move(p + origin),
            Segment::Line(p) => Segment::Line(p + origin),
            Segment::Quad(c, p) => Segment::Quad(c + origin, p + origin),
            Segment::Cubic(c, d, p) => Segment::Cubic(c + origin, d + origin, p + origin),
            Segment::Close => Segment::Close,
        };
    }
    out
}

/// A figure made for a shape of usual size, around a point, as it is drawn in one that is `scale` times as large.
pub(crate) fn scaled(item: Item, about: Point, scale: f64) -> Item {
    let at = |p: Point| Point::new(about.x + (p.x - about.x) * scale, about.y + (p.y - about.y) * scale);
    let thinner = |mut paint: Paint| {
        if let Some(stroke) = &mut paint.stroke {
            stroke.width *= scale;
        }
        paint
    };
    match item {
        Item::Path { segments, paint, detail } => Item::Path {
            segments: segments
                .into_iter()
                .map(|segment| match segment {
                    Segment::Move(p) => Segment::Move(at(p)),
                    Segment::Line(p) => Segment::Line(at(p)),
                    Segment::Quad(c, p) => Segment::Quad(at(c), at(p)),
                    Segment::Cubic(c, d, p) => Segment::Cubic(at(c), at(d), at(p)),
                    Segment::Close => Segment::Close,
                })
                .collect(),
            paint: thinner(paint),
            detail,
        },
        Item::Circle { centre, radius, paint, detail } => {
            Item::Circle { centre: at(centre), radius: radius * scale, paint: thinner(paint), detail }
        }
        other => other,
    }
}

struct Arc {
    rx: f64,
    ry: f64,
    large: bool,
    sweep: bool,
    to: Point,
}

/// An elliptical arc (without rotation) as cubics of at most a quarter turn each (SVG 1.1, F.6).
fn arc(from: Point, arc: &Arc, out: &mut Vec<Segment>) {
    let (mut rx, mut ry) = (arc.rx.abs(), arc.ry.abs());
    if rx == 0.0 || ry == 0.0 || from == arc.to {
        out.push(Segment::Line(arc.to));
        return;
    }
    let (hx, hy) = ((from.x - arc.to.x) / 2.0, (from.y - arc.to.y) / 2.0);
    let lambda = (hx / rx).powi(2) + (hy / ry).powi(2);
    if lambda > 1.0 {
        rx *= lambda.sqrt();
        ry *= lambda.sqrt();
    }
    let (a, b) = ((rx * hy).powi(2), (ry * hx).powi(2));
    let mut factor = (((rx * ry).powi(2) - a - b) / (a + b)).max(0.0).sqrt();
    if arc.large == arc.sweep {
        factor = -factor;
    }
    let (cx, cy) = (factor * rx * hy / ry, -factor * ry * hx / rx);
    let centre = Point::new(cx + f64::midpoint(from.x, arc.to.x), cy + f64::midpoint(from.y, arc.to.y));
    let angle = |p: Point| ((p.y - centre.y) / ry).atan2((p.x - centre.x) / rx);
    let start = angle(from);
    let mut turn = angle(arc.to) - start;
    if arc.sweep && turn < 0.0 {
        turn += std::f64::consts::TAU;
    } else if !arc.sweep && turn > 0.0 {
        turn -= std::f64::consts::TAU;
    }
    let pieces = (turn.abs() / std::f64::consts::FRAC_PI_2 - 1e-9).ceil().max(1.0);
    let step = turn / pieces;
    let k = 4.0 / 3.0 * (step / 4.0).tan();
    let on = |t: f64| Point::new(centre.x + rx * t.cos(), centre.y + ry * t.sin());
    let slope = |t: f64| Point::new(-rx * t.sin() * k, ry * t.cos() * k);
    let mut t = start;
    for _ in 0..pieces as usize {
        let (p, q) = (on(t), on(t + step));
        out.push(Segment::Cubic(p + slope(t), q - slope(t + step), q));
        t += step;
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', ',', '\n']);
    }

    /// The next command letter, or the last one again if numbers follow.
    fn command(&mut self, last: char) -> Option<char> {
        self.skip();
        let first = self.rest.chars().next()?;
        if first.is_ascii_alphabetic() {
            self.rest = &self.rest[1..];
            Some(first)
        } else {
            Some(last)
        }
    }

    fn number(&mut self) -> Option<f64> {
        self.skip();
        let mut dot = false;
        let mut end = 0;
        for (i, c) in self.rest.char_indices() {
            let good = match c {
                '-' => i == 0,
                '.' => !std::mem::replace(&mut dot, true),
                _ => c.is_ascii_digit(),
            };
            if !good {
                break;
            }
            end = i + 1;
        }
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        number.parse().ok()
    }

    fn flag(&mut self) -> Option<bool> {
        self.skip();
        let first = self.rest.chars().next()?;
        self.rest = &self.rest[1..];
        Some(first == '1')
    }

    fn point(&mut self, base: Point) -> Option<Point> {
        Some(Point::new(base.x + self.number()?, base.y + self.number()?))
    }

    fn arc(&mut self, base: Point) -> Option<Arc> {
        let (rx, ry, _rotation) = (self.number()?, self.number()?, self.number()?);
        Some(Arc { rx, ry, large: self.flag()?, sweep: self.flag()?, to: self.point(base)? })
    }
}

/// A line through points.
pub(crate) fn line(points: &[Point]) -> Vec<Segment> {
    points
        .iter()
        .enumerate()
        .map(|(i, p)| if i == 0 { Segment::Move(*p) } else { Segment::Line(*p) })
        .collect()
}

/// A closed polygon.
pub(crate) fn polygon(points: &[Point]) -> Vec<Segment> {
    let mut segments = line(points);
    segments.push(Segment::Close);
    segments
}

/// A line whose bends are rounded with radius `r`, or half of the shorter leg.
pub(crate) fn rounded(points: &[Point], r: f64) -> Vec<Segment> {
    let [first, .., last] = points else { return line(points) };
    let mut out = vec![Segment::Move(*first)];
    for three in points.windows(3) {
        let (a, b, c) = (three[0], three[1], three[2]);
        let (u, v) = (a.distance(b), b.distance(c));
        let q = r.min(u / 2.0).min(v / 2.0);
        let towards = |p: Point, length: f64| {
            Point::new(b.x + (p.x - b.x) * q / length, b.y + (p.y - b.y) * q / length)
        };
        if q > 0.0 {
            out.push(Segment::Line(towards(a, u)));
            out.push(Segment::Quad(b, towards(c, v)));
        } else {
            out.push(Segment::Line(b));
        }
    }
    out.push(Segment::Line(*last));
    out
}
