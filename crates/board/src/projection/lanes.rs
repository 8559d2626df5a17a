//! Lanes tile their pool: a lane has an order and a height, no free place. Its place and width follow from its pool and
//! its neighbours, and a pool with lanes is as high as they are. In a vertical pool the same across.

use super::{Projection, node::Node};
use crate::{element::Parent, id::ElementId};
use std::collections::HashMap;
use wandel_process::geometry::{Point, Size};

/// Width of the header of a pool or lane, board units.
pub const HEADER: f64 = 30.0;
/// Least height of a lane (width, in a vertical pool).
pub const LEAST: f64 = 40.0;

/// Derived place and size of a pool or lane. A pool keeps its own place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tile {
    pub at: Option<Point>,
    pub size: Size,
}

#[derive(Debug, Default)]
pub(crate) struct Tiles(HashMap<ElementId, Tile>);

impl Tiles {
    pub fn of(&self, id: &ElementId) -> Option<&Tile> {
        self.0.get(id)
    }
}

/// Tiles of all pools and lanes in `order` (parents before children; with a pool or lane its whole tree is in it).
pub(super) fn measure(board: &Projection, order: &[ElementId]) -> Tiles {
    let mut tiles = Tiles::default();
    let mut heights: HashMap<ElementId, f64> = HashMap::new();
    for id in order.iter().rev() {
        let Some(node) = board.nodes.get(id) else { continue };
        if node.is_lane() || node.is_pool() {
            let lanes = board.lanes_of(id);
            if !lanes.is_empty() {
                heights.insert(id.clone(), lanes.iter().map(|lane| height(board, &heights, lane)).sum());
            }
        }
    }
    for id in order {
        let Some(node) = board.nodes.get(id) else { continue };
        if node.is_pool() && !node.untiled && heights.contains_key(id) {
            spread(board, &heights, node, &mut tiles);
        }
    }
    tiles
}

/// Extent of a lane across its pool.
fn height(board: &Projection, heights: &HashMap<ElementId, f64>, id: &ElementId) -> f64 {
    heights.get(id).copied().unwrap_or_else(|| board.nodes.get(id).map_or(LEAST, |node| own(board, node)))
}

fn own(board: &Projection, lane: &Node) -> f64 {
    let size = lane.written_size();
    (if board.lies_across(lane) { size.h } else { size.w }).max(LEAST)
}

fn spread(board: &Projection, heights: &HashMap<ElementId, f64>, pool: &Node, tiles: &mut Tiles) {
    let across = pool.is_horizontal();
    let long = if across { pool.written_size().w } else { pool.written_size().h }.max(HEADER * 2.0);
    let turned = |long: f64, short: f64| if across { Size::new(long, short) } else { Size::new(short, long) };
    let point =
        |long: f64, short: f64| if across { Point::new(long, short) } else { Point::new(short, long) };
    let total = heights.get(&pool.view.id).copied().unwrap_or_default();
    tiles.0.insert(pool.view.id.clone(), Tile { at: None, size: turned(long, total) });
    let mut stack = vec![(pool.view.id.clone(), long)];
    while let Some((holder, long)) = stack.pop() {
        let inner = (long - HEADER).max(HEADER);
        let mut below = 0.0;
        for lane in board.all_lanes_of(&holder) {
            let Some(node) = board.nodes.get(&lane) else { continue };
            let short = height(board, heights, &lane);
            tiles.0.insert(lane.clone(), Tile { at: Some(point(HEADER, below)), size: turned(inner, short) });
            if !node.view.gone {
                below += short;
            }
            stack.push((lane, inner));
        }
    }
}

impl Projection {
    /// Living lanes written below a pool or lane, in order.
    pub(crate) fn lanes_of(&self, id: &ElementId) -> Vec<ElementId> {
        let mut lanes = self.all_lanes_of(id);
        lanes.retain(|lane| self.nodes.get(lane).is_some_and(|node| !node.view.gone));
        lanes
    }

    fn all_lanes_of(&self, id: &ElementId) -> Vec<ElementId> {
        let Some(inside) = self.inside.get(id) else { return Vec::new() };
        let mut lanes: Vec<(&str, &ElementId)> = inside
            .iter()
            .filter_map(|id| self.nodes.get(id))
            .filter(|node| node.is_lane() && !node.cut)
            .map(|node| (&*node.view.z, &node.view.id))
            .collect();
        lanes.sort_unstable();
        lanes.into_iter().map(|(_, id)| id.clone()).collect()
    }

    /// The pool that a lane (or pool) belongs to, as written.
    pub(crate) fn pool_of(&self, id: &ElementId) -> Option<ElementId> {
        let mut node = self.nodes.get(id)?;
        for _ in 0..64 {
            if node.is_pool() {
                return Some(node.view.id.clone());
            }
            let Parent::Element(parent) = &node.parent else { return None };
            node = self.nodes.get(parent).filter(|next| next.is_pool() || next.is_lane())?;
        }
        None
    }

    /// Whether a lane lies in a horizontal pool.
    pub(crate) fn lies_across(&self, lane: &Node) -> bool {
        self.pool_of(&lane.view.id).and_then(|pool| self.nodes.get(&pool)).is_none_or(Node::is_horizontal)
    }
}
