//! The board document: schema, commands, journal, projection and guard over one Yjs-compatible document a board.
//! Nothing else writes to the CRDT, and nothing here knows the network or the browser. The rules and why they are as
//! they are: `docs/document.md`.

mod board;
pub mod caret;
pub mod command;
mod commands;
mod digest;
mod document;
mod edit;
pub mod element;
pub mod guard;
pub mod id;
mod journal;
pub mod kind;
pub mod model;
pub mod order;
pub mod projection;
mod purge;
mod refresh;
pub mod refusal;
mod replay;
pub mod text;
mod value;

pub use board::{Board, Executed};
pub use caret::Caret;
pub use command::{Command, NewElement, Placement};
pub use element::{Element, Parent};
pub use id::ElementId;
pub use kind::Kind;
pub use projection::{Changes, Meta, Projection};
pub use refusal::Refusal;
pub use replay::snapshot;

/// The version of the document's shape that this program writes.
pub const SCHEMA: u32 = 1;
/// The drawing area that every board has.
pub const BOARD_PLANE: &str = "board";
/// The process of what lies on that plane outside pools.
pub const BOARD_PROCESS: &str = "p_board";
