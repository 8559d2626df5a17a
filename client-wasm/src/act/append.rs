//! The next element, already connected: one step, one transaction, and one can type its name at once.

use super::{connect, grow, make, place, rules, splice};
use crate::{core::Core, order};
use std::collections::HashSet;
use wandel_board::{Command, ElementId, Kind, Parent};
use wandel_process::{
    geometry::{Point, Rect},
    kind::{FlowKind, GatewayKind, Kind as Process, Position},
};

/// Where the new element comes from, for the four handles of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Right,
    Left,
    Above,
    Below,
}

/// Makes an element of a kind after `source`, connected, and opens its label if none is given. `branch`: another way
/// out of a decision; after anything else a decision is put in between first.
pub fn run(core: &mut Core, source: &ElementId, kind: &Kind, branch: bool, label: &str) -> Option<ElementId> {
    if branch {
        after_branch(core, source, kind, label)
    } else {
        beside(core, source, kind, Side::Right, label)
    }
}

/// Makes an element on one side of another, connected. On the left, the flow runs towards `source`.
pub fn beside(
    core: &mut Core,
    source: &ElementId,
    kind: &Kind,
    side: Side,
    label: &str,
) -> Option<ElementId> {
    let from = core.scene.bounds(source)?;
    let (_, size, _) = make::model(kind);
    let note = *kind == Kind::Process(Process::Annotation);
    let rect = match side {
        Side::Right if note => {
            let c = Point::new(from.right() + 40.0, from.y - 60.0);
            free_near(core, place::centred(c, size), Point::new(0.0, -20.0))
        }
        Side::Right if is_boundary(core, source) => {
            let c = Point::new(from.centre().x + place::GAP + size.w / 2.0, from.bottom() + 62.0);
            free_near(
                core,
                Rect::new(c.x - size.w / 2.0, c.y - size.h / 2.0, size.w, size.h),
                Point::new(0.0, 20.0),
            )
        }
        Side::Right => place::free_after(core, from, size, 0),
        Side::Left => {
            let c = Point::new(from.x - place::GAP - size.w / 2.0, from.centre().y);
            free_near(
                core,
                Rect::new(c.x - size.w / 2.0, c.y - size.h / 2.0, size.w, size.h),
                Point::new(0.0, 110.0),
            )
        }
        Side::Above | Side::Below => {
            let down = if side == Side::Below { 1.0 } else { -1.0 };
            let c = Point::new(
                from.centre().x,
                from.centre().y + down * (from.h / 2.0 + place::GAP + size.h / 2.0),
            );
            let rect = Rect::new(c.x - size.w / 2.0, c.y - size.h / 2.0, size.w, size.h);
            free_near(core, rect, Point::new(place::GAP + size.w, 0.0))
        }
    };
    place_and_connect(core, source, kind, rect, side == Side::Left, label, Vec::new())
}

fn is_boundary(core: &Core, id: &ElementId) -> bool {
    core.get(id).is_some_and(|e| matches!(e.kind, Kind::Process(Process::Event(Position::Boundary, _))))
}

/// The first free place, going on by `step`.
fn free_near(core: &Core, first: Rect, step: Point) -> Rect {
    let mut rect = first;
    for _ in 0..40 {
        if !place::is_taken(core, rect, 9.0) {
            return rect;
        }
        rect = rect.translate(step);
    }
    first
}

fn after_branch(core: &mut Core, source: &ElementId, kind: &Kind, label: &str) -> Option<ElementId> {
    let element = core.get(source)?;
    let is_gateway = |kind: &Kind| matches!(kind, Kind::Process(Process::Gateway(_)));
    let gateway = if is_gateway(&element.kind) {
        Some(source.clone())
    } else {
        // The decision that follows already, if there is one.
        order::exits(core.projection(), source)
            .into_iter()
            .filter_map(|flow| flow.to.clone())
            .find(|to| core.get(to).is_some_and(|next| is_gateway(&next.kind)))
    };
    if let Some(gateway) = gateway {
        let from = core.scene.bounds(&gateway)?;
        let kind = core.get(&gateway).map_or_else(|| kind.clone(), |g| suited(g, kind));
        let (_, size, _) = make::model(&kind);
        let first = i32::from(!order::exits(core.projection(), &gateway).is_empty());
        let rect = place::free_after(core, from, size, first);
        return place_and_connect(core, &gateway, &kind, rect, false, label, Vec::new());
    }
    decide_and_branch(core, source, kind, label)
}

/// A kind that may follow: after an event gateway only what waits.
fn suited(source: &wandel_board::Element, kind: &Kind) -> Kind {
    if source.kind == Kind::Process(Process::Gateway(GatewayKind::EventBased))
        && !rules::appends(source).contains(kind)
    {
        return rules::next_kind(source);
    }
    kind.clone()
}

