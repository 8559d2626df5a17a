//! Routes of connectors: a pure function of the shapes, so that everybody sees the same lines, whoever moved what.
//! Automatic routes take the usual ways (`direct`) and go around other shapes (`search`) where those are barred; bends
//! set by hand are kept (`hand`).

mod direct;
pub(crate) mod ends;
mod hand;
pub(crate) mod port;
mod search;

use crate::stage::Stage;
use direct::Candidate;
use port::Terminal;
use wandel_board::{Element, ElementId, Kind};
use wandel_process::{
    Kind as Process,
    geometry::{Point, Rect},
    kind::{FlowKind, Position, Trigger},
};

/// One end of a connector that is being drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// An element of the board.
    Element(ElementId),
    /// A place on the plane.
    Free(Point),
    /// Something that is not there yet: the shape that a drop would make.
    Ghost { kind: Kind, bounds: Rect },
}

pub(crate) struct Routed {
    pub points: Vec<Point>,
    /// Where one has looked for shapes in the way: what comes or goes elsewhere does not change the route.
    pub areas: Vec<Rect>,
}

impl Routed {
    /// A route that no other shape has a say in.
    const fn fixed(points: Vec<Point>) -> Self {
        Self { points, areas: Vec::new() }
    }
}

/// How a connector runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// At right angles.
    Square,
    /// At right angles, from above or below.
    Message,
    Straight,
}

pub(crate) fn style(kind: &Kind) -> Style {
    match kind {
        Kind::Process(Process::Flow(FlowKind::Sequence)) => Style::Square,
        Kind::Process(Process::Flow(FlowKind::Message)) => Style::Message,
        Kind::Line
        | Kind::Process(_)
        | Kind::Note
        | Kind::Text
        | Kind::Shape(_)
        | Kind::Frame
        | Kind::Stroke
        | Kind::Definition(_)
        | Kind::Depiction
        | Kind::Unknown(_) => Style::Straight,
    }
}

/// Flows go around it.
pub(crate) const fn is_obstacle(element: &Element) -> bool {
    is_obstacle_kind(&element.kind)
}

pub(crate) const fn is_obstacle_kind(kind: &Kind) -> bool {
    match kind {
        Kind::Note | Kind::Text | Kind::Shape(_) | Kind::Depiction | Kind::Unknown(_) => true,
        Kind::Frame | Kind::Stroke | Kind::Line | Kind::Definition(_) => false,
        Kind::Process(kind) => match kind {
            Process::Task(_)
            | Process::Subprocess(_)
            | Process::CallActivity
            | Process::Event(..)
            | Process::Gateway(_)
            | Process::DataObject
            | Process::DataInput
            | Process::DataOutput
            | Process::DataStore
            | Process::Annotation => true,
            Process::Pool | Process::Lane | Process::Group | Process::Flow(_) => false,
        },
    }
}

/// Box around way points; `None` if there are none.
pub(crate) fn bounds(points: &[Point]) -> Option<Rect> {
    points.iter().map(|p| Rect::new(p.x, p.y, 0.0, 0.0)).reduce(Rect::union)
}

/// The route of a connector of the board, with what a gesture in flight changes.
pub(crate) fn of(stage: &Stage<'_>, element: &Element) -> Routed {
    let ends = ends::of(stage, element);
    let style = match ends.source_kind {
        // Compensation is an association that runs like a flow.
        Some(Kind::Process(Process::Event(Position::Boundary, Trigger::Compensation))) => Style::Square,
        _ => style(&element.kind),
    };
    let carried = stage.carried(element);
    let over = stage.over.and_then(|over| over.via.get(&element.id));
    let via: Option<Vec<Point>> = match over {
        Some(via) => via.clone(),
        None => {
            let by = element.origin + carried.unwrap_or_default();
            element.via.as_ref().map(|via| via.iter().map(|p| *p + by).collect())
        }
    };
    if let (Some(by), None, Some([first, last])) = (carried, over, element.docks()) {
        // As the imported file drew it, while its ends are where they were.
        let (first, last) = (first + by, last + by);
        let touches = |end: &Option<Terminal>, p: Point| {
            end.as_ref().is_none_or(|end| end.bodies.is_empty() || end.rect.inflate(2.0).contains(p))
        };
        if touches(&ends.from, first) && touches(&ends.to, last) {
            let mut points: Vec<Point> =
                [first].into_iter().chain(via.unwrap_or_default()).chain([last]).collect();
            hand::uncover(ends.from.as_ref(), ends.to.as_ref(), &mut points);
            return Routed::fixed(points);
        }
    }
    // No bends at all is what is left of a straight imported flow: routed like any other.
    if let Some(via) = via.filter(|via| style == Style::Straight || !via.is_empty()) {
        let square = style != Style::Straight && is_square(&via);
        let points = hand::route(ends.from.as_ref(), ends.to.as_ref(), &via, square);
        return Routed::fixed(if points.len() < 2 { Vec::new() } else { points });
    }
    let (Some(from), Some(to)) = (ends.from, ends.to) else { return Routed::fixed(Vec::new()) };
    automatic(stage, &element.plane, &from, &to, style, ends.channel, &ends.through)
}

