//! Gateways: a diamond from corner to corner, markers with a line of 3.

use super::{Drawn, colours::Colours, outside, path};
use crate::{Detail, Item, Paint, Stroke, stage::Stage};
use wandel_board::Element;
use wandel_process::{
    geometry::{Point, Rect},
    kind::GatewayKind,
};

pub(super) fn draw(stage: &Stage<'_>, element: &Element, kind: GatewayKind, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    let c = rect.centre();
    let corners = [
        Point::new(c.x, rect.y),
        Point::new(rect.right(), c.y),
        Point::new(c.x, rect.bottom()),
        Point::new(rect.x, c.y),
    ];
    let mut items = vec![Item::Path {
        segments: path::polygon(&corners),
        paint: colours.outline(1.5),
        detail: Detail::Shape,
    }];
    let thick = Paint::stroke(Stroke::solid(colours.line, 3.0));
    let figure = |data: &str, paint: Paint| Item::Path {
        segments: path::parse(data, c),
        paint,
        detail: Detail::Marker,
    };
    let ring = |radius: f64, width: f64| Item::Circle {
        centre: c,
        radius,
        paint: colours.stroke(width),
        detail: Detail::Marker,
    };
    let marks = match kind {
        GatewayKind::Exclusive => vec![figure("M-6.5-8 6.5 8M6.5-8-6.5 8", thick)],
        GatewayKind::Parallel => vec![figure("M0-10v20M-10 0h20", thick)],
        GatewayKind::Inclusive => vec![ring(9.5, 3.0)],
        GatewayKind::Complex => vec![figure("M0-10v20M-10 0h20M-7-7 7 7M7-7-7 7", thick)],
        GatewayKind::EventBased => vec![
            ring(13.5, 1.25),
            ring(10.75, 1.25),
            figure("M0-6.6 6.3-2 3.9 5.3h-7.8L-6.3-2z", colours.outline(1.25)),
        ],
    };
    // Drawn for a diagonal of 50; files have gateways of 30 to 80.
    let scale = rect.w.min(rect.h) / 50.0;
    items.extend(marks.into_iter().map(|item| path::scaled(item, c, scale)));
    let mut drawn = Drawn { items, label: None, outside: None };
    drawn.place(outside::of_shape(stage, element, rect, crate::Token::ShapeLine));
    drawn
}
