//! The board document: schema, commands, journal, projection and guard over one Yjs-compatible document a board.
//! Nothing else writes to the CRDT, and nothing here knows the network or the browser. The rules and why they are as
//! they are: `docs/document.md`.

pub mod command;
pub mod element;
pub mod id;
pub mod kind;
pub mod projection;

pub use command::{Command, NewElement, Placement};
pub use element::{Element, Parent};
pub use id::ElementId;
pub use kind::Kind;
pub use projection::{Changes, Projection};

/// The version of the document's shape that this program writes.
pub const SCHEMA: u32 = 1;
/// The drawing area that every board has.
pub const BOARD_PLANE: &str = "board";
