//! What lies over the board while one works: selection, handles, guides, a gesture's preview, other people. A list of
//! marks in CSS pixels relative to the canvas' top left; painters draw every variant, and tests read it. Nothing here
//! changes anything.

use wandel_process::geometry::{Point, Rect};
use wandel_scene::Token;

#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line around something.
    Outline { rect: Rect, radius: f64, token: Token, width: f64, dashed: bool },
    /// A tinted area with a line: marquee, drop target.
    Area { rect: Rect, radius: f64, token: Token },
    /// A line along points; `arrow`: with a solid head at its end.
    Line { points: Vec<Point>, token: Token, width: f64, dashed: bool, arrow: bool },
    /// A square handle of 8 for resizing.
    Square { at: Point },
    /// A round handle for ends and bends.
    Knob { at: Point, filled: bool },
    /// The round "+" that adds the next element.
    Append { at: Point, hot: bool },
    /// Somebody's cursor; the name is left out once it has faded. `opacity` 0–1.
    Cursor { at: Point, colour: u8, name: Option<String>, opacity: f64, large: bool },
    /// A frame around the whole canvas: following somebody.
    Frame { colour: u8 },
    /// A small lock; filled where somebody else holds it.
    Lock { at: Point, mine: bool },
    /// Somebody's caret or a small flag with a text at a corner.
    Caret { at: Point, height: f64, colour: u8 },
}

/// A rectangle around a shape at the look's distance.
#[must_use]
pub fn around(rect: Rect) -> Rect {
    rect.inflate(4.0)
}

/// Token of a person's colour, seats 1–8.
#[must_use]
pub const fn person(colour: u8) -> Token {
    match (colour.wrapping_sub(1)) % 8 {
        0 => Token::Person1,
        1 => Token::Person2,
        2 => Token::Person3,
        3 => Token::Person4,
        4 => Token::Person5,
        5 => Token::Person6,
        6 => Token::Person7,
        _ => Token::Person8,
    }
}

/// Token of the text on a person's colour.
#[must_use]
pub const fn person_ink(colour: u8) -> Token {
    match (colour.wrapping_sub(1)) % 8 {
        0 => Token::Person1Ink,
        1 => Token::Person2Ink,
        2 => Token::Person3Ink,
        3 => Token::Person4Ink,
        4 => Token::Person5Ink,
        5 => Token::Person6Ink,
        6 => Token::Person7Ink,
        _ => Token::Person8Ink,
    }
}
