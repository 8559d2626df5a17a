//! What the engine takes (`Input`) and what it wants done outside (`Effect`): the Rust side of
//! `web/src/lib/engine/contract.ts`. Plain data only; no browser type may appear here, so that tools, undo and text run
//! in native tests. The conversion from and to JavaScript is in `js/convert.rs`.

use crate::view::Insets;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;
use wandel_board::{Command, ElementId, Kind};
use wandel_process::property::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PointerPhase {
    Down,
    Move,
    Up,
    Cancel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyPhase {
    Down,
    Up,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Device {
    #[default]
    Mouse,
    Pen,
    Touch,
}

/// A pointer event. `x`, `y` in CSS pixels relative to the canvas' top left; `buttons` as in the DOM; `pressure` 0–1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Pointer {
    pub phase: PointerPhase,
    pub x: f64,
    pub y: f64,
    pub button: i32,
    pub buttons: u32,
    pub pointer: i32,
    pub device: Device,
    pub pressure: f64,
    pub shift: bool,
    pub alt: bool,
    pub r#mod: bool,
    pub clicks: u32,
}

/// A key event: `key` and `code` as in the DOM; `mod` is Ctrl, or ⌘ on a Mac.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Key {
    pub phase: KeyPhase,
    pub key: String,
    pub code: String,
    pub shift: bool,
    pub alt: bool,
    pub r#mod: bool,
    pub repeat: bool,
}

/// What somebody did, in the order it happened.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Input {
    Pointer(Pointer),
    /// `dx`, `dy` in CSS pixels; `zoom`: Ctrl was held or the trackpad pinched.
    Wheel {
        x: f64,
        y: f64,
        dx: f64,
        dy: f64,
        zoom: bool,
    },
    Key(Key),
    /// The pointer left the canvas.
    Leave,
    /// Size of the canvas in CSS pixels, device pixels per CSS pixel, and what panels cover.
    Size {
        w: f64,
        h: f64,
        ratio: f64,
        inset: Insets,
    },
    /// The textarea's whole value and selection, offsets in UTF-16 code units.
    Text {
        value: String,
        start: u32,
        end: u32,
        composing: bool,
        /// The `revision` that the textarea was last rewritten to.
        #[serde(default)]
        revision: Option<u32>,
    },
    /// `focus`: closed by key, so the focus goes back to the element.
    TextEnd {
        keep: bool,
        #[serde(default)]
        focus: bool,
    },
    /// The mirror's focus moved to this element.
    Focus {
        id: Option<ElementId>,
    },
    Visibility {
        visible: bool,
    },
    Preferences(Preferences),
    Act(Action),
}

/// What the person set in the browser or the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    pub reduced_motion: bool,
    /// Shortcuts of a single letter (WCAG 2.1.4 wants a switch).
    pub single_keys: bool,
    /// Wall mode: large cursors and names, no dots.
    pub wall: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { reduced_motion: false, single_keys: true, wall: false }
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum ZoomTo {
    /// 1 is 100 %.
    Factor(f64),
    Named(ZoomName),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ZoomName {
    Fit,
    Selection,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConnectorEnd {
    From,
    To,
}

/// An intention with parameters, from a menu, the palette, the inspector or the outline.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "id", rename_all = "kebab-case")]
pub enum Intent {
    Tool {
        tool: crate::view::ToolId,
        #[serde(default)]
        variant: Option<Kind>,
    },
    Select {
        ids: Vec<ElementId>,
        #[serde(default)]
        reveal: bool,
    },
    Set {
        element: ElementId,
        property: String,
        value: Option<Value>,
    },
    Label {
        element: ElementId,
        text: String,
    },
    Turn {
        element: ElementId,
        kind: Kind,
    },
    Append {
        element: ElementId,
        kind: Kind,
        #[serde(default)]
        label: Option<String>,
        #[serde(default)]
        branch: bool,
    },
    Connect {
        from: ElementId,
        to: ElementId,
    },
    Reconnect {
        element: ElementId,
        end: ConnectorEnd,
        to: ElementId,
    },
    MoveTo {
        element: ElementId,
        #[serde(default)]
        lane: Option<ElementId>,
        #[serde(default)]
        before: Option<ElementId>,
        #[serde(default)]
        after: Option<ElementId>,
    },
    /// Only oneself may change them from now on, or everybody again.
    Lock {
        elements: Vec<ElementId>,
        locked: bool,
    },
    Insert {
        kind: Kind,
        #[serde(default)]
        label: Option<String>,
    },
    Define {
        kind: String,
        name: String,
        #[serde(default)]
        code: Option<String>,
        #[serde(default)]
        refer: Option<ElementId>,
    },
    /// `field`: its type.
    AddField {
        step: ElementId,
        label: String,
        field: String,
    },
    AddChoice {
        field: ElementId,
        label: String,
    },
    /// `input`, `output`: what the first question and the answer are called.
    MakeDecision {
        step: ElementId,
        input: String,
        output: String,
    },
    /// `field`: its type.
    AddColumn {
        table: ElementId,
        input: bool,
        label: String,
        field: String,
    },
    AddRule {
        table: ElementId,
    },
    Meta {
        key: String,
        value: Value,
    },
    Zoom {
        to: ZoomTo,
    },
    /// Centre of the view, in board units.
    LookAt {
        x: f64,
        y: f64,
    },
    Follow {
        person: Option<String>,
    },
    Paste {
        text: String,
    },
    Restore {
        ids: Vec<ElementId>,
    },
    /// Gives up rejected work of the tray.
    Dismiss {
        ids: Vec<ElementId>,
    },
    Command {
        command: Command,
        #[serde(default)]
        reveal: bool,
    },
}

/// `act`: either an intent with parameters or the id of an entry of the table of commands.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Intent(Box<Intent>),
    Command(String),
}

/// Ids of `Intent`; some are in the table of commands as well and are an intent only with their parameters.
const INTENTS: &[(&str, &str)] = &[
    ("tool", "tool"),
    ("select", "ids"),
    ("set", "element"),
    ("label", "element"),
    ("turn", "element"),
    ("append", "element"),
    ("connect", "from"),
    ("reconnect", "element"),
    ("move-to", "element"),
    ("lock", "elements"),
    ("insert", "kind"),
    ("define", "kind"),
    ("add-field", "step"),
    ("add-choice", "field"),
    ("make-decision", "step"),
    ("add-column", "table"),
    ("add-rule", "table"),
    ("meta", "key"),
    ("zoom", "to"),
    ("look-at", "x"),
    ("follow", "person"),
    ("paste", "text"),
    ("restore", "ids"),
    ("dismiss", "ids"),
    ("command", "command"),
];

impl<'de> Deserialize<'de> for Action {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        let id = json.get("id").and_then(Json::as_str).unwrap_or_default().to_owned();
        if INTENTS.iter().any(|(name, field)| *name == id && json.get(field).is_some()) {
            let intent = serde_json::from_value(json).map_err(serde::de::Error::custom)?;
            Ok(Self::Intent(Box::new(intent)))
        } else {
            Ok(Self::Command(id))
        }
    }
}

impl From<Intent> for Input {
    fn from(intent: Intent) -> Self {
        Self::Act(Action::Intent(Box::new(intent)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FocusTarget {
    Canvas,
    Editor,
    Mirror,
}

/// What the engine wants done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Socket, local store and timers.
    Sync(crate::sync::Effect),
    Copy {
        text: String,
        svg: Option<String>,
    },
    Shell {
        id: String,
    },
    Focus {
        place: FocusTarget,
        id: Option<ElementId>,
    },
}