/// The route of a connector that is not there yet.
pub(crate) fn between(stage: &Stage<'_>, plane: &str, from: &Anchor, to: &Anchor, kind: &Kind) -> Vec<Point> {
    let ends = ends::between(stage, from, to, kind);
    let (Some(from), Some(to)) = (ends.from, ends.to) else { return Vec::new() };
    automatic(stage, plane, &from, &to, style(kind), ends.channel, &ends.through).points
}

fn is_square(via: &[Point]) -> bool {
    via.windows(2).all(|pair| (pair[0].x - pair[1].x).abs() < 0.5 || (pair[0].y - pair[1].y).abs() < 0.5)
}

/// True if an end of it is another connector: it can be routed only after that one.
pub(crate) fn is_second(stage: &Stage<'_>, element: &Element) -> bool {
    [&element.from, &element.to]
        .into_iter()
        .flatten()
        .any(|id| stage.element(id).is_some_and(|end| end.kind.is_connector()))
}

/// The point half way along a route.
pub(crate) fn middle(points: &[Point]) -> Option<Point> {
    let half = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum::<f64>() / 2.0;
    let mut done = 0.0;
    for pair in points.windows(2) {
        let length = pair[0].distance(pair[1]);
        if done + length >= half && length > 0.0 {
            let t = (half - done) / length;
            let at =
                Point::new(pair[0].x + (pair[1].x - pair[0].x) * t, pair[0].y + (pair[1].y - pair[0].y) * t);
            return Some(Point::new((at.x * 64.0).round() / 64.0, (at.y * 64.0).round() / 64.0));
        }
        done += length;
    }
    points.first().copied()
}

/// What a direct route may cost more than the best before a way around is looked for.
const PATIENCE: f64 = 120.0;
/// Rounds of learning obstacles.
const ROUNDS: usize = 6;

fn automatic(
    stage: &Stage<'_>,
    plane: &str,
    from: &Terminal,
    to: &Terminal,
    style: Style,
    channel: Option<f64>,
    through: &dyn Fn(&ElementId) -> bool,
) -> Routed {
    if style == Style::Straight {
        return Routed::fixed(hand::straight(from, to, false));
    }
    let candidates = direct::candidates(from, to, channel);
    let Some(cheapest) = candidates.first() else {
        return Routed::fixed(hand::straight(from, to, true));
    };
    let mut field = Field { stage, plane, through, tested: Vec::new() };
    let near = candidates.partition_point(|candidate| candidate.cost <= cheapest.cost + PATIENCE);
    let mut barred = Vec::new();
    let mut best: Option<Candidate> = None;
    for candidate in &candidates[..near] {
        let hits = field.hits(&candidate.points);
        if hits.is_empty() {
            best = Some(candidate.clone());
            break;
        }
        barred.extend(hits);
    }
    for _ in 0..ROUNDS {
        if best.is_some() {
            break;
        }
        order(&mut barred);
        let Some(way) = search::search(from, to, &barred) else { break };
        let hits = field.hits(&way.points);
        if hits.is_empty() {
            best = Some(way);
        }
        barred.extend(hits);
    }
    let best = best
        .or_else(|| {
            candidates[near..].iter().find(|candidate| field.hits(&candidate.points).is_empty()).cloned()
        })
        // No way at all: the usual route, across whatever lies there.
        .unwrap_or_else(|| cheapest.clone());
    Routed {
        points: hand::simplify(best.points),
        areas: field.tested.into_iter().map(|(area, _)| area).collect(),
    }
}

fn order(rects: &mut Vec<Rect>) {
    let key = |r: &Rect| [r.x, r.y, r.w, r.h];
    rects.sort_by(|a, b| {
        let (a, b) = (key(a), key(b));
        a.iter().zip(&b).map(|(a, b)| a.total_cmp(b)).find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    rects.dedup();
}

/// The shapes in the way, and where one has looked for them.
struct Field<'a, 's> {
    stage: &'a Stage<'s>,
    plane: &'a str,
    through: &'a dyn Fn(&ElementId) -> bool,
    /// Boxes around pieces of lines, with the shapes they touch. Routes have many pieces in common.
    tested: Vec<(Rect, Vec<Rect>)>,
}

impl Field<'_, '_> {
    /// Shapes that a line along these points would touch.
    fn hits(&mut self, points: &[Point]) -> Vec<Rect> {
        let mut all = Vec::new();
        for pair in points.windows(2) {
            let area = Rect::spanned(pair[0], pair[1]).inflate(search::CLEARANCE);
            if let Some((_, hits)) = self.tested.iter().find(|(tested, _)| *tested == area) {
                all.extend_from_slice(hits);
                continue;
            }
            // Touching the clearance is allowed: shapes stand in rows.
            let core = area.inflate(-0.5);
            let mut hits = Vec::new();
            self.stage.obstacles(self.plane, area, &mut |id, rect| {
                if rect.intersects(core) && !(self.through)(id) {
                    hits.push(rect);
                }
            });
            all.extend_from_slice(&hits);
            self.tested.push((area, hits));
        }
        all
    }
}
