//! Two canvases: the board below (ground and elements), and over it what changes with every move of the pointer. Each is
//! painted anew only when something on it changed.

use super::{ground, layer::Layer, over};
use crate::engine::Engine;
use std::collections::HashMap;
use wasm_bindgen::JsError;
use web_sys::HtmlCanvasElement;

pub struct Painter {
    board: Layer,
    over: Layer,
    themed: bool,
    /// The theme or the canvases' size changed.
    stale: bool,
}

impl Painter {
    /// # Errors
    /// If a canvas has no 2D context.
    pub fn new(board: HtmlCanvasElement, over: HtmlCanvasElement) -> Result<Self, JsError> {
        Ok(Self { board: Layer::new(board)?, over: Layer::new(over)?, themed: false, stale: true })
    }

    pub fn theme(&mut self, tokens: &HashMap<String, String>) {
        self.board.theme(tokens);
        self.over.theme(tokens);
        self.themed = true;
        self.stale = true;
    }

    pub fn paint(&mut self, engine: &mut Engine) {
        let camera = &engine.core().camera;
        let (size, ratio) = (camera.size, camera.ratio);
        if !self.themed || size.w < 1.0 || size.h < 1.0 {
            return;
        }
        let dirty = engine.take_dirty();
        self.stale |= self.board.fit(size, ratio) | self.over.fit(size, ratio);
        if dirty.board || self.stale {
            ground::paint(&mut self.board, engine.core());
        }
        if dirty.board || dirty.over || self.stale {
            over::paint(&mut self.over, &engine.marks(), size, ratio);
        }
        self.stale = false;
    }
}
