//! What an export takes, translates, lacks and leaves behind, before anybody downloads it; and how far the process is.

use super::bpmn::{self, Sources};
use serde::Serialize;
use wandel_board::Board;
use wandel_process::{
    Diagnostic, Model, Target,
    check::{Readiness, Stage, readiness},
};

/// The report of an export.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// `None`: there is no process on the board.
    pub stage: Option<Stage>,
    pub done: usize,
    pub of: usize,
    /// Elements in the file.
    pub taken: usize,
    pub translated: Vec<Diagnostic>,
    pub missing: Vec<Diagnostic>,
    /// What is said of elements and does not get into the file.
    pub lost: Vec<Diagnostic>,
    /// Names of the files that the target keeps beside the BPMN.
    pub beside: Vec<String>,
    /// How many elements of the board stay on it: notes, drawings, and what the target has no word for.
    pub stays: usize,
}

/// How far a process is; `None` if there is none.
#[must_use]
pub fn stage(model: &Model, target: Target) -> Option<Readiness> {
    let steps = |element: &wandel_process::model::Element| {
        element.process_kind().is_some_and(wandel_process::Kind::is_flow_node)
    };
    model.elements.iter().any(steps).then(|| readiness(model, target))
}

/// The engine that a board is made for: the first of its targets that this version knows, else plain BPMN.
#[must_use]
pub fn target(board: &Board) -> Target {
    let targets = &board.projection().meta().targets;
    targets.iter().find_map(|name| Target::parse(name)).unwrap_or(Target::Generic)
}

/// What writing a model for a target would do. `drawn`: elements on the board, process or not.
#[must_use]
pub fn report(model: &Model, drawn: usize, target: Target, sources: &Sources) -> Report {
    let exported = bpmn::write(model, target, sources);
    let written = exported.report;
    let reading = stage(model, target);
    Report {
        stage: reading.as_ref().map(|reading| reading.stage),
        done: reading.as_ref().map_or(0, |reading| reading.done),
        of: reading.as_ref().map_or(0, |reading| reading.of),
        taken: written.taken,
        translated: written.translated,
        missing: written.missing,
        lost: written.stays,
        beside: exported.beside.into_iter().map(|file| file.name).collect(),
        stays: drawn.saturating_sub(written.taken),
    }
}

/// Living elements of a board that are drawn.
#[must_use]
pub fn drawn(board: &Board) -> usize {
    board.projection().in_order().filter(|element| element.kind.has_shape()).count()
}
