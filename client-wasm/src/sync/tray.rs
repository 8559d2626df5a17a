//! What could not be delivered: kept with its text until somebody decides, on this device.

use super::Change;
use serde::{Deserialize, Serialize};
use wandel_board::{ElementId, Kind};

/// One thing of the outbox that fits the board no longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rejected {
    /// A number of this tab's tray, rising.
    pub id: u64,
    /// The element it was about, if it was about one.
    pub element: Option<ElementId>,
    pub kind: Option<Kind>,
    /// The label as its author saw it last.
    pub text: String,
    pub by: Option<u64>,
    /// Why: a refusal of the server or an error of the board.
    pub code: String,
    /// To try it again.
    pub change: Change,
}
