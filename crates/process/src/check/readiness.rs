//! How far a process is: a sketch, modelled, or ready for an engine. Derived from the same rules as the findings, so
//! that the meter and the list of problems never disagree.

use super::{Context, rules};
use crate::{Diagnostic, Severity, Target, model::Model};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Not yet a process: no steps, or its structure has gaps.
    Sketched,
    /// The structure holds.
    Modelled,
    /// Nothing is missing for the engine.
    Executable,
}

/// The reading of the meter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Readiness {
    pub stage: Stage,
    /// Requirements met, of how many.
    pub done: usize,
    pub of: usize,
    /// What is missing until the target, errors first.
    pub gaps: Vec<Diagnostic>,
}

/// How far the model is from running on `target`; for plain BPMN the last stage is `Modelled`.
#[must_use]
pub fn readiness(model: &Model, target: Target) -> Readiness {
    assess(model, target).1
}

/// All findings for a target and how far the model is, in one go: what a live meter needs after every change.
#[must_use]
pub fn assess(model: &Model, target: Target) -> (Vec<Diagnostic>, Readiness) {
    let mut context = Context::new(model, &[target]);
    rules::all(&mut context);
    let findings = context.sorted();
    let gaps: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error || context.is_gap(finding))
        .cloned()
        .collect();
    let (done, of) = context.counts();
    let steps = context.graph.nodes().next().is_some();
    let stage = match (steps && !context.open(), target.is_engine() && gaps.is_empty()) {
        (false, _) => Stage::Sketched,
        (true, false) => Stage::Modelled,
        (true, true) => Stage::Executable,
    };
    (findings, Readiness { stage, done, of, gaps })
}
