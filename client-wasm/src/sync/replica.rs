//! What the sync client needs of the document: the `Board` behind a door, so that the state machine can be tested with
//! bytes that are easy to read, and so that it cannot reach for more.

use super::Change;
use wandel_board::{Changes, ElementId, Kind};

/// Why a document did not take something. Stable dotted codes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ReplicaError(pub String);

pub trait Replica {
    /// The client id under which local edits are made.
    fn client(&self) -> u64;
    /// Starts again: an empty document that writes under this client id. The history of undo ends.
    fn reset(&mut self, client: u64);
    /// Takes an update (of others, or stored). Applying one twice changes nothing.
    ///
    /// # Errors
    /// If the bytes are not an update, or something that it builds on is missing.
    fn apply(&mut self, update: &[u8]) -> Result<Changes, ReplicaError>;
    /// The whole document as one update.
    fn encode(&self) -> Vec<u8>;
    /// Is everything of this update here already?
    fn contains(&self, update: &[u8]) -> bool;
    /// Does something again; returns its update (empty if nothing changed).
    ///
    /// # Errors
    /// If it does not fit the document as it is now.
    fn redo(&mut self, change: &Change, by: Option<u64>) -> Result<Vec<u8>, ReplicaError>;
    /// Hash of state vector and delete set, as the server computes it.
    fn digest(&self) -> [u8; 32];
    /// Kind, label and author of an element, living or gone.
    fn describe(&self, id: &ElementId) -> Option<(Kind, String, Option<u64>)>;
}
