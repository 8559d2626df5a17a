//! Tasks, subprocesses, call activities.

use super::{
    Drawn,
    colours::Colours,
    is_expanded,
    marker::{self, Foot},
    words::{self, Style, TASK},
};
use crate::{
    Detail, Item, Paint, Stroke, Vertical,
    label::PADDING,
    stage::Stage,
    text::{Lang, clip, wrap},
};
use wandel_board::{Element, Kind};
use wandel_process::{
    Kind as Process,
    geometry::{Point, Rect},
    kind::{SubprocessKind, TaskKind},
    property::names,
};

/// Corners.
const RADIUS: f64 = 10.0;

pub(super) fn task(stage: &Stage<'_>, element: &Element, kind: TaskKind, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    let mut items = vec![body(rect, RADIUS, colours.outline(1.5))];
    items.extend(marker::task(kind, rect.origin() + Point::new(6.0, 6.0), colours.ink()));
    let feet = feet(element, None);
    middle(stage, element, rect, colours, items, head(kind), &feet)
}

pub(super) fn call(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    // The line lies inside, so that flows end at it.
    let items = vec![body(rect.inflate(-1.25), RADIUS - 1.0, colours.outline(4.0))];
    if is_expanded(element) {
        return top(stage, element, rect, colours, items, &feet(element, None));
    }
    let feet = feet(element, Some(Foot::Collapsed));
    middle(stage, element, rect, colours, items, 0.0, &feet)
}

pub(super) fn subprocess(stage: &Stage<'_>, element: &Element, kind: SubprocessKind, rect: Rect) -> Drawn {
    let colours = Colours::of(element);
    let mut items = Vec::new();
    match kind {
        SubprocessKind::Embedded | SubprocessKind::AdHoc => {
            items.push(body(rect, RADIUS, colours.outline(1.5)))
        }
        SubprocessKind::Event => {
            let dotted = Stroke::dashed(colours.line, 1.5, &[1.5, 3.0]);
            items.push(body(rect, RADIUS, Paint::new(colours.fill, dotted)));
        }
        SubprocessKind::Transaction => {
            items.push(body(rect, RADIUS, colours.outline(1.5)));
            items.push(Item::Rect {
                rect: rect.inflate(-3.0),
                radius: RADIUS - 3.0,
                paint: colours.stroke(1.5),
                detail: Detail::Line,
            });
        }
    }
    let mut row = feet(element, Foot::of_subprocess(kind));
    if !is_expanded(element) {
        row.push(Foot::Collapsed);
        return middle(stage, element, rect, colours, items, 0.0, &row);
    }
    top(stage, element, rect, colours, items, &row)
}

/// The label at the top of what shows its inside.
fn top(
    stage: &Stage<'_>,
    element: &Element,
    rect: Rect,
    colours: Colours,
    mut items: Vec<Item>,
    feet: &[Foot],
) -> Drawn {
    items.extend(marker::feet(feet, rect.centre().x, rect.bottom(), colours.ink()));
    let top = Rect::new(rect.x + 10.0, rect.y + 6.0, rect.w - 20.0, 16.0);
    let style = Style { vertical: Vertical::Top, ..Style::centred(TASK, colours.ink) };
    let lines = wrap(&element.label, top.w, TASK.size, TASK.weight, stage.lang());
    items.extend(words::place(&lines, top, style, Detail::Type));
    Drawn { items, label: Some(words::inside(top, style, colours.fill)), outside: None }
}

/// What a marker at the top takes.
const fn head(kind: TaskKind) -> f64 {
    if matches!(kind, TaskKind::Abstract) { 0.0 } else { 12.0 }
}

/// What markers at the foot take.
const FOOT: f64 = 14.0;
/// Least space between the first or last line and the border.
const EDGE: f64 = 2.0;

/// Where the marker of a task's type ends, from the shape's corner.
const MARKER: f64 = 22.0;

/// Lines for which an activity of this height has room; a long label may come near its border.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn most_lines(height: f64, foot: f64) -> usize {
    ((height - foot - 2.0 * EDGE) / TASK.leading).max(1.0) as usize
}

/// The height that a task, call or collapsed subprocess of this width needs, so that all of its label is read well clear
/// of markers and border; `None` for everything else.
#[must_use]
pub fn fitting(element: &Element, lang: Lang) -> Option<f64> {
    let (head, last) = match element.kind {
        Kind::Process(Process::Task(kind)) => (head(kind), None),
        Kind::Process(Process::CallActivity | Process::Subprocess(_)) if !is_expanded(element) => {
            (0.0, Some(Foot::Collapsed))
        }
        _ => return None,
    };
    let lines = wrap(&element.label, element.size.w - 2.0 * PADDING, TASK.size, TASK.weight, lang).len();
    let foot = if feet(element, last).is_empty() { 0.0 } else { FOOT };
    Some(TASK.leading * lines.max(1) as f64 + head + foot + 2.0 * PADDING)
}

fn body(rect: Rect, radius: f64, paint: Paint) -> Item {
    Item::Rect { rect, radius, paint, detail: Detail::Shape }
}

fn feet(element: &Element, last: Option<Foot>) -> Vec<Foot> {
    let repeats = Foot::of_loop(element.text(names::LOOP));
    let compensation = element.flag(names::COMPENSATION).unwrap_or(false).then_some(Foot::Compensation);
    repeats.into_iter().chain(compensation).chain(last).collect()
}

/// The label in the middle, off a marker at the top, and off those at the foot if it needs their room.
fn middle(
    stage: &Stage<'_>,
    element: &Element,
    rect: Rect,
    colours: Colours,
    mut items: Vec<Item>,
    head: f64,
    feet: &[Foot],
) -> Drawn {
    items.extend(marker::feet(feet, rect.centre().x, rect.bottom(), colours.ink()));
    let inner = rect.inflate(-PADDING);
    let foot = if feet.is_empty() { 0.0 } else { FOOT };
    let lines = wrap(&element.label, inner.w, TASK.size, TASK.weight, stage.lang());
    let lines = clip(lines, most_lines(rect.h, foot), inner.w, TASK.size, TASK.weight);
    let mut room = Rect::new(inner.x, inner.y + head, inner.w, (inner.h - head - foot).max(TASK.leading));
    // A first line that would run into the marker goes below it, as far as there is space.
    let (widest, height) = words::measure(&lines, TASK);
    let top = room.y + (room.h - height) / 2.0;
    if head > 0.0 && widest > inner.w - 2.0 * MARKER && top < rect.y + MARKER {
        let down = (rect.y + MARKER - top).min(rect.bottom() - foot - EDGE - height - top);
        room.y += down.max(0.0);
    }
    let style = Style::centred(TASK, colours.ink);
    items.extend(words::place(&lines, room, style, Detail::Type));
    Drawn { items, label: Some(words::inside(room, style, colours.fill)), outside: None }
}
