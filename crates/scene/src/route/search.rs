//! A way around other shapes: A* over a sparse grid (the lines beside the obstacles known so far, and those of the two
//! ends), with a price for bends. Obstacles are learned: only those that a found way runs into join the grid, so the
//! grid stays small however many shapes the board has.

use super::{
    direct::{BEND, Candidate, STUB},
    port::{Side, Terminal, dock},
};
use crate::hit::crosses;
use std::{cmp::Ordering, collections::BinaryHeap};
use wandel_process::geometry::{Point, Rect};

/// How near a line may come to a shape that it passes.
pub(crate) const CLEARANCE: f64 = 6.0;

/// Larger grids, and longer searches, are given up: the line then crosses something, in a place where nobody could
/// follow it anyway.
const MOST: usize = 400_000;
const STEPS: usize = 40_000;

/// The cheapest way from one end to the other that runs through none of the obstacles; `None` if there is none.
pub(crate) fn search(from: &Terminal, to: &Terminal, obstacles: &[Rect]) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    // Starts and goals are ports with a stub each; the few that matter are the cheap sides.
    let mut starts = Vec::new();
    let mut goals = Vec::new();
    for side in Side::ALL {
        let (cost, facing) = (from.sides[side.index()], side.opposite());
        if cost.is_finite() {
            starts.push((side, dock(from, side, to, facing).0, cost));
        }
        let cost = to.sides[side.index()];
        if cost.is_finite() {
            goals.push((side, dock(from, side.opposite(), to, side).1, cost));
        }
    }
    let blocked: Vec<Rect> = obstacles
        .iter()
        .map(|rect| rect.inflate(CLEARANCE - 1.0))
        .chain(from.bodies.iter().chain(&to.bodies).map(|rect| rect.inflate(-1.0)))
        .collect();
    let free = |a: Point, b: Point| !blocked.iter().any(|rect| crosses(a, b, *rect));
    // Straight out of the shape first: a whole stub, or a short one where something stands close by.
    let stub = |(side, port, _): &(Side, Point, f64)| {
        let (dx, dy) = side.direction();
        let out = |length: f64| Point::new(port.x + dx * length, port.y + dy * length);
        [STUB, STUB / 2.0].map(out).into_iter().find(|end| free(*port, *end))
    };
    let starts: Vec<_> = starts.into_iter().filter_map(|end| Some((stub(&end)?, end))).collect();
    let goals: Vec<_> = goals.into_iter().filter_map(|end| Some((stub(&end)?, end))).collect();
    let (mut xs, mut ys) = (Vec::new(), Vec::new());
    for rect in obstacles.iter().chain([&from.rect, &to.rect]) {
        xs.extend([rect.x - STUB, rect.right() + STUB]);
        ys.extend([rect.y - STUB, rect.bottom() + STUB]);
    }
    for (p, _) in starts.iter().chain(&goals) {
        xs.push(p.x);
        ys.push(p.y);
    }
    xs.push(f64::midpoint(from.centre().x, to.centre().x));
    ys.push(f64::midpoint(from.centre().y, to.centre().y));
    for axis in [&mut xs, &mut ys] {
        axis.sort_by(f64::total_cmp);
        axis.dedup();
    }
    let place = |axis: &[f64], value: f64| axis.binary_search_by(|x| x.total_cmp(&value)).ok();

    let grid = Grid { xs, ys };
    if grid.nodes() > MOST {
        return None;
    }
    let barriers = Barriers::new(&grid, &blocked);
    let goals: Vec<Goal> = goals
        .into_iter()
        .filter_map(|(p, (side, port, cost))| {
            let cost = cost + p.distance(port);
            Some(Goal { x: place(&grid.xs, p.x)?, y: place(&grid.ys, p.y)?, side, port, cost })
        })
        .collect();
    let mut open = BinaryHeap::new();
    let mut cheapest = vec![f64::INFINITY; grid.nodes()];
    let mut came = vec![u32::MAX; grid.nodes()];
    for (p, (side, port, cost)) in &starts {
        let (Some(x), Some(y)) = (place(&grid.xs, p.x), place(&grid.ys, p.y)) else { continue };
        let node = grid.node(x, y, *side);
        let cost = cost + p.distance(*port);
        if cost < cheapest[node] {
            cheapest[node] = cost;
            open.push(Open { estimate: cost + grid.estimate(x, y, to), node });
        }
    }
    for _ in 0..STEPS {
        let Some(Open { estimate, node }) = open.pop() else { break };
        if best.as_ref().is_some_and(|best| best.cost <= estimate) {
            break;
        }
        let (x, y, heading) = grid.place(node);
        let cost = cheapest[node];
        if estimate > cost + grid.estimate(x, y, to) + 1e-6 {
            continue;
        }
        for goal in &goals {
            if (goal.x, goal.y) != (x, y) || heading == goal.side {
                continue;
            }
            let turn = if heading == goal.side.opposite() { 0.0 } else { BEND };
            let total = cost + turn + goal.cost;
            if best.as_ref().is_none_or(|best| total < best.cost) {
                best = Some(grid.trace(node, &came, &starts, goal, total));
            }
        }
        for side in Side::ALL {
            if side == heading.opposite() {
                continue;
            }
            let (dx, dy) = side.direction();
            let next = |i: usize, step: f64, length: usize| {
                if step > 0.0 { (i + 1 < length).then_some(i + 1) } else { i.checked_sub(1) }
            };
            let (nx, ny) = if dx == 0.0 {
                (Some(x), next(y, dy, grid.ys.len()))
            } else {
                (next(x, dx, grid.xs.len()), Some(y))
            };
            let (Some(nx), Some(ny)) = (nx, ny) else { continue };
            let (a, b) = (grid.point(x, y), grid.point(nx, ny));
            let turn = if side == heading { 0.0 } else { BEND };
            let total = cost + turn + a.distance(b);
            let node_next = grid.node(nx, ny, side);
            if total < cheapest[node_next] - 1e-9 && barriers.open((x, y), (nx, ny)) {
                cheapest[node_next] = total;
                came[node_next] = u32::try_from(node).unwrap_or(u32::MAX);
                open.push(Open { estimate: total + grid.estimate(nx, ny, to), node: node_next });
            }
        }
    }
    best
}

