//! Where a label outside its shape stands: at the first of its usual places that lies on no flow and no other shape.
//! A place somebody chose (`label-at`) always wins. Labels of connectors that meet at a shape keep clear of each other: the
//! one with the lower id stands as if it were alone, the others look at where that is.

use super::words::{self, Style, Type};
use crate::{
    Align, Item, LabelBox, Token, Vertical,
    hit::crosses,
    item::Detail,
    route::ends,
    stage::Stage,
    text::{Wrapped, wrap},
};
use wandel_board::{Element, ElementId, Kind, Parent};
use wandel_process::{
    Kind as Process, Value,
    geometry::{Point, Rect},
    kind::{FlowKind, Position},
    property::names,
};

/// At most this wide.
pub(crate) const WIDTH: f64 = 90.0;

/// By how much a label may be wider than the box that a file measured for it.
const SLACK: f64 = 1.3;

/// Which point of a label's box is fixed.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: Point,
    align: Align,
    vertical: Vertical,
}

impl Place {
    const fn new(x: f64, y: f64, align: Align, vertical: Vertical) -> Self {
        Self { at: Point::new(x, y), align, vertical }
    }
    fn rect(self, (w, h): (f64, f64)) -> Rect {
        let x = match self.align {
            Align::Left => self.at.x,
            Align::Centre => self.at.x - w / 2.0,
            Align::Right => self.at.x - w,
        };
        let y = match self.vertical {
            Vertical::Top => self.at.y,
            Vertical::Middle => self.at.y - h / 2.0,
            Vertical::Bottom => self.at.y - h,
        };
        Rect::new(x, y, w, h)
    }
}

/// A label that has found its place.
pub(crate) struct Placed {
    pub text: Option<Item>,
    pub label: LabelBox,
    /// Box of the lines; `None` if there is nothing to read.
    pub outside: Option<Rect>,
}

/// Lays out the label of an event, gateway or data shape.
pub(crate) fn of_shape(stage: &Stage<'_>, element: &Element, rect: Rect, ink: Token) -> Placed {
    let lines = lines(stage, element);
    let size = words::measure(&lines, words::LABEL);
    let place = fixed(stage, element, size).unwrap_or_else(|| {
        let c = rect.centre();
        let below = Place::new(c.x, rect.bottom() + 5.0, Align::Centre, Vertical::Top);
        let above = Place::new(c.x, rect.y - 3.5, Align::Centre, Vertical::Bottom);
        let right = Place::new(rect.right() + 5.0, c.y, Align::Left, Vertical::Middle);
        let left = Place::new(rect.x - 5.0, c.y, Align::Right, Vertical::Middle);
        // Into the corners: as near to the shape as its outline lets it.
        let (dx, dy) = (12.0, 15.5);
        let corner = |sx: f64, sy: f64| {
            let align = if sx > 0.0 { Align::Left } else { Align::Right };
            let vertical = if sy > 0.0 { Vertical::Top } else { Vertical::Bottom };
            Place::new(c.x + sx * dx, c.y + sy * dy, align, vertical)
        };
        let beside = |sx: f64| {
            let align = if sx > 0.0 { Align::Left } else { Align::Right };
            Place::new(c.x + sx * (rect.w / 2.0 + 1.0), rect.bottom() - 2.0, align, Vertical::Top)
        };
        match element.kind {
            Kind::Process(Process::Gateway(_)) => choose(
                stage,
                element,
                size,
                &[above, corner(1.0, -1.0), below, corner(1.0, 1.0), corner(-1.0, -1.0), corner(-1.0, 1.0)],
                &[],
            ),
            Kind::Process(Process::Event(Position::Boundary, _)) => {
                choose(stage, element, size, &[below, beside(1.0), beside(-1.0), above, right, left], &[])
            }
            _ => choose(stage, element, size, &[below, above, right, left, beside(1.0), beside(-1.0)], &[]),
        }
    });
    finish(stage, element, &lines, size, place, ink)
}

