//! Routes of connectors.

use crate::{outline, stage::Stage};
use wandel_board::{Element, ElementId, Kind};
use wandel_process::{
    Kind as Process,
    geometry::{Point, Rect},
};

/// One end of a connector that is being drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// An element of the board.
    Element(ElementId),
    /// A place on the plane.
    Free(Point),
    /// Something that is not there yet: the shape that a drop would make.
    Ghost { kind: Kind, bounds: Rect },
}

pub(crate) struct Routed {
    pub points: Vec<Point>,
    pub region: Option<Rect>,
}

/// Flows go around it.
pub(crate) fn is_obstacle(element: &Element) -> bool {
    is_obstacle_kind(&element.kind)
}

pub(crate) const fn is_obstacle_kind(kind: &Kind) -> bool {
    match kind {
        Kind::Note | Kind::Text | Kind::Shape(_) | Kind::Depiction | Kind::Unknown(_) => true,
        Kind::Frame | Kind::Stroke | Kind::Line | Kind::Definition(_) => false,
        Kind::Process(kind) => match kind {
            Process::Task(_)
            | Process::Subprocess(_)
            | Process::CallActivity
            | Process::Event(..)
            | Process::Gateway(_)
            | Process::DataObject
            | Process::DataInput
            | Process::DataOutput
            | Process::DataStore
            | Process::Annotation => true,
            Process::Pool | Process::Lane | Process::Group | Process::Flow(_) => false,
        },
    }
}

/// Box around way points; `None` if there are none.
pub(crate) fn bounds(points: &[Point]) -> Option<Rect> {
    points.iter().map(|p| Rect::new(p.x, p.y, 0.0, 0.0)).reduce(Rect::union)
}

/// The route of a connector of the board.
pub(crate) fn of(stage: &Stage<'_>, element: &Element) -> Routed {
    let ends = [&element.from, &element.to]
        .map(|end| end.as_ref().and_then(|id| Some((stage.element(id)?, stage.bounds(id)?))));
    let [Some((from, a)), Some((to, b))] = ends else { return Routed { points: Vec::new(), region: None } };
    let start = outline::of(&from.kind).leave(a, a.centre(), b.centre()).unwrap_or_else(|| a.centre());
    let end = outline::of(&to.kind).leave(b, b.centre(), a.centre()).unwrap_or_else(|| b.centre());
    Routed { points: vec![start, end], region: None }
}

/// The route of a connector that is not there yet.
pub(crate) fn between(
    stage: &Stage<'_>,
    _plane: &str,
    from: &Anchor,
    to: &Anchor,
    _kind: &Kind,
) -> Vec<Point> {
    let centre = |anchor: &Anchor| match anchor {
        Anchor::Element(id) => stage.bounds(id).map(Rect::centre),
        Anchor::Free(point) => Some(*point),
        Anchor::Ghost { bounds, .. } => Some(bounds.centre()),
    };
    centre(from).into_iter().chain(centre(to)).collect()
}
