//! Plain shapes, frames, second drawings of an element, and whatever a newer version may have written.

use super::{
    Drawn,
    colours::Colours,
    path,
    words::{self, HEAD, NOTE, Style},
};
use crate::{
    Detail, Item, LabelBox, Paint, Stroke, Token, Vertical, label::NOTE_PADDING, stage::Stage, text::wrap,
};
use wandel_board::{Element, kind::Form};
use wandel_process::{
    geometry::{Point, Rect},
    property::names,
};

pub(super) fn draw(stage: &Stage<'_>, element: &Element, form: Form, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    let c = rect.centre();
    let paint = colours.outline(1.5);
    let (body, inner) = match form {
        Form::Rectangle => {
            (Item::Rect { rect, radius: 0.0, paint, detail: Detail::Shape }, rect.inflate(-NOTE_PADDING))
        }
        Form::Ellipse => (
            Item::Path { segments: ellipse(rect), paint, detail: Detail::Shape },
            // The largest rectangle in it.
            Rect::new(c.x - rect.w * 0.354, c.y - rect.h * 0.354, rect.w * 0.707, rect.h * 0.707),
        ),
        Form::Diamond => (
            Item::Path {
                segments: path::polygon(&[
                    Point::new(c.x, rect.y),
                    Point::new(rect.right(), c.y),
                    Point::new(c.x, rect.bottom()),
                    Point::new(rect.x, c.y),
                ]),
                paint,
                detail: Detail::Shape,
            },
            Rect::new(c.x - rect.w / 4.0, c.y - rect.h / 4.0, rect.w / 2.0, rect.h / 2.0),
        ),
    };
    labelled(stage, element, body, inner, colours)
}

/// A box with its label.
pub(super) fn unknown(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    let body = Item::Rect { rect, radius: 0.0, paint: colours.outline(1.5), detail: Detail::Shape };
    labelled(stage, element, body, rect.inflate(-NOTE_PADDING), colours)
}

/// Shows the label of the element it stands for, in a dashed box.
pub(super) fn depiction(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    let paint = Paint::new(colours.fill, Stroke::dashed(colours.line, 1.5, &[5.0, 3.0]));
    let body = Item::Rect { rect, radius: 10.0, paint, detail: Detail::Shape };
    let meant = element.text(names::OF).and_then(|id| stage.element(&id.into()));
    labelled(stage, meant.unwrap_or(element), body, rect.inflate(-NOTE_PADDING), colours)
}

fn labelled(stage: &Stage<'_>, element: &Element, body: Item, inner: Rect, colours: Colours) -> Drawn {
    let style = Style::centred(NOTE, colours.ink);
    let lines = wrap(&element.label, inner.w, NOTE.size, NOTE.weight, stage.lang());
    let mut items = vec![body];
    items.extend(words::place(&lines, inner, style, Detail::Type));
    Drawn { items, label: Some(words::inside(inner, style, colours.fill)), outside: None }
}

pub(super) fn frame(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let paint = Paint::new(Token::Surface, Stroke::solid(Token::Line2, 1.0)).faint(0.55);
    let mut items = vec![Item::Rect { rect, radius: 10.0, paint, detail: Detail::Shape }];
    let title = Rect::new(rect.x, rect.y - 22.0, rect.w.max(60.0), HEAD.leading);
    let ground = stage.ground(element, title.origin());
    let style =
        Style { vertical: Vertical::Bottom, halo: Some(ground), ..Style::top_left(HEAD, Token::Ink2) };
    let lines = wrap(&element.label, title.w, HEAD.size, HEAD.weight, stage.lang());
    items.extend(words::place(&lines, title, style, Detail::Header));
    let (w, h) = words::measure(&lines, HEAD);
    let drawn = Rect::new(title.x, title.bottom() - h, w, h);
    let outside = (!element.label.is_empty()).then_some(drawn);
    Drawn { items, label: Some(LabelBox { outside: true, ..words::inside(title, style, ground) }), outside }
}

fn ellipse(rect: Rect) -> Vec<crate::Segment> {
    let data = format!(
        "M0 {ry}A{rx} {ry} 0 0 1 {w} {ry}A{rx} {ry} 0 0 1 0 {ry}z",
        rx = rect.w / 2.0,
        ry = rect.h / 2.0,
        w = rect.w
    );
    path::parse(&data, rect.origin())
}
