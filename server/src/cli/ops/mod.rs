//! What the command line can ask of the house, one request a file.

mod backup;
mod board_create;
mod board_export;
mod board_import;
mod board_keep;
mod board_link;
mod board_list;
mod board_purge;
mod board_restore;
mod board_ticket;
mod board_versions;
mod doctor;
mod user_add;
mod user_disable;
mod user_erase;
mod user_list;
mod verify;

pub use backup::backup;
pub use board_create::board_create;
pub use board_export::board_export;
pub use board_import::board_import;
pub use board_keep::board_keep;
pub use board_link::board_link;
pub use board_list::board_list;
pub use board_purge::board_purge;
pub use board_restore::board_restore;
pub use board_ticket::board_ticket;
pub use board_versions::board_versions;
pub use doctor::doctor;
pub use user_add::user_add;
pub use user_disable::user_disable;
pub use user_erase::user_erase;
pub use user_list::user_list;
pub use verify::verify;

use super::{
    failure::Failure,
    house::House,
    request::{Blob, Outcome, Reply},
};
