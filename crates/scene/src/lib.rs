//! What a board looks like: text metrics, routes, labels and one display list per element, kept up to date from the
//! board's projection; queries over it (what is visible, what is hit); painters that need no browser (`svg`).
//!
//! Must never know where it is painted, read files or clocks, or write to the document. Everything is a pure function
//! of the projection, so two people who see the same board see the same lines.

mod draw;
mod hit;
mod index;
mod item;
mod label;
mod outline;
mod preview;
pub mod route;
mod scene;
mod stage;
pub mod svg;
pub mod text;
mod token;

pub use draw::activity::fitting;
pub use hit::{Hit, Part};
pub use item::{Cap, Detail, Item, Join, Line, Paint, Run, Segment, Stroke, Text};
pub use label::{Align, LabelBox, Vertical};
pub use preview::{Overrides, Preview};
pub use route::Anchor;
pub use scene::Scene;
pub use token::{Rgba, Theme, Token, contrast, luminance, parse_hex};
