//! Where somebody is and what they are doing: the one slot of a socket, of which only the latest counts. Fields carry
//! tags and lengths, so that an older reader skips what it does not know. Name, colour and author number are not in
//! here: the server stamps those (`control::Here`).

use crate::{
    WireError,
    lib0::{Reader, Writer},
    limits,
};
use bytes::Bytes;

/// A point on a plane, in board units.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    pub plane: String,
    pub x: f32,
    pub y: f32,
}

/// What somebody sees: the top left of the view on a plane, board units, and CSS pixels per unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Camera {
    pub plane: String,
    pub x: f32,
    pub y: f32,
    pub zoom: f32,
}

/// The caret in a label: ends as encoded sticky indices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caret {
    pub element: String,
    pub anchor: Bytes,
    pub head: Bytes,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slot {
    pub cursor: Option<Cursor>,
    pub camera: Option<Camera>,
    pub selection: Vec<String>,
    pub caret: Option<Caret>,
    /// A drag, resize or drawing that is not dropped yet; the engine's own bytes.
    pub gesture: Option<Bytes>,
}

const CURSOR: u64 = 1;
const CAMERA: u64 = 2;
const SELECTION: u64 = 3;
const CARET: u64 = 4;
const GESTURE: u64 = 5;

impl Slot {
    /// Unknown fields are skipped; a field that comes twice counts with its last value.
    pub fn decode(bytes: &Bytes) -> Result<Self, WireError> {
        if bytes.len() > limits::PRESENCE {
            return Err(WireError::TooMany);
        }
        let mut slot = Self::default();
        let mut reader = Reader::new(bytes);
        while !reader.is_empty() {
            let tag = reader.uint()?;
            let field = reader.bytes()?;
            let mut field_reader = Reader::new(&field);
            match tag {
                CURSOR => {
                    slot.cursor = Some(Cursor {
                        plane: field_reader.text()?,
                        x: field_reader.float()?,
                        y: field_reader.float()?,
                    });
                }
                CAMERA => {
                    slot.camera = Some(Camera {
                        plane: field_reader.text()?,
                        x: field_reader.float()?,
                        y: field_reader.float()?,
                        zoom: field_reader.float()?,
                    });
                }
                SELECTION => {
                    let count = field_reader.count(limits::SELECTION)?;
                    slot.selection = (0..count).map(|_| field_reader.text()).collect::<Result<_, _>>()?;
                }
                CARET => {
                    slot.caret = Some(Caret {
                        element: field_reader.text()?,
                        anchor: field_reader.bytes()?,
                        head: field_reader.bytes()?,
                    });
                }
                GESTURE => slot.gesture = Some(field),
                _ => {}
            }
        }
        Ok(slot)
    }

    #[must_use]
    pub fn encode(&self) -> Bytes {
        let mut writer = Writer::with_capacity(64);
        let mut field = |tag: u64, write: &dyn Fn(&mut Writer)| {
            let mut inner = Writer::default();
            write(&mut inner);
            writer.uint(tag).bytes(&inner.finish());
        };
        if let Some(cursor) = &self.cursor {
            field(CURSOR, &|w| {
                w.text(&cursor.plane).float(cursor.x).float(cursor.y);
            });
        }
        if let Some(camera) = &self.camera {
            field(CAMERA, &|w| {
                w.text(&camera.plane).float(camera.x).float(camera.y).float(camera.zoom);
            });
        }
        if !self.selection.is_empty() {
            field(SELECTION, &|w| {
                let shown = self.selection.len().min(limits::SELECTION);
                w.uint(shown as u64);
                for id in self.selection.iter().take(shown) {
                    w.text(id);
                }
            });
        }
        if let Some(caret) = &self.caret {
            field(CARET, &|w| {
                w.text(&caret.element).bytes(&caret.anchor).bytes(&caret.head);
            });
        }
        if let Some(gesture) = &self.gesture {
            field(GESTURE, &|w| {
                w.array(gesture);
            });
        }
        writer.finish()
    }
}
