//! Annotations and groups.

use super::{
    Drawn,
    colours::Colours,
    path,
    words::{self, LABEL, Style},
};
use crate::{Align, Detail, Item, Paint, Stroke, Vertical, label::PADDING, stage::Stage, text::wrap};
use wandel_board::Element;
use wandel_process::geometry::{Point, Rect};

/// A bracket at the left, type beside it.
pub(super) fn annotation(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    let (x, y, b) = (rect.x, rect.y, rect.bottom());
    let bracket =
        path::line(&[Point::new(x + 10.0, y), Point::new(x, y), Point::new(x, b), Point::new(x + 10.0, b)]);
    let ground = stage.ground(element, rect.centre());
    let mut items = vec![Item::Path { segments: bracket, paint: colours.stroke(1.5), detail: Detail::Line }];
    let inner = rect.inflate(-PADDING);
    let style = Style { align: Align::Left, halo: Some(ground), ..Style::centred(LABEL, colours.line) };
    let lines = wrap(&element.label, inner.w, LABEL.size, LABEL.weight, stage.lang());
    items.extend(words::place(&lines, inner, style, Detail::Type));
    Drawn { items, label: Some(words::inside(inner, style, ground)), outside: None }
}

/// A rounded rectangle of dashes and dots, its name at the top.
pub(super) fn group(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    let stroke = Stroke::dashed(colours.line, 1.5, &[8.0, 4.0, 1.5, 4.0]);
    let mut items =
        vec![Item::Rect { rect, radius: 10.0, paint: Paint::stroke(stroke), detail: Detail::Line }];
    let ground = stage.ground(element, rect.centre());
    let top = Rect::new(rect.x + 10.0, rect.y + 6.0, (rect.w - 20.0).max(20.0), LABEL.leading);
    let style = Style { vertical: Vertical::Top, halo: Some(ground), ..Style::centred(LABEL, colours.line) };
    let lines = wrap(&element.label, top.w, LABEL.size, LABEL.weight, stage.lang());
    items.extend(words::place(&lines, top, style, Detail::Type));
    Drawn { items, label: Some(words::inside(top, style, ground)), outside: None }
}
