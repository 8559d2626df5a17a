//! Moving without pointing: into a lane, or before or after another step of the flow.

use super::{grow, place, splice};
use crate::{core::Core, order};
use std::collections::HashSet;
use wandel_board::{Command, ElementId, Parent, command::End, command::Placement};
use wandel_process::geometry::{Point, Rect};

/// Moves an element into a lane (it keeps its place along the flow), or behind or before another one: taken out of its
/// flow, the gap closed, and put into the other one.
pub fn run(
    core: &mut Core,
    id: &ElementId,
    lane: Option<&ElementId>,
    before: Option<&ElementId>,
    after: Option<&ElementId>,
) {
    let Some(bounds) = core.scene.bounds(id) else { return };
    let mut commands = Vec::new();
    if let Some(lane) = lane {
        let Some(lane_bounds) = core.scene.bounds(lane) else { return };
        let moving: HashSet<ElementId> = [id.clone()].into();
        let y = lane_bounds.centre().y - bounds.h / 2.0;
        let mut rect = Rect::new(bounds.x.max(lane_bounds.x + 50.0), y, bounds.w, bounds.h);
        // Along the lane until there is room.
        for _ in 0..60 {
            if !taken_by_others(core, rect, &moving) {
                break;
            }
            rect.x += 10.0;
        }
        commands.extend(grow::around(core, &Parent::Element(lane.clone()), rect));
        commands.push(put(core, id, Parent::Element(lane.clone()), rect));
    } else if let Some(anchor) = after.or(before) {
        let Some(anchor_bounds) = core.scene.bounds(anchor) else { return };
        let rect = if after.is_some() {
            place::free_after(core, anchor_bounds, bounds.size(), 0)
        } else {
            let c = Point::new(anchor_bounds.x - place::GAP - bounds.w / 2.0, anchor_bounds.centre().y);
            let mut rect = Rect::new(c.x - bounds.w / 2.0, c.y - bounds.h / 2.0, bounds.w, bounds.h);
            for _ in 0..20 {
                if !taken_by_others(core, rect, &[id.clone()].into()) {
                    break;
                }
                rect.y += 110.0;
            }
            rect
        };
        let flow = if after.is_some() {
            order::exits(core.projection(), anchor).first().map(|flow| flow.id.clone())
        } else {
            order::entries(core.projection(), anchor).first().map(|flow| flow.id.clone())
        };
        let Some(parent) = core.get(anchor).map(|anchor| anchor.parent.clone()) else { return };
        commands.extend(take_out(core, id));
        if let Some(flow) = flow.filter(|flow| !core.projection().incident(id).contains(flow)) {
            commands.extend(splice::commands(core, &flow, id));
        }
        commands.extend(grow::around(core, &parent, rect));
        commands.push(put(core, id, parent, rect));
    }
    if core.run_all(commands) {
        core.reveal(id);
    }
}

fn put(core: &Core, id: &ElementId, parent: Parent, rect: Rect) -> Command {
    let at = rect.origin() - core.origin(&parent);
    Command::Place { items: vec![Placement { id: id.clone(), parent, at, size: None }] }
}

fn taken_by_others(core: &Core, rect: Rect, moving: &HashSet<ElementId>) -> bool {
    core.scene.within(&core.plane, rect.inflate(9.0), false).iter().any(|other| {
        !moving.contains(other)
            && core.get(other).is_some_and(|e| !e.kind.is_container() && !e.kind.is_connector())
    })
}

/// Takes a step with one way in and one way out from its flow: the way in leads to what came next.
fn take_out(core: &Core, id: &ElementId) -> Vec<Command> {
    let projection = core.projection();
    let (entries, exits) = (order::entries(projection, id), order::exits(projection, id));
    let ([entry], [exit]) = (entries.as_slice(), exits.as_slice()) else { return Vec::new() };
    let Some(next) = exit.to.clone() else { return Vec::new() };
    vec![
        Command::Reconnect { id: entry.id.clone(), end: End::To, to: next },
        Command::Delete { ids: vec![exit.id.clone()], bridge: false },
    ]
}
