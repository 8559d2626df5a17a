//! Connecting two elements, and moving an end of a connector to another one.

use super::rules;
use crate::core::Core;
use wandel_board::{Command, ElementId, Kind, NewElement, Parent, command::End};
use wandel_process::{
    geometry::{Point, Size},
    property::Properties,
};

/// The connector between two elements as it would be made.
///
/// # Errors
/// Why there can be none, as a code.
pub fn kind(core: &Core, from: &ElementId, to: &ElementId) -> Result<Kind, &'static str> {
    let (Some(a), Some(b)) = (core.get(from), core.get(to)) else { return Err("connect.not-here") };
    let kind = rules::connector(core.projection(), a, b)?;
    let twice =
        core.projection().incident(from).iter().filter_map(|id| core.get(id)).any(|flow| {
            flow.kind == kind && flow.from.as_ref() == Some(from) && flow.to.as_ref() == Some(to)
        });
    if twice { Err("connect.twice") } else { Ok(kind) }
}

/// A connector between two elements, to be made in a transaction. It lies on the nearest thing that holds both.
pub fn element(core: &mut Core, kind: Kind, from: &ElementId, to: &ElementId) -> NewElement {
    NewElement {
        id: core.new_id(),
        kind,
        parent: common(core, from, to),
        at: Point::default(),
        size: Size::default(),
        label: String::new(),
        from: Some(from.clone()),
        to: Some(to.clone()),
        via: None,
        properties: Properties::new(),
        xid: None,
        src: None,
    }
}

/// The innermost pool, subprocess or frame that holds both ends, else the plane. Never a lane: flows cross lanes.
#[must_use]
pub fn common(core: &Core, from: &ElementId, to: &ElementId) -> Parent {
    let chain = |id: &ElementId| {
        let mut list = Vec::new();
        let mut at = core.get(id).map(|element| element.parent.clone());
        while let Some(Parent::Element(parent)) = at {
            let Some(holder) = core.get(&parent) else { break };
            let lane = holder.kind == Kind::Process(wandel_process::Kind::Lane);
            if !lane && holder.kind.is_container() {
                list.push(parent.clone());
            }
            at = Some(holder.parent.clone());
            if list.len() > 64 {
                break;
            }
        }
        list
    };
    let other = chain(to);
    chain(from)
        .into_iter()
        .find(|id| other.contains(id))
        .map_or_else(|| Parent::Plane(core.plane.clone()), Parent::Element)
}

/// Connects two elements; the connector is selected. Why not, is in the news.
pub fn run(core: &mut Core, from: &ElementId, to: &ElementId) -> Option<ElementId> {
    match kind(core, from, to) {
        Err(code) => {
            core.refuse(code);
            None
        }
        Ok(kind) => {
            let connector = element(core, kind, from, to);
            let id = connector.id.clone();
            let elements = vec![connector];
            core.run(Command::Create { elements, processes: Vec::new(), planes: Vec::new() }).then_some(id)
        }
    }
}

/// Whether an end of a connector may go to another element: the same kind of connector must be allowed there.
///
/// # Errors
/// Why not, as a code.
pub fn may_reconnect(core: &Core, id: &ElementId, end: End, to: &ElementId) -> Result<(), &'static str> {
    let flow = core.get(id).ok_or("connect.not-here")?;
    let (from, to) = match end {
        End::From => (Some(to), flow.to.as_ref()),
        End::To => (flow.from.as_ref(), Some(to)),
    };
    let (Some(from), Some(to)) = (from.and_then(|id| core.get(id)), to.and_then(|id| core.get(id))) else {
        return Ok(());
    };
    let kind = rules::connector(core.projection(), from, to)?;
    if kind == flow.kind { Ok(()) } else { Err("connect.other-kind") }
}

/// Moves an end of a connector to another element; bends made by hand are given up.
pub fn reconnect(core: &mut Core, id: &ElementId, end: End, to: &ElementId) -> bool {
    if let Err(code) = may_reconnect(core, id, end, to) {
        core.refuse(code);
        return false;
    }
    let mut commands = vec![Command::Reconnect { id: id.clone(), end, to: to.clone() }];
    if core.get(id).is_some_and(|flow| flow.via.is_some()) {
        commands.push(Command::Bend { id: id.clone(), via: None });
    }
    core.run_all(commands)
}