/// Lays out the label of a flow: an exit beside its first segment, everything else beside the middle.
pub(crate) fn of_flow(stage: &Stage<'_>, element: &Element, route: &[Point], ink: Token) -> Placed {
    let lines = lines(stage, element);
    let size = words::measure(&lines, words::LABEL);
    let taken = if element.label.is_empty() { Vec::new() } else { fellows(stage, element) };
    let place = at_flow(stage, element, route, size, &taken);
    finish(stage, element, &lines, size, place, ink)
}

/// Labels of connectors with lower ids that share an end with this one, where they would stand alone. Only one step far: so
/// a label depends on nothing but what meets at its two ends.
fn fellows(stage: &Stage<'_>, element: &Element) -> Vec<Rect> {
    let mut ids: Vec<&ElementId> = [&element.from, &element.to]
        .into_iter()
        .flatten()
        .flat_map(|end| stage.projection.incident(end))
        .filter(|id| **id < element.id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| alone(stage, id)).collect()
}

/// Where the label of a connector would stand if no other connector had one.
fn alone(stage: &Stage<'_>, id: &ElementId) -> Option<Rect> {
    if let Some(known) = stage.labels.borrow().get(id) {
        return *known;
    }
    let flow = stage.element(id).filter(|flow| flow.kind.is_connector() && !flow.label.is_empty());
    let rect = flow.map(|flow| {
        let size = words::measure(&lines(stage, flow), words::LABEL);
        at_flow(stage, flow, stage.route(id), size, &[]).rect(size)
    });
    stage.labels.borrow_mut().insert(id.clone(), rect);
    rect
}

/// A way out of a decision: its label stands where it begins.
fn is_exit(stage: &Stage<'_>, element: &Element) -> bool {
    let fork = |source: &Element| matches!(source.kind, Kind::Process(Process::Gateway(_)));
    element.kind == Kind::Process(Process::Flow(FlowKind::Sequence))
        && (stage.is_default(element)
            || element.text(names::CONDITION).is_some()
            || element.from.as_ref().and_then(|id| stage.element(id)).is_some_and(fork))
}

fn at_flow(stage: &Stage<'_>, element: &Element, route: &[Point], size: (f64, f64), taken: &[Rect]) -> Place {
    let exit = is_exit(stage, element);
    fixed(stage, element, size).unwrap_or_else(|| {
        let [first, second, ..] = route else {
            return Place::new(0.0, 0.0, Align::Left, Vertical::Top);
        };
        let alone = exit && !shares_start(stage, element, *first, *second);
        if alone {
            let places = beside_exit(*first, *second, stage.is_default(element));
            choose(stage, element, size, &places, taken)
        } else {
            // What runs together first is told apart behind the fork.
            let skip = usize::from(exit && route.len() > 2);
            let mut pieces: Vec<(Point, Point)> =
                route.windows(2).skip(skip).map(|pair| (pair[0], pair[1])).collect();
            pieces.sort_by(|a, b| b.0.distance(b.1).total_cmp(&a.0.distance(a.1)));
            let first = between_pools(stage, element, route);
            let places: Vec<Place> =
                first.into_iter().chain(pieces).flat_map(|(a, b)| beside(a, b)).collect();
            choose(stage, element, size, &places, taken)
        }
    })
}

/// True if another flow leaves at the same point in the same direction.
fn shares_start(stage: &Stage<'_>, element: &Element, first: Point, second: Point) -> bool {
    let Some(from) = &element.from else { return false };
    stage.projection.incident(from).iter().filter(|id| **id != element.id).any(|id| {
        let same_source = stage.element(id).is_some_and(|other| other.from.as_ref() == Some(from));
        match stage.route(id) {
            [a, b, ..] if same_source && *a == first => {
                let (u, v) = (second - first, *b - *a);
                u.x * v.x + u.y * v.y > 0.0 && (u.x * v.y - u.y * v.x).abs() < 1e-6
            }
            _ => false,
        }
    })
}

