//! Pools and lanes: headers of 30 with turned names, tints on lanes.

use super::{
    Drawn, path,
    words::{self, HEAD, Style},
};
use crate::{Detail, Item, LabelBox, Paint, Stroke, Token, parse_hex, stage::Stage, text::wrap};
use wandel_board::{Element, Kind, Parent};
use wandel_process::{
    Kind as Process,
    geometry::{Point, Rect},
    property::names,
};

/// Headers of pools and lanes.
const HEADER: f64 = 30.0;

const TINTS: [(Token, Token); 8] = [
    (Token::Lane1, Token::Lane1Head),
    (Token::Lane2, Token::Lane2Head),
    (Token::Lane3, Token::Lane3Head),
    (Token::Lane4, Token::Lane4Head),
    (Token::Lane5, Token::Lane5Head),
    (Token::Lane6, Token::Lane6Head),
    (Token::Lane7, Token::Lane7Head),
    (Token::Lane8, Token::Lane8Head),
];

/// Body and header tint of a lane: its own colour, else the outer lane's, else by its place among its siblings.
pub(crate) fn tint(stage: &Stage<'_>, lane: &Element) -> (Token, Token) {
    let own =
        |lane: &Element| lane.text(names::COLOUR).and_then(|c| c.parse::<usize>().ok()).filter(|n| *n > 0);
    let mut lane = lane;
    // Nested lanes are at most a few deep; the bound only guards against a cycle.
    for _ in 0..16 {
        if let Some(fill) = lane.text(names::FILL).and_then(parse_hex) {
            return (Token::Literal(fill), Token::Literal(fill));
        }
        if let Some(n) = own(lane) {
            return TINTS[(n - 1) % TINTS.len()];
        }
        match &lane.parent {
            Parent::Element(id) => match stage.element(id) {
                Some(outer) if outer.kind == Kind::Process(Process::Lane) => lane = outer,
                _ => break,
            },
            Parent::Plane(_) => break,
        }
    }
    let mut places = stage.places.borrow_mut();
    let places = places.entry(lane.parent.clone()).or_insert_with(|| {
        let lanes = stage.projection.children(&lane.parent).iter();
        let lanes =
            lanes.filter(|id| stage.element(id).is_some_and(|e| e.kind == Kind::Process(Process::Lane)));
        lanes.enumerate().map(|(place, id)| (id.clone(), place)).collect()
    });
    let place = places.get(&lane.id).copied().unwrap_or(0);
    TINTS[place % TINTS.len()]
}

/// The pool that a lane is in, for its direction.
fn is_horizontal(stage: &Stage<'_>, element: &Element) -> bool {
    let mut element = element;
    for _ in 0..16 {
        if let Some(horizontal) = element.flag(names::HORIZONTAL) {
            return horizontal;
        }
        match &element.parent {
            Parent::Element(id) => match stage.element(id) {
                Some(parent) => element = parent,
                None => break,
            },
            Parent::Plane(_) => break,
        }
    }
    true
}

/// The strip at the left, or at the top of a vertical pool.
fn header(rect: Rect, horizontal: bool) -> Rect {
    if horizontal {
        Rect::new(rect.x, rect.y, HEADER.min(rect.w), rect.h)
    } else {
        Rect::new(rect.x, rect.y, rect.w, HEADER.min(rect.h))
    }
}

/// The line between a header and what it heads.
fn rule(header: Rect, horizontal: bool) -> Item {
    let ends = if horizontal {
        [Point::new(header.right(), header.y), Point::new(header.right(), header.bottom())]
    } else {
        [Point::new(header.x, header.bottom()), Point::new(header.right(), header.bottom())]
    };
    Item::Path {
        segments: path::line(&ends),
        paint: Paint::stroke(Stroke::solid(Token::PoolLine, 1.0)),
        detail: Detail::Line,
    }
}

