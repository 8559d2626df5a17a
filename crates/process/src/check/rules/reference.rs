//! References that lead nowhere: a default flow that does not start at its gateway, a message, error, signal or data
//! object that is not there, an owner or a process that is missing.

use crate::{
    Severity,
    check::{Context, context::about},
    form,
    kind::{DefinitionKind, FlowKind, Kind, Trigger},
    model::{Element, ElementKind, Owner},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    for element in &context.graph.model.elements {
        if let Some(default) = element.text(names::DEFAULT) {
            let met = context.graph.get(default).is_some_and(|flow| {
                flow.process_kind() == Some(Kind::Flow(FlowKind::Sequence))
                    && flow.from.as_deref() == Some(&element.id)
            });
            context.require(met, || about(Severity::Error, "default.dangling", element));
        }
        if let Some(reference) = element.text(names::REFERENCE) {
            let met = context.graph.get(reference).is_some_and(|target| fits(element, target));
            context.require(met, || about(Severity::Error, "reference.dangling", element));
        }
        if let Some(decision) = element.text(names::DECISION_TABLE) {
            let there = ElementKind::Definition(DefinitionKind::Decision);
            let met = context.graph.get(decision).is_some_and(|target| target.kind == there);
            context.require(met, || about(Severity::Error, "decision.dangling", element));
        }
        if let Some(form) = element.text(names::FORM_DEFINITION).filter(|_| form::shows(element)) {
            let there = ElementKind::Definition(DefinitionKind::Form);
            let met = context.graph.get(form).is_some_and(|target| target.kind == there);
            context.require(met, || about(Severity::Error, "form.dangling", element));
        }
        if let Some(of) = element.text(names::OF) {
            let met = context.graph.get(of).is_some();
            context.require(met, || about(Severity::Error, "reference.dangling", element));
        }
        let owned = match &element.owner {
            Owner::Plane(id) => context.graph.model.planes.is_empty() || context.graph.has_plane(id),
            Owner::Element(id) => context.graph.get(id).is_some(),
        };
        if !owned {
            context.tell(about(Severity::Error, "owner.dangling", element));
        }
        if let Some(process) = &element.process
            && !context.graph.has_process(process)
        {
            context.tell(about(Severity::Error, "process.dangling", element));
        }
    }
}

/// True if what is referred to is of the kind that the element refers to.
fn fits(element: &Element, target: &Element) -> bool {
    let ElementKind::Definition(definition) = target.kind else { return false };
    let wanted = match element.process_kind() {
        Some(Kind::Event(_, Trigger::Error)) => DefinitionKind::Error,
        Some(Kind::Event(_, Trigger::Signal)) => DefinitionKind::Signal,
        Some(Kind::Event(_, Trigger::Escalation)) => DefinitionKind::Escalation,
        Some(Kind::Event(_, Trigger::Message) | Kind::Task(_)) => DefinitionKind::Message,
        _ => return true,
    };
    definition == wanted
}
