//! A command is data: what somebody wants done to the board. Tools, menus, palette, command line, import, tests and the
//! replayed outbox all make these; `Board::execute` decides one against the projection and applies it in one transaction.

use crate::{element::Parent, id::ElementId, kind::Kind};
use serde::{Deserialize, Serialize};
use wandel_process::{
    geometry::{Point, Size},
    model::Span,
    property::{Properties, Value},
};

/// An element to be made. Ids are chosen by the caller (`ElementId::random`), so that a command can be replayed and so
/// that elements of one command can refer to each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewElement {
    pub id: ElementId,
    pub kind: Kind,
    pub parent: Parent,
    /// Relative to the parent's top left.
    pub at: Point,
    pub size: Size,
    #[serde(default)]
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<ElementId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ElementId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Vec<Point>>,
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub xid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub src: Option<Span>,
}

/// A new place of an element: both at once, so that a re-parenting never tears.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    pub id: ElementId,
    pub parent: Parent,
    pub at: Point,
    /// `None`: keeps its size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    From,
    To,
}

/// A change of a label inside one text: offsets in UTF-16 code units of the label as it was when `before` was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEdit {
    pub at: u32,
    pub remove: u32,
    pub insert: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stacking {
    Front,
    Back,
    Forward,
    Backward,
}

/// Most elements that one command makes.
pub const MOST_CREATED: usize = 50_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Makes elements (a click with a tool, append, paste, import, template), in front of everything in their parent,
    /// in the order given. With processes and planes when a file or a pool needs them.
    Create {
        elements: Vec<NewElement>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        processes: Vec<NewProcess>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        planes: Vec<NewPlane>,
    },
    /// Moves, resizes and re-parents. Lanes and pools follow their own rules (lanes tile their pool).
    Place {
        items: Vec<Placement>,
    },
    /// Promotion and "turn into …": same id, author, label. A new size where the kind needs one.
    Turn {
        id: ElementId,
        kind: Kind,
        size: Option<Size>,
    },
    /// Sets a property; `None` clears it.
    Set {
        id: ElementId,
        property: String,
        value: Option<Value>,
    },
    /// Types in a label.
    Edit {
        id: ElementId,
        edits: Vec<TextEdit>,
    },
    /// Replaces a whole label (compared at grapheme borders, so that a concurrent edit elsewhere in it survives).
    Label {
        id: ElementId,
        text: String,
    },
    /// Connects one end of a connector to another element.
    Reconnect {
        id: ElementId,
        end: End,
        to: ElementId,
    },
    /// Sets bends by hand; `None`: automatic again.
    Bend {
        id: ElementId,
        via: Option<Vec<Point>>,
    },
    /// Sets `gone`, with everything inside and every connector that loses an end. When a step in a chain is deleted
    /// and `bridge` is set, its neighbours are connected again.
    Delete {
        ids: Vec<ElementId>,
        bridge: bool,
    },
    /// Brings elements back from the tray.
    Restore {
        ids: Vec<ElementId>,
    },
    Stack {
        ids: Vec<ElementId>,
        to: Stacking,
    },
    /// A key of `meta`: `title`, `lang`, `tz`, `targets`.
    Meta {
        key: String,
        value: Value,
    },
    /// A field of a process: `name`, `executable`, or a property `p.…`.
    Process {
        id: String,
        key: String,
        value: Option<Value>,
    },
    /// Several commands as one transaction and one undo step.
    All {
        commands: Vec<Command>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewProcess {
    pub id: String,
    pub name: String,
    pub executable: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub xid: Option<String>,
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub src: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewPlane {
    pub id: String,
    pub name: String,
    /// A process or a collapsed subprocess.
    pub of: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub xid: Option<String>,
}
