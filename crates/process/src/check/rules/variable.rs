//! What conditions ask about, some step sets: a hint where none does. Asked only where the process has forms of its own;
//! without them nobody can know what a case brings along.

use crate::{
    Severity,
    check::{Context, context::about},
    expression,
    form::Forms,
    kind::{DefinitionKind, FlowKind},
    model::ElementKind,
    property::names,
    variables,
};
use std::collections::HashSet;

pub fn check(context: &mut Context<'_>) {
    let model = context.graph.model;
    let forms = Forms::new(model);
    if !context.graph.nodes().any(|node| forms.of(node).is_some()) {
        return;
    }
    let set: HashSet<String> = model
        .elements
        .iter()
        .flat_map(|element| {
            let field = element.kind == ElementKind::Definition(DefinitionKind::Field);
            variables::set_by(&element.properties, &element.name, field)
        })
        .collect();
    // A program that works gives back whatever it wants.
    let works = [names::TOPIC, names::DELEGATE, names::CLASS, names::CALLED];
    if model.elements.iter().any(|element| works.iter().any(|name| element.text(name).is_some())) {
        return;
    }
    let flows: Vec<_> = context.graph.flows(FlowKind::Sequence).collect();
    for flow in flows {
        let Some(read) = flow.text(names::CONDITION).and_then(expression::parse) else { continue };
        for name in read.variables() {
            let variable = name.split('.').next().unwrap_or_default();
            if !set.contains(variable) {
                context.tell(
                    about(Severity::Info, "condition.unknown-variable", flow).with("variable", variable),
                );
            }
        }
    }
}
