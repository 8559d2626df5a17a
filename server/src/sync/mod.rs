//! The endpoint `/sync/{board}`: opens sockets for those whom `Access` lets in and carries frames between them and the
//! room. Decides nothing about rights or content.

mod access;
mod endpoint;
mod inflow;
mod pool;
mod socket;
mod upgrade;

pub use access::{Access, Denied, SocketRequest};
pub use endpoint::router;
