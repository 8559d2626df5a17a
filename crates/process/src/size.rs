//! The size a new element of a kind has, in board units, as bpmn.io writes them and as the look defines them.
//! Knows nothing of labels: what grows with its text is the scene's matter.

use crate::{geometry::Size, kind::Kind};

/// Height (horizontal) of the turned header of a pool or lane.
pub const HEADER: f64 = 30.0;
/// The least height of a lane.
pub const LANE_HEIGHT: f64 = 140.0;

/// The size of a new element; zero for connectors, which have none.
#[must_use]
pub const fn default_size(kind: Kind) -> Size {
    match kind {
        Kind::Task(_) | Kind::CallActivity => Size::new(100.0, 80.0),
        Kind::Subprocess(_) => Size::new(350.0, 200.0),
        Kind::Event(..) => Size::new(36.0, 36.0),
        Kind::Gateway(_) => Size::new(50.0, 50.0),
        Kind::Pool => Size::new(600.0, 250.0),
        Kind::Lane => Size::new(570.0, LANE_HEIGHT),
        Kind::DataObject | Kind::DataInput | Kind::DataOutput => Size::new(36.0, 50.0),
        Kind::DataStore => Size::new(50.0, 50.0),
        Kind::Annotation => Size::new(100.0, 30.0),
        Kind::Group => Size::new(300.0, 300.0),
        Kind::Flow(_) => Size::new(0.0, 0.0),
    }
}

/// True if a subprocess shows what is inside it. One that does not say (`expanded`) is open if it is larger than a task.
#[must_use]
pub fn shows_inside(expanded: Option<bool>, size: Size) -> bool {
    expanded.unwrap_or(size.w > 120.0 && size.h > 100.0)
}
