//! What a board can be written as and read from. Works on documents at a committed position (`Rooms::read`), never on
//! what can still be lost.

pub mod bpmn;
pub mod bundle;
pub mod file;
pub mod import;
mod json;
pub mod make;
pub mod pictures;
pub mod report;
pub mod svg;
pub mod xprozess;
pub mod zip;

pub use file::{ExportError, File, Format, write};
