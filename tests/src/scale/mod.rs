//! How cost grows: boards of many elements, long logs, many idle boards and sockets, everybody coming back at once. Starts
//! and stops a server of its own; prints tables and asserts nothing about time.

mod fill;
mod join;
mod parts;

pub use parts::{Part, run};
