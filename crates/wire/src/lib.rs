//! What browser and server say to each other on `/sync/BOARD`: the y-websocket binary protocol (sync, awareness, auth,
//! query awareness) and the further messages of the subprotocol `wandel.v1`, as typed values with encoders and decoders.
//!
//! Updates are opaque bytes here: nothing in this crate knows yrs, the board's schema or the process domain. No input
//! makes a decoder panic or allocate more than a small multiple of the input's own length.

pub mod awareness;
pub mod client;
pub mod close;
pub mod control;
pub mod lib0;
pub mod limits;
pub mod presence;
pub mod refusal;
pub mod role;
pub mod server;

pub use client::{Claim, ClientHello, ClientMessage, ClientMessages};
pub use control::{ControlMessage, Here, Person, RoomMessage};
pub use lib0::WireError;
pub use presence::Slot;
pub use refusal::Refusal;
pub use role::Role;
pub use server::{ServerHello, ServerMessage};

/// The WebSocket subprotocol of our own clients.
pub const SUBPROTOCOL: &str = "wandel.v1";
/// A ticket can come as a second subprotocol: this prefix and the ticket.
pub const TICKET_PREFIX: &str = "wandel.ticket.";

/// Message type numbers, the first varint of every message.
pub mod tag {
    pub const SYNC: u64 = 0;
    pub const AWARENESS: u64 = 1;
    pub const AUTH: u64 = 2;
    pub const QUERY_AWARENESS: u64 = 3;
    pub const HELLO: u64 = 100;
    pub const PUSH: u64 = 101;
    pub const ACK: u64 = 102;
    pub const NACK: u64 = 103;
    pub const EVENTS: u64 = 104;
    pub const PEOPLE: u64 = 105;
    pub const ROOM: u64 = 106;

    pub const SYNC_STEP_1: u64 = 0;
    pub const SYNC_STEP_2: u64 = 1;
    pub const SYNC_UPDATE: u64 = 2;
    pub const AUTH_DENIED: u64 = 0;
}
