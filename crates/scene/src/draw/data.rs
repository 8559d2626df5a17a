//! Data objects, inputs, outputs and stores.

use super::{Drawn, colours::Colours, outside, path};
use crate::{Detail, Item, Paint, Stroke, Token, stage::Stage};
use wandel_board::Element;
use wandel_process::{
    geometry::{Point, Rect},
    property::names,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Object,
    Input,
    Output,
}

pub(super) fn object(stage: &Stage<'_>, element: &Element, role: Role, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    // The folded corner, in the proportion of 36 x 50.
    let fold = (rect.w * 0.28).min(rect.h * 0.2);
    let (x, y, r, b) = (rect.x, rect.y, rect.right(), rect.bottom());
    let sheet = path::polygon(&[
        Point::new(x, y),
        Point::new(r - fold, y),
        Point::new(r, y + fold),
        Point::new(r, b),
        Point::new(x, b),
    ]);
    let corner =
        path::line(&[Point::new(r - fold, y), Point::new(r - fold, y + fold), Point::new(r, y + fold)]);
    let mut items = vec![
        Item::Path { segments: sheet, paint: joined(colours.outline(1.5)), detail: Detail::Shape },
        Item::Path { segments: corner, paint: joined(colours.stroke(1.5)), detail: Detail::Marker },
    ];
    let arrow = "M1 5.5h7V2.2L14 7.5 8 12.8V9.5H1z";
    let figure = |paint: Paint| Item::Path {
        segments: path::parse(arrow, Point::new(x + 4.0, y + 4.0)),
        paint,
        detail: Detail::Marker,
    };
    match role {
        Role::Object => {}
        Role::Input => items.push(figure(joined(colours.outline(1.25)))),
        Role::Output => items.push(figure(Paint::new(colours.line, Stroke::solid(colours.line, 1.25)))),
    }
    if element.flag(names::COLLECTION_DATA).unwrap_or(false) {
        let bars = path::parse("M-4-12v9M0-12v9M4-12v9", Point::new(rect.centre().x, b));
        items.push(Item::Path { segments: bars, paint: colours.stroke(2.0), detail: Detail::Marker });
    }
    let mut drawn = Drawn { items, label: None, outside: None };
    drawn.place(outside::of_shape(stage, element, rect, Token::ShapeLine));
    drawn
}

pub(super) fn store(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    let Rect { x, y, w, h } = rect;
    let lip = h * 0.14;
    let arc = |top: f64| format!("M0 {top:.2}a{:.2} {lip:.2} 0 0 0 {w:.2} 0", w / 2.0);
    let can = format!(
        "M0 {lip:.2}a{rx:.2} {lip:.2} 0 0 1 {w:.2} 0V{bottom:.2}a{rx:.2} {lip:.2} 0 0 1-{w:.2} 0z",
        rx = w / 2.0,
        bottom = h - lip
    );
    let origin = Point::new(x, y);
    let mut items = vec![Item::Path {
        segments: path::parse(&can, origin),
        paint: colours.outline(1.5),
        detail: Detail::Shape,
    }];
    for (i, detail) in [(0.0, Detail::Line), (1.0, Detail::Marker), (2.0, Detail::Marker)] {
        items.push(Item::Path {
            segments: path::parse(&arc(lip + i * h * 0.1), origin),
            paint: colours.stroke(1.5),
            detail,
        });
    }
    let mut drawn = Drawn { items, label: None, outside: None };
    drawn.place(outside::of_shape(stage, element, rect, Token::ShapeLine));
    drawn
}

fn joined(paint: Paint) -> Paint {
    Paint { stroke: paint.stroke.map(Stroke::joined), ..paint }
}
