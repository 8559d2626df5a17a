//! Putting a step into a flow: the flow ends at the new step, and a new flow goes on from there.

use crate::core::Core;
use std::collections::HashSet;
use wandel_board::{Command, ElementId, Kind, NewElement, command::End};
use wandel_process::{
    geometry::{Point, Rect},
    kind::{FlowKind, Kind as Process, Position},
    property::Properties,
};
use wandel_scene::Part;

/// How near a flow the middle of a shape must be dropped, board units.
const NEAR: f64 = 12.0;

/// The sequence flow that something of this kind would be put into at a point.
#[must_use]
pub fn flow_under(core: &Core, kind: &Kind, centre: Point, moving: &HashSet<ElementId>) -> Option<ElementId> {
    if !takes(kind) {
        return None;
    }
    core.scene.hits(&core.plane, centre, NEAR).into_iter().find_map(|hit| {
        let flow = core.get(&hit.id)?;
        let sequence = flow.kind == Kind::Process(Process::Flow(FlowKind::Sequence));
        let (from, to) = (flow.from.as_ref()?, flow.to.as_ref()?);
        let own = moving.contains(from) || moving.contains(to);
        (sequence && !own && matches!(hit.part, Part::Segment(_) | Part::Bend(_))).then_some(hit.id)
    })
}

const fn takes(kind: &Kind) -> bool {
    match kind {
        Kind::Process(Process::Event(position, _)) => matches!(position, Position::Catch | Position::Throw),
        Kind::Process(kind) => kind.is_flow_node(),
        _ => false,
    }
}

/// The commands that put `between` into a flow; it must exist or be made before them in the same transaction.
pub fn commands(core: &mut Core, flow: &ElementId, between: &ElementId) -> Vec<Command> {
    let Some(element) = core.get(flow) else { return Vec::new() };
    let (Some(to), parent) = (element.to.clone(), element.parent.clone()) else { return Vec::new() };
    let hand_made = element.via.is_some();
    let second = NewElement {
        id: core.new_id(),
        kind: Kind::Process(Process::Flow(FlowKind::Sequence)),
        parent,
        at: Point::default(),
        size: Rect::default().size(),
        label: String::new(),
        from: Some(between.clone()),
        to: Some(to),
        via: None,
        properties: Properties::new(),
        xid: None,
        src: None,
    };
    let mut list = vec![
        Command::Reconnect { id: flow.clone(), end: End::To, to: between.clone() },
        Command::Create { elements: vec![second], processes: Vec::new(), planes: Vec::new() },
    ];
    if hand_made {
        list.push(Command::Bend { id: flow.clone(), via: None });
    }
    list
}
