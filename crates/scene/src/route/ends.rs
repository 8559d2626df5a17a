//! The two ends of a connector as the router wants them: which sides are good, which are taken by other flows, which
//! shapes may be run through because they hold an end.

use super::{
    Anchor, Style, direct,
    port::{Side, Terminal},
    style,
};
use crate::{
    draw,
    outline::{self, Outline},
    stage::Stage,
};
use std::collections::HashSet;
use wandel_board::{Element, ElementId, Kind, Parent};
use wandel_process::{
    Kind as Process,
    geometry::{Point, Rect},
    kind::{FlowKind, Position},
    property::names,
};

pub(super) struct Ends<'a> {
    pub from: Option<Terminal>,
    pub to: Option<Terminal>,
    pub source_kind: Option<&'a Kind>,
    /// Height of the gap between two pools.
    pub channel: Option<f64>,
    /// Shapes that are no obstacles: the ends and what holds them.
    pub through: Box<dyn Fn(&ElementId) -> bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    From,
    To,
}

pub(super) fn of<'a>(stage: &Stage<'a>, element: &Element) -> Ends<'a> {
    let anchor = |over: Option<&Anchor>, end: &Option<ElementId>| {
        over.cloned().or_else(|| end.clone().map(Anchor::Element))
    };
    let (over_from, over_to) =
        stage.over.map_or((None, None), |over| (over.from.get(&element.id), over.to.get(&element.id)));
    let (from, to) = (anchor(over_from, &element.from), anchor(over_to, &element.to));
    let mut ends = plain(stage, from.as_ref(), to.as_ref(), &element.kind);
    if style(&element.kind) != Style::Straight && is_automatic(element) {
        let changed = over_from.is_some() || over_to.is_some();
        spread(stage, element, changed, &mut ends);
        if let Some(Anchor::Element(id)) = &from {
            yield_sides(stage, element, id, Role::From, ends.from.as_mut());
        }
        if let Some(Anchor::Element(id)) = &to {
            yield_sides(stage, element, id, Role::To, ends.to.as_mut());
        }
    }
    ends
}

pub(super) fn between<'a>(stage: &Stage<'a>, from: &Anchor, to: &Anchor, kind: &Kind) -> Ends<'a> {
    plain(stage, Some(from), Some(to), kind)
}

/// With more connectors than this at a shape, none gives way to another: there is no place left to give, and comparing each
/// with each would cost the square of a number that a file chooses.
const CROWD: usize = 256;

fn is_crowded(stage: &Stage<'_>, at: &ElementId) -> bool {
    stage.projection.incident(at).len() > CROWD
}

/// Nobody set its bends, and no file did.
fn is_automatic(flow: &Element) -> bool {
    flow.via.as_ref().is_none_or(|via| via.is_empty()) && flow.docks().is_none()
}

/// Without regard to other flows.
fn plain<'a>(stage: &Stage<'a>, from: Option<&Anchor>, to: Option<&Anchor>, kind: &Kind) -> Ends<'a> {
    let id = |anchor: Option<&Anchor>| match anchor {
        Some(Anchor::Element(id)) => Some(id.clone()),
        Some(Anchor::Free(_) | Anchor::Ghost { .. }) | None => None,
    };
    let (from_id, to_id) = (id(from), id(to));
    let mut through: HashSet<ElementId> = HashSet::new();
    for id in from_id.iter().chain(&to_id) {
        through.extend(stage.ancestry(id));
    }
    let style = style(kind);
    let source_kind = from_id.as_ref().and_then(|id| stage.element(id)).map(|element| &element.kind);
    let channel = match (style, &from_id, &to_id) {
        (Style::Message, Some(a), Some(b)) => channel(stage, a, b),
        _ => None,
    };
    Ends {
        from: from.and_then(|anchor| terminal(stage, anchor, Role::From, style)),
        to: to.and_then(|anchor| terminal(stage, anchor, Role::To, style)),
        source_kind,
        channel,
        through: Box::new(move |id| through.contains(id)),
    }
}

