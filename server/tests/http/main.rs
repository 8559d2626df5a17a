//! The HTTP surface through the real router, over a real store in a temporary folder: who gets what, and what is said when
//! they do not. No listener, no clock of the system.

#![allow(clippy::unwrap_used, clippy::panic)]

mod accounts;
mod boards;
mod called;
mod deploy;
mod doors;
mod files;
mod links;
mod sockets;
mod support;
mod versions;
