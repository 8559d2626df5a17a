//! The display list of one element: one file per family of kinds. A kind is drawn by exactly one function, chosen
//! without a wildcard arm.

pub(crate) mod pool;

use crate::{Detail, Item, LabelBox, Paint, Stroke, Token, stage::Stage};
use wandel_board::{Element, Kind};
use wandel_process::{Kind as Process, geometry::Rect, property::names};

/// What drawing an element gives.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    pub items: Vec<Item>,
    pub label: Option<LabelBox>,
    pub outside: Option<Rect>,
}

/// Shows what is inside it (a subprocess without the property is open if it is larger than a task).
pub(crate) fn is_expanded(element: &Element) -> bool {
    matches!(element.kind, Kind::Process(Process::Subprocess(_)))
        && element.flag(names::EXPANDED).unwrap_or(element.size.w > 120.0 && element.size.h > 100.0)
}

/// 0: holds things; 1: flows; 2: lies on top.
pub(crate) fn layer(element: &Element) -> u8 {
    match element.kind {
        Kind::Frame | Kind::Process(Process::Pool | Process::Lane) => 0,
        Kind::Process(Process::Subprocess(_)) if is_expanded(element) => 0,
        Kind::Process(Process::Flow(_)) => 1,
        _ => 2,
    }
}

pub(crate) fn element(stage: &Stage<'_>, element: &Element) -> Drawn {
    let route = stage.route(&element.id);
    let paint = Paint::new(Token::ShapeFill, Stroke::solid(Token::ShapeLine, 1.5));
    let items = if element.kind.is_connector() {
        let mut segments = Vec::new();
        for (i, point) in route.iter().enumerate() {
            segments.push(if i == 0 { crate::Segment::Move(*point) } else { crate::Segment::Line(*point) });
        }
        vec![Item::Path {
            segments,
            paint: Paint::stroke(Stroke::solid(Token::ShapeLine, 1.5)),
            detail: Detail::Line,
        }]
    } else {
        let rect = stage.bounds(&element.id).unwrap_or_default();
        vec![Item::Rect { rect, radius: 0.0, paint, detail: Detail::Shape }]
    };
    Drawn { items, label: None, outside: None }
}
