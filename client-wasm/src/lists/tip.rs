//! The whole name of what the pointer is over, or the keyboard at, where the drawing shows only a part of it: cut to the
//! room there is, or as bars when zoomed out.

use crate::{core::Core, tools, view::Tip, view::ToolId};
use wandel_board::ElementId;
use wandel_process::geometry::Point;
use wandel_scene::Part;

/// Below, type is drawn as bars.
const READABLE: f64 = 0.5;

#[must_use]
pub fn of(core: &Core, pointer: Option<Point>) -> Option<Tip> {
    if core.busy || core.typing.is_some() || core.tool.id != ToolId::Select {
        return None;
    }
    let over = pointer.and_then(|at| {
        let reach = core.reach(tools::reach(crate::port::Device::Mouse));
        let hit = core.scene.hit(&core.plane, at, reach)?;
        // Inside of a lane one is not at its name.
        let inside = hit.part == Part::Body && core.get(&hit.id).is_some_and(|e| e.kind.is_container());
        (!inside).then_some(hit.id)
    });
    let chosen = || core.only_selected().filter(|_| core.by_keyboard).map(|element| element.id.clone());
    tip(core, &over.or_else(chosen)?)
}

fn tip(core: &Core, id: &ElementId) -> Option<Tip> {
    let element = core.get(id)?;
    let text = element.label.replace('\u{ad}', "");
    let text = text.trim();
    let hidden = core.camera.zoom() < READABLE || core.scene.abridges(id, text);
    if text.is_empty() || !hidden {
        return None;
    }
    Some(Tip { text: text.to_owned(), r#box: core.camera.rect_to_screen(core.bounds(id)?) })
}
