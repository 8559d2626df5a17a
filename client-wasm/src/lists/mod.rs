//! Lists that the shell asks for when their counter rises: the mirror for assistive tools, the outline, the minimap, the
//! tray. Made from the projection and the scene; they change nothing.

pub mod decision;
pub mod form;
pub mod inspect;
pub mod minimap;
pub mod mirror;
pub mod outline;
pub mod readiness;
pub mod tip;
pub mod tray;
