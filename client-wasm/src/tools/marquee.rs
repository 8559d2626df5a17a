//! The rectangle that selects: what it encloses; with the rectangle drawn from right to left, what it touches.

use super::Touch;
use crate::{core::Core, overlay::Mark};
use wandel_board::ElementId;
use wandel_process::geometry::{Point, Rect};
use wandel_scene::Token;

pub struct Marquee {
    from: Point,
    to: Point,
    /// What stays selected: the rectangle adds.
    base: Vec<ElementId>,
}

impl Marquee {
    #[must_use]
    pub fn new(core: &Core, touch: Touch, from: Point) -> Self {
        let base = if touch.shift { core.selection.clone() } else { Vec::new() };
        Self { from, to: touch.at, base }
    }

    pub fn update(&mut self, core: &mut Core, touch: Touch) {
        self.to = touch.at;
        let rect = Rect::spanned(self.from, self.to);
        let enclosed = self.to.x >= self.from.x;
        let mut ids = self.base.clone();
        for id in core.scene.within(&core.plane, rect, enclosed) {
            // What one drags inside of is not meant.
            let around = core.get(&id).is_some_and(|e| e.kind.is_container())
                && core.scene.bounds(&id).is_some_and(|bounds| bounds.contains(self.from));
            if !around && !ids.contains(&id) {
                ids.push(id);
            }
        }
        core.select(ids);
        core.dirty.over = true;
    }

    pub fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        let rect = core.camera.rect_to_screen(Rect::spanned(self.from, self.to));
        marks.push(Mark::Area { rect, radius: 0.0, token: Token::Accent });
    }
}
