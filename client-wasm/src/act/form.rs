//! Fields of forms: made with a variable's name of their own, in a form that is made with its first field.

use super::make;
use crate::{core::Core, lists::form};
use std::collections::BTreeSet;
use wandel_board::{Command, ElementId, Kind, NewElement, Parent};
use wandel_process::{
    form::FieldType,
    geometry::Rect,
    kind::DefinitionKind,
    name,
    property::{Value, names},
};

/// Adds a field to the form of a step; the step gets a form if it has none.
pub fn add_field(core: &mut Core, step: &ElementId, label: &str, kind: &str) {
    let label = label.trim();
    let (Some(element), Some(kind)) = (core.get(step).cloned(), FieldType::parse(kind)) else {
        core.refuse("define.unknown-kind");
        return;
    };
    if !form::shows(&element.kind) || label.is_empty() {
        core.refuse("define.unknown-kind");
        return;
    }
    let known = form::of_step(core.projection(), &element).map(|form| form.id.clone());
    let mut commands = Vec::new();
    let holder = known.clone().unwrap_or_else(|| {
        let mut form = blank(core, DefinitionKind::Form, Parent::board());
        form.label = element.label.to_string();
        let id = form.id.clone();
        commands.push(create(vec![form]));
        commands.push(Command::Set {
            id: step.clone(),
            property: names::FORM_DEFINITION.into(),
            value: Some(Value::from(id.as_str())),
        });
        id
    });
    let mut field = blank(core, DefinitionKind::Field, Parent::Element(holder.clone()));
    field.label = label.to_owned();
    let key = free_key(core, known.as_ref(), label);
    if !key.is_empty() {
        field.properties.insert(names::KEY.into(), key.into());
    }
    if kind != FieldType::Text {
        field.properties.insert(names::TYPE.into(), kind.name().into());
    }
    commands.push(create(vec![field]));
    core.run_all(commands);
}

/// Adds something to choose to a field.
pub fn add_choice(core: &mut Core, field: &ElementId, label: &str) {
    let holds = core.get(field).is_some_and(|field| field.kind == Kind::Definition(DefinitionKind::Field));
    if !holds || label.trim().is_empty() {
        core.refuse("define.unknown-kind");
        return;
    }
    let mut choice = blank(core, DefinitionKind::Choice, Parent::Element(field.clone()));
    choice.label = label.trim().to_owned();
    core.run(create(vec![choice]));
}

fn blank(core: &mut Core, kind: DefinitionKind, parent: Parent) -> NewElement {
    make::blank(core, Kind::Definition(kind), parent, Rect::default())
}

const fn create(elements: Vec<NewElement>) -> Command {
    Command::Create { elements, processes: Vec::new(), planes: Vec::new() }
}

/// A name for a variable that no other field of the form has.
fn free_key(core: &Core, form: Option<&ElementId>, label: &str) -> String {
    let wanted = name::variable(label);
    if wanted.is_empty() {
        return wanted;
    }
    let projection = core.projection();
    let fields = form.map(|form| form::parts(projection, form, DefinitionKind::Field)).unwrap_or_default();
    let taken: BTreeSet<String> = fields
        .into_iter()
        .map(|field| wandel_process::form::key(field.text(names::KEY), &field.label))
        .collect();
    let mut key = wanted.clone();
    let mut number = 2;
    while taken.contains(&key) {
        key = format!("{wanted}{number}");
        number += 1;
    }
    key
}
