//! Pointers: which one the tool gets, panning with space, wheel or the middle button, pinching with two fingers, long
//! press for the menu.

use super::Engine;
use crate::{
    port::{Device, Effect, Pointer, PointerPhase},
    tools::Touch,
};
use std::collections::BTreeMap;
use wandel_process::geometry::Point;

/// One wheel step may not zoom by more than this factor.
const WHEEL_MOST: f64 = 1.6;
/// A press that rests this long opens the menu, milliseconds.
const LONG_PRESS: f64 = 550.0;

#[derive(Default)]
pub(super) struct Pointers {
    /// Fingers on the board, by pointer id.
    touches: BTreeMap<i32, Point>,
    /// The one pointer the tool works with.
    tool: Option<i32>,
    /// Panning by middle button or space, with the last place.
    pan: Option<(i32, Point)>,
    /// Distance and middle of two fingers.
    pinch: Option<(f64, Point)>,
    /// Space is held: the hand.
    pub space: bool,
    /// A finger that rests: since when, and where.
    press: Option<(f64, Point)>,
}

impl Pointers {
    /// The cursor while the board is taken hold of.
    pub(super) fn hand(&self) -> Option<&'static str> {
        if self.pan.is_some() { Some("grabbing") } else { self.space.then_some("grab") }
    }
}

impl Engine {
    pub(super) fn pointer(&mut self, event: &Pointer) {
        if !(event.x.is_finite() && event.y.is_finite()) {
            return;
        }
        let at = Point::new(event.x, event.y);
        self.presence.pointer =
            (event.device == Device::Mouse || event.buttons != 0).then(|| self.core.camera.to_board(at));
        match event.phase {
            PointerPhase::Down => self.press(event, at),
            PointerPhase::Move => self.slide(event, at),
            PointerPhase::Up => self.release(event, at),
            PointerPhase::Cancel => self.lose(event),
        }
    }

    fn press(&mut self, event: &Pointer, at: Point) {
        self.core.by_keyboard = false;
        if self.core.typing.is_some() {
            self.core.end_typing();
            self.core.effects.push(Effect::Focus { place: crate::port::FocusTarget::Canvas, id: None });
        }
        if event.device == Device::Touch {
            self.pointers.touches.insert(event.pointer, at);
            if self.pointers.touches.len() == 2 {
                // A second finger makes it a pinch; what the first one began is given up.
                self.tool.cancel(&mut self.core);
                self.pointers.tool = None;
                self.pointers.press = None;
                self.pointers.pinch = self.span();
                return;
            }
            if self.pointers.touches.len() > 2 {
                return;
            }
            self.pointers.press = Some((self.core.now, at));
        }
        if event.button == 1 || event.button == 0 && self.pointers.space {
            self.pointers.pan = Some((event.pointer, at));
            return;
        }
        if event.button == 2 {
            self.select_for_menu(at, event.device);
            return;
        }
        if event.button == 0 && self.pointers.tool.is_none() {
            self.pointers.tool = Some(event.pointer);
            let touch = Touch::new(&self.core, event);
            self.tool.down(&mut self.core, touch);
        }
    }

    fn slide(&mut self, event: &Pointer, at: Point) {
        if let Some(place) = self.pointers.touches.get_mut(&event.pointer) {
            *place = at;
        }
        if let Some((_, from)) = self.pointers.press
            && from.distance(at) > 8.0
        {
            self.pointers.press = None;
        }
        if self.pointers.pinch.is_some() {
            self.pinch();
            return;
        }
        if let Some((pointer, last)) = self.pointers.pan
            && pointer == event.pointer
        {
            self.core.camera.pan(at.x - last.x, at.y - last.y);
            self.core.following = None;
            self.core.dirty = crate::core::Dirty { board: true, over: true };
            self.pointers.pan = Some((pointer, at));
            return;
        }
        let touch = Touch::new(&self.core, event);
        if self.pointers.tool == Some(event.pointer) {
            self.tool.drag(&mut self.core, touch);
        } else if event.buttons == 0 {
            self.tool.hover(&mut self.core, touch);
        }
    }

    fn release(&mut self, event: &Pointer, at: Point) {
        let rested = self.pointers.press.take().filter(|(since, _)| self.core.now - since >= LONG_PRESS);
        self.pointers.touches.remove(&event.pointer);
        if self.pointers.pinch.is_some() {
            self.pointers.pinch = self.span();
            return;
        }
        if self.pointers.pan.is_some_and(|(pointer, _)| pointer == event.pointer) {
            self.pointers.pan = None;
            return;
        }
        if self.pointers.tool == Some(event.pointer) {
            self.pointers.tool = None;
            if rested.is_some() {
                self.tool.cancel(&mut self.core);
                self.select_for_menu(at, event.device);
                self.core.effects.push(Effect::Shell { id: "context-menu".to_owned() });
                return;
            }
            let touch = Touch::new(&self.core, event);
            self.tool.up(&mut self.core, touch);
        }
    }

    fn lose(&mut self, event: &Pointer) {
        self.pointers.touches.remove(&event.pointer);
        self.pointers.press = None;
        self.pointers.pinch = None;
        if self.pointers.pan.is_some_and(|(pointer, _)| pointer == event.pointer) {
            self.pointers.pan = None;
        }
        if self.pointers.tool == Some(event.pointer) {
            self.pointers.tool = None;
            self.tool.cancel(&mut self.core);
        }
    }

    /// The menu is about what is under the pointer.
    fn select_for_menu(&mut self, at: Point, device: Device) {
        let p = self.core.camera.to_board(at);
        let reach = self.core.reach(crate::tools::reach(device));
        match self.core.scene.hit(&self.core.plane, p, reach) {
            Some(hit) if !self.core.is_selected(&hit.id) => self.core.select(vec![hit.id]),
            Some(_) => {}
            None => self.core.select(Vec::new()),
        }
    }

    fn span(&self) -> Option<(f64, Point)> {
        let mut fingers = self.pointers.touches.values();
        let (a, b) = (*fingers.next()?, *fingers.next()?);
        Some((a.distance(b).max(1.0), Point::new(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y))))
    }

    fn pinch(&mut self) {
        let (Some((before, from)), Some((now, to))) = (self.pointers.pinch, self.span()) else { return };
        self.core.camera.pan(to.x - from.x, to.y - from.y);
        self.core.camera.zoom_by(now / before, to);
        self.core.following = None;
        self.core.dirty = crate::core::Dirty { board: true, over: true };
        self.pointers.pinch = Some((now, to));
    }

    pub(super) fn wheel(&mut self, x: f64, y: f64, dx: f64, dy: f64, zoom: bool) {
        if ![x, y, dx, dy].iter().all(|value| value.is_finite()) {
            return;
        }
        self.core.following = None;
        if zoom {
            let factor = (-dy * 0.01).exp().clamp(1.0 / WHEEL_MOST, WHEEL_MOST);
            self.core.camera.zoom_by(factor, Point::new(x, y));
        } else {
            self.core.camera.pan(-dx, -dy);
        }
        self.core.dirty = crate::core::Dirty { board: true, over: true };
    }
}
