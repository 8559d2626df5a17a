//! The browser's half of the wire: brings the document up to date, delivers local edits exactly once, keeps them while
//! there is no server, and knows at any time what is saved where. A state machine without input or output of its own:
//! `Sync::take` is told what happened, `Sync::pump` works through it and the effects say what is to be done outside.
//!
//! The engine owns the `Board`; the sync client is handed it in `pump`, where it applies what others did, or rebuilds it.
//! It must not paint, know tools, or touch sockets, storage, clock and randomness other than through what it is given.

mod change;
mod event;

pub use change::Change;
pub use event::{Effect, Event, Record, SavedTab, StoreOp};
