//! Notes, texts, steps, decisions, events: a click makes one where it is, in its usual size. Before the click a dashed
//! place shows where; over a flow the flow is marked, because the step will go between.

use super::{Tool, Touch};
use crate::{
    act::{make, place, splice},
    core::Core,
    overlay::Mark,
};
use std::collections::HashSet;
use wandel_board::Kind;
use wandel_process::geometry::{Point, Rect};
use wandel_scene::Token;

#[derive(Default)]
pub struct Stamp {
    at: Option<Point>,
    pressed: bool,
}

/// Radius of the dashed place of a kind, board units.
fn radius(kind: &Kind) -> f64 {
    match kind {
        Kind::Process(wandel_process::Kind::Event(..)) => 18.0,
        Kind::Process(_) => 10.0,
        _ => 3.0,
    }
}

impl Stamp {
    fn place(&self, core: &Core) -> Option<Rect> {
        let (_, size, _) = make::model(&core.tool.variant);
        let rect = place::centred(self.at?, size);
        let attached = place::attached(&core.tool.variant)
            .and_then(|_| place::host_at(core, self.at?, &HashSet::new()))
            .and_then(|host| core.scene.bounds(&host));
        Some(attached.map_or(rect, |host| {
            let at = place::on_edge(host, rect.centre());
            Rect::new(at.x - size.w / 2.0, at.y - size.h / 2.0, size.w, size.h)
        }))
    }
}

impl Tool for Stamp {
    fn down(&mut self, core: &mut Core, touch: Touch) {
        self.at = Some(touch.at);
        self.pressed = true;
        core.dirty.over = true;
    }
    fn drag(&mut self, core: &mut Core, touch: Touch) {
        self.hover(core, touch);
    }
    fn up(&mut self, core: &mut Core, touch: Touch) {
        if std::mem::take(&mut self.pressed) {
            let variant = core.tool.variant.clone();
            make::at(core, &variant, touch.at, None, "");
            self.at = None;
        }
    }
    fn hover(&mut self, core: &mut Core, touch: Touch) {
        self.at = Some(touch.at);
        core.dirty.over = true;
    }
    fn leave(&mut self, core: &mut Core) {
        self.at = None;
        core.dirty.over = true;
    }
    fn cancel(&mut self, core: &mut Core) -> bool {
        core.dirty.over = true;
        std::mem::take(&mut self.pressed)
    }
    fn marks(&self, core: &Core, marks: &mut Vec<Mark>) {
        let Some(rect) = self.place(core) else { return };
        let (kind, ..) = make::model(&core.tool.variant);
        if let Some(flow) = splice::flow_under(core, &kind, rect.centre(), &HashSet::new()) {
            let points = core.scene.route(&flow).iter().map(|p| core.camera.to_screen(*p)).collect();
            marks.push(Mark::Line { points, token: Token::Accent, width: 3.0, dashed: false, arrow: false });
        }
        marks.push(Mark::Outline {
            rect: core.camera.rect_to_screen(rect),
            radius: radius(&kind) * core.camera.zoom(),
            token: Token::Accent,
            width: 1.5,
            dashed: true,
        });
    }
    fn cursor(&self, core: &Core) -> &'static str {
        if core.tool.variant == Kind::Text { "text" } else { "crosshair" }
    }
}
