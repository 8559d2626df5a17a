//! Black-box instruments: what measures and torments a running server from outside. Sees only the wire.

pub mod editor;
pub mod faults;
pub mod fuzz;
pub mod load;
pub mod revise;
pub mod scale;
