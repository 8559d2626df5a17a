//! Sticky notes and free text.

use super::{
    Drawn, path,
    words::{self, NOTE, Style},
};
use crate::{Detail, Item, Paint, Stroke, Token, label::NOTE_PADDING, stage::Stage, text::wrap};
use wandel_board::Element;
use wandel_process::{
    geometry::{Point, Rect},
    property::names,
};

/// Ground, ink and edge by colour name; yellow for a name this version does not know.
fn paper(colour: Option<&str>) -> (Token, Token, Token) {
    match colour {
        Some("orange") => (Token::NoteOrange, Token::NoteOrangeInk, Token::NoteOrangeEdge),
        Some("rose") => (Token::NoteRose, Token::NoteRoseInk, Token::NoteRoseEdge),
        Some("violet") => (Token::NoteViolet, Token::NoteVioletInk, Token::NoteVioletEdge),
        Some("blue") => (Token::NoteBlue, Token::NoteBlueInk, Token::NoteBlueEdge),
        Some("green") => (Token::NoteGreen, Token::NoteGreenInk, Token::NoteGreenEdge),
        _ => (Token::NoteYellow, Token::NoteYellowInk, Token::NoteYellowEdge),
    }
}

pub(super) fn draw(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let (ground, ink, edge) = paper(element.text(names::COLOUR));
    let foot = rect.bottom() - 0.5;
    let mut items = vec![
        Item::Shadow { rect, radius: 3.0, dy: 1.5, blur: 2.0, token: Token::NoteShade },
        Item::Rect { rect, radius: 3.0, paint: Paint::fill(ground), detail: Detail::Shape },
        Item::Path {
            segments: path::line(&[Point::new(rect.x + 3.0, foot), Point::new(rect.right() - 3.0, foot)]),
            paint: Paint::stroke(Stroke::solid(edge, 1.0)),
            detail: Detail::Line,
        },
    ];
    let inner = Rect::new(
        rect.x + NOTE_PADDING,
        rect.y + 9.0,
        rect.w - 2.0 * NOTE_PADDING,
        (rect.h - 18.0).max(NOTE.leading),
    );
    let style = Style::top_left(NOTE, ink);
    let lines = wrap(&element.label, inner.w, NOTE.size, NOTE.weight, stage.lang());
    items.extend(words::place(&lines, inner, style, Detail::Type));
    Drawn { items, label: Some(words::inside(inner, style, ground)), outside: None }
}

pub(super) fn text(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let ground = stage.ground(element, rect.centre());
    let style = Style::top_left(NOTE, Token::Ink1);
    let lines = wrap(&element.label, rect.w, NOTE.size, NOTE.weight, stage.lang());
    let items = words::place(&lines, rect, style, Detail::Type).into_iter().collect();
    Drawn { items, label: Some(words::inside(rect, style, ground)), outside: None }
}
