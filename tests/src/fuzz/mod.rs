//! Bytes made at random against everything that reads bytes from outside: the board's guard, the wire's decoders, the readers
//! of BPMN and DMN files, and boards that somebody scrawled on, as they are exported. Each target takes any bytes, panics when a promise is broken, and returns in one word what became of them.
//! Run by `cargo xtask fuzz` on any toolchain (`drive.rs`) and by libFuzzer (`tests/fuzz`).

// A broken promise is told by a panic: that is what fuzzers look for.
#![allow(clippy::panic)]

mod board;
mod bpmn;
mod dmn;
mod drive;
mod guard;
mod mutate;
mod wire;

pub use board::board;
pub use bpmn::bpmn;
pub use dmn::dmn;
pub use drive::{Drive, drive};
pub use guard::{bytes_of, guard};
pub use wire::wire;

/// What is fed, and what it is fed with first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Target {
    Guard,
    Wire,
    Bpmn,
    Dmn,
    Board,
}

impl Target {
    pub const ALL: [Self; 5] = [Self::Guard, Self::Wire, Self::Bpmn, Self::Dmn, Self::Board];

    /// How many inputs of others one of these is worth.
    #[must_use]
    pub const fn cost(self) -> u64 {
        if matches!(self, Self::Board) { 10 } else { 1 }
    }

    /// Feeds it; what became of the bytes.
    pub fn feed(self, bytes: &[u8]) -> String {
        match self {
            Self::Guard => guard(bytes),
            Self::Wire => wire(bytes),
            Self::Bpmn => bpmn(bytes),
            Self::Dmn => dmn(bytes),
            Self::Board => board(bytes),
        }
    }

    /// Honest input, and what was seen to do harm.
    #[must_use]
    pub fn seeds(self) -> Vec<Vec<u8>> {
        match self {
            Self::Guard => guard::seeds(),
            Self::Wire => wire::seeds(),
            Self::Bpmn => bpmn::seeds(),
            Self::Dmn => dmn::seeds(),
            Self::Board => board::seeds(),
        }
    }
}
