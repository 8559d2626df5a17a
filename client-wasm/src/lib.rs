//! The engine in the browser: document, sync, tools, undo, hit-testing and what is to be painted, as one state machine
//! without input or output of its own. `Engine::send` takes what somebody did, `Engine::pump` works through it and says
//! what changed and what is to be done outside. Only `js/` knows the browser; everything else compiles and is tested
//! natively.

pub mod act;
pub mod camera;
pub mod clipboard;
pub mod commands;
pub mod core;
pub mod engine;
pub mod keys;
pub mod lists;
pub mod locks;
pub mod news;
pub mod order;
pub mod overlay;
pub mod paper;
pub mod picture;
pub mod port;
pub mod presence;
pub mod snap;
pub mod sync;
pub mod text;
pub mod tools;
pub mod view;

#[cfg(target_arch = "wasm32")]
mod js;

pub use engine::Engine;

#[cfg(test)]
mod tests;
