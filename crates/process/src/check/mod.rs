//! Checks of a model: what is wrong with it, and how far it is from running on an engine. Rules degrade and never
//! block: a workshop draft is always incomplete, so what an engine needs is asked for only where an engine was chosen.
//! One rule a file in `rules/`; every finding has a dotted code and names its element.

mod context;
mod net;
mod readiness;
mod rules;

pub use context::Context;
pub use readiness::{Readiness, Stage, assess, readiness};

use crate::{Diagnostic, Target, model::Model};

/// All findings for the chosen engines (none: only what holds for every process), errors first, then in the order of
/// the model. Findings of the same code on the same element are told once.
#[must_use]
pub fn check(model: &Model, targets: &[Target]) -> Vec<Diagnostic> {
    let mut context = Context::new(model, targets);
    rules::all(&mut context);
    context.finish()
}
