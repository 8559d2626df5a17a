//! Moving, sizing, stacking, aligning and distributing what is selected.

use super::when::is_sizable;
use crate::{act::place::GRID, core::Core, tools::drag};
use wandel_board::{Command, Element, ElementId, Placement, command::Stacking};
use wandel_process::geometry::{Point, Rect, Size};

/// Arrows pan by this with nothing selected, CSS pixels.
const PAN: f64 = 60.0;

fn shift(core: &mut Core, x: f64, y: f64, steps: f64) {
    if core.selection.is_empty() {
        core.camera.pan(-x * PAN * steps, -y * PAN * steps);
        core.dirty.board = true;
        return;
    }
    if !core.editable() {
        core.refuse(core.why_not());
        return;
    }
    let by = Point::new(x * GRID * steps, y * GRID * steps);
    let ids = drag::roots(core, &core.selection.clone());
    drag::shift(core, &ids, by);
    if let Some(bounds) = core.selection_bounds() {
        let now = core.glide_now();
        core.camera.reveal(bounds, now);
    }
}

pub fn move_left(core: &mut Core) {
    shift(core, -1.0, 0.0, 1.0);
}
pub fn move_right(core: &mut Core) {
    shift(core, 1.0, 0.0, 1.0);
}
pub fn move_up(core: &mut Core) {
    shift(core, 0.0, -1.0, 1.0);
}
pub fn move_down(core: &mut Core) {
    shift(core, 0.0, 1.0, 1.0);
}
pub fn far_left(core: &mut Core) {
    shift(core, -1.0, 0.0, 5.0);
}
pub fn far_right(core: &mut Core) {
    shift(core, 1.0, 0.0, 5.0);
}
pub fn far_up(core: &mut Core) {
    shift(core, 0.0, -1.0, 5.0);
}
pub fn far_down(core: &mut Core) {
    shift(core, 0.0, 1.0, 5.0);
}

fn resize(core: &mut Core, w: f64, h: f64) {
    let Some(element) = core.only_selected().filter(|element| is_sizable(&element.kind)) else { return };
    let size = Size::new((element.size.w + w).max(GRID * 2.0), (element.size.h + h).max(GRID * 2.0));
    let item = Placement {
        id: element.id.clone(),
        parent: element.parent.clone(),
        at: element.at,
        size: Some(size),
    };
    core.run(Command::Place { items: vec![item] });
}

pub fn wider(core: &mut Core) {
    resize(core, GRID, 0.0);
}
pub fn narrower(core: &mut Core) {
    resize(core, -GRID, 0.0);
}
pub fn taller(core: &mut Core) {
    resize(core, 0.0, GRID);
}
pub fn shorter(core: &mut Core) {
    resize(core, 0.0, -GRID);
}

fn stack(core: &mut Core, to: Stacking) {
    let ids = core.selection.clone();
    core.run(Command::Stack { ids, to });
}

pub fn to_front(core: &mut Core) {
    stack(core, Stacking::Front);
}
pub fn forward(core: &mut Core) {
    stack(core, Stacking::Forward);
}
pub fn backward(core: &mut Core) {
    stack(core, Stacking::Backward);
}
pub fn to_back(core: &mut Core) {
    stack(core, Stacking::Back);
}

/// Elements that can be aligned, with their bounds: shapes that are not inside other selected ones.
fn shapes(core: &Core) -> Vec<(ElementId, Rect)> {
    drag::roots(core, &core.selection)
        .into_iter()
        .filter_map(|id| {
            let bounds = core.scene.bounds(&id)?;
            Some((id, bounds))
        })
        .collect()
}

fn place_all(core: &mut Core, moves: Vec<(ElementId, Point)>) {
    let items: Vec<Placement> = moves
        .into_iter()
        .filter(|(_, by)| *by != Point::default())
        .filter_map(|(id, by)| {
            let element: &Element = core.get(&id)?;
            Some(Placement { id, parent: element.parent.clone(), at: element.at + by, size: None })
        })
        .collect();
    if !items.is_empty() {
        core.run(Command::Place { items });
    }
}

fn align(core: &mut Core, by: impl Fn(Rect, Rect) -> Point) {
    let list = shapes(core);
    let Some(all) = list.iter().map(|(_, bounds)| *bounds).reduce(Rect::union) else { return };
    place_all(core, list.into_iter().map(|(id, bounds)| (id, by(all, bounds))).collect());
}

pub fn align_left(core: &mut Core) {
    align(core, |all, own| Point::new(all.x - own.x, 0.0));
}
pub fn align_centre(core: &mut Core) {
    align(core, |all, own| Point::new(all.centre().x - own.centre().x, 0.0));
}
pub fn align_right(core: &mut Core) {
    align(core, |all, own| Point::new(all.right() - own.right(), 0.0));
}
pub fn align_top(core: &mut Core) {
    align(core, |all, own| Point::new(0.0, all.y - own.y));
}
pub fn align_middle(core: &mut Core) {
    align(core, |all, own| Point::new(0.0, all.centre().y - own.centre().y));
}
pub fn align_bottom(core: &mut Core) {
    align(core, |all, own| Point::new(0.0, all.bottom() - own.bottom()));
}

/// Makes the gaps between shapes equal; the first and the last stay.
fn distribute(core: &mut Core, low: fn(Rect) -> f64, length: fn(Rect) -> f64, along: fn(f64) -> Point) {
    let mut list = shapes(core);
    list.sort_by(|a, b| low(a.1).total_cmp(&low(b.1)));
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return };
    let room = low(last.1) + length(last.1) - low(first.1);
    let filled: f64 = list.iter().map(|(_, bounds)| length(*bounds)).sum();
    #[allow(clippy::cast_precision_loss)]
    let gap = (room - filled) / (list.len().max(2) - 1) as f64;
    let mut at = low(first.1);
    let mut moves = Vec::new();
    for (id, bounds) in list {
        moves.push((id, along(at - low(bounds))));
        at += length(bounds) + gap;
    }
    place_all(core, moves);
}

pub fn distribute_across(core: &mut Core) {
    distribute(core, |r| r.x, |r| r.w, |by| Point::new(by, 0.0));
}
pub fn distribute_down(core: &mut Core) {
    distribute(core, |r| r.y, |r| r.h, |by| Point::new(0.0, by));
}
