//! Makes elements, with the processes and planes they need. A pool without a process gets one of its own. Ids come with
//! the command, so that it can be replayed; an id that exists already is refused, so that replaying twice does no harm.

use super::{lanes, set::check_property};
use crate::{
    command::{MOST_CREATED, NewElement, NewPlane, NewProcess},
    edit::{Op, Plan, Root, Target},
    element::Parent,
    id::{ElementId, random_key},
    model::PROCESS,
    projection::{
        Plane, Process,
        node::{Node, key},
    },
    refusal::Refusal,
    text, value,
};
use std::collections::{BTreeMap, BTreeSet};
use wandel_process::{
    geometry::{Point, Size, quantise},
    property::Value,
};
use yrs::Any;

pub(super) fn decide(
    plan: &mut Plan,
    elements: &[NewElement],
    processes: &[NewProcess],
    planes: &[NewPlane],
) -> Result<(), Refusal> {
    check(plan, elements, processes, planes)?;
    for process in processes {
        add_process(plan, process);
    }
    for plane in planes {
        add_plane(plan, plane);
    }
    let made: BTreeSet<&ElementId> = elements.iter().map(|new| &new.id).collect();
    let mut added_lanes: BTreeMap<ElementId, Vec<Node>> = BTreeMap::new();
    for new in elements {
        let mut node = node(plan, new);
        if node.is_pool() {
            own_process(plan, &mut node, processes);
        }
        match &new.parent {
            Parent::Element(holder) if node.is_lane() => {
                added_lanes.entry(holder.clone()).or_default().push(node);
            }
            _ => {
                node.view.z = plan.next_z(&new.parent);
                plan.make(node);
            }
        }
    }
    // Whole trees of lanes come from a file or a template; single lanes join the pool they are put into.
    let (fresh, joining): (Vec<_>, Vec<_>) =
        added_lanes.into_iter().partition(|(holder, _)| made.contains(holder));
    for (holder, mut group) in fresh {
        let across = lanes::lies_across_made(plan, &holder);
        group.sort_by(|a, b| lanes::along(a.at, across).total_cmp(&lanes::along(b.at, across)));
        for mut lane in group {
            lane.view.z = plan.next_z(&Parent::Element(holder.clone()));
            plan.make(lane);
        }
    }
    plan.settle();
    for (holder, group) in joining {
        lanes::join(plan, &holder, group)?;
        plan.settle();
    }
    lanes::keep_untidy(plan, elements)
}

fn check(
    plan: &Plan,
    elements: &[NewElement],
    processes: &[NewProcess],
    planes: &[NewPlane],
) -> Result<(), Refusal> {
    if elements.len() > MOST_CREATED {
        return Err(Refusal::new("create.too-many").with("count", elements.len()));
    }
    let mut ids = BTreeSet::new();
    for new in elements {
        if !ElementId::is_valid(new.id.as_str()) {
            return Err(Refusal::new("element.id").with("element", new.id.as_str().escape_debug()));
        }
        if plan.any(&new.id).is_ok() || !ids.insert(&new.id) {
            return Err(Refusal::new("element.exists").with("element", &new.id));
        }
        if new.label.len() > text::LONGEST {
            return Err(Refusal::new("label.too-long").with("element", &new.id));
        }
        for (name, value) in &new.properties {
            check_property(name, Some(value))?;
        }
    }
    for new in elements {
        match &new.parent {
            Parent::Element(parent) if !ids.contains(parent) => drop(plan.living(parent)?),
            Parent::Plane(plane)
                if **plane != *crate::BOARD_PLANE
                    && !plan.board.planes.contains_key(plane)
                    && !planes.iter().any(|new| *new.id == **plane) =>
            {
                return Err(Refusal::new("plane.missing").with("plane", plane.escape_debug()));
            }
            _ => {}
        }
    }
    let key_fine = |id: &str| !id.is_empty() && id.len() <= 64 && id.is_ascii() && !id.starts_with("e_");
    let mut keys = BTreeSet::new();
    for id in processes.iter().map(|new| &new.id) {
        if !key_fine(id) || plan.board.processes.contains_key(id.as_str()) || !keys.insert(id) {
            return Err(Refusal::new("process.exists").with("process", id.escape_debug()));
        }
    }
    keys.clear();
    for id in planes.iter().map(|new| &new.id) {
        let taken = id != crate::BOARD_PLANE && plan.board.planes.contains_key(id.as_str());
        if !key_fine(id) || taken || !keys.insert(id) {
            return Err(Refusal::new("plane.exists").with("plane", id.escape_debug()));
        }
    }
    Ok(())
}