/// Beside a piece of a line: at its middle, then nearer to one of its ends.
fn beside(a: Point, b: Point) -> Vec<Place> {
    let steep = (a.x - b.x).abs() < (a.y - b.y).abs();
    [0.5, 0.3, 0.7]
        .into_iter()
        .flat_map(|t| {
            let m = Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);
            if steep {
                [
                    Place::new(m.x + 7.0, m.y, Align::Left, Vertical::Middle),
                    Place::new(m.x - 7.0, m.y, Align::Right, Vertical::Middle),
                ]
            } else {
                [
                    Place::new(m.x, m.y - 4.5, Align::Centre, Vertical::Bottom),
                    Place::new(m.x, m.y + 4.5, Align::Centre, Vertical::Top),
                ]
            }
        })
        .collect()
}

/// The piece of a message flow in the gap between two pools: its label is read there best.
fn between_pools(stage: &Stage<'_>, element: &Element, route: &[Point]) -> Option<(Point, Point)> {
    let (from, to) = (element.from.as_ref()?, element.to.as_ref()?);
    let (top, bottom) = ends::gap(stage, from, to)?;
    let pair = route.windows(2).find(|pair| {
        let (low, high) = (pair[0].y.min(pair[1].y), pair[0].y.max(pair[1].y));
        pair[0].x == pair[1].x && low < bottom && high > top
    })?;
    let clamp = |p: Point| Point::new(p.x, p.y.clamp(top, bottom));
    Some((clamp(pair[0]), clamp(pair[1])))
}

/// Beside the first segment of an exit: 8 from the line, behind the slash of a default flow.
fn beside_exit(a: Point, b: Point, default: bool) -> [Place; 4] {
    if (a.x - b.x).abs() < 0.5 {
        let (down, sign) = if b.y > a.y { (true, 1.0) } else { (false, -1.0) };
        let vertical = if down { Vertical::Top } else { Vertical::Bottom };
        let near = a.y + sign * if default || !down { 13.5 } else { 5.5 };
        let far = a.y + sign * 20.0;
        let right = |y: f64| Place::new(a.x + 8.0, y, Align::Left, vertical);
        let left = |y: f64| Place::new(a.x - 8.0, y, Align::Right, vertical);
        // Upwards a question stands at the right.
        if down {
            [right(near), left(near), right(far), left(far)]
        } else {
            [left(near), right(near), left(far), right(far)]
        }
    } else {
        let sign = if b.x > a.x { 1.0 } else { -1.0 };
        let align = if sign > 0.0 { Align::Left } else { Align::Right };
        let place =
            |off: f64, y: f64, vertical: Vertical| Place::new(a.x + sign * off, a.y + y, align, vertical);
        [
            place(7.0, -4.5, Vertical::Bottom),
            place(7.0, if default { 7.0 } else { 4.5 }, Vertical::Top),
            place(18.0, -4.5, Vertical::Bottom),
            place(18.0, 4.5, Vertical::Top),
        ]
    }
}

fn lines(stage: &Stage<'_>, element: &Element) -> Vec<Wrapped> {
    let Type { size, weight, .. } = words::LABEL;
    let within = |width: f64| wrap(&element.label, width, size, weight, stage.lang());
    let Some(given) = given(element) else { return within(WIDTH) };
    let lines = within(given.w.max(WIDTH));
    // A file measured its label in a type of its own: what took one line there takes one here, if it nearly does.
    let meant = (given.h / words::LABEL.leading).round().max(1.0);
    if given.w > 0.0 && lines.len() as f64 > meant {
        let roomier = within(given.w.max(WIDTH) * SLACK);
        if roomier.len() < lines.len() {
            return roomier;
        }
    }
    lines
}

/// Bounds that somebody gave the label, relative to the parent.
fn given(element: &Element) -> Option<Rect> {
    let Some(Value::List(list)) = element.properties.get(names::LABEL_AT) else { return None };
    let numbers: Vec<f64> = list.iter().filter_map(Value::as_number).filter(|n| n.is_finite()).collect();
    let [x, y, w, h] = numbers[..] else { return None };
    Some(Rect::new(x, y, w.max(0.0), h.max(0.0)))
}

