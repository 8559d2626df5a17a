//! The endpoint `/sync/{board}`: opens sockets for those whom `Access` lets in and carries frames between them and the
//! room. Decides nothing about rights or content.

mod access;

pub use access::{Access, Denied, SocketRequest};