/// Gives a pool a process of its own: if it names none, or one that another pool has already (a copy).
fn own_process(plan: &mut Plan, pool: &mut Node, imported: &[NewProcess]) {
    let named = pool.view.text(PROCESS).map(str::to_owned);
    let model = match &named {
        Some(id) if imported.iter().any(|new| new.id == *id) => return,
        Some(id) if !is_taken(plan, id) => return,
        Some(id) => plan.board.processes.get(id.as_str()).cloned(),
        None if pool.view.properties.contains_key(PROCESS) => return,
        None => None,
    };
    let id = random_key("p_", &mut plan.rng);
    pool.view.properties.insert(PROCESS.to_owned(), Value::Text(id.clone()));
    let new = NewProcess {
        id,
        name: model.as_ref().map_or_else(|| pool.view.label.to_string(), |process| process.name.clone()),
        executable: model.as_ref().is_none_or(|process| process.executable),
        xid: None,
        properties: model.map(|process| process.properties).unwrap_or_default(),
        src: None,
    };
    add_process(plan, &new);
}

fn is_taken(plan: &Plan, process: &str) -> bool {
    let pool = |node: &Node| node.is_pool() && !node.view.gone && node.view.text(PROCESS) == Some(process);
    plan.board.nodes.values().any(pool)
}

/// The new element as it will be written; its order is still missing.
fn node(plan: &Plan, new: &NewElement) -> Node {
    let mut node = Node::blank(new.id.clone());
    let shaped = new.kind.has_shape() && !new.kind.is_connector();
    let exact = |p: Point| Point::new(quantise(p.x), quantise(p.y));
    node.view.kind = new.kind.clone();
    node.parent = new.parent.clone();
    node.at = if new.kind.is_connector() { Point::default() } else { exact(new.at) };
    node.size = shaped.then(|| Size::new(quantise(new.size.w.max(0.0)), quantise(new.size.h.max(0.0))));
    node.from = new.from.clone();
    node.to = new.to.clone();
    node.view.via =
        new.via.as_ref().filter(|via| !via.is_empty()).map(|via| via.iter().copied().map(exact).collect());
    node.view.label = text::clean(&new.label).into();
    node.view.by = plan.by;
    node.view.xid = new.xid.as_deref().map(Into::into);
    node.view.src = new.src.clone();
    // By way of the document's values, so that what is planned equals what will be read.
    for (name, value) in &new.properties {
        node.set(&format!("{}{name}", key::PROPERTY), Some(&value::from_value(value)));
    }
    node
}

pub(super) fn add_process(plan: &mut Plan, new: &NewProcess) {
    let mut entries: Vec<(String, Any)> = vec![
        ("executable".into(), Any::Bool(new.executable)),
        ("name".into(), value::text(&text::clean(&new.name))),
    ];
    entries.extend(
        new.properties.iter().map(|(name, v)| (format!("{}{name}", key::PROPERTY), value::from_value(v))),
    );
    entries.extend(new.src.as_ref().map(|src| ("src".into(), value::span(src))));
    entries.extend(new.xid.as_ref().map(|xid| ("xid".into(), value::text(xid))));
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    plan.ops.push(Op::Add { root: Root::Processes, id: new.id.clone(), entries });
    plan.records_ahead = true;
    let process = Process { id: new.id.as_str().into(), name: new.name.clone(), ..Process::default() };
    plan.board.processes.insert(new.id.as_str().into(), process);
}

/// A new plane; or, under the name of the board's own, what the first diagram of a file says of itself.
fn add_plane(plan: &mut Plan, new: &NewPlane) {
    if new.id == crate::BOARD_PLANE && plan.board.planes.contains_key(crate::BOARD_PLANE) {
        let target = Target::Record(Root::Planes, new.id.clone());
        plan.put_record(target.clone(), "name", Some(value::text(&text::clean(&new.name))));
        plan.put_record(target.clone(), "of", new.of.as_deref().map(value::text));
        plan.put_record(target, "xid", new.xid.as_deref().map(value::text));
        return;
    }
    let last = plan.board.planes.values().map(|plane| plane.order.clone()).max();
    let order = crate::order::between(last.as_deref(), None, plan.rng);
    let mut entries: Vec<(String, Any)> =
        vec![("name".into(), value::text(&text::clean(&new.name))), ("order".into(), value::text(&order))];
    entries.extend(new.of.as_ref().map(|of| ("of".into(), value::text(of))));
    entries.extend(new.xid.as_ref().map(|xid| ("xid".into(), value::text(xid))));
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    plan.ops.push(Op::Add { root: Root::Planes, id: new.id.clone(), entries });
    plan.records_ahead = true;
    let plane = Plane { id: new.id.as_str().into(), order, ..Plane::default() };
    plan.board.planes.insert(new.id.as_str().into(), plane);
}
