//! Live boards: one actor a room, in which all changes of a board are put in one order, stored, and only then
//! acknowledged and told to others. Knows neither HTTP nor SQL; sockets reach it through `Connection`.

mod error;
mod principal;
mod rooms;

pub use error::RoomError;
pub use principal::{Principal, Revocation};
pub use rooms::{RoomHandle, Rooms};
