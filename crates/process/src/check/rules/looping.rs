//! Repetition on an engine: once for each item of a list, or a number of times; a plain loop does not exist there.

use crate::{
    Severity,
    check::{
        Context,
        context::{about, not_there},
    },
    expression,
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
                let item = node.text(names::ELEMENT_VARIABLE).unwrap_or_default();
                let until = node.text(names::COMPLETION).and_then(expression::parse);
                let looks =
                    until.is_some_and(|until| until.variables().iter().any(|name| begins(name, item)));
                if let Some(target) = context.any_engine(|engine| !engine.sees_item).filter(|_| looks) {
                    context.need(false, || not_there("engine.item-at-end", node, target).with("item", item));
                }
            }
            Some(_) => context.need(false, || about(Severity::Warning, "loop.unsupported", node)),
            None => {}
        }
    }
}

/// The variable, or a part of what it holds.
fn begins(name: &str, item: &str) -> bool {
    name.split('.').next() == Some(item)
}
