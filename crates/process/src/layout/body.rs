//! The inside of a pool, plane or subprocess: nodes in their cells, lanes around them, data and notes below.

use super::{BLACK_BOX, GAP, Layout, MAX_DEPTH, grid};
use crate::{
    geometry::{Point, Rect, Size},
    kind::{Kind, Position},
    model::Owner,
    size::{HEADER, LANE_HEIGHT, default_size},
};
use std::collections::HashMap;

/// Between columns: room for the label of an exit.
const COLUMN_GAP: f64 = 60.0;
/// Around the nodes of a lane or pool.
const MARGIN: f64 = 30.0;

impl Layout<'_> {
    /// A pool in its own frame: its size.
    pub(super) fn pool(&mut self, pool: usize) -> Size {
        let owner = Owner::Element(self.model.elements[pool].id.clone());
        let lanes: Vec<usize> =
            self.inside(pool).into_iter().filter(|n| self.kind(*n) == Some(Kind::Lane)).collect();
        let inner = self.body(&owner, 0);
        if inner.w <= 0.0 {
            return Size::new(default_size(Kind::Pool).w, BLACK_BOX);
        }
        if lanes.is_empty() {
            self.shift_children(&owner, Point::new(HEADER + MARGIN, MARGIN), true);
            return Size::new(inner.w + HEADER + 2.0 * MARGIN, (inner.h + 2.0 * MARGIN).max(LANE_HEIGHT));
        }
        self.shift_children(&owner, Point::new(HEADER, 0.0), true);
        Size::new(inner.w + HEADER, inner.h)
    }

    /// Makes a pool and its lanes end at `right`.
    pub(super) fn widen(&mut self, pool: usize, right: f64) {
        let mut stack = vec![(pool, 0)];
        while let Some((n, depth)) = stack.pop() {
            self.rects[n].w = right - self.rects[n].x;
            if depth < MAX_DEPTH {
                let inside = self.inside(n);
                let lanes =
                    inside.into_iter().filter(|n| self.kind(*n) == Some(Kind::Lane) && !self.placed[*n]);
                stack.extend(lanes.map(|n| (n, depth + 1)).collect::<Vec<_>>());
            }
        }
    }

    /// Arranges what a container holds and has no place yet, in the container's frame. The size it takes; zero for
    /// nothing.
    pub(super) fn body(&mut self, owner: &Owner, depth: usize) -> Size {
        let mut leaves = Vec::new();
        let mut nodes = Vec::new();
        let levels = self.tracks(owner, None, 0, &mut leaves, &mut nodes);
        if nodes.is_empty() && leaves.is_empty() {
            return Size::default();
        }
        let sizes: HashMap<usize, Size> =
            nodes.iter().map(|(n, _)| (*n, self.node_size(*n, depth + 1))).collect();
        let cells = self.cells(&nodes);

        let columns = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
        let mut widths = vec![0.0_f64; columns];
        let tracks = leaves.len().max(1);
        let mut heights: Vec<Vec<f64>> = vec![Vec::new(); tracks];
        for ((n, _), cell) in nodes.iter().zip(&cells) {
            let size = sizes[n];
            widths[cell.column] = widths[cell.column].max(size.w);
            let rows = &mut heights[cell.track];
            if rows.len() <= cell.row {
                rows.resize(cell.row + 1, 0.0);
            }
            rows[cell.row] = rows[cell.row].max(size.h);
        }
        let margin = if leaves.is_empty() { 0.0 } else { MARGIN };
        let left = if leaves.is_empty() { 0.0 } else { levels as f64 * HEADER + MARGIN };
        let starts = |widths: &[f64], gap: f64, from: f64| -> (Vec<f64>, f64) {
            let mut at = from;
            let starts = widths.iter().map(|width| {
                let start = at;
                at += width + gap;
                start
            });
            let starts: Vec<f64> = starts.collect();
            (starts, (at - gap).max(from))
        };
        let (xs, right) = starts(&widths, COLUMN_GAP, left);
        let mut top = 0.0;
        let mut tops = Vec::new();
        let mut ys = Vec::new();
        for rows in &heights {
            let (_, height) = starts(rows, GAP, 0.0);
            let least = if leaves.is_empty() { 0.0 } else { LANE_HEIGHT };
            let full = (height + 2.0 * margin).max(least);
            let (rows, _) = starts(rows, GAP, top + (full - height) / 2.0);
            ys.push(rows);
            tops.push((top, full));
            top += full;
        }
        for ((n, _), cell) in nodes.iter().zip(&cells) {
            let size = sizes[n];
            let x = xs[cell.column] + (widths[cell.column] - size.w) / 2.0;
            let y = ys[cell.track][cell.row] + (heights[cell.track][cell.row] - size.h) / 2.0;
            // What is inside was arranged in the node's own frame.
            self.shift_children(&Owner::Element(self.model.elements[*n].id.clone()), Point::new(x, y), true);
            self.rects[*n] = Rect::new(x, y, size.w, size.h);
            self.attach(*n);
        }
        let width = if leaves.is_empty() { right } else { (right + MARGIN).max(left + 2.0 * LANE_HEIGHT) };
        for ((lane, level), (top, height)) in leaves.iter().zip(&tops) {
            let x = *level as f64 * HEADER;
            self.rects[*lane] = Rect::new(x, *top, width - x, *height);
        }
        self.outer_lanes(owner, width, 0, 0);
        Size::new(width, top)
    }

    /// Leaf lanes in order with their level, and the nodes with their track. How deep lanes are nested.
    fn tracks(
        &self,
        owner: &Owner,
        track: Option<usize>,
        level: usize,
        leaves: &mut Vec<(usize, usize)>,
        nodes: &mut Vec<(usize, usize)>,
    ) -> usize {
        let open: Vec<usize> = self.of(owner).into_iter().filter(|n| !self.placed[*n]).collect();
        let (lanes, others): (Vec<usize>, Vec<usize>) =
            open.into_iter().partition(|n| self.kind(*n) == Some(Kind::Lane) && level < MAX_DEPTH);
        let first = leaves.len();
        let mut deepest = level;
        for lane in &lanes {
            let inner = Owner::Element(self.model.elements[*lane].id.clone());
            let leaf = !self.of(&inner).iter().any(|n| self.kind(*n) == Some(Kind::Lane));
            if leaf {
                leaves.push((*lane, level));
            }
            let own = leaf.then(|| leaves.len() - 1);
            deepest = deepest.max(self.tracks(&inner, own, level + 1, leaves, nodes));
        }
        let track = track.unwrap_or(first);
        nodes.extend(
            others
                .into_iter()
                .filter(|n| {
                    !matches!(self.kind(*n), Some(Kind::Pool | Kind::Event(Position::Boundary, _)) | None)
                })
                .map(|n| (n, track)),
        );
        deepest
    }

    /// Lanes with lanes in them: around those.
    fn outer_lanes(&mut self, owner: &Owner, width: f64, level: usize, depth: usize) -> Option<Rect> {
        let mut area: Option<Rect> = None;
        let lanes = self.of(owner);
        for lane in lanes {
            if self.kind(lane) != Some(Kind::Lane) || self.placed[lane] {
                continue;
            }
            if depth < MAX_DEPTH {
                let inner = Owner::Element(self.model.elements[lane].id.clone());
                if let Some(inner) = self.outer_lanes(&inner, width, level + 1, depth + 1) {
                    let x = level as f64 * HEADER;
                    self.rects[lane] = Rect::new(x, inner.y, width - x, inner.h);
                }
            }
            area = Some(area.map_or(self.rects[lane], |area| area.union(self.rects[lane])));
        }
        area
    }

    /// Cells of flow nodes along the flow, of everything else below what it is connected to.
    fn cells(&self, nodes: &[(usize, usize)]) -> Vec<grid::Cell> {
        let main: Vec<usize> =
            (0..nodes.len()).filter(|n| self.kind(nodes[*n].0).is_some_and(Kind::is_flow_node)).collect();
        let place: HashMap<usize, usize> = main.iter().enumerate().map(|(at, n)| (nodes[*n].0, at)).collect();
        let tracks: Vec<usize> = main.iter().map(|n| nodes[*n].1).collect();
        let mut edges: Vec<(usize, usize, bool)> = Vec::new();
        for (at, n) in main.iter().enumerate() {
            let flows = self.flows.get(&nodes[*n].0).map_or(&[][..], Vec::as_slice);
            edges.extend(flows.iter().filter_map(|(to, below)| Some((at, *place.get(to)?, *below))));
        }
        let found = grid::cells(&tracks, &edges);
        let mut near: HashMap<usize, usize> = HashMap::new();
        for (n, _) in nodes.iter().filter(|(n, _)| !place.contains_key(n)) {
            let others = self.links.get(n).map_or(&[][..], Vec::as_slice);
            if let Some(at) = others.iter().find_map(|other| place.get(other)) {
                near.insert(*n, found[*at].column);
            }
        }
        // A remark stands above what it is about, where data does not come between the two.
        let remark = |n: &usize| self.kind(*n) == Some(Kind::Annotation) && near.contains_key(n);
        let mut above: HashMap<(usize, usize), usize> = HashMap::new();
        let mut heads: HashMap<usize, usize> = HashMap::new();
        for (n, track) in nodes.iter().filter(|(n, _)| remark(n)) {
            let count = above.entry((*track, near[n])).or_default();
            *count += 1;
            let head = heads.entry(*track).or_default();
            *head = (*head).max(*count);
        }
        let mut found = found;
        for cell in &mut found {
            cell.row += heads.get(&cell.track).copied().unwrap_or(0);
        }
        let mut rows: HashMap<usize, usize> = HashMap::new();
        for cell in &found {
            let last = rows.entry(cell.track).or_insert(0);
            *last = (*last).max(cell.row + 1);
        }
        let mut used: HashMap<(usize, usize), usize> = HashMap::new();
        let mut found = found.into_iter();
        nodes
            .iter()
            .map(|(n, track)| match place.get(n) {
                Some(_) => found.next().unwrap_or_default(),
                None if remark(n) => {
                    let free = above.entry((*track, near[n])).or_default();
                    let head = heads.get(track).copied().unwrap_or(0);
                    let cell = grid::Cell { track: *track, column: near[n], row: head.saturating_sub(*free) };
                    *free = free.saturating_sub(1);
                    cell
                }
                None => {
                    let column = near.get(n).copied().unwrap_or(0);
                    let below = used.entry((*track, column)).or_insert(0);
                    let row = rows.get(track).copied().unwrap_or(0) + *below;
                    *below += 1;
                    grid::Cell { track: *track, column, row }
                }
            })
            .collect()
    }
}
