//! What somebody did, as it is kept beside the bytes it made: enough to do it again on another document when the bytes
//! cannot be used (another epoch, a refused update).

use serde::{Deserialize, Serialize};
use wandel_board::Command;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Commands of one transaction, in order.
    Commands(Vec<Command>),
    /// The last step was taken back. Done again, it takes back the step before it in the outbox.
    Undo,
    Redo,
}
