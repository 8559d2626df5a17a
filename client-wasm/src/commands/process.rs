//! The flow of a process by keyboard and palette.

use crate::{
    act::{append, place, rules},
    core::Core,
    order,
};
use wandel_board::{Command, ElementId, Kind};
use wandel_process::{
    geometry::Rect,
    kind::{GatewayKind, Kind as Process, Position, TaskKind, Trigger},
    property::{Value, names},
};

fn source(core: &Core) -> Option<ElementId> {
    core.only_selected().map(|element| element.id.clone())
}

fn append(core: &mut Core, kind: Option<Process>, branch: bool) {
    let Some(id) = source(core) else { return };
    let kind = match kind {
        Some(kind) => Kind::Process(kind),
        None => core.get(&id).map_or(Kind::Process(Process::Task(TaskKind::User)), rules::next_kind),
    };
    append::run(core, &id, &kind, branch, "");
}

pub fn append_step(core: &mut Core) {
    append(core, None, false);
}
pub fn append_branch(core: &mut Core) {
    append(core, None, true);
}
pub fn append_decision(core: &mut Core) {
    append(core, Some(Process::Gateway(GatewayKind::Exclusive)), false);
}
pub fn append_wait(core: &mut Core) {
    append(core, Some(Process::Event(Position::Catch, Trigger::Timer)), false);
}
pub fn append_end(core: &mut Core) {
    append(core, Some(Process::Event(Position::End, Trigger::None)), false);
}

/// A note becomes a step: same element, author, text.
pub fn promote(core: &mut Core) {
    let commands = core
        .selection
        .iter()
        .map(|id| Command::Turn {
            id: id.clone(),
            kind: Kind::Process(Process::Task(TaskKind::User)),
            size: None,
        })
        .collect();
    core.run_all(commands);
}

/// A new lane at the foot of the pool that is selected, or that the selected lane is in.
pub fn add_lane(core: &mut Core) {
    let Some(element) = core.only_selected() else { return };
    let pool = if element.kind == Kind::Process(Process::Pool) {
        Some(element.id.clone())
    } else {
        order::pool_of(core.projection(), element).map(|pool| pool.id.clone())
    };
    if let Some(pool) = pool {
        crate::tools::lane::add(core, &pool);
    }
}

/// The exit that is taken when no condition holds.
pub fn default_exit(core: &mut Core) {
    let Some((flow, from)) =
        core.only_selected().and_then(|flow| Some((flow.id.clone(), flow.from.clone()?)))
    else {
        return;
    };
    let now = core.get(&from).and_then(|source| source.text(names::DEFAULT)) == Some(flow.as_str());
    let value = (!now).then(|| Value::from(flow.as_str()));
    core.run(Command::Set { id: from, property: names::DEFAULT.into(), value });
}

/// Gives up bends made by hand.
pub fn straighten(core: &mut Core) {
    if let Some(id) = source(core) {
        core.run(Command::Bend { id, via: None });
    }
}

/// Puts the steps of the selection, else of the whole process, in rows and columns along the flow.
pub fn tidy(core: &mut Core) {
    let ranks = order::flow_ranks(core.projection());
    let mut groups: std::collections::BTreeMap<String, Vec<ElementId>> = std::collections::BTreeMap::new();
    let chosen = core.selection.len() > 1;
    for read in core.reading().to_vec() {
        if ranks.contains_key(&read.id) && (!chosen || core.is_selected(&read.id)) {
            let key = core.get(&read.id).map(|e| format!("{:?}", e.parent)).unwrap_or_default();
            groups.entry(key).or_default().push(read.id);
        }
    }
    let mut items = Vec::new();
    for ids in groups.values() {
        items.extend(line_up(core, ids));
    }
    if !items.is_empty() {
        core.run(Command::Place { items });
    }
}

/// Brings nearly aligned shapes of one parent onto one line: what differs by less than half a row.
fn line_up(core: &Core, ids: &[ElementId]) -> Vec<wandel_board::Placement> {
    const ROW: f64 = 40.0;
    let mut rows: Vec<(f64, Vec<(ElementId, Rect)>)> = Vec::new();
    for id in ids {
        let boundary = core
            .get(id)
            .is_some_and(|e| matches!(e.kind, Kind::Process(Process::Event(Position::Boundary, _))));
        let Some(bounds) = core.scene.bounds(id).filter(|_| !boundary) else { continue };
        let y = bounds.centre().y;
        match rows.iter_mut().find(|(row, _)| (*row - y).abs() < ROW) {
            Some((_, list)) => list.push((id.clone(), bounds)),
            None => rows.push((y, vec![(id.clone(), bounds)])),
        }
    }
    let mut items = Vec::new();
    for (_, list) in rows {
        let mut ys: Vec<f64> = list.iter().map(|(_, bounds)| bounds.centre().y).collect();
        ys.sort_by(f64::total_cmp);
        let Some(middle) = ys.get(ys.len() / 2).map(|y| place::snap(*y)) else { continue };
        let mut list = list;
        list.sort_by(|a, b| a.1.x.total_cmp(&b.1.x));
        let mut left = f64::NEG_INFINITY;
        for (id, bounds) in list {
            let x = if bounds.x < left + 40.0 { left + place::GAP } else { bounds.x };
            left = x + bounds.w;
            let by = wandel_process::geometry::Point::new(x - bounds.x, middle - bounds.centre().y);
            if by != wandel_process::geometry::Point::default()
                && let Some(element) = core.get(&id)
            {
                let at = element.at + by;
                items.push(wandel_board::Placement { id, parent: element.parent.clone(), at, size: None });
            }
        }
    }
    items
}
