//! Markers in shapes: what a task does (18 x 18, top left), how it repeats (14 x 14, bottom), in the drawings' own path
//! data.

use super::path;
use crate::{Detail, Item, Paint, Stroke, Token};
use wandel_process::{
    geometry::Point,
    kind::{SubprocessKind, TaskKind},
};

/// Colours of the shape a marker is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ink {
    pub line: Token,
    pub fill: Token,
}

impl Ink {
    fn outlined(self) -> Paint {
        Paint::new(self.fill, Stroke::solid(self.line, 1.25).joined())
    }
    const fn filled(self) -> Paint {
        Paint::fill(self.line)
    }
    fn drawn(self, width: f64) -> Paint {
        Paint::stroke(Stroke::solid(self.line, width).joined())
    }
}

fn figure(data: &str, at: Point, paint: Paint) -> Item {
    Item::Path { segments: path::parse(data, at), paint, detail: Detail::Marker }
}

fn dot(x: f64, y: f64, radius: f64, at: Point, paint: Paint) -> Item {
    Item::Circle { centre: at + Point::new(x, y), radius, paint, detail: Detail::Marker }
}

/// A gear wheel of `n` teeth around a point.
fn gear(cx: f64, cy: f64, at: Point, paint: Paint) -> Item {
    const TEETH: u32 = 8;
    const OUTER: f64 = 5.9;
    const INNER: f64 = 4.5;
    let step = std::f64::consts::TAU / f64::from(TEETH);
    let on = |r: f64, t: f64| format!("{:.2} {:.2}", cx + r * t.cos(), cy + r * t.sin());
    let mut data = String::new();
    for i in 0..TEETH {
        let a = f64::from(i) * step - std::f64::consts::FRAC_PI_2;
        let (u, v) = (step * 0.27, step * 0.2);
        data.push(if i == 0 { 'M' } else { 'L' });
        data += &format!(
            "{}L{}L{}L{}A{INNER} {INNER} 0 0 1 {}",
            on(INNER, a - u),
            on(OUTER, a - v),
            on(OUTER, a + v),
            on(INNER, a + u),
            on(INNER, a + step - u)
        );
    }
    data.push('Z');
    figure(&data, at, paint)
}

/// What a task does; nothing for a task without a type. `at`: top left of the marker.
pub(crate) fn task(kind: TaskKind, at: Point, ink: Ink) -> Vec<Item> {
    let outlined = ink.outlined();
    match kind {
        TaskKind::Abstract => Vec::new(),
        TaskKind::User => vec![
            dot(9.0, 5.1, 3.3, at, outlined),
            figure(
                "M2.4 16.6v-2.5c0-2.9 2.8-4.6 6.6-4.6s6.6 1.7 6.6 4.6v2.5zM5.7 16.6v-2.3M12.3 16.6v-2.3",
                at,
                outlined,
            ),
        ],
        TaskKind::Service => vec![
            gear(6.6, 6.6, at, outlined),
            dot(6.6, 6.6, 1.9, at, outlined),
            gear(11.6, 11.4, at, outlined),
            dot(11.6, 11.4, 1.9, at, outlined),
        ],
        TaskKind::Send => vec![
            figure("M1.5 3.5h15L9 9.3z", at, ink.filled()),
            figure("M1.5 5.4v8.6h15V5.4L9 11.2z", at, ink.filled()),
        ],
        TaskKind::Receive => vec![
            figure("M1.5 3.5h15v10.5h-15z", at, outlined),
            figure("M1.5 3.5 9 9.5l7.5-6", at, ink.drawn(1.25)),
        ],
        TaskKind::Manual => vec![figure(
            "M2 9.5c0-2.6 1.7-3.5 3.9-5.4l2-1.8c.5-.4 1.1-.4 1.5.1.3.4.3.9-.1 1.3L7.9 5.5h7a1.05 1.05 0 0 1 0 2.1\
             h.7a1.05 1.05 0 0 1 0 2.1H15a1 1 0 0 1 0 2h-.8a.95.95 0 0 1 0 1.9H6.2C3.6 13.6 2 12 2 9.5zM10 7.6h5\
             M10 9.7h5M10 11.7h4.5",
            at,
            outlined,
        )],
        TaskKind::BusinessRule => vec![
            figure("M1.5 3h15v12h-15z", at, outlined),
            figure("M1.5 3h15v3.5h-15z", at, Paint { fill: Some(Token::Line2), ..outlined }),
            figure("M1.5 10.7h15M6.2 6.5V15", at, ink.drawn(1.25)),
        ],
        TaskKind::Script => vec![figure(
            "M6 1.5h9.5c-3.5 2.8-3.5 4.8-1.2 7.5s2.2 4.7-1.3 7.5H3.5C7 13.7 7 11.7 4.7 9S2.5 4.3 6 1.5zM6.3 5h4.5\
             M7 9h4.5M7.5 13H12",
            at,
            outlined,
        )],
    }
}

/// A marker at the foot of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foot {
    Loop,
    Parallel,
    Sequential,
    Compensation,
    AdHoc,
    /// There is more inside.
    Collapsed,
}

impl Foot {
    pub(crate) fn of_loop(name: Option<&str>) -> Option<Self> {
        match name {
            Some("standard") => Some(Self::Loop),
            Some("parallel") => Some(Self::Parallel),
            Some("sequential") => Some(Self::Sequential),
            _ => None,
        }
    }
    pub(crate) const fn of_subprocess(kind: SubprocessKind) -> Option<Self> {
        match kind {
            SubprocessKind::AdHoc => Some(Self::AdHoc),
            SubprocessKind::Embedded | SubprocessKind::Event | SubprocessKind::Transaction => None,
        }
    }
}

/// Side of a marker at the foot, and the gap between two.
const FOOT: f64 = 14.0;
const FOOT_GAP: f64 = 4.0;

/// A row of markers, centred over `middle`, 4 above `bottom`.
pub(crate) fn feet(markers: &[Foot], middle: f64, bottom: f64, ink: Ink) -> Vec<Item> {
    let width = markers.len() as f64 * (FOOT + FOOT_GAP) - FOOT_GAP;
    let mut at = Point::new(middle - width / 2.0, bottom - 4.0 - FOOT);
    let mut items = Vec::new();
    for marker in markers {
        items.push(match marker {
            Foot::Loop => figure("M4.6 12.1A5.6 5.6 0 1 1 9.4 12.1M1.2 12.4h3.7v-3.7", at, ink.drawn(1.5)),
            Foot::Parallel => figure("M3 2v10M7 2v10M11 2v10", at, ink.drawn(2.0)),
            Foot::Sequential => figure("M2 3h10M2 7h10M2 11h10", at, ink.drawn(2.0)),
            Foot::Compensation => figure("M7 2.5v9L1.5 7zM12.5 2.5v9L7 7z", at, ink.outlined()),
            Foot::AdHoc => figure(
                "M1.5 8.6c.9-3.6 3-4.7 5.5-2.6 1.9 1.6 3.3 1.3 4.3-1.2l1.2.6c-.9 3.6-3 4.7-5.5 2.6-1.9-1.6-3.3-1.3-4.3 1.2z",
                at,
                ink.filled(),
            ),
            Foot::Collapsed => figure("M.75.75h12.5v12.5H.75zM7 3.5v7M3.5 7h7", at, ink.outlined()),
        });
        at.x += FOOT + FOOT_GAP;
    }
    items
}
