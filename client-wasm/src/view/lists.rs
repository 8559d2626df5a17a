//! Lists of what is on the board and of what can be done with it: mirror, outline, tray, minimap, commands.

use super::{LaneView, LockView};
use serde::Serialize;
use wandel_board::{ElementId, Kind};
use wandel_process::geometry::Rect;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MirrorItem {
    pub id: ElementId,
    pub kind: Kind,
    pub label: String,
    pub r#box: Rect,
    pub lane: String,
    pub index: usize,
    pub count: usize,
    pub next: Vec<MirrorNext>,
    pub selected: bool,
    pub lock: Option<LockView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MirrorNext {
    pub exit: String,
    pub kind: Kind,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutlineItem {
    pub id: ElementId,
    pub kind: Kind,
    pub label: String,
    pub depth: usize,
    pub lane: Option<LaneView>,
    pub previous: Vec<OutlineLink>,
    pub next: Vec<OutlineExit>,
    pub problems: Vec<String>,
    pub selected: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutlineLink {
    pub id: ElementId,
    pub label: String,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutlineExit {
    pub id: ElementId,
    pub label: String,
    pub kind: Kind,
    pub exit: String,
    pub is_default: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TrayReason {
    Gone,
    Rejected,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrayItem {
    pub id: ElementId,
    pub kind: Kind,
    pub text: String,
    pub reason: TrayReason,
    pub by: Option<u64>,
}

/// Boxes in board units.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Minimap {
    pub world: Rect,
    pub view: Rect,
    pub items: Vec<MinimapItem>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MinimapItem {
    pub kind: Kind,
    /// A token name (`--lane-2`).
    pub colour: String,
    pub r#box: Rect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    Tool,
    Edit,
    Arrange,
    Process,
    View,
    Board,
    Help,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    Palette,
    Context,
    Help,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommandInfo {
    pub id: &'static str,
    pub keys: &'static [&'static str],
    pub group: Group,
    pub icon: &'static str,
    pub enabled: bool,
    pub why: Option<&'static str>,
    pub places: &'static [Place],
    pub shell: bool,
}
