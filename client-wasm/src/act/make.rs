//! Making one element: where it goes, how large it is, and that one can type in it at once.

use super::{grow, place, splice};
use crate::{commands::when::has_label, core::Core, view::ToolId};
use std::collections::HashSet;
use wandel_board::{Command, ElementId, Kind, NewElement, Parent};
use wandel_process::{
    geometry::{Point, Rect, Size},
    kind::{Kind as Process, Position},
    property::{Properties, names},
};

/// A kind of the tools' flyouts, with the size and properties that come with it.
#[must_use]
pub fn model(variant: &Kind) -> (Kind, Size, Properties) {
    let mut properties = Properties::new();
    let (kind, size) = match variant {
        Kind::Unknown(name) if &**name == "note.square" => (Kind::Note, Size::new(128.0, 128.0)),
        Kind::Unknown(name) if name.starts_with("note.") => {
            properties.insert(names::COLOUR.into(), name["note.".len()..].into());
            (Kind::Note, Kind::Note.default_size())
        }
        kind => (kind.clone(), kind.default_size()),
    };
    (kind, size, properties)
}

/// A new element without place, for further filling in.
pub fn blank(core: &mut Core, kind: Kind, parent: Parent, bounds: Rect) -> NewElement {
    let origin = core.origin(&parent);
    NewElement {
        id: core.new_id(),
        kind,
        parent,
        at: bounds.origin() - origin,
        size: bounds.size(),
        label: String::new(),
        from: None,
        to: None,
        via: None,
        properties: Properties::new(),
        xid: None,
        src: None,
    }
}

/// Makes an element of a tool's variant: around `centre` in its usual size, or filling `bounds` if one was drawn.
/// Dropped on a flow it goes between; an event dropped on a step's edge is attached. Selects it and opens its label.
pub fn at(
    core: &mut Core,
    variant: &Kind,
    centre: Point,
    bounds: Option<Rect>,
    label: &str,
) -> Option<ElementId> {
    let (kind, size, properties) = model(variant);
    if matches!(kind, Kind::Process(Process::Lane | Process::Pool)) {
        return super::super::tools::lane::make(core, &kind, centre, bounds);
    }
    let nothing = HashSet::new();
    let mut rect = bounds.unwrap_or_else(|| place::centred(centre, size));
    let attached =
        place::attached(&kind).and_then(|kind| Some((kind, place::host_at(core, centre, &nothing)?)));
    let (kind, parent) = if let Some((kind, host)) = attached {
        let at = core.scene.bounds(&host).map_or(centre, |host| place::on_edge(host, centre));
        rect = Rect::new(at.x - size.w / 2.0, at.y - size.h / 2.0, size.w, size.h);
        (kind, Parent::Element(host))
    } else {
        let parent = place::parent_at(core, &kind, rect.centre(), &nothing);
        (kind, parent)
    };
    if matches!(kind, Kind::Process(Process::Event(Position::Boundary, _)))
        && matches!(parent, Parent::Plane(_))
    {
        core.refuse("make.boundary-needs-step");
        return None;
    }
    let flow = splice::flow_under(core, &kind, rect.centre(), &nothing);
    let mut element = blank(core, kind, parent, rect);
    element.label = label.to_owned();
    element.properties = properties;
    let id = element.id.clone();
    let mut commands = grow::around(core, &element.parent, rect);
    commands.push(Command::Create { elements: vec![element], processes: Vec::new(), planes: Vec::new() });
    if let Some(flow) = flow {
        commands.extend(splice::commands(core, &flow, &id));
    }
    if !core.run_all(commands) {
        return None;
    }
    finish(core, &id, label.is_empty());
    Some(id)
}

/// After making something: it is selected, in view, and its label is open.
pub fn finish(core: &mut Core, id: &ElementId, edit: bool) {
    core.select(vec![id.clone()]);
    let keep = core.tool.locked;
    core.tool_done();
    if edit && !keep && core.get(id).is_some_and(has_label) {
        core.start_typing(id, None);
    }
}

/// Makes an element for those who do not point: in the pool, lane or frame that is selected, after the shape that is,
/// else where there is room in view.
pub fn somewhere(core: &mut Core, kind: &Kind, label: &str) -> Option<ElementId> {
    let lanes = *kind == Kind::Process(Process::Lane);
    if lanes && let Some(pool) = place::selected_pool(core) {
        return super::super::tools::lane::add(core, &pool);
    }
    let size = if matches!(kind, Kind::Process(Process::Lane | Process::Pool)) {
        super::super::tools::lane::size(lanes)
    } else {
        model(kind).1
    };
    let middle = core.camera.centre();
    let mut rect = place::free_inside(core, kind, size).unwrap_or_else(|| {
        core.selection_bounds()
            .map_or_else(|| place::centred(middle, size), |b| place::free_after(core, b, size, 0))
    });
    let mut step = 0;
    while place::is_taken(core, rect, 9.0) && step < 200 {
        step += 1;
        // Row by row about the middle.
        let (row, column) = (f64::from(step / 8), f64::from(step % 8) - 3.5);
        let c = Point::new(middle.x + column * (size.w + 20.0), middle.y + row * (size.h + 20.0));
        rect = place::centred(c, size);
    }
    let drawn = matches!(kind, Kind::Process(Process::Lane | Process::Pool)).then_some(rect);
    let id = at(core, kind, rect.centre(), drawn, label)?;
    core.by_keyboard = true;
    core.reveal(&id);
    Some(id)
}

/// Tools that make something in its usual size where one clicks.
#[must_use]
pub const fn places(tool: ToolId) -> bool {
    is_stamp(tool) || matches!(tool, ToolId::Text | ToolId::Shape | ToolId::Frame | ToolId::Lane)
}

/// Tools whose elements a click makes in their usual size.
#[must_use]
pub const fn is_stamp(tool: ToolId) -> bool {
    matches!(tool, ToolId::Note | ToolId::Step | ToolId::Decision | ToolId::Event)
}
