//! What the inspector shows of a step's form, and what conditions can ask about.

use crate::{
    core::Core,
    view::{ChoiceView, FieldView, FormView, Named, VariableView},
};
use std::collections::BTreeSet;
use wandel_board::{Element, ElementId, Kind, Parent, Projection};
use wandel_process::{
    Kind as Process, form,
    kind::{DefinitionKind, FlowKind, Position, TaskKind, Trigger},
    property::names,
    variables,
};

/// True for what can show a form.
#[must_use]
pub const fn shows(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Process(Process::Task(TaskKind::User) | Process::Event(Position::Start, Trigger::None))
    )
}

/// The living form that a step refers to, else the one of a file that it links.
#[must_use]
pub fn of_step<'a>(projection: &'a Projection, step: &Element) -> Option<&'a Element> {
    let is_form = |e: &&Element| e.kind == Kind::Definition(DefinitionKind::Form);
    if let Some(id) = step.text(names::FORM_DEFINITION) {
        return projection.get(&ElementId::from(id)).filter(is_form);
    }
    let linked = step.text(names::FORM_REF)?;
    projection.in_order().filter(is_form).find(|form| form.xid.as_deref() == Some(linked))
}

/// What lies in a definition, in its order.
pub fn parts<'a>(projection: &'a Projection, of: &ElementId, kind: DefinitionKind) -> Vec<&'a Element> {
    let all = projection.children(&Parent::Element(of.clone())).iter().filter_map(|id| projection.get(id));
    all.filter(|part| part.kind == Kind::Definition(kind)).collect()
}

/// The form of a step.
#[must_use]
pub fn view(core: &Core, step: &Element) -> Option<FormView> {
    let projection = core.projection();
    let form = of_step(projection, step).filter(|_| shows(&step.kind))?;
    let others = projection.in_order().filter(|other| {
        other.id != step.id
            && shows(&other.kind)
            && of_step(projection, other).is_some_and(|its| its.id == form.id)
    });
    Some(FormView {
        id: form.id.clone(),
        label: form.label.to_string(),
        others: others.map(|other| Named { id: other.id.clone(), label: other.label.to_string() }).collect(),
        fields: parts(projection, &form.id, DefinitionKind::Field)
            .into_iter()
            .map(|field| FieldView {
                id: field.id.clone(),
                label: field.label.to_string(),
                key: form::key(field.text(names::KEY), &field.label),
                r#type: field
                    .text(names::TYPE)
                    .and_then(form::FieldType::parse)
                    .map_or("text", form::FieldType::name),
                required: field.flag(names::REQUIRED) == Some(true),
                initial: field.text(names::INITIAL).unwrap_or_default().to_owned(),
                help: field.text(names::HELP).unwrap_or_default().to_owned(),
                choices: choices(projection, field),
            })
            .collect(),
    })
}

fn choices(projection: &Projection, field: &Element) -> Vec<ChoiceView> {
    let choices = parts(projection, &field.id, DefinitionKind::Choice).into_iter().map(|choice| ChoiceView {
        id: choice.id.clone(),
        label: choice.label.to_string(),
        value: choice.text(names::VALUE).unwrap_or_else(|| choice.label.trim()).to_owned(),
    });
    choices.collect()
}

/// All forms of the board, for a step that can show one.
#[must_use]
pub fn all(core: &Core, step: &Element) -> Vec<Named> {
    if !shows(&step.kind) {
        return Vec::new();
    }
    let forms = core.projection().in_order().filter(|e| e.kind == Kind::Definition(DefinitionKind::Form));
    forms.map(|form| Named { id: form.id.clone(), label: form.label.to_string() }).collect()
}

/// The variables that some step sets, for what has conditions.
#[must_use]
pub fn variables(core: &Core, element: &Element) -> Vec<VariableView> {
    let asks = match &element.kind {
        Kind::Process(Process::Flow(FlowKind::Sequence) | Process::Gateway(_)) => true,
        Kind::Process(kind) => kind.is_activity(),
        _ => false,
    };
    if !asks {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let projection = core.projection();
    for element in projection.in_order() {
        let field = element.kind == Kind::Definition(DefinitionKind::Field);
        for name in variables::set_by(&element.properties, &element.label, field) {
            if seen.insert(name.clone()) {
                let label = if field { element.label.to_string() } else { String::new() };
                let values = choices(projection, element).into_iter().map(|choice| choice.value).collect();
                found.push(VariableView { name, label, values });
            }
        }
    }
    found
}
