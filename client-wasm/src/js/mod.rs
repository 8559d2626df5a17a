//! The browser's side of the engine: the class `WandelEngine` that `web/src/lib/engine/host.ts` wraps. The only module
//! with wasm-bindgen and web-sys; it converts and paints and decides nothing.

mod convert;
mod ground;
mod layer;
mod over;
mod painter;

use crate::{engine::Engine, port::Input, sync::Event};
use js_sys::{Array, Uint8Array};
use painter::Painter;
use std::collections::HashMap;
use wandel_board::ElementId;
use wasm_bindgen::{JsError, JsValue, prelude::wasm_bindgen};
use web_sys::HtmlCanvasElement;

#[wasm_bindgen]
pub struct WandelEngine {
    engine: Engine,
    painter: Painter,
}

#[wasm_bindgen]
impl WandelEngine {
    /// An engine for one board, painting on two canvases laid over each other.
    ///
    /// # Errors
    /// If a canvas has no 2D context, or the browser no source of randomness.
    #[wasm_bindgen(constructor)]
    pub fn new(board: HtmlCanvasElement, over: HtmlCanvasElement, id: &str) -> Result<WandelEngine, JsError> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|_| JsError::new("engine.no-randomness"))?;
        Ok(Self { engine: Engine::new(id, seed), painter: Painter::new(board, over)? })
    }

    /// Takes input. What is not of the contract's shape is left out, and told in the console.
    pub fn send(&mut self, input: &JsValue) {
        match convert::read(input) {
            Ok(input) => self.engine.send(input),
            Err(error) => web_sys::console::warn_2(&JsValue::from(error), input),
        }
    }

    /// True if the engine will do something with this key now.
    #[must_use]
    pub fn wants(&self, input: &JsValue) -> bool {
        matches!(convert::read::<Input>(input), Ok(Input::Key(key)) if self.engine.wants(&key))
    }

    pub fn opened(&mut self) {
        self.engine.report(Event::Opened);
    }

    pub fn received(&mut self, bytes: &Uint8Array) {
        self.engine.report(Event::Received(bytes.to_vec()));
    }

    pub fn closed(&mut self, code: u16) {
        self.engine.report(Event::Closed(code));
    }

    pub fn loaded(&mut self, tabs: &Array) {
        self.engine.report(Event::Loaded(convert::saved_tabs(tabs)));
    }

    pub fn stored(&mut self, batch: f64, ok: bool) {
        self.engine.report(Event::Stored { batch: convert::whole(batch), ok });
    }

    pub fn posted(&mut self, id: f64, status: u16, code: &str) {
        self.engine.report(Event::Posted { id: convert::whole(id), status, code: code.to_owned() });
    }

    pub fn hidden(&mut self) {
        self.engine.report(Event::Hidden);
    }

    pub fn pump(&mut self, now: f64) -> JsValue {
        convert::output(&self.engine.pump(now))
    }

    /// Paints what changed since the last time.
    pub fn paint(&mut self, _now: f64) {
        self.painter.paint(&mut self.engine);
    }

    /// Colours by token name, as the browser resolves them, and `--font`.
    pub fn theme(&mut self, tokens: &JsValue) {
        if let Ok(tokens) = convert::read::<HashMap<String, String>>(tokens) {
            self.painter.theme(&tokens);
        }
    }

    #[must_use]
    pub fn commands(&self) -> JsValue {
        convert::write(&self.engine.commands())
    }
    #[must_use]
    pub fn mirror(&mut self) -> JsValue {
        convert::write(&self.engine.mirror())
    }
    #[must_use]
    pub fn outline(&mut self) -> JsValue {
        convert::write(&self.engine.outline())
    }
    #[must_use]
    pub fn minimap(&mut self) -> JsValue {
        convert::write(&self.engine.minimap())
    }
    #[must_use]
    pub fn tray(&self) -> JsValue {
        convert::write(&self.engine.tray())
    }
    /// What the process can be made for.
    #[must_use]
    pub fn targets(&self) -> JsValue {
        convert::write(&crate::view::targets())
    }
    #[must_use]
    pub fn svg(&mut self, ids: &JsValue) -> String {
        let ids: Option<Vec<ElementId>> = convert::read(ids).unwrap_or_default();
        self.engine.svg(ids.as_deref())
    }
}
