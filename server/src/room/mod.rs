//! Live boards: one actor a room, in which all changes of a board are put in one order, stored, and only then
//! acknowledged and told to others. Knows neither HTTP nor SQL; sockets reach it through `Session`.

mod actor;
mod basis;
mod catch_up;
mod commit;
mod compact;
mod connection;
mod epoch;
mod error;
mod figures;
mod frame;
mod handle;
mod housekeeping;
mod join;
mod keys;
mod live;
mod load;
mod locks;
mod member;
mod outbox;
mod pace;
mod presence;
mod principal;
mod request;
mod rooms;
mod stock;
mod update;
mod versions;

pub use connection::{Connection, Dialect};
pub use error::RoomError;
pub use frame::farewell;
pub use handle::{RoomHandle, Session};
pub use outbox::{Line, Outbox, Turn};
pub use principal::{Principal, Revocation};
pub use rooms::{Rooms, RoomsConfig};
pub use versions::Keep;

/// A client id for documents that the server makes before there is a room (`Board::initial`).
pub fn server_client(rng: &mut impl rand::Rng) -> u64 {
    keys::random_client(rng)
}
