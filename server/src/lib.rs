//! The server's library: rooms, store and sockets, and what is built on them. `main.rs` is only the door to `cli`.

pub mod room;
pub mod store;
pub mod sync;
