//! Forms: every field has a name that engines take for a variable, once in its form, and what it offers can be chosen. Found
//! at the steps that show the form: that is where people see it.

use crate::{
    Severity,
    check::{Context, context::about},
    form::{FieldType, Form, Forms},
    model::Element,
    name,
    property::names,
};
use std::collections::HashSet;

pub fn check(context: &mut Context<'_>) {
    let forms = Forms::new(context.graph.model);
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        if let Some(form) = forms.of(node) {
            of_step(context, node, form);
        }
    }
}

fn of_step(context: &mut Context<'_>, step: &Element, form: &Form<'_>) {
    if form.fields.is_empty() {
        context.tell(about(Severity::Info, "form.empty", step));
    }
    let severity = context.firm();
    let mut seen = HashSet::new();
    for field in &form.fields {
        let finding = |severity, code: &str| about(severity, code, step).with("field", field.label());
        let key = field.key.as_str();
        if key.is_empty() {
            context.tell_firm(finding(severity, "field.missing-name"));
        } else if !name::is_variable(key) {
            context.tell_firm(finding(severity, "field.bad-key").with("key", key));
        } else if !seen.insert(key) {
            context.tell_firm(finding(severity, "field.duplicate").with("key", key));
        }
        if field.kind == FieldType::Choice {
            let mut values = HashSet::new();
            if field.choices.iter().all(|choice| choice.value.is_empty()) {
                context.tell_firm(finding(severity, "field.no-choices"));
            } else if let Some(twice) =
                field.choices.iter().find(|choice| !values.insert(choice.value.as_str()))
            {
                context
                    .tell_firm(finding(severity, "field.choice-twice").with("choice", twice.value.clone()));
            }
        }
        let initial = field.element.text(names::INITIAL);
        let offered = |value: &str| {
            field.kind != FieldType::Choice || field.choices.iter().any(|choice| choice.value == value)
        };
        if let Some(value) = initial.filter(|value| !field.kind.takes(value) || !offered(value)) {
            context.tell(finding(Severity::Warning, "field.bad-initial").with("value", value));
        }
    }
}
