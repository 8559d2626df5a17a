//! Snapping: to lines of neighbours first, else to the grid. Says which lines it found, so that they can be shown.

use crate::{act::place::GRID, core::Core};
use std::collections::HashSet;
use wandel_board::ElementId;
use wandel_process::geometry::{Point, Rect};

/// How near a neighbour's line catches, CSS pixels.
const CATCH: f64 = 6.0;
/// How many neighbours are looked at.
const MOST: usize = 400;

/// A line that something was aligned to, board units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    pub from: Point,
    pub to: Point,
}

/// Bounds of what one can align with: everything visible with a body, without what moves.
#[must_use]
pub fn neighbours(core: &Core, moving: &HashSet<ElementId>) -> Vec<Rect> {
    core.scene
        .visible(&core.plane, core.camera.visible())
        .into_iter()
        .filter(|id| !moving.contains(id))
        .filter(|id| core.get(id).is_some_and(|e| !e.kind.is_connector()))
        .filter_map(|id| core.scene.bounds(&id))
        .take(MOST)
        .collect()
}

/// The shift that is nearest to `by` and puts `rect` in line with a neighbour or on the grid, with the guides to show.
/// `middle`: its middle goes to the grid, as steps and decisions stand in rows; else its top left.
#[must_use]
pub fn shift(core: &Core, rect: Rect, by: Point, neighbours: &[Rect], middle: bool) -> (Point, Vec<Guide>) {
    let reach = core.reach(CATCH);
    let moved = rect.translate(by);
    let across = nearest(
        [moved.x, moved.centre().x, moved.right()],
        neighbours.iter().map(|n| [n.x, n.centre().x, n.right()]),
        reach,
    );
    let down = nearest(
        [moved.y, moved.centre().y, moved.bottom()],
        neighbours.iter().map(|n| [n.y, n.centre().y, n.bottom()]),
        reach,
    );
    let to_grid = |at: f64| (at / GRID).round() * GRID - at;
    let anchor = if middle { moved.centre() } else { moved.origin() };
    let dx = across.unwrap_or_else(|| to_grid(anchor.x));
    let dy = down.unwrap_or_else(|| to_grid(anchor.y));
    let result = Point::new(by.x + dx, by.y + dy);
    let guides = guides(rect.translate(result), neighbours, across.is_some(), down.is_some());
    (result, guides)
}

/// The smallest correction that brings one of three lines onto a neighbour's; equal kinds of lines are preferred.
fn nearest(own: [f64; 3], others: impl Iterator<Item = [f64; 3]>, reach: f64) -> Option<f64> {
    let mut best: Option<(f64, f64)> = None;
    for lines in others {
        for (i, line) in own.iter().enumerate() {
            for (j, other) in lines.iter().enumerate() {
                let d = other - line;
                // Middle to middle counts as nearer: steps and decisions of a row share their middle.
                let cost = d.abs() + if i == j { if i == 1 { -0.5 } else { 0.0 } } else { 2.0 };
                if d.abs() <= reach && best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, d));
                }
            }
        }
    }
    best.map(|(_, d)| d)
}

fn guides(rect: Rect, neighbours: &[Rect], across: bool, down: bool) -> Vec<Guide> {
    const SAME: f64 = 0.01;
    let mut list = Vec::new();
    let mut add = |vertical: bool, at: f64, low: f64, high: f64| {
        let (from, to) = if vertical {
            (Point::new(at, low), Point::new(at, high))
        } else {
            (Point::new(low, at), Point::new(high, at))
        };
        list.push(Guide { from, to });
    };
    if across {
        for line in [rect.x, rect.centre().x, rect.right()] {
            let met: Vec<&Rect> = neighbours
                .iter()
                .filter(|n| [n.x, n.centre().x, n.right()].iter().any(|other| (other - line).abs() < SAME))
                .collect();
            if let Some(span) =
                met.iter().map(|n| **n).chain([rect]).reduce(Rect::union).filter(|_| !met.is_empty())
            {
                add(true, line, span.y, span.bottom());
            }
        }
    }
    if down {
        for line in [rect.y, rect.centre().y, rect.bottom()] {
            let met: Vec<&Rect> = neighbours
                .iter()
                .filter(|n| [n.y, n.centre().y, n.bottom()].iter().any(|other| (other - line).abs() < SAME))
                .collect();
            if let Some(span) =
                met.iter().map(|n| **n).chain([rect]).reduce(Rect::union).filter(|_| !met.is_empty())
            {
                add(false, line, span.x, span.right());
            }
        }
    }
    list
}
