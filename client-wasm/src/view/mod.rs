//! What the engine tells the shell: the Rust side of `View` and the lists of `web/src/lib/engine/contract.ts`.
//! Plain data, no sentences: codes, labels that people wrote, token names. Boxes are in CSS pixels relative to the
//! canvas' top left unless said otherwise.

mod element;
mod lists;

pub use element::*;
pub use lists::*;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wandel_board::{ElementId, Kind};
use wandel_process::{Severity, geometry::Rect};

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
