//! What the inspector shows of the one selected element.

use super::{decision, form, outline::lane_view};
use crate::{
    act::rules,
    core::Core,
    order,
    view::{DefinitionView, ElementView, ExitView, Named},
};
use wandel_board::{Element, ElementId, Kind, Projection};
use wandel_process::{Kind as Process, kind::DefinitionKind, property::names};

fn named(projection: &Projection, id: Option<&ElementId>) -> Option<Named> {
    let element = projection.get(id?)?;
    Some(Named { id: element.id.clone(), label: element.label.to_string() })
}

#[must_use]
pub fn view(core: &Core, element: &Element) -> ElementView {
    let projection = core.projection();
    let process = element.kind.process().is_some();
    let connector = element.kind.is_connector();
    let lane = order::lane_of(projection, element)
        .filter(|lane| process && !connector && lane.kind == Kind::Process(Process::Lane));
    let pool = order::pool_of(projection, element).filter(|_| process && !connector);
    let lanes = pool.map(|pool| order::lanes_of(projection, &pool.id)).unwrap_or_default();
    let default = element.text(names::DEFAULT);
    let exits = order::exits(projection, &element.id)
        .into_iter()
        .filter_map(|flow| {
            let to = projection.get(flow.to.as_ref()?)?;
            Some(ExitView {
                id: flow.id.clone(),
                label: flow.label.to_string(),
                to: to.id.clone(),
                to_label: to.label.to_string(),
                condition: flow.text(names::CONDITION).unwrap_or_default().to_owned(),
                is_default: default == Some(flow.id.as_str()),
            })
        })
        .collect();
    ElementView {
        id: element.id.clone(),
        kind: element.kind.clone(),
        label: element.label.to_string(),
        by: element.by,
        lane: lane.map(|lane| Named { id: lane.id.clone(), label: lane.label.to_string() }),
        lanes: lanes.into_iter().map(|lane| lane_view(projection, lane)).collect(),
        properties: element
            .properties
            .iter()
            // Points of a stroke are no property that anybody sets by hand.
            .filter(|(name, _)| *name != "points")
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        colour: colour(projection, element),
        turns: rules::turns(element),
        appends: rules::appends(element),
        exits,
        from: named(projection, element.from.as_ref()),
        to: named(projection, element.to.as_ref()),
        definitions: definitions(core, element),
        form: form::view(core, element),
        forms: form::all(core, element),
        decision: decision::view(core, element),
        decisions: decision::all(core, element),
        variables: form::variables(core, element),
        lock: core.lock_of(&element.id),
        editable: core.editable() && !core.is_held(&element.id),
    }
}

fn colour(projection: &Projection, element: &Element) -> String {
    match &element.kind {
        Kind::Process(Process::Lane) => order::lane_colour(projection, element),
        Kind::Note => element.text(names::COLOUR).unwrap_or("yellow").to_owned(),
        _ => element.text(names::COLOUR).unwrap_or_default().to_owned(),
    }
}

/// What it can refer to; only for those that refer to something.
fn definitions(core: &Core, element: &Element) -> Vec<DefinitionView> {
    if !matches!(element.kind, Kind::Process(Process::Event(..) | Process::Task(_))) {
        return Vec::new();
    }
    core.projection()
        .in_order()
        .filter_map(|definition| {
            let Kind::Definition(kind) = definition.kind else { return None };
            if kind.is_part() || matches!(kind, DefinitionKind::Form | DefinitionKind::Decision) {
                return None;
            }
            Some(DefinitionView {
                id: definition.id.clone(),
                kind: kind.name().to_owned(),
                name: definition.label.to_string(),
                code: definition.text(names::CODE).unwrap_or_default().to_owned(),
                correlation: definition.text(names::CORRELATION).unwrap_or_default().to_owned(),
            })
        })
        .collect()
}
