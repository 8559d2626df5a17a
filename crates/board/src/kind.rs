//! What an element on the board is: whiteboard things here, process elements from the process domain, and whatever a
//! newer version may have written, which is kept and drawn as a box.

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wandel_process::{geometry::Size, kind::DefinitionKind};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A sticky note; colour in `p.colour` (yellow, orange, rose, violet, blue, green).
    Note,
    /// Free text without a ground.
    Text,
    Shape(Form),
    /// A titled area that things can lie on.
    Frame,
    /// Freehand: points in `p.points`, relative to `at`.
    Stroke,
    /// An arrow or line on the whiteboard; a connector with `from`, `to`, `via`.
    Line,
    Process(wandel_process::Kind),
    /// A message, error, … of the process: no shape.
    Definition(DefinitionKind),
    /// One more drawing of the element `p.of`.
    Depiction,
    /// A kind that this version does not know; kept as it is.
    Unknown(Arc<str>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    Rectangle,
    Ellipse,
    Diamond,
}

impl Kind {
    /// The stable name stored under `kind`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Note => "note".into(),
            Self::Text => "text".into(),
            Self::Shape(Form::Rectangle) => "shape.rectangle".into(),
            Self::Shape(Form::Ellipse) => "shape.ellipse".into(),
            Self::Shape(Form::Diamond) => "shape.diamond".into(),
            Self::Frame => "frame".into(),
            Self::Stroke => "stroke".into(),
            Self::Line => "line".into(),
            Self::Process(kind) => kind.name(),
            Self::Definition(kind) => format!("definition.{}", kind.name()),
            Self::Depiction => "depiction".into(),
            Self::Unknown(name) => name.to_string(),
        }
    }

    /// Never fails: a name this version does not know is kept as `Unknown`.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        match name {
            "note" => Self::Note,
            "text" => Self::Text,
            "shape.rectangle" => Self::Shape(Form::Rectangle),
            "shape.ellipse" => Self::Shape(Form::Ellipse),
            "shape.diamond" => Self::Shape(Form::Diamond),
            "frame" => Self::Frame,
            "stroke" => Self::Stroke,
            "line" => Self::Line,
            "depiction" => Self::Depiction,
            _ => name
                .strip_prefix("definition.")
                .and_then(DefinitionKind::parse)
                .map(Self::Definition)
                .or_else(|| wandel_process::Kind::parse(name).map(Self::Process))
                .unwrap_or_else(|| Self::Unknown(name.into())),
        }
    }

    /// The process kind, if it is one.
    #[must_use]
    pub const fn process(&self) -> Option<wandel_process::Kind> {
        if let Self::Process(kind) = self { Some(*kind) } else { None }
    }

    /// Has ends (`from`, `to`) instead of a place of its own.
    #[must_use]
    pub const fn is_connector(&self) -> bool {
        matches!(self, Self::Line | Self::Process(wandel_process::Kind::Flow(_)))
    }

    /// Things can lie in it and move with it: frames, pools, lanes, subprocesses.
    #[must_use]
    pub const fn is_container(&self) -> bool {
        match self {
            Self::Frame => true,
            Self::Process(kind) => kind.is_container(),
            _ => false,
        }
    }

    /// Width and height of a new one, board units; also where the document names none.
    #[must_use]
    pub const fn default_size(&self) -> Size {
        use wandel_process::Kind as P;
        let (w, h) = match self {
            Self::Note => (160.0, 96.0),
            Self::Text => (160.0, 20.0),
            Self::Shape(_) => (120.0, 80.0),
            Self::Frame => (640.0, 400.0),
            Self::Line | Self::Definition(_) | Self::Process(P::Flow(_)) => (0.0, 0.0),
            Self::Process(P::Event(..)) => (36.0, 36.0),
            Self::Process(P::Gateway(_)) => (50.0, 50.0),
            Self::Process(P::Pool) => (600.0, 140.0),
            Self::Process(P::Lane) => (570.0, 140.0),
            Self::Process(P::Subprocess(_)) => (350.0, 200.0),
            Self::Process(P::DataObject | P::DataInput | P::DataOutput) => (36.0, 50.0),
            Self::Process(P::DataStore) => (50.0, 50.0),
            Self::Process(P::Annotation) => (120.0, 40.0),
            Self::Process(P::Group) => (300.0, 200.0),
            Self::Stroke
            | Self::Depiction
            | Self::Unknown(_)
            | Self::Process(P::Task(_) | P::CallActivity) => (100.0, 80.0),
        };
        Size::new(w, h)
    }

    /// Is drawn at all.
    #[must_use]
    pub const fn has_shape(&self) -> bool {
        !matches!(self, Self::Definition(_))
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}
impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::parse(&String::deserialize(deserializer)?))
    }
}