fn name(
    stage: &Stage<'_>,
    element: &Element,
    header: Rect,
    turned: bool,
    ground: Token,
    items: &mut Vec<Item>,
) -> LabelBox {
    let style = Style::centred(HEAD, Token::ShapeLine);
    if turned {
        items.extend(words::turned(&element.label, header, HEAD, style.ink, stage.lang()));
    } else {
        let lines = wrap(&element.label, header.w - 16.0, HEAD.size, HEAD.weight, stage.lang());
        items.extend(words::place(&lines, header, style, Detail::Header));
    }
    LabelBox { turned, ..words::inside(header, style, ground) }
}

pub(super) fn draw(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let horizontal = is_horizontal(stage, element);
    let holds = stage
        .projection
        .children(&Parent::Element(element.id.clone()))
        .iter()
        .filter_map(|id| stage.element(id))
        .any(|child| !child.kind.is_connector());
    // A pool that shows nothing of its inside carries its name in the middle.
    let closed = !holds && (element.text("process").is_none() || rect.h <= 100.0);
    let fill = element.text(names::FILL).and_then(parse_hex).map_or(Token::PoolFill, Token::Literal);
    let frame = Stroke::solid(Token::PoolLine, 1.5);
    let mut items =
        vec![Item::Rect { rect, radius: 0.0, paint: Paint::new(fill, frame), detail: Detail::Shape }];
    let label = if closed {
        name(stage, element, rect, false, fill, &mut items)
    } else {
        let header = header(rect, horizontal);
        items.push(rule(header, horizontal));
        name(stage, element, header, horizontal, fill, &mut items)
    };
    Drawn { items, label: Some(label), outside: None }
}

pub(super) fn lane(stage: &Stage<'_>, element: &Element, rect: Rect) -> Drawn {
    let horizontal = is_horizontal(stage, element);
    let (body, head) = tint(stage, element);
    let header = header(rect, horizontal);
    let area = |rect: Rect, token: Token, detail: Detail| Item::Rect {
        rect,
        radius: 0.0,
        paint: Paint::fill(token),
        detail,
    };
    let mut items =
        vec![area(rect, body, Detail::Shape), area(header, head, Detail::Shape), rule(header, horizontal)];
    items.extend(edges(rect, outermost(stage, element)));
    let label = name(stage, element, header, horizontal, head, &mut items);
    Drawn { items, label: Some(label), outside: None }
}

/// The pool that holds a lane.
fn outermost(stage: &Stage<'_>, lane: &Element) -> Option<Rect> {
    let mut parent = &lane.parent;
    for _ in 0..16 {
        let Parent::Element(id) = parent else { break };
        let holder = stage.element(id)?;
        if holder.kind == Kind::Process(Process::Pool) {
            return stage.bounds(id);
        }
        parent = &holder.parent;
    }
    None
}

/// Thin lines between lanes; where a lane touches its pool's border, the border's own line again, over the tint.
fn edges(rect: Rect, pool: Option<Rect>) -> Vec<Item> {
    let corners = [
        Point::new(rect.x, rect.y),
        Point::new(rect.right(), rect.y),
        Point::new(rect.right(), rect.bottom()),
        Point::new(rect.x, rect.bottom()),
    ];
    let outer = pool.map_or([false; 4], |pool| {
        [pool.y == rect.y, pool.right() == rect.right(), pool.bottom() == rect.bottom(), pool.x == rect.x]
    });
    let (mut thin, mut thick) = (Vec::new(), Vec::new());
    for i in 0..4 {
        let edge = path::line(&[corners[i], corners[(i + 1) % 4]]);
        if outer[i] { thick.extend(edge) } else { thin.extend(edge) }
    }
    [(thin, 1.0), (thick, 1.5)]
        .into_iter()
        .filter(|(segments, _)| !segments.is_empty())
        .map(|(segments, width)| Item::Path {
            segments,
            paint: Paint::stroke(Stroke::solid(Token::PoolLine, width)),
            detail: Detail::Line,
        })
        .collect()
}
