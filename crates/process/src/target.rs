//! The engines that a process can be made for. What each needs is data of the writers and rules of the checks; this is
//! only their names.

use serde::{Deserialize, Serialize};

/// An engine, or plain BPMN for any tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// Plain BPMN 2.0 for exchange: nothing that a file had is lost.
    Generic,
    Operaton,
}

impl Target {
    pub const ALL: &'static [Self] = &[Self::Generic, Self::Operaton];

    /// The stable name (`generic`, `operaton`), as in documents, addresses and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Generic => "generic",
            Self::Operaton => "operaton",
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
}
