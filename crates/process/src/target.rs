//! The engines that a process can be made for: their names, and as data what they differ in. The rules ask it, the
//! writers obey it; a further engine is one more constant here and a profile of its writer.

use crate::{decision::days::Days, expression::Notation, kind::Trigger};
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
    /// A condition can begin a process.
    pub conditional_starts: bool,
    /// Conditions are looked at whenever something changes, not only when a program asks.
    pub watches_conditions: bool,
    /// A compensation can begin an event subprocess.
    pub compensation_starts: bool,
    /// A process can begin by hand and by a timer, or by several timers.
    pub several_starts: bool,
    pub link_events: bool,
    /// What an end event gives out there without anybody noticing: nothing.
    pub silent_ends: &'static [Trigger],
    /// What undoes a step can be done by an external worker.
    pub undone_by_workers: bool,
    /// What undoes a step can be more than a task: a subprocess, a called process.
    pub undone_by_scopes: bool,
    /// A message that is waited for needs a key that says which case is meant.
    pub correlation: bool,
    /// A receive task may follow an event-based gateway.
    pub receive_after_events: bool,
    /// A repeating timer on a boundary event, or at the start of an event subprocess, that interrupts.
    pub interrupting_cycles: bool,
    /// Cells of decision tables are FEEL; else each is an expression in `notation`, and an answer goes into the variable of its
    /// own name.
    pub feel_tables: bool,
    /// What a variable holds that a table takes for a day.
    pub days: Days,
    /// The condition that ends a multi-instance sees the item of the round that is done.
    pub sees_item: bool,
}

const SEVEN: Traits = Traits {
    notation: Notation::Juel,
    java_services: true,
    scripts: &[],
    transactions: true,
    conditional_events: true,
    conditional_starts: true,
    watches_conditions: true,
    compensation_starts: true,
    several_starts: false,
    link_events: true,
    silent_ends: &[],
    undone_by_workers: true,
    undone_by_scopes: true,
    correlation: false,
    receive_after_events: true,
    interrupting_cycles: true,
    feel_tables: true,
    days: Days::Moments,
    sees_item: true,
};
const ZEEBE: Traits = Traits {
    notation: Notation::Feel,
    java_services: false,
    scripts: &["feel", "juel"],
    transactions: false,
    conditional_events: false,
    conditional_starts: false,
    watches_conditions: false,
    compensation_starts: false,
    several_starts: true,
    link_events: true,
    silent_ends: &[],
    undone_by_workers: true,
    undone_by_scopes: true,
    correlation: true,
    receive_after_events: false,
    interrupting_cycles: false,
    feel_tables: true,
    days: Days::Texts,
    sees_item: true,
};
const FLOWABLE: Traits = Traits {
    transactions: false,
    conditional_starts: false,
    watches_conditions: false,
    compensation_starts: false,
    several_starts: true,
    link_events: false,
    silent_ends: &[Trigger::Message, Trigger::Signal, Trigger::Compensation],
    undone_by_workers: false,
    undone_by_scopes: false,
    feel_tables: false,
    days: Days::Days,
    sees_item: false,
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
