//! BPMN 2.0 files: in and out. Bytes to a model and back; what a file has that the model does not show stays in the
//! file's text and comes back from there.
//!
//! Must never panic on a file, whatever is in it, and must never lose what it did not understand.

mod build;
mod carry;
mod encoding;
mod gather;
mod ids;
mod left;
mod lines;
mod match_up;
mod merge;
pub(crate) mod names;
mod originals;
pub(crate) mod print;
mod probe;
mod profile;
mod read;
pub(crate) mod scan;
mod source;
pub(crate) mod tree;
mod write;

pub use crate::target::Target as Profile;
pub use encoding::Text;
pub use ids::{Renamed, callable};
pub use lines::Lines;
pub use probe::probe;
pub use profile::slug;
pub use read::read;
pub use scan::check as scan;
pub use write::{Report, Written, elements_by_id, write};

use crate::{Diagnostic, Model};
use thiserror::Error;

/// The largest file read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    pub model: Model,
    /// What was repaired, laid out or could not be shown. Elements are named by our ids; `line` and `column` of the
    /// parameters say where in the file it is, from 1.
    pub diagnostics: Vec<Diagnostic>,
    /// The file as text: what the spans of the model's elements point into. To be kept as long as the model.
    pub text: Text,
}

/// A file that cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{code} at {line}:{column}")]
pub struct ReadError {
    /// `bpmn.too-large`, `bpmn.encoding`, `bpmn.doctype`, `bpmn.too-deep`, `bpmn.too-many`, `bpmn.malformed`,
    /// `bpmn.not-bpmn`.
    pub code: &'static str,
    /// From 1.
    pub line: u32,
    pub column: u32,
}

impl ReadError {
    pub(crate) const fn new(code: &'static str, line: u32, column: u32) -> Self {
        Self { code, line, column }
    }
}
