//! The server's library: rooms, store and sockets, and what is built on them. `main.rs` is only the door to `cli`.

pub mod access;
pub mod accounts;
pub mod ambient;
pub mod cli;
pub mod config;
pub mod deploy;
pub mod export;
pub mod http;
pub mod metrics;
pub mod room;
pub mod seed;
pub mod store;
pub mod sync;