/// A port of the far end, with the place where its stub begins.
struct Goal {
    x: usize,
    y: usize,
    side: Side,
    port: Point,
    cost: f64,
}

struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl Grid {
    const fn nodes(&self) -> usize {
        self.xs.len() * self.ys.len() * 4
    }
    const fn node(&self, x: usize, y: usize, heading: Side) -> usize {
        (y * self.xs.len() + x) * 4 + heading.index()
    }
    fn place(&self, node: usize) -> (usize, usize, Side) {
        let cell = node / 4;
        (cell % self.xs.len(), cell / self.xs.len(), Side::ALL[node % 4])
    }
    fn point(&self, x: usize, y: usize) -> Point {
        Point::new(self.xs[x], self.ys[y])
    }
    /// At least this much is still to pay.
    fn estimate(&self, x: usize, y: usize, to: &Terminal) -> f64 {
        let (p, r) = (self.point(x, y), to.rect);
        let dx = (r.x - p.x).max(p.x - r.right()).max(0.0);
        let dy = (r.y - p.y).max(p.y - r.bottom()).max(0.0);
        // Off to the side in both directions, it must turn at least once.
        dx + dy + if dx > 0.0 && dy > 0.0 { BEND } else { 0.0 }
    }
    fn trace(
        &self,
        node: usize,
        came: &[u32],
        starts: &[(Point, (Side, Point, f64))],
        goal: &Goal,
        cost: f64,
    ) -> Candidate {
        let mut points = vec![goal.port];
        let mut at = node;
        loop {
            let (x, y, heading) = self.place(at);
            points.push(self.point(x, y));
            match came.get(at) {
                Some(before) if *before != u32::MAX => at = *before as usize,
                _ => {
                    let start = starts.iter().find(|(_, (side, ..))| *side == heading);
                    points.extend(start.map(|(_, (_, port, _))| *port));
                    points.reverse();
                    return Candidate { points, cost, from: heading, to: goal.side };
                }
            }
        }
    }
}

/// Which steps between neighbouring places of the grid are barred.
struct Barriers {
    columns: usize,
    /// From a place to its right neighbour, and to the one below.
    right: Vec<bool>,
    down: Vec<bool>,
}

impl Barriers {
    fn new(grid: &Grid, blocked: &[Rect]) -> Self {
        let (columns, rows) = (grid.xs.len(), grid.ys.len());
        let mut barriers =
            Self { columns, right: vec![false; columns * rows], down: vec![false; columns * rows] };
        for rect in blocked {
            // Places in the rectangle; a step into it begins one place before.
            let (x0, x1) = span(&grid.xs, rect.x, rect.right());
            let (y0, y1) = span(&grid.ys, rect.y, rect.bottom());
            for y in y0..y1 {
                barriers.right[y * columns..][x0.saturating_sub(1)..x1.min(columns)].fill(true);
            }
            for y in y0.saturating_sub(1)..y1 {
                barriers.down[y * columns..][x0..x1].fill(true);
            }
        }
        barriers
    }

    fn open(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        let (x, y) = (a.0.min(b.0), a.1.min(b.1));
        let steps = if a.1 == b.1 { &self.right } else { &self.down };
        steps.get(y * self.columns + x).is_some_and(|barred| !barred)
    }
}

/// Indices of the values from `low` to `high`, both included.
fn span(axis: &[f64], low: f64, high: f64) -> (usize, usize) {
    (axis.partition_point(|value| *value < low), axis.partition_point(|value| *value <= high))
}

struct Open {
    estimate: f64,
    node: usize,
}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        // The heap gives the greatest: the least estimate, then the lower node, so that equal ways are always the same.
        other.estimate.total_cmp(&self.estimate).then_with(|| other.node.cmp(&self.node))
    }
}
impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Open {}