fn terminal(stage: &Stage<'_>, anchor: &Anchor, role: Role, style: Style) -> Option<Terminal> {
    let (kind, rect, element) = match anchor {
        Anchor::Free(at) => return Some(Terminal::free(*at)),
        Anchor::Ghost { kind, bounds } => (kind, *bounds, None),
        Anchor::Element(id) => {
            let element = stage.element(id)?;
            if element.kind.is_connector() {
                return super::middle(stage.route(id)).map(Terminal::free);
            }
            (&element.kind, stage.bounds(id)?, Some(element))
        }
    };
    let sides = match (style, kind, role) {
        (Style::Message, ..) => [200.0, 0.0, 0.0, 200.0],
        (_, Kind::Process(Process::Gateway(_)), Role::From) => [0.0, 0.0, 0.0, 60.0],
        (_, Kind::Process(Process::Gateway(_)), Role::To) => [60.0, 1.0, 1.0, 0.0],
        (_, _, Role::From) => [0.0, 40.0, 40.0, 80.0],
        (_, _, Role::To) => [80.0, 40.0, 40.0, 0.0],
    };
    let wide = matches!(kind, Kind::Process(Process::Pool | Process::Lane) | Kind::Frame)
        || element.is_some_and(draw::is_expanded);
    let mut terminal =
        Terminal { rect, outline: outline::of(kind), sides, slides: wide, spread: 0.0, bodies: vec![rect] };
    if let (Some(element), Kind::Process(Process::Event(Position::Boundary, _))) = (element, kind) {
        attached(stage, element, &mut terminal);
    }
    Some(terminal)
}

/// A boundary event's line leaves its host: outwards is best, along the border possible, inwards not.
fn attached(stage: &Stage<'_>, event: &Element, terminal: &mut Terminal) {
    let Parent::Element(host) = &event.parent else { return };
    let Some(host) = stage.bounds(host) else { return };
    let c = terminal.centre();
    for side in Side::ALL {
        let border = match side {
            Side::Right => c.x - host.right(),
            Side::Top => host.y - c.y,
            Side::Bottom => c.y - host.bottom(),
            Side::Left => host.x - c.x,
        };
        // On this border (to half of its size), or off it.
        let reach = if side.is_horizontal() { terminal.rect.w } else { terminal.rect.h } / 2.0;
        let outward = border.abs() <= reach;
        let inward = {
            let (dx, dy) = side.direction();
            let p = terminal.port(side, 0.0);
            host.contains(Point::new(p.x + dx, p.y + dy))
        };
        terminal.sides[side.index()] = match (outward, inward) {
            (_, true) => f64::INFINITY,
            (true, false) => 0.0,
            (false, false) => 45.0,
        };
    }
    terminal.bodies.push(host);
}

/// The middle of that gap.
fn channel(stage: &Stage<'_>, a: &ElementId, b: &ElementId) -> Option<f64> {
    gap(stage, a, b).map(|(top, bottom)| f64::midpoint(top, bottom))
}

/// From where to where the gap reaches between the pools of two elements that stand one above the other.
pub(crate) fn gap(stage: &Stage<'_>, a: &ElementId, b: &ElementId) -> Option<(f64, f64)> {
    let pool = |id: &ElementId| -> Option<Rect> {
        let mut next = Some(id.clone());
        for _ in 0..64 {
            let element = stage.element(&next?)?;
            if element.kind == Kind::Process(Process::Pool) {
                return stage.bounds(&element.id);
            }
            next = match &element.parent {
                Parent::Element(parent) => Some(parent.clone()),
                Parent::Plane(_) => None,
            };
        }
        None
    };
    let (a, b) = (pool(a)?, pool(b)?);
    if a.bottom() <= b.y {
        Some((a.bottom(), b.y))
    } else if b.bottom() <= a.y {
        Some((b.bottom(), a.y))
    } else {
        None
    }
}

/// Flows that would lie on each other run side by side: several between the same two shapes; messages at the same side
/// of a shape.
fn spread(stage: &Stage<'_>, flow: &Element, changed: bool, ends: &mut Ends<'_>) {
    let (Some(from), Some(to)) = (&flow.from, &flow.to) else { return };
    if changed || from == to || is_crowded(stage, from) || is_crowded(stage, to) {
        return;
    }
    if style(&flow.kind) == Style::Message {
        for (end, id) in [(&mut ends.from, from), (&mut ends.to, to)] {
            if let Some(end) = end {
                end.spread = beside(stage, flow, id, end);
            }
        }
        return;
    }
    let mut same = fellows(stage, flow, from);
    same.retain(|other| (other.from.as_ref(), other.to.as_ref()) == (Some(from), Some(to)));
    let narrow = [&ends.from, &ends.to]
        .into_iter()
        .flatten()
        .map(|end| end.rect.w.min(end.rect.h))
        .fold(f64::INFINITY, f64::min);
    same.sort_by(|a, b| (&a.z, &a.id).cmp(&(&b.z, &b.id)));
    let off = place(&same, flow, narrow, 20.0);
    for end in [&mut ends.from, &mut ends.to].into_iter().flatten() {
        // Beside the corner of a decision there is nothing to dock at.
        if matches!(end.outline, Outline::Box(_)) {
            end.spread = off;
        }
    }
}

