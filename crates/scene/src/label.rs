//! Where an element's label stands, how large its type is, and how high a note must be for its text.

use crate::{Token, text};
use wandel_board::{Element, Kind};
use wandel_process::geometry::{Rect, Size};

/// How lines stand in their box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    Left,
    Centre,
    Right,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vertical {
    Top,
    Middle,
    Bottom,
}

/// Where a label's editor goes, and its type. Lines break at `rect.w` (of a turned label: at `rect.h`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelBox {
    /// Absolute, board units.
    pub rect: Rect,
    /// Font size and line height, board units.
    pub size: f64,
    pub leading: f64,
    pub weight: u16,
    pub align: Align,
    pub vertical: Vertical,
    pub ink: Token,
    pub ground: Token,
    /// Reads upwards (lane and pool headers); the editor may lie flat.
    pub turned: bool,
    /// Stands outside the shape's body.
    pub outside: bool,
}

/// Inner margin of notes.
pub(crate) const NOTE_PADDING: f64 = 12.0;
/// Of everything else.
pub(crate) const PADDING: f64 = 6.0;

/// Bounds of a shape's body as drawn: notes and texts grow downwards with their text, in steps of 8.
#[must_use]
pub fn grown(element: &Element, lang: text::Lang) -> Rect {
    let bounds = element.bounds();
    Rect::new(bounds.x, bounds.y, bounds.w, needed(element, lang).h.max(bounds.h))
}

/// The smallest size (multiples of 8 in height) in which the label of a note, text or shape fits; its own size for
/// everything that does not grow.
#[must_use]
pub fn needed(element: &Element, lang: text::Lang) -> Size {
    let size = element.size;
    let (padding, top) = match element.kind {
        // 9 above the first line and 9 below the last; dots and initials have their own row at the foot.
        Kind::Note => (NOTE_PADDING, 18.0),
        Kind::Text => (0.0, 0.0),
        Kind::Shape(_)
        | Kind::Frame
        | Kind::Stroke
        | Kind::Line
        | Kind::Process(_)
        | Kind::Definition(_)
        | Kind::Depiction
        | Kind::Unknown(_) => return size,
    };
    let lines = text::wrap(&element.label, size.w - 2.0 * padding, 14.0, 400, lang).len();
    let height = 18.0 * lines.max(1) as f64 + top;
    Size::new(size.w, if height <= size.h { size.h } else { size.h + ((height - size.h) / 8.0).ceil() * 8.0 })
}
