//! One process file as data: a flat list of elements with parents and references, plus its processes and drawing planes.
//! Flat, because the board document is flat too, and because checks, layout and writers all want a graph and not a
//! tree. Reading (`bpmn::read`) and the board (`wandel_board::model`) both make it; nothing here knows a file format.

use crate::geometry::{Point, Rect};
use crate::kind::{DefinitionKind, Kind};
use crate::property::{Properties, Value};
use serde::{Deserialize, Serialize};

/// Longest name of anything, bytes of UTF-8; a file's longer ones are shown cut.
pub const LONGEST_NAME: usize = 40_000;
/// Longest value of a property, bytes of UTF-8; a file's longer ones are not shown.
pub const LONGEST_VALUE: usize = 200_000;

/// A whole file or board.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// `definitions`: id, name, target namespace; what an imported file said, or empty.
    pub definitions: Definitions,
    pub processes: Vec<Process>,
    pub planes: Vec<Plane>,
    /// In document order: containers before what they hold.
    pub elements: Vec<Element>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Definitions {
    pub xid: Option<String>,
    pub name: String,
    pub target_namespace: String,
    /// The imported file, as a whole: even one without anything that the model shows goes back into it.
    pub src: Option<Span>,
}

/// A process (`bpmn:process`). Pools refer to one; elements outside pools belong to the process of their plane, unless they
/// say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Process {
    /// Our id.
    pub id: String,
    /// The id in the file.
    pub xid: Option<String>,
    pub name: String,
    pub executable: bool,
    pub properties: Properties,
    pub src: Option<Span>,
}

/// A drawing area (`bpmndi:BPMNDiagram` with its plane): one for the board, one per further diagram, one per collapsed
/// subprocess.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plane {
    pub id: String,
    pub xid: Option<String>,
    pub name: String,
    /// The process that elements outside pools belong to, or the collapsed subprocess whose inside this is.
    pub of: Option<String>,
}

/// Where an element lives.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Owner {
    Plane(String),
    /// Pool, lane, subprocess, or the host of a boundary event.
    Element(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ElementKind {
    Process(Kind),
    /// No shape: a message, an error, … of the file. Of a definition of kind `Other` the property `tag` keeps the name
    /// of its element in the file (`itemDefinition`, `dataStore`, …).
    Definition(DefinitionKind),
    /// One more drawing of the element named by the property `of`: bounds for a shape, a route for a connector.
    Depiction,
}

/// One element. Ends, references and owners are our ids and may dangle in a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    pub id: String,
    pub xid: Option<String>,
    pub kind: ElementKind,
    pub name: String,
    pub owner: Owner,
    /// For a pool: its process; `None` is a black box. For what lies directly on a plane: its process, where that is not
    /// the plane's.
    pub process: Option<String>,
    /// Ends of a connector.
    pub from: Option<String>,
    pub to: Option<String>,
    /// Absolute bounds on the plane, board units; zero for connectors and definitions.
    pub bounds: Rect,
    /// Absolute way points of a connector from edge to edge, as drawn or as the file says; empty: not routed yet.
    pub route: Vec<Point>,
    /// Of a connector: nobody changed the way that the imported file gave it, or that it gave none.
    pub as_imported: bool,
    pub properties: Properties,
    pub src: Option<Span>,
}

/// Bytes of an imported file (kept whole as a blob) that this element came from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Which file: the blob's id.
    pub source: String,
    /// Byte range in the decoded (UTF-8) text of that file.
    pub start: usize,
    pub end: usize,
}

impl Model {
    /// Names the file that all of this came from: it has no name before it is kept.
    pub fn came_from(&mut self, source: &str) {
        let elements = self.elements.iter_mut().map(|element| &mut element.src);
        let processes = self.processes.iter_mut().map(|process| &mut process.src);
        for span in elements.chain(processes).chain([&mut self.definitions.src]).flatten() {
            source.clone_into(&mut span.source);
        }
    }

    /// The element with this id of ours.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.id == id)
    }
    #[must_use]
    pub fn process(&self, id: &str) -> Option<&Process> {
        self.processes.iter().find(|process| process.id == id)
    }
    #[must_use]
    pub fn plane(&self, id: &str) -> Option<&Plane> {
        self.planes.iter().find(|plane| plane.id == id)
    }
}

impl Owner {
    /// The id of the plane or element.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Plane(id) | Self::Element(id) => id,
        }
    }
}

impl Element {
    /// An element with nothing set: for readers and tests.
    #[must_use]
    pub fn new(id: &str, kind: ElementKind, owner: Owner) -> Self {
        Self {
            id: id.to_owned(),
            xid: None,
            kind,
            name: String::new(),
            owner,
            process: None,
            from: None,
            to: None,
            bounds: Rect::default(),
            route: Vec::new(),
            as_imported: false,
            properties: Properties::new(),
            src: None,
        }
    }
    #[must_use]
    pub const fn process_kind(&self) -> Option<Kind> {
        if let ElementKind::Process(kind) = self.kind { Some(kind) } else { None }
    }
    #[must_use]
    pub fn text(&self, property: &str) -> Option<&str> {
        self.properties.get(property).and_then(Value::as_text).filter(|text| !text.is_empty())
    }
    #[must_use]
    pub fn flag(&self, property: &str) -> Option<bool> {
        self.properties.get(property).and_then(Value::as_bool)
    }
}
