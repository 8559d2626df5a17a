//! What a command asks of the house: said to a running server through its control socket, or done here when none runs.
//! Files are read and written by the command itself, under the rights of whoever typed it; only bytes travel.

use super::failure::{Exit, Failure};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::path::PathBuf;
use wandel_wire::Role;

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Request {
    UserAdd {
        email: String,
        name: Option<String>,
        admin: bool,
        password: String,
    },
    UserList,
    UserDisable {
        email: String,
    },
    UserErase {
        email: String,
    },
    BoardCreate {
        title: String,
    },
    BoardList,
    BoardImport {
        title: Option<String>,
        name: String,
        file: Blob,
    },
    BoardExport {
        id: String,
        format: String,
        target: String,
        /// Say as well what became of everything.
        report: bool,
        /// The XProzess document to put the process into.
        into: Option<Blob>,
    },
    BoardLink {
        id: String,
        role: Role,
        days: Option<u32>,
        base: Option<String>,
    },
    BoardTicket {
        id: String,
        role: Role,
        hours: u32,
    },
    /// An absolute path; the file must not exist.
    Backup {
        file: PathBuf,
    },
    BoardVersions {
        id: String,
    },
    BoardKeep {
        id: String,
        name: String,
    },
    BoardRestore {
        id: String,
        version: String,
    },
    BoardPurge {
        id: String,
    },
    Verify,
    Doctor,
}

/// What comes back.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Reply {
    /// For standard output.
    pub lines: Vec<String>,
    /// For the files named on the command line.
    pub file: Option<Blob>,
    pub report: Option<Blob>,
    /// Findings: the command ends with 1.
    pub found: bool,
}

impl Reply {
    #[must_use]
    pub fn line(text: impl Into<String>) -> Self {
        Self { lines: vec![text.into()], ..Self::default() }
    }
    #[must_use]
    pub const fn exit(&self) -> Exit {
        if self.found { Exit::Found } else { Exit::Done }
    }
}

/// What goes over the socket, one JSON line each way.
pub type Outcome = Result<Reply, Failure>;

/// Bytes, as base64 in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob(pub Vec<u8>);

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64_STANDARD.decode(text).map(Self).map_err(serde::de::Error::custom)
    }
}
