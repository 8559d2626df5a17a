//! The engine itself: takes input and what came from outside, works through it in order once per frame, and says what
//! changed. It does no input or output and reads no clock: time comes with `pump`.

use crate::{port::Input, sync::Event, view::Output};
use std::collections::VecDeque;

pub struct Engine {
    inputs: VecDeque<Input>,
    events: VecDeque<Event>,
}

impl Engine {
    /// An engine for the board with this id; `seed` is true randomness.
    #[must_use]
    pub fn new(_board: &str, _seed: [u8; 32]) -> Self {
        Self { inputs: VecDeque::new(), events: VecDeque::new() }
    }

    /// Takes input; it is worked through at the next `pump`.
    pub fn send(&mut self, input: Input) {
        self.inputs.push_back(input);
    }

    /// Takes what the socket or the local store reported.
    pub fn report(&mut self, event: Event) {
        self.events.push_back(event);
    }

    /// Works through everything taken so far. `now`: milliseconds, monotonic.
    pub fn pump(&mut self, _now: f64) -> Output {
        self.events.clear();
        self.inputs.clear();
        Output::default()
    }
}
