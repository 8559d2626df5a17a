//! The mirror: one item for each element that can be focused, in reading order. Of a large board only what is in or near
//! view; what is reached by Tab beyond it comes into view first.

use crate::{
    core::Core,
    order,
    view::{MirrorItem, MirrorNext},
};
use std::collections::HashMap;
use wandel_board::ElementId;

/// Up to here everything is mirrored, wherever it is.
const SMALL: usize = 300;

#[must_use]
pub fn list(core: &mut Core) -> Vec<MirrorItem> {
    let reading = core.reading().to_vec();
    let core = &*core;
    let mut counts: HashMap<Option<ElementId>, usize> = HashMap::new();
    let places: Vec<usize> = reading
        .iter()
        .map(|read| {
            let count = counts.entry(read.lane.clone()).or_default();
            *count += 1;
            *count
        })
        .collect();
    let seen = core.camera.visible();
    let seen = seen.inflate(seen.w.max(seen.h));
    let projection = core.projection();
    let mut items: Vec<MirrorItem> = reading
        .iter()
        .zip(places)
        .filter_map(|(read, index)| {
            let element = core.get(&read.id)?;
            let bounds = core.bounds(&read.id)?;
            let selected = core.is_selected(&read.id);
            if reading.len() > SMALL && !selected && !seen.intersects(bounds) {
                return None;
            }
            let next = order::exits(projection, &read.id)
                .into_iter()
                .filter_map(|flow| {
                    let to = projection.get(flow.to.as_ref()?)?;
                    let (exit, label) = (flow.label.to_string(), to.label.to_string());
                    Some(MirrorNext { exit, kind: to.kind.clone(), label })
                })
                .collect();
            let lane = read.lane.as_ref().and_then(|lane| core.get(lane));
            Some(MirrorItem {
                id: read.id.clone(),
                kind: element.kind.clone(),
                label: element.label.to_string(),
                r#box: core.camera.rect_to_screen(bounds),
                lane: lane.map(|lane| lane.label.to_string()).unwrap_or_default(),
                index,
                count: counts.get(&read.lane).copied().unwrap_or_default(),
                next,
                selected,
                lock: core.lock_of(&read.id),
            })
        })
        .collect();
    // A connector has no place in the reading order; while it is selected it stands after what it comes from.
    if let Some(item) = connector(core) {
        let from = core.only_selected().and_then(|flow| flow.from.as_ref());
        let at = items.iter().position(|item| Some(&item.id) == from).map_or(items.len(), |at| at + 1);
        items.insert(at, item);
    }
    items
}

fn connector(core: &Core) -> Option<MirrorItem> {
    let flow = core.only_selected().filter(|element| element.kind.is_connector())?;
    let to = flow.to.as_ref().and_then(|to| core.get(to));
    let next =
        to.map(|to| MirrorNext { exit: String::new(), kind: to.kind.clone(), label: to.label.to_string() });
    Some(MirrorItem {
        id: flow.id.clone(),
        kind: flow.kind.clone(),
        label: flow.label.to_string(),
        r#box: core.camera.rect_to_screen(core.bounds(&flow.id)?),
        lane: String::new(),
        index: 1,
        count: 1,
        next: next.into_iter().collect(),
        selected: true,
        lock: core.lock_of(&flow.id),
    })
}
