//! What people want done, independent of how they asked for it: by pointer, key, palette, inspector or outline. Each
//! file makes board commands of one intention and runs them as one step.

pub mod append;
pub mod connect;
pub mod decision;
pub mod define;
pub mod erase;
pub mod form;
pub mod grow;
pub mod intent;
pub mod make;
pub mod move_to;
pub mod place;
pub mod rejected;
pub mod rules;
pub mod splice;
