//! The outline: the process as text, lane by lane along the flow, then what lies elsewhere on the board.

use crate::{
    core::Core,
    order,
    view::{LaneView, OutlineExit, OutlineItem, OutlineLink, Problem},
};
use wandel_board::{Element, ElementId, Kind, Projection};
use wandel_process::{Kind as Process, property::names};

fn link(projection: &Projection, id: Option<&ElementId>) -> Option<OutlineLink> {
    let element = projection.get(id?)?;
    Some(OutlineLink { id: element.id.clone(), label: element.label.to_string(), kind: element.kind.clone() })
}

/// A lane as the shell shows it.
#[must_use]
pub fn lane_view(projection: &Projection, lane: &Element) -> LaneView {
    LaneView {
        id: lane.id.clone(),
        label: lane.label.to_string(),
        colour: order::lane_colour(projection, lane),
    }
}

#[must_use]
pub fn list(core: &mut Core, problems: &[Problem]) -> Vec<OutlineItem> {
    let reading = core.reading().to_vec();
    let core = &*core;
    let projection = core.projection();
    reading
        .into_iter()
        .filter_map(|read| {
            let element = core.get(&read.id)?;
            let default = element.text(names::DEFAULT);
            let previous = order::entries(projection, &read.id)
                .into_iter()
                .filter_map(|flow| link(projection, flow.from.as_ref()))
                .collect();
            let next = order::exits(projection, &read.id)
                .into_iter()
                .filter_map(|flow| {
                    let OutlineLink { id, label, kind } = link(projection, flow.to.as_ref())?;
                    let is_default = default == Some(flow.id.as_str());
                    Some(OutlineExit { id, label, kind, exit: flow.label.to_string(), is_default })
                })
                .collect();
            let lane = read
                .lane
                .as_ref()
                .and_then(|lane| core.get(lane))
                .filter(|lane| matches!(lane.kind, Kind::Process(Process::Lane | Process::Pool)));
            Some(OutlineItem {
                id: read.id.clone(),
                kind: element.kind.clone(),
                label: element.label.to_string(),
                depth: read.depth,
                lane: lane.map(|lane| lane_view(projection, lane)),
                previous,
                next,
                problems: problems
                    .iter()
                    .filter(|problem| problem.element.as_ref() == Some(&read.id))
                    .map(|problem| problem.code.clone())
                    .collect(),
                selected: core.is_selected(&read.id),
            })
        })
        .collect()
}
