//! Frames and shapes: drawn with a drag, or made in their usual size with a click. A frame takes in what lies in it.

use super::{Tool, Touch, slop};
use crate::{
    act::{make, place},
    core::Core,
    overlay::Mark,
};
use wandel_board::{Command, Kind, Parent, Placement};
use wandel_process::geometry::{Point, Rect};
use wandel_scene::Token;

#[derive(Default)]
pub struct Frame {
    start: Option<Touch>,
    to: Option<Point>,
}

impl Frame {
    fn rect(&self) -> Option<Rect> {
        let start = self.start?;
        let snap = |p: Point| Point::new(place::snap(p.x), place::snap(p.y));
        Some(Rect::spanned(snap(start.at), snap(self.to?)))
    }
}

impl Tool for Frame {
    fn down(&mut self, _core: &mut Core, touch: Touch) {
        self.start = Some(touch);
        self.to = None;
    }
    fn drag(&mut self, core: &mut Core, touch: Touch) {
        if let Some(start) = self.start
            && (self.to.is_some() || start.screen.distance(touch.screen) > slop(touch.device))
        {
            let mut to = touch.at;
            if touch.shift {
                // As high as wide.
                let side = (to.x - start.at.x).abs().max((to.y - start.at.y).abs());
                to = Point::new(
                    start.at.x + side.copysign(to.x - start.at.x),
                    start.at.y + side.copysign(to.y - start.at.y),
                );
            }
            self.to = Some(to);
            core.dirty.over = true;
        }
    }
    fn up(&mut self, core: &mut Core, touch: Touch) {
        let rect = self.rect().filter(|rect| rect.w >= 20.0 && rect.h >= 20.0);
        let Some(_) = self.start.take() else { return };
        self.to = None;
        let variant = core.tool.variant.clone();
        if variant == Kind::Frame {
            make_frame(core, rect.unwrap_or_else(|| place::centred(touch.at, Kind::Frame.default_size())));
        } else {
            make::at(core, &variant, rect.map_or(touch.at, Rect::centre), rect, "");
        }
    }
    fn cancel(&mut self, core: &mut Core) -> bool {
        core.dirty.over = true;
        self.to = None;
        self.start.take().is_some()
    }
    fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        if let Some(rect) = self.rect() {
            let rect = core.camera.rect_to_screen(rect);
            marks.push(Mark::Outline { rect, radius: 3.0, token: Token::Accent, width: 1.5, dashed: true });
        }
    }
    fn cursor(&self, _core: &Core) -> &'static str {
        "crosshair"
    }
}

/// A frame behind everything, holding what lies wholly in it on the same parent.
fn make_frame(core: &mut Core, rect: Rect) {
    let parent = Parent::Plane(core.plane.clone());
    let element = make::blank(core, Kind::Frame, parent.clone(), rect);
    let id = element.id.clone();
    let items: Vec<Placement> = core
        .scene
        .within(&core.plane, rect, true)
        .into_iter()
        .filter_map(|inside| core.get(&inside))
        .filter(|e| e.parent == parent && !e.kind.is_connector() && e.kind != Kind::Frame)
        .map(|e| Placement {
            id: e.id.clone(),
            parent: Parent::Element(id.clone()),
            at: e.at - rect.origin(),
            size: None,
        })
        .collect();
    let mut commands = vec![
        Command::Create { elements: vec![element], processes: Vec::new(), planes: Vec::new() },
        Command::Stack { ids: vec![id.clone()], to: wandel_board::command::Stacking::Back },
    ];
    if !items.is_empty() {
        commands.push(Command::Place { items });
    }
    if core.run_all(commands) {
        make::finish(core, &id, true);
    }
}
