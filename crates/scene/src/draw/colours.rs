//! Colours of a process shape: the theme's, unless an imported file gave it some.

use super::marker::Ink;
use crate::{
    Paint, Stroke, Theme, Token, parse_hex,
    token::{contrast, legible},
};
use wandel_board::Element;
use wandel_process::property::names;

/// Fill, line and type of one shape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Colours {
    pub fill: Token,
    pub line: Token,
    pub ink: Token,
}

impl Colours {
    pub(crate) const THEME: Self =
        Self { fill: Token::ShapeFill, line: Token::ShapeLine, ink: Token::ShapeLine };

    pub(crate) fn of(element: &Element) -> Self {
        let hex = |property: &str| element.text(property).and_then(parse_hex);
        let (fill, line) = (hex(names::FILL), hex(names::STROKE));
        let Some(fill) = fill else {
            return Self { line: line.map_or(Token::ShapeLine, Token::LiteralLine), ..Self::THEME };
        };
        let ground = Token::Literal(fill).value(Theme::Light);
        // On a ground of the file's own, which is the same by day and by night, so are line and type.
        let (dark, light) = (Token::ShapeLine.value(Theme::Light), Token::ShapeLine.value(Theme::Dark));
        let ink =
            Token::Literal(if contrast(dark, ground) >= contrast(light, ground) { dark } else { light } >> 8);
        let line = line.map_or(ink, |line| {
            Token::Literal(legible(Token::Literal(line).value(Theme::Light), ground, 3.0) >> 8)
        });
        Self { fill: Token::Literal(fill), line, ink }
    }

    pub(crate) fn outline(self, width: f64) -> Paint {
        Paint::new(self.fill, Stroke::solid(self.line, width))
    }

    pub(crate) fn stroke(self, width: f64) -> Paint {
        Paint::stroke(Stroke::solid(self.line, width))
    }

    pub(crate) const fn ink(self) -> Ink {
        Ink { line: self.line, fill: self.fill }
    }
}
