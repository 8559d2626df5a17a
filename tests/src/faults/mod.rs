//! Faults from outside: a real server, real sockets, a bad network, processes that are killed, disks that are full or
//! wrong, clocks that jump. What is right is known from a ledger of what was acknowledged (`ledger.rs`).

mod client;
mod damage;
mod disk;
mod document;
mod ledger;
mod options;
mod proxy;
mod server;
mod stock;
mod workshop;
mod world;

pub use damage::damaged_files;
pub use disk::{full_disk, may_mount};
pub use options::{Asked, Kind};
pub use server::{House, Running};
pub use workshop::{Went, workshop};
pub use world::{World, plan};
