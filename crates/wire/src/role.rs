//! What somebody may do on a board.

use crate::WireError;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Viewer,
    Commenter,
    Editor,
}

impl Role {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Commenter => "commenter",
            Self::Editor => "editor",
        }
    }
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "viewer" => Some(Self::Viewer),
            "commenter" => Some(Self::Commenter),
            "editor" => Some(Self::Editor),
            _ => None,
        }
    }
    /// May send updates of the document.
    #[must_use]
    pub const fn may_edit(self) -> bool {
        matches!(self, Self::Editor)
    }
    pub(crate) const fn to_wire(self) -> u64 {
        match self {
            Self::Viewer => 0,
            Self::Commenter => 1,
            Self::Editor => 2,
        }
    }
    pub(crate) const fn from_wire(number: u64) -> Result<Self, WireError> {
        match number {
            0 => Ok(Self::Viewer),
            1 => Ok(Self::Commenter),
            2 => Ok(Self::Editor),
            _ => Err(WireError::BadValue),
        }
    }
}
