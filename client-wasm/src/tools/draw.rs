//! The pen: smoothed while one draws, thinned at the end to what the eye needs.

use super::{Tool, Touch};
use crate::{
    act::{make, place},
    core::{Core, around},
    overlay::Mark,
};
use std::collections::HashSet;
use wandel_board::{Command, Kind};
use wandel_process::{
    geometry::{Point, Rect, quantise},
    property::Value,
};
use wandel_scene::Token;

/// How much a new point is drawn towards the one before, 0 none (tldraw's streamline is the idea).
const SMOOTH: f64 = 0.45;
/// Longest stroke, points.
const MOST: usize = 4_000;

#[derive(Default)]
pub struct Draw {
    points: Vec<Point>,
}

impl Tool for Draw {
    fn down(&mut self, core: &mut Core, touch: Touch) {
        self.points = vec![touch.at];
        core.dirty.over = true;
    }

    fn drag(&mut self, core: &mut Core, touch: Touch) {
        let Some(last) = self.points.last().copied() else { return };
        let p = Point::new(
            last.x + (touch.at.x - last.x) * (1.0 - SMOOTH),
            last.y + (touch.at.y - last.y) * (1.0 - SMOOTH),
        );
        if p.distance(last) >= core.reach(1.0) && self.points.len() < MOST {
            self.points.push(p);
        }
        core.dirty.over = true;
    }

    fn up(&mut self, core: &mut Core, touch: Touch) {
        let mut points = std::mem::take(&mut self.points);
        core.dirty.over = true;
        let moved = points.first().is_some_and(|first| first.distance(touch.at) > core.reach(2.0));
        if points.len() < 2 && !moved {
            return;
        }
        points.push(touch.at);
        let points = thinned(&points, core.reach(0.6).clamp(0.1, 2.0));
        let Some(bounds) = around(&points) else { return };
        let bounds = Rect::new(quantise(bounds.x), quantise(bounds.y), bounds.w.max(1.0), bounds.h.max(1.0));
        let parent = place::parent_at(core, &Kind::Stroke, bounds.centre(), &HashSet::new());
        let mut stroke = make::blank(core, Kind::Stroke, parent, bounds);
        let relative = points
            .iter()
            .flat_map(|p| [Value::Number(quantise(p.x - bounds.x)), Value::Number(quantise(p.y - bounds.y))]);
        stroke.properties.insert("points".into(), Value::List(relative.collect()));
        // The pen stays: one rarely draws a single line.
        core.run(Command::Create { elements: vec![stroke], processes: Vec::new(), planes: Vec::new() });
    }

    fn cancel(&mut self, core: &mut Core) -> bool {
        core.dirty.over = true;
        !std::mem::take(&mut self.points).is_empty()
    }

    fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        if self.points.len() > 1 {
            let points = self.points.iter().map(|p| core.camera.to_screen(*p)).collect();
            let width = (2.0 * core.camera.zoom()).max(1.0);
            marks.push(Mark::Line { points, token: Token::Ink1, width, dashed: false, arrow: false });
        }
    }

    fn cursor(&self, _core: &Core) -> &'static str {
        "crosshair"
    }
}

/// Leaves out points that are nearer than `most` to the line without them (Douglas and Peucker, 1973), without recursion.
fn thinned(points: &[Point], most: f64) -> Vec<Point> {
    let mut keep = vec![false; points.len()];
    let mut stack = vec![(0, points.len().saturating_sub(1))];
    while let Some((first, last)) = stack.pop() {
        if let Some(flag) = keep.get_mut(first) {
            *flag = true;
        }
        if let Some(flag) = keep.get_mut(last) {
            *flag = true;
        }
        let farthest = (first + 1..last)
            .map(|index| (distance(points[index], points[first], points[last]), index))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, index)) = farthest.filter(|(d, _)| *d > most) {
            stack.push((first, index));
            stack.push((index, last));
        }
    }
    points.iter().zip(keep).filter(|(_, keep)| *keep).map(|(p, _)| *p).collect()
}

fn distance(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx.hypot(dy);
    if length < 1e-9 { p.distance(a) } else { ((p.x - a.x) * dy - (p.y - a.y) * dx).abs() / length }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_needs_two_points() {
        let line: Vec<Point> = (0..100).map(|i| Point::new(f64::from(i), 0.0)).collect();
        assert_eq!(thinned(&line, 0.5).len(), 2);
        let corner = [Point::new(0.0, 0.0), Point::new(50.0, 50.0), Point::new(100.0, 0.0)];
        assert_eq!(thinned(&corner, 0.5).len(), 3);
    }
}
