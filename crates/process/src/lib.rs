//! The pure process domain: the model of a process, BPMN in and out, checks, layout.
//!
//! Must never know of CRDTs, sockets, files, clocks, randomness or a human language: it takes values and returns values,
//! and what it has to say it says in codes and parameters (`diagnostic`).

#[cfg(feature = "bpmn")]
pub mod bpmn;
pub mod check;
pub mod decision;
pub mod diagnostic;
#[cfg(feature = "bpmn")]
pub mod dmn;
#[cfg(feature = "bpmn")]
pub mod export;
pub mod expression;
pub mod form;
pub mod geometry;
pub mod graph;
pub mod kind;
pub mod layout;
pub mod model;
pub mod name;
pub mod order;
pub mod property;
pub mod route;
pub mod size;
pub mod target;
pub mod variables;

pub use diagnostic::{Diagnostic, Severity};
pub use geometry::{Point, Rect, Size};
pub use kind::Kind;
pub use model::Model;
pub use property::{Properties, Value};
pub use size::default_size;
pub use target::Target;