/// Automatic flows of the same kind at a shape, this one included.
fn fellows<'a>(stage: &Stage<'a>, flow: &Element, at: &ElementId) -> Vec<&'a Element> {
    let mut found: Vec<&Element> = stage
        .projection
        .incident(at)
        .iter()
        .filter_map(|id| stage.element(id))
        .filter(|other| other.kind == flow.kind && is_automatic(other))
        .collect();
    found.dedup_by(|a, b| a.id == b.id);
    found
}

/// A message's place among those at the same side of a shape: in the order of where they come from or go to.
fn beside(stage: &Stage<'_>, flow: &Element, at: &ElementId, end: &Terminal) -> f64 {
    let c = end.centre();
    let other = |flow: &Element| -> Option<Point> {
        let id = if flow.from.as_ref() == Some(at) { flow.to.as_ref()? } else { flow.from.as_ref()? };
        Some(stage.bounds(id)?.centre())
    };
    let below = other(flow).is_some_and(|p| p.y > c.y);
    let mut same = fellows(stage, flow, at);
    same.retain(|fellow| other(fellow).is_some_and(|p| (p.y > c.y) == below));
    let x = |flow: &Element| other(flow).map_or(0.0, |p| p.x);
    same.sort_by(|a, b| x(a).total_cmp(&x(b)).then_with(|| (&a.z, &a.id).cmp(&(&b.z, &b.id))));
    place(&same, flow, end.rect.w, 40.0)
}

/// How far off the middle the place of a flow in a row is. Whole numbers and halves: sums stay exact.
fn place(row: &[&Element], flow: &Element, width: f64, most: f64) -> f64 {
    let Some(place) = row.iter().position(|other| other.id == flow.id) else { return 0.0 };
    let step = (width * 0.8 / row.len() as f64).min(most).floor();
    (place as f64 - (row.len() as f64 - 1.0) / 2.0) * step
}

/// Sides that flows with more right to them use are made dearer: an exit does not leave where another comes in, and
/// two exits of a decision do not share a corner. Who has more right: the one that can run straighter, then the lower
/// id; decided from the shapes alone, so that it is the same for everybody.
fn yield_sides(stage: &Stage<'_>, flow: &Element, at: &ElementId, role: Role, end: Option<&mut Terminal>) {
    let Some(end) = end else { return };
    let others = stage.projection.incident(at);
    if others.len() < 2 || is_crowded(stage, at) || matches!(style(&flow.kind), Style::Message) {
        return;
    }
    // Marks of default and conditional flows need a side of their own, too.
    let marked = |flow: &Element| flow.text(names::CONDITION).is_some() || stage.is_default(flow);
    let forks = stage.element(at).is_some_and(|element| {
        matches!(element.kind, Kind::Process(Process::Gateway(_) | Process::Event(..))) || marked(flow)
    });
    let mine = ideal(stage, flow);
    let key = |ideal: Option<(Side, Side, f64)>, id: &ElementId| {
        (ideal.map_or(f64::INFINITY, |(.., cost)| cost), id.clone())
    };
    let own = key(mine, &flow.id);
    for other in others.iter().filter(|id| **id != flow.id).filter_map(|id| stage.element(id)) {
        if other.kind != Kind::Process(Process::Flow(FlowKind::Sequence)) || !is_automatic(other) {
            continue;
        }
        let theirs = ideal(stage, other);
        let right = key(theirs, &other.id);
        if right.0.total_cmp(&own.0).then_with(|| right.1.cmp(&own.1)).is_gt() {
            continue;
        }
        let Some((from_side, to_side, _)) = theirs else { continue };
        let leaves = other.from.as_ref() == Some(at);
        let side = if leaves { from_side } else { to_side };
        let opposed = leaves != (role == Role::From);
        // There and back must not be one line with two heads.
        let mirrored = other.from == flow.to && other.to == flow.from && other.from != other.to;
        end.sides[side.index()] += match (opposed, leaves, forks || marked(other)) {
            (true, ..) => {
                if mirrored {
                    150.0
                } else {
                    60.0
                }
            }
            (false, true, true) => 50.0,
            (false, ..) => 0.0,
        };
    }
}

/// The route a flow would take if it were alone: its sides and its price.
fn ideal(stage: &Stage<'_>, flow: &Element) -> Option<(Side, Side, f64)> {
    if let Some(known) = stage.ideals.borrow().get(&flow.id) {
        return *known;
    }
    let anchor = |end: &Option<ElementId>| end.clone().map(Anchor::Element);
    let (from, to) = (anchor(&flow.from)?, anchor(&flow.to)?);
    let style = style(&flow.kind);
    let from = terminal(stage, &from, Role::From, style);
    let to = terminal(stage, &to, Role::To, style);
    let found = from.zip(to).and_then(|(from, to)| direct::ideal(&from, &to, None));
    stage.ideals.borrow_mut().insert(flow.id.clone(), found);
    found
}