/// Puts a decision after a step (into the flow that leaves it, if one does) and a new step on its second way.
fn decide_and_branch(core: &mut Core, source: &ElementId, kind: &Kind, label: &str) -> Option<ElementId> {
    let from = core.scene.bounds(source)?;
    let decision = Kind::Process(Process::Gateway(GatewayKind::Exclusive));
    let (_, size, _) = make::model(&decision);
    let flow = order::exits(core.projection(), source).first().map(|flow| flow.id.clone());
    let room = flow
        .as_ref()
        .and_then(|flow| middle_of(core, flow))
        .filter(|c| !place::is_taken(core, Rect::new(c.x - 25.0, c.y - 25.0, 50.0, 50.0), 9.0));
    let rect = room.map_or_else(
        || place::free_after(core, from, size, 0),
        |c| Rect::new(c.x - size.w / 2.0, c.y - size.h / 2.0, size.w, size.h),
    );
    let parent = place::parent_at(core, &decision, rect.centre(), &HashSet::new());
    let gateway = make::blank(core, decision, parent, rect);
    let id = gateway.id.clone();
    let mut before =
        vec![Command::Create { elements: vec![gateway], processes: Vec::new(), planes: Vec::new() }];
    if let Some(flow) = flow {
        before.extend(splice::commands(core, &flow, &id));
    } else {
        let flow = sequence(core, source, &id);
        before.push(Command::Create { elements: vec![flow], processes: Vec::new(), planes: Vec::new() });
    }
    let (_, next, _) = make::model(kind);
    let below = place::free_after(core, rect, next, 1);
    place_and_connect(core, &id, kind, below, false, label, before)
}

fn middle_of(core: &Core, flow: &ElementId) -> Option<Point> {
    let route = core.scene.route(flow);
    let longest = route.windows(2).max_by(|a, b| a[0].distance(a[1]).total_cmp(&b[0].distance(b[1])))?;
    (longest[0].distance(longest[1]) >= 90.0).then(|| {
        Point::new(f64::midpoint(longest[0].x, longest[1].x), f64::midpoint(longest[0].y, longest[1].y))
    })
}

fn sequence(core: &mut Core, from: &ElementId, to: &ElementId) -> wandel_board::NewElement {
    let mut flow = connect::element(core, Kind::Process(Process::Flow(FlowKind::Sequence)), from, to);
    // One end may not exist yet; then it lies where the other one does.
    if core.get(from).is_none() || core.get(to).is_none() {
        let known = if core.get(from).is_some() { from } else { to };
        flow.parent = connect::common(core, known, known);
    }
    flow
}

#[allow(clippy::too_many_arguments)]
fn place_and_connect(
    core: &mut Core,
    source: &ElementId,
    kind: &Kind,
    rect: Rect,
    backwards: bool,
    label: &str,
    before: Vec<Command>,
) -> Option<ElementId> {
    let (kind, _, properties) = make::model(kind);
    // Where the source lies, unless the place is in another lane; a step beyond the pool's edge makes the pool grow.
    let known = core.get(source).map(|element| element.parent.clone());
    let mut parent = place::parent_at(core, &kind, rect.centre(), &HashSet::new());
    if matches!(parent, Parent::Plane(_)) {
        parent = known.map_or(parent, |parent| holder_of(core, parent));
    }
    let mut element = make::blank(core, kind.clone(), parent, rect);
    element.label = label.to_owned();
    element.properties = properties;
    let id = element.id.clone();
    let mut commands = before;
    commands.extend(grow::around(core, &element.parent, rect));
    commands.push(Command::Create { elements: vec![element], processes: Vec::new(), planes: Vec::new() });
    let (from, to) = if backwards { (&id, source) } else { (source, &id) };
    let mut connector = sequence(core, from, to);
    if kind == Kind::Process(Process::Annotation) {
        connector.kind = Kind::Process(Process::Flow(FlowKind::Association));
    }
    commands.push(Command::Create { elements: vec![connector], processes: Vec::new(), planes: Vec::new() });
    if !core.run_all(commands) {
        return None;
    }
    make::finish(core, &id, label.is_empty());
    core.reveal(&id);
    Some(id)
}

/// The parent for something next to what lies in `parent`: for a boundary event, where its host lies.
fn holder_of(core: &Core, parent: Parent) -> Parent {
    match &parent {
        Parent::Element(id) => match core.get(id) {
            Some(holder) if !holder.kind.is_container() => holder_of(core, holder.parent.clone()),
            _ => parent,
        },
        Parent::Plane(_) => parent,
    }
}
