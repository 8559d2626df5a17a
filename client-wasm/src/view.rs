//! What the engine tells the shell: the Rust side of `View` and the lists of `web/src/lib/engine/contract.ts`.
//! Plain data, no sentences: codes, labels that people wrote, token names. Boxes are in CSS pixels relative to the
//! canvas' top left unless said otherwise.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wandel_board::{ElementId, Kind};
use wandel_process::{Severity, geometry::Rect, property::Properties};

/// What panels cover at each edge of the canvas, CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
pub struct Insets {
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub left: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolId {
    #[default]
    Select,
    Hand,
    Note,
    Text,
    Shape,
    Pen,
    Frame,
    Space,
    Step,
    Decision,
    Event,
    Lane,
    Connect,
}

/// What somebody may do on this board, as the server's hello said. Here it only disables: the server decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    #[default]
    Viewer,
    Commenter,
    Editor,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SaveState {
    #[default]
    Connecting,
    Saved,
    Saving,
    Offline,
    NotKept,
    Rejected,
    ReadOnly,
    ReloadNeeded,
    Closed,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BoardView {
    pub title: String,
    pub lang: String,
    pub role: Role,
    pub targets: Vec<String>,
    pub empty: bool,
    pub elements: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SaveView {
    pub state: SaveState,
    pub pending: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToolView {
    pub id: ToolId,
    pub variant: Kind,
    pub locked: bool,
}

/// `x`, `y`: the board point at the canvas' top left. `zoom`: CSS pixels per board unit. `drawn`: bounds of everything
/// on the plane, CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct CameraView {
    pub x: f64,
    pub y: f64,
    pub zoom: f64,
    pub drawn: Rect,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HistoryView {
    pub undo: bool,
    pub redo: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SelectionView {
    pub ids: Vec<ElementId>,
    pub r#box: Option<Rect>,
    pub busy: bool,
    pub element: Option<ElementView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    pub id: ElementId,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LaneView {
    pub id: ElementId,
    pub label: String,
    pub colour: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExitView {
    pub id: ElementId,
    pub label: String,
    pub to: ElementId,
    pub to_label: String,
    pub condition: String,
    pub is_default: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DefinitionView {
    pub id: ElementId,
    pub kind: String,
    pub name: String,
    pub code: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ElementView {
    pub id: ElementId,
    pub kind: Kind,
    pub label: String,
    pub by: Option<u64>,
    pub lane: Option<Named>,
    pub lanes: Vec<LaneView>,
    pub properties: Properties,
    /// The colour it is shown in, chosen or not: 1–8 of a lane, the name of a note's; empty if it has none.
    pub colour: String,
    pub turns: Vec<Kind>,
    pub appends: Vec<Kind>,
    pub exits: Vec<ExitView>,
    pub from: Option<Named>,
    pub to: Option<Named>,
    pub definitions: Vec<DefinitionView>,
    /// The form that the step shows.
    pub form: Option<FormView>,
    /// All forms of the board, where one can be chosen.
    pub forms: Vec<Named>,
    /// The decision that the step asks, and all of the board where one can be chosen.
    pub decision: Option<DecisionView>,
    pub decisions: Vec<Named>,
    /// What conditions can ask about, where there are any.
    pub variables: Vec<VariableView>,
    /// Only who locked it may change it.
    pub lock: Option<LockView>,
    pub editable: bool,
}

/// `name`: of who locked it, empty if unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LockView {
    pub name: String,
    pub mine: bool,
}

/// `others`: further steps that show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FormView {
    pub id: ElementId,
    pub label: String,
    pub others: Vec<Named>,
    pub fields: Vec<FieldView>,
}

/// `key`: the variable it fills, said or made from the label.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldView {
    pub id: ElementId,
    pub label: String,
    pub key: String,
    pub r#type: &'static str,
    pub required: bool,
    pub initial: String,
    pub help: String,
    pub choices: Vec<ChoiceView>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChoiceView {
    pub id: ElementId,
    pub label: String,
    pub value: String,
}

/// A decision with its table; cells of a rule stand in the order of `inputs`, then `outputs`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionView {
    pub id: ElementId,
    pub label: String,
    pub key: String,
    pub policy: &'static str,
    pub inputs: Vec<ColumnView>,
    pub outputs: Vec<ColumnView>,
    pub rules: Vec<RuleView>,
}

/// `key`: the expression of an input, the name of an output.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnView {
    pub id: ElementId,
    pub label: String,
    pub key: String,
    pub r#type: &'static str,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleView {
    pub id: ElementId,
    pub note: String,
    pub cells: Vec<CellView>,
}

/// `error`: a code, empty if there is nothing to say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellView {
    pub column: ElementId,
    pub text: String,
    pub error: &'static str,
}

/// `label`: of the field that fills it, if one does; `values`: what can be chosen in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VariableView {
    pub name: String,
    pub label: String,
    pub values: Vec<String>,
}

/// `colour`: seat 1–8. `at`: what they see, board units.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub colour: u8,
    pub me: bool,
    pub role: Role,
    pub at: Option<Rect>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TextAlign {
    Left,
    Center,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Editing {
    pub id: ElementId,
    pub text: String,
    pub start: u32,
    pub end: u32,
    pub r#box: Rect,
    pub font_size: f64,
    pub line_height: f64,
    pub weight: u16,
    pub align: TextAlign,
    pub ink: String,
    pub ground: String,
    pub revision: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub code: String,
    pub severity: Severity,
    pub element: Option<ElementId>,
    pub label: String,
    pub params: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    Sketched,
    Modelled,
    Executable,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Readiness {
    pub stage: Stage,
    pub done: usize,
    pub of: usize,
    pub gaps: usize,
    pub target: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct News {
    pub code: String,
    pub params: BTreeMap<String, String>,
    /// It happened next to what is selected here.
    pub near: bool,
}

/// Only the sections that changed since the last one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ViewPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub board: Option<BoardView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub save: Option<SaveView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<ToolView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub camera: Option<CameraView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<HistoryView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selection: Option<SelectionView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<Person>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub following: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editing: Option<Option<Editing>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mirror: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outline: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimap: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tray: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commands: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness: Option<Option<Readiness>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problems: Option<Vec<Problem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub news: Option<Vec<News>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tip: Option<Option<Tip>>,
}

/// A name that the drawing does not show whole, of what the pointer is over or the keyboard is at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tip {
    pub text: String,
    pub r#box: Rect,
}

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

/// The result of one turn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    pub view: ViewPatch,
    pub effects: Vec<crate::port::Effect>,
    pub repaint: bool,
}

/// An engine that the process can be made for, or plain BPMN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TargetInfo {
    pub id: &'static str,
    /// What people call it; the same in every language.
    pub title: &'static str,
    /// It executes what it gets.
    pub runs: bool,
}

#[must_use]
pub fn targets() -> Vec<TargetInfo> {
    let info = |target: &wandel_process::Target| TargetInfo {
        id: target.name(),
        title: target.title(),
        runs: target.is_engine(),
    };
    wandel_process::Target::ALL.iter().map(info).collect()
}
