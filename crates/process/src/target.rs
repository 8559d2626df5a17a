//! The engines that a process can be made for: their names, and as data what they differ in. The rules ask it, the
//! writers obey it; a further engine is one more constant here and a profile of its writer.

use crate::expression::Notation;
use serde::{Deserialize, Serialize};

/// An engine, or plain BPMN for any tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// Plain BPMN 2.0 for exchange: nothing that a file had is lost.
    Generic,
    Operaton,
    /// Camunda 7 and CIB seven.
    Camunda7,
    /// Camunda 8.
    Zeebe,
    Flowable,
}

/// What an engine runs and wants, as far as the engines differ. Each line was seen on the engine (`tests/engines`).
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// How conditions and values are written.
    pub notation: Notation,
    /// What does the work of a service may be an expression, a delegate or a class beside a worker's topic.
    pub java_services: bool,
    /// Languages of scripts; empty: whatever is installed there.
    pub scripts: &'static [&'static str],
    pub transactions: bool,
    pub conditional_events: bool,
    pub link_events: bool,
    /// A message end event can have something that sends it.
    pub message_ends: bool,
    /// What undoes a step can be done by an external worker.
    pub undone_by_workers: bool,
    /// A message that is waited for needs a key that says which case is meant.
    pub correlation: bool,
    /// A receive task may follow an event-based gateway.
    pub receive_after_events: bool,
    /// A repeating timer on a boundary event that interrupts.
    pub interrupting_cycles: bool,
    /// Cells of decision tables are FEEL; else each is an expression in `notation`, and an answer goes into the variable of its
    /// own name.
    pub feel_tables: bool,
}

const SEVEN: Traits = Traits {
    notation: Notation::Juel,
    java_services: true,
    scripts: &[],
    transactions: true,
    conditional_events: true,
    link_events: true,
    message_ends: true,
    undone_by_workers: true,
    correlation: false,
    receive_after_events: true,
    interrupting_cycles: true,
    feel_tables: true,
};
const ZEEBE: Traits = Traits {
    notation: Notation::Feel,
    java_services: false,
    scripts: &["feel", "juel"],
    transactions: false,
    conditional_events: false,
    link_events: true,
    message_ends: true,
    undone_by_workers: true,
    correlation: true,
    receive_after_events: false,
    interrupting_cycles: false,
    feel_tables: true,
};
const FLOWABLE: Traits = Traits {
    transactions: false,
    link_events: false,
    message_ends: false,
    undone_by_workers: false,
    feel_tables: false,
    ..SEVEN
};

impl Target {
    pub const ALL: &'static [Self] =
        &[Self::Generic, Self::Operaton, Self::Camunda7, Self::Zeebe, Self::Flowable];

    /// The stable name (`generic`, `operaton`, …), as in documents, addresses and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Generic => "generic",
            Self::Operaton => "operaton",
            Self::Camunda7 => "camunda7",
            Self::Zeebe => "zeebe",
            Self::Flowable => "flowable",
        }
    }
    /// What people call it; the same in every language.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Generic => "BPMN 2.0",
            Self::Operaton => "Operaton",
            Self::Camunda7 => "Camunda 7 / CIB seven",
            Self::Zeebe => "Camunda 8",
            Self::Flowable => "Flowable",
        }
    }
    /// The target of a stable name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|target| target.name() == name)
    }
    /// True if the target executes what it gets.
    #[must_use]
    pub const fn is_engine(self) -> bool {
        !matches!(self, Self::Generic)
    }
    /// What the engine runs; `None` for plain BPMN.
    #[must_use]
    pub const fn traits(self) -> Option<&'static Traits> {
        match self {
            Self::Generic => None,
            Self::Operaton | Self::Camunda7 => Some(&SEVEN),
            Self::Zeebe => Some(&ZEEBE),
            Self::Flowable => Some(&FLOWABLE),
        }
    }
}
