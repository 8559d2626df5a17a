//! The browser's side of the engine: the class `WandelEngine` that `web/src/lib/engine/host.ts` wraps. The only module
//! with wasm-bindgen and web-sys; it converts and paints and decides nothing.

mod convert;

use crate::engine::{Engine, SocketEvent};
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
        self.engine.socket(SocketEvent::Opened);
    }

    pub fn received(&mut self, bytes: &Uint8Array) {
        self.engine.socket(SocketEvent::Received(bytes.to_vec()));
    }

    pub fn closed(&mut self, code: u16) {
        self.engine.socket(SocketEvent::Closed(code));
    }

    pub fn loaded(&mut self, epoch: f64, position: f64, snapshot: Option<Uint8Array>, outbox: &Array) {
        self.engine.socket(SocketEvent::Loaded {
            epoch: convert::whole(epoch),
            position: convert::whole(position),
            snapshot: snapshot.map(|bytes| bytes.to_vec()),
            outbox: convert::outbox(outbox),
        });
    }

    pub fn stored(&mut self, id: f64, ok: bool) {
        self.engine.socket(SocketEvent::Stored { id: convert::whole(id), ok });
    }

    pub fn posted(&mut self, seq: f64, status: u16, code: &str) {
        self.engine.socket(SocketEvent::Posted { seq: convert::whole(seq), status, code: code.to_owned() });
    }

    pub fn pump(&mut self, now: f64) -> JsValue {
        convert::output(&self.engine.pump(now))
    }
}
