//! Bytes made at random against everything that reads bytes from outside: the board's guard, the wire's decoders, the readers
//! of BPMN and DMN files. Each target takes any bytes, panics when a promise is broken, and returns in one word what became of them.
//! Run by `cargo xtask fuzz` on any toolchain (`drive.rs`) and by libFuzzer (`tests/fuzz`).

// A broken promise is told by a panic: that is what fuzzers look for.
#![allow(clippy::panic)]

mod bpmn;
mod dmn;
mod drive;
mod guard;
mod mutate;
mod wire;

pub use bpmn::bpmn;
pub use dmn::dmn;
pub use drive::{Drive, drive};
pub use guard::guard;
pub use wire::wire;

/// What is fed, and what it is fed with first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Target {
    Guard,
    Wire,
    Bpmn,
    Dmn,
}

impl Target {
    pub const ALL: [Self; 4] = [Self::Guard, Self::Wire, Self::Bpmn, Self::Dmn];

    /// Feeds it; what became of the bytes.
    pub fn feed(self, bytes: &[u8]) -> String {
        match self {
            Self::Guard => guard(bytes),
            Self::Wire => wire(bytes),
            Self::Bpmn => bpmn(bytes),
            Self::Dmn => dmn(bytes),
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
        }
    }
}
