//! Repetition on an engine: once for each item of a list, or a number of times; a plain loop does not exist there.

use crate::{
    Severity,
    check::{Context, context::about},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    if !context.engine() {
        return;
    }
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        match node.text(names::LOOP) {
            Some("parallel" | "sequential") => {
                let met = node.text(names::COLLECTION).is_some() || node.text(names::CARDINALITY).is_some();
                context.need(met, || about(Severity::Error, "loop.missing-collection", node));
            }
            Some(_) => context.need(false, || about(Severity::Warning, "loop.unsupported", node)),
            None => {}
        }
    }
}