/// In the box that somebody gave the label: from its top down, but of a label above its shape the bottom stays, where more
/// lines than the box has room for would lie on the shape.
fn fixed(stage: &Stage<'_>, element: &Element, (_, height): (f64, f64)) -> Option<Place> {
    let given = given(element)?;
    let above = !element.kind.is_connector() && given.bottom() <= element.at.y + 1.0;
    let up = if above && given.h > 0.0 { (height - given.h).max(0.0) } else { 0.0 };
    let at = match stage.over.and_then(|over| over.labels.get(&element.id)) {
        Some(at) => *at,
        None => {
            let by = if element.kind.is_connector() { stage.carried(element) } else { stage.drift(element) };
            // Relative to where the parent begins in the document.
            given.origin() + (element.origin - element.at) + by.unwrap_or_default()
        }
    };
    Some(Place::new(at.x + given.w / 2.0, at.y - up, Align::Centre, Vertical::Top))
}

/// The first place that is free, else the one with the least in it.
fn choose(stage: &Stage<'_>, element: &Element, size: (f64, f64), places: &[Place], taken: &[Rect]) -> Place {
    let first = places.first().copied().unwrap_or(Place::new(0.0, 0.0, Align::Left, Vertical::Top));
    if element.label.is_empty() {
        return first;
    }
    let mut best: Option<(usize, Place)> = None;
    for place in places {
        let rect = place.rect(size);
        let on_labels = taken.iter().filter(|label| label.intersects(rect)).count();
        let trouble = trouble(stage, element, rect) + 2 * on_labels;
        if trouble == 0 {
            return *place;
        }
        if best.is_none_or(|(least, _)| trouble < least) {
            best = Some((trouble, *place));
        }
    }
    best.map_or(first, |(_, place)| place)
}

/// How many flows and shapes a label would lie on. A flow's own line counts, a gateway's question too.
fn trouble(stage: &Stage<'_>, element: &Element, rect: Rect) -> usize {
    let core = rect.inflate(-1.0);
    // Letters stand a little off lines; other shapes may come as near as they like.
    let wide = rect.inflate(1.5);
    let on = |route: &[Point]| route.windows(2).any(|pair| crosses(pair[0], pair[1], wide));
    let mut count = stage.lines(&element.plane, wide).into_iter().filter(|id| on(stage.route(id))).count();
    if element.kind.is_connector() {
        let question = element.from.as_ref().and_then(|id| stage.outside(id));
        count += usize::from(question.is_some_and(|question| question.intersects(core)));
    }
    let host = match &element.parent {
        Parent::Element(id)
            if matches!(element.kind, Kind::Process(Process::Event(Position::Boundary, _))) =>
        {
            Some(id)
        }
        _ => None,
    };
    let holders = stage.ancestry(&element.id);
    stage.obstacles(&element.plane, core, &mut |id, body| {
        let own = *id == element.id && !element.kind.is_connector();
        if !own && (Some(id) == host || !holders.contains(id)) && body.intersects(core) {
            count += 1;
        }
    });
    count
}

fn finish(
    stage: &Stage<'_>,
    element: &Element,
    lines: &[Wrapped],
    size: (f64, f64),
    place: Place,
    ink: Token,
) -> Placed {
    let rect = place.rect(size);
    let ground = stage.ground(element, rect.centre());
    let style =
        Style { kind: words::LABEL, align: place.align, vertical: place.vertical, ink, halo: Some(ground) };
    let text = words::place(lines, rect, style, Detail::Type);
    // The editor may grow to the full width, around the same fixed point.
    let mut label = words::inside(place.rect((size.0.max(WIDTH), size.1.max(15.0))), style, ground);
    label.outside = true;
    Placed { outside: text.is_some().then_some(rect), text, label }
}
