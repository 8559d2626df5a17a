//! The sync client against a server and a device that are played here: no clock, no socket, no disk. Every case says what
//! happens, and checks that what somebody did is on the board, in the outbox or in the tray, and nowhere twice.

#![allow(clippy::unwrap_used, clippy::panic)]

mod cases;
mod random;
mod restart;
mod server;
mod world;
