//! What a board can be written as and read from. Works on documents that were loaded at a committed position, never on a
//! live one, so that nobody sees what can still be lost.

pub mod bpmn;
mod document;
pub mod file;
pub mod import;
mod json;
pub mod make;
pub mod pictures;
pub mod report;
pub mod svg;

pub use document::Document;
pub use file::{ExportError, File, Format, write};
