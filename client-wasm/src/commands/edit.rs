//! Editing: history, clipboard, deleting, and moving the selection about.

use crate::{
    act::erase,
    clipboard,
    core::Core,
    order,
    port::{Effect, FocusTarget},
};
use wandel_board::ElementId;
use wandel_process::geometry::Point;

pub fn undo(core: &mut Core) {
    core.history(false);
}

pub fn redo(core: &mut Core) {
    core.history(true);
}

pub fn edit_label(core: &mut Core) {
    if let Some(id) = core.only_selected().map(|element| element.id.clone()) {
        core.start_typing(&id, None);
    }
}

pub fn copy(core: &mut Core) {
    clipboard::copy(core);
}

pub fn cut(core: &mut Core) {
    clipboard::copy(core);
    erase::run(core, core.selection.clone());
}

pub fn duplicate(core: &mut Core) {
    clipboard::duplicate(core);
}

pub fn delete(core: &mut Core) {
    erase::run(core, core.selection.clone());
}

pub fn select_all(core: &mut Core) {
    let ids = core.scene.all(&core.plane);
    core.select(ids);
}

pub fn clear_selection(core: &mut Core) {
    core.select(Vec::new());
}

pub fn select_next(core: &mut Core) {
    step(core, 1);
}

pub fn select_previous(core: &mut Core) {
    step(core, -1);
}

fn step(core: &mut Core, by: i8) {
    core.reading();
    if let Some(id) = core.beside(by) {
        arrive(core, vec![id.clone()], id);
    }
}

/// Chosen by keyboard: in view, and the focus goes there.
fn arrive(core: &mut Core, selection: Vec<ElementId>, id: ElementId) {
    core.by_keyboard = true;
    core.select(selection);
    core.reveal(&id);
    core.effects.push(Effect::Focus { place: FocusTarget::Mirror, id: Some(id) });
}

pub fn extend_next(core: &mut Core) {
    extend(core, 1);
}

pub fn extend_previous(core: &mut Core) {
    extend(core, -1);
}

/// Selects the neighbour of what was selected last as well.
fn extend(core: &mut Core, by: i8) {
    core.reading();
    if let Some(id) = core.beside(by) {
        let mut selection = core.selection.clone();
        selection.retain(|other| *other != id);
        selection.push(id.clone());
        arrive(core, selection, id);
    }
}

/// From a shape to its first connection, from a connection to the next one of the same shape.
pub fn select_flow(core: &mut Core) {
    let Some(now) = core.only_selected().map(|element| element.id.clone()) else { return };
    let all = order::connections(core.projection(), &now);
    let at = all.iter().position(|id| *id == now).map_or(0, |at| (at + 1) % all.len());
    if let Some(id) = all.get(at).cloned() {
        arrive(core, vec![id.clone()], id);
    }
}

pub fn go_left(core: &mut Core) {
    go(core, Point::new(-1.0, 0.0));
}
pub fn go_right(core: &mut Core) {
    go(core, Point::new(1.0, 0.0));
}
pub fn go_up(core: &mut Core) {
    go(core, Point::new(0.0, -1.0));
}
pub fn go_down(core: &mut Core) {
    go(core, Point::new(0.0, 1.0));
}

/// Selects the nearest element in a direction; what lies off to the side counts as further away.
fn go(core: &mut Core, way: Point) {
    let Some(from) = core.selection_bounds().map(|bounds| bounds.centre()) else { return };
    let own = core.selection.clone();
    let nearest = core
        .scene
        .all(&core.plane)
        .into_iter()
        .filter(|id| !own.contains(id))
        .filter(|id| core.get(id).is_some_and(|e| !e.kind.is_connector() && !e.kind.is_container()))
        .filter_map(|id| {
            let d = core.scene.bounds(&id)?.centre() - from;
            let along = d.x * way.x + d.y * way.y;
            let aside = (d.x * way.y).abs() + (d.y * way.x).abs();
            (along > 1.0).then_some((along + 2.0 * aside, id))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, id)) = nearest {
        arrive(core, vec![id.clone()], id);
    }
}
