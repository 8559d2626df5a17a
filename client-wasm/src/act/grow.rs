//! Pools, lanes, subprocesses and frames make room for what is put near or beyond their edge, and a pool that grew does
//! not run into what lies beyond it.

use super::place;
use crate::{core::Core, order};
use wandel_board::{Command, Element, Kind, Parent, command::Placement};
use wandel_process::{
    geometry::{Point, Rect, Size},
    kind::{Kind as Process, Position},
};

/// Between a container's edge and what is in it.
const MARGIN: f64 = 30.0;
/// What two things keep between them, if they had it before.
const GAP: f64 = 40.0;

/// What makes room in `parent` for a shape at `rect`: it grows to the right and downwards.
#[must_use]
pub fn around(core: &Core, parent: &Parent, rect: Rect) -> Vec<Command> {
    let Parent::Element(id) = parent else { return Vec::new() };
    let Some(holder) = core.get(id) else { return Vec::new() };
    let bounds = holder.bounds();
    let wide = place::snap(rect.right() + MARGIN) - bounds.x;
    let high = place::snap(rect.bottom() + MARGIN - 5.0) - bounds.y;
    let higher = if rect.y >= bounds.y { (high - bounds.h).max(0.0) } else { 0.0 };
    let mut items = Vec::new();
    match holder.kind {
        Kind::Process(Process::Lane) => {
            if higher > 0.0 {
                items.push(resize(holder, 0.0, higher));
            }
            if let Some(pool) = order::pool_of(core.projection(), holder) {
                let wide = place::snap(rect.right() + MARGIN) - pool.bounds().x;
                let wider = (wide - pool.size.w).max(0.0);
                if wider > 0.0 {
                    items.push(resize(pool, wider, 0.0));
                }
                push_aside(core, pool, wider, higher, &mut items);
            }
        }
        Kind::Process(Process::Pool | Process::Subprocess(_)) | Kind::Frame => {
            let wider = (wide - bounds.w).max(0.0);
            if wider > 0.0 || higher > 0.0 {
                items.push(resize(holder, wider, higher));
                push_aside(core, holder, wider, higher, &mut items);
            }
        }
        _ => {}
    }
    if items.is_empty() { Vec::new() } else { vec![Command::Place { items }] }
}

fn resize(element: &Element, wider: f64, higher: f64) -> Placement {
    let size = Size::new(element.size.w + wider, element.size.h + higher);
    Placement { id: element.id.clone(), parent: element.parent.clone(), at: element.at, size: Some(size) }
}

/// Moves what lies beside or below something that grows, so far as the gap would become too narrow. Inside of another
/// container things stay: they would leave it.
fn push_aside(core: &Core, grown: &Element, wider: f64, higher: f64, items: &mut Vec<Placement>) {
    if !matches!(grown.parent, Parent::Plane(_)) {
        return;
    }
    let old = grown.bounds();
    for (by, across) in [(wider, true), (higher, false)] {
        if by <= 0.0 {
            continue;
        }
        let beyond: Vec<(&Element, f64)> = core
            .projection()
            .children(&grown.parent)
            .iter()
            .filter(|id| **id != grown.id && !core.selection.contains(id))
            .filter_map(|id| core.get(id))
            .filter(|element| stands_alone(element))
            .filter_map(|element| Some((element, gap(old, element.bounds(), across)?)))
            .collect();
        let nearest = beyond.iter().map(|(_, gap)| *gap).fold(f64::INFINITY, f64::min);
        let push = ((nearest.min(GAP) - (nearest - by)) / place::GRID).ceil() * place::GRID;
        if push > 0.0 {
            let by = if across { Point::new(push, 0.0) } else { Point::new(0.0, push) };
            items.extend(beyond.into_iter().map(|(element, _)| Placement {
                id: element.id.clone(),
                parent: element.parent.clone(),
                at: element.at + by,
                size: None,
            }));
        }
    }
}

/// How far `other` begins beyond `old`, if it lies there and not past its corner.
fn gap(old: Rect, other: Rect, across: bool) -> Option<f64> {
    let (gap, beside) = if across {
        (other.x - old.right(), other.y < old.bottom() && other.bottom() > old.y)
    } else {
        (other.y - old.bottom(), other.x < old.right() && other.right() > old.x)
    };
    (gap >= 0.0 && beside).then_some(gap)
}

/// Connectors follow their ends, and what hangs on an edge its host.
fn stands_alone(element: &Element) -> bool {
    !element.kind.is_connector()
        && element.kind.has_shape()
        && !matches!(element.kind, Kind::Process(Process::Event(Position::Boundary, _)))
}
