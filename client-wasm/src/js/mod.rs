//! The browser's side of the engine: the class `WandelEngine` that `web/src/lib/engine/host.ts` wraps. The only module
//! with wasm-bindgen and web-sys; it converts and paints and decides nothing.

mod convert;

use crate::{engine::Engine, sync::Event};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsError, JsValue, prelude::wasm_bindgen};
use web_sys::HtmlCanvasElement;

#[wasm_bindgen]
pub struct WandelEngine {
    engine: Engine,
}

#[wasm_bindgen]
impl WandelEngine {
    /// An engine for one board, painting on two canvases laid over each other.
    ///
    /// # Errors
    /// If a canvas has no 2D context, or the browser no source of randomness.
    #[wasm_bindgen(constructor)]
    pub fn new(board: HtmlCanvasElement, over: HtmlCanvasElement, id: &str) -> Result<WandelEngine, JsError> {
        let _ = (board, over);
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|_| JsError::new("engine.no-randomness"))?;
        Ok(Self { engine: Engine::new(id, seed) })
    }

    /// # Errors
    /// If the input is not of the contract's shape; it is left out.
    pub fn send(&mut self, input: &JsValue) -> Result<(), JsError> {
        self.engine.send(convert::read(input)?);
        Ok(())
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
}
