//! Events: start 1.5, intermediate 1.5 twice, end 4, all within the same circle; non-interrupting ones dashed; what is
//! caught open, what is thrown filled.

use super::{Drawn, colours::Colours, outside, path};
use crate::{Detail, Item, Paint, Stroke, Token, stage::Stage};
use wandel_board::Element;
use wandel_process::{
    geometry::{Point, Rect},
    kind::{Position, Trigger},
    property::names,
};

const DASH: &[f64] = &[5.0, 3.0];

pub(super) fn draw(
    stage: &Stage<'_>,
    element: &Element,
    position: Position,
    trigger: Trigger,
    rect: Rect,
) -> Drawn {
    let colours = Colours::of(element);
    let c = rect.centre();
    let r = rect.w.min(rect.h) / 2.0;
    // Drawn for a diameter of 36; files have events of 16 to 80.
    let scale = r / 18.0;
    let interrupting = element.flag(names::INTERRUPTING).unwrap_or(true);
    let ring = |width: f64, dashed: bool| {
        let stroke = Stroke::solid(colours.line, width);
        if dashed { Stroke { dash: DASH, ..stroke } } else { stroke }
    };
    let circle =
        |radius: f64, paint: Paint, detail: Detail| Item::Circle { centre: c, radius, paint, detail };
    let dashed = !interrupting && matches!(position, Position::Start | Position::Boundary);
    let mut items = Vec::new();
    match position {
        Position::Start => {
            items.push(circle(r - 0.75, Paint::new(colours.fill, ring(1.5, dashed)), Detail::Shape));
        }
        Position::Catch | Position::Throw | Position::Boundary => {
            items.push(circle(r - 0.75, Paint::new(colours.fill, ring(1.5, dashed)), Detail::Shape));
            items.push(circle(r - 3.75 * scale.min(1.0), Paint::stroke(ring(1.5, dashed)), Detail::Line));
        }
        Position::End => {
            items.push(circle(
                r - 2.0 * scale.clamp(0.7, 1.0),
                Paint::new(colours.fill, ring(4.0 * scale.clamp(0.7, 1.0), false)),
                Detail::Shape,
            ));
        }
    }
    let throwing = matches!(position, Position::Throw | Position::End);
    items.extend(mark(trigger, throwing, c, colours).into_iter().map(|item| path::scaled(item, c, scale)));
    let mut drawn = Drawn { items, label: None, outside: None };
    drawn.place(outside::of_shape(stage, element, rect, Token::ShapeLine));
    drawn
}

/// What an event waits for or gives out, around its middle.
fn mark(trigger: Trigger, throwing: bool, c: Point, colours: Colours) -> Vec<Item> {
    let open = Paint::new(colours.fill, Stroke::solid(colours.line, 1.25).joined());
    let solid = Paint::new(colours.line, Stroke::solid(colours.line, 1.25).joined());
    let paint = if throwing { solid } else { open };
    let figure = |data: &str, paint: Paint| Item::Path {
        segments: path::parse(data, c),
        paint,
        detail: Detail::Marker,
    };
    match trigger {
        Trigger::None => Vec::new(),
        Trigger::Message if throwing => vec![
            figure("M-8-5.5h16L0 .4z", Paint::fill(colours.line)),
            figure("M-8-3.6v9.1h16v-9.1L0 2.3z", Paint::fill(colours.line)),
        ],
        Trigger::Message => vec![
            figure("M-8-5.5h16v11h-16z", open),
            figure("M-8-5.5 0 .6l8-6.1", Paint::stroke(Stroke::solid(colours.line, 1.25).joined())),
        ],
        Trigger::Timer => timer(c, colours),
        Trigger::Error => vec![figure("M-8 7.4-3.6-6.8 1.9 1.2 7.6-8 3.5 6.6-2.2-1z", paint)],
        Trigger::Signal => vec![figure("M0-8.2 8.4 6.2h-16.8z", paint)],
        Trigger::Escalation => vec![figure("M0-8.6 7 7.6 0 1.2-7 7.6z", paint)],
        Trigger::Conditional => vec![
            figure("M-6.5-8h13v16h-13z", open),
            figure("M-4-5h8M-4-1.7h8M-4 1.7h8M-4 5h8", Paint::stroke(Stroke::solid(colours.line, 1.25))),
        ],
        Trigger::Link => vec![figure("M-8.4-3h9v-4.2L8.6 0 .6 7.2V3h-9z", paint)],
        Trigger::Compensation => vec![figure("M-.6-6.4v12.8L-9 0zM8-6.4v12.8L-.4 0z", paint)],
        Trigger::Cancel => vec![figure(
            "M-5.6-8.2 0-2.6l5.6-5.6 2.6 2.6L2.6 0l5.6 5.6-2.6 2.6L0 2.6l-5.6 5.6-2.6-2.6L-2.6 0l-5.6-5.6z",
            paint,
        )],
        Trigger::Terminate => vec![Item::Circle {
            centre: c,
            radius: 10.0,
            paint: Paint::fill(colours.line),
            detail: Detail::Marker,
        }],
        Trigger::Multiple => vec![figure("M0-9 8.6-2.8 5.3 7.3h-10.6L-8.6-2.8z", paint)],
        Trigger::ParallelMultiple => vec![figure("M-2.8-9h5.6v6.2H9v5.6H2.8V9h-5.6V2.8H-9v-5.6h6.2z", paint)],
    }
}

fn timer(c: Point, colours: Colours) -> Vec<Item> {
    let mut ticks = Vec::new();
    for hour in 0..12_u32 {
        let angle = f64::from(hour) * std::f64::consts::PI / 6.0;
        let inner = if hour % 3 == 0 { 6.6 } else { 7.4 };
        let at = |r: f64| c + Point::new(r * angle.cos(), r * angle.sin());
        ticks.extend(path::line(&[at(8.6), at(inner)]));
    }
    let face = Paint::new(colours.fill, Stroke::solid(colours.line, 1.25));
    let hands = path::parse("M1.6-6.4 0 0h4.4", c);
    vec![
        Item::Circle { centre: c, radius: 10.2, paint: face, detail: Detail::Marker },
        Item::Path { segments: ticks, paint: colours.stroke(1.0), detail: Detail::Marker },
        Item::Path { segments: hands, paint: colours.stroke(1.5), detail: Detail::Marker },
    ]
}
