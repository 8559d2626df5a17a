//! Handing a board's process to an engine that the administrator named. Browsers see an engine's id, name and target;
//! address and secrets never leave the server, and no request goes to an address that is not in the file.
//! Why and how: `docs/adr/0080-engines-are-named-by-the-administrator.md`.

mod camunda7;
mod camunda8;
mod client;
mod engines;
mod multipart;
mod refusal;

pub use engines::{Engine, Engines, EnginesError};

use serde::Serialize;
use std::collections::HashMap;
use wandel_process::{Target, export::NamedFile};

/// What is sent: a process definition with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The board's title; engines show it in their list of deployments.
    pub title: String,
    /// Names are ASCII and the same for a board every time, so that engines recognise what they have.
    pub files: Vec<NamedFile>,
    /// The elements of the process by their ids in its file: an engine names them so.
    pub elements: HashMap<String, String>,
}

/// What an engine made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deployed {
    /// The engine's id of the deployment.
    pub deployment: String,
    /// Empty: the engine had exactly this already.
    pub processes: Vec<Definition>,
}

/// A process definition as the engine runs it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The engine's own id.
    pub id: String,
    /// The process' id in the file; instances are started by it.
    pub key: String,
    pub version: u64,
}

/// Why an engine does not take a file, in its own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    pub said: String,
    /// What it says about elements, as far as it names any.
    pub faults: Vec<Fault>,
}

/// What an engine says about an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its id in the file.
    pub element: String,
    pub said: String,
}

/// Why nothing was deployed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeployError {
    /// No connection, no answer in time, or a certificate that is not trusted.
    #[error("deploy.unreachable")]
    Unreachable(String),
    /// The engine did not take our name and password, or our token.
    #[error("deploy.not-allowed")]
    NotAllowed,
    /// The engine does not take this file.
    #[error("deploy.refused")]
    Refused(Refusal),
    /// Something answered that is not the engine that the file says.
    #[error("deploy.not-an-engine")]
    NotAnEngine(String),
    /// As many deployments as allowed are under way.
    #[error("deploy.busy")]
    Busy,
}

impl DeployError {
    /// What the engine or the network said; not a sentence of ours.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::Unreachable(text) | Self::NotAnEngine(text) => Some(text),
            Self::Refused(refusal) => Some(&refusal.said),
            Self::NotAllowed | Self::Busy => None,
        }
    }
}

impl Engines {
    /// Sends a file and waits for the engine's answer.
    ///
    /// # Errors
    /// The engine cannot be reached, or refuses.
    pub async fn deploy(&self, engine: &Engine, parcel: Parcel) -> Result<Deployed, DeployError> {
        let _turn = self.turns().try_acquire().map_err(|_| DeployError::Busy)?;
        let engine = engine.clone();
        let sent = tokio::task::spawn_blocking(move || match engine.target {
            Target::Zeebe => camunda8::deploy(&engine, &parcel),
            // `Engines` takes no other target.
            _ => camunda7::deploy(&engine, &parcel),
        });
        sent.await.map_err(|error| DeployError::Unreachable(error.to_string()))?
    }
}
