//! Between the board and a process file: `to_model` shows the process on a board as one flat model, `from_model` makes the
//! command that puts a model on a board, `place_labels` tells a model where labels are drawn. Both ways nothing a model can say is lost. Knows no file format and lays nothing out.

mod from;
mod labels;
mod to;

pub use from::from_model;
pub use labels::place_labels;
pub(crate) use to::points;
pub use to::to_model;

/// Property of a connector that came with a route: `[x, y, x, y]`, where the route begins and ends, relative to the
/// connector's parent like `via`. It is cleared when only one end moves, is reconnected, or bends are set by hand;
/// while it is there, the route is exactly docks and `via`. Empty where the file gave no route: it is automatic, and not
/// written into the file as long as nobody changes it.
pub const DOCKS: &str = "docks";
/// Property of a pool: the id of its process; empty text: a black box. Of what lies directly on a plane: the id of its
/// process, where that is not the plane's.
pub const PROCESS: &str = "process";
/// Property of the element without a shape that keeps what an imported file said of itself: `[id, name, namespace]`.
pub(crate) const DEFINITIONS: &str = "definitions";
