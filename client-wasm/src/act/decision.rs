//! Decision tables: one is made for a step with what a table needs to be one; columns and rules are added to it.

use super::make;
use crate::{core::Core, lists::decision};
use wandel_board::{Command, ElementId, Kind, NewElement, Parent};
use wandel_process::{
    decision::ColumnType,
    geometry::Rect,
    kind::DefinitionKind,
    name,
    property::{Value, names},
};

/// Gives a step a table of its own, with a first question, an answer and a rule. `input`, `output`: what these are called.
pub fn make(core: &mut Core, step: &ElementId, input: &str, output: &str) {
    let Some(element) = core.get(step).cloned().filter(|step| decision::asks(&step.kind)) else {
        core.refuse("define.unknown-kind");
        return;
    };
    let mut table = blank(core, DefinitionKind::Decision, Parent::board());
    table.label = element.label.to_string();
    let key = name::variable(&element.label);
    table.properties.insert(names::KEY.into(), if key.is_empty() { "decision".into() } else { key.into() });
    let holder = Parent::Element(table.id.clone());
    let id = table.id.clone();
    let mut elements = vec![table];
    for (kind, label) in [(DefinitionKind::Input, input), (DefinitionKind::Output, output)] {
        elements.push(column(core, kind, &holder, label, ColumnType::Text));
    }
    elements.push(blank(core, DefinitionKind::Rule, holder));
    core.run_all(vec![
        create(elements),
        Command::Set {
            id: step.clone(),
            property: names::DECISION_TABLE.into(),
            value: Some(Value::from(id.as_str())),
        },
    ]);
}

/// Adds a column: a question (`input`) or an answer.
pub fn add_column(core: &mut Core, table: &ElementId, input: bool, label: &str, kind: &str) {
    let Some(kind) = ColumnType::parse(kind).filter(|_| is_table(core, table) && !label.trim().is_empty())
    else {
        core.refuse("define.unknown-kind");
        return;
    };
    let of = if input { DefinitionKind::Input } else { DefinitionKind::Output };
    let column = column(core, of, &Parent::Element(table.clone()), label.trim(), kind);
    core.run(create(vec![column]));
}

/// Adds an empty rule below the others.
pub fn add_rule(core: &mut Core, table: &ElementId) {
    if !is_table(core, table) {
        core.refuse("define.unknown-kind");
        return;
    }
    let rule = blank(core, DefinitionKind::Rule, Parent::Element(table.clone()));
    core.run(create(vec![rule]));
}

fn is_table(core: &Core, table: &ElementId) -> bool {
    core.get(table).is_some_and(|table| table.kind == Kind::Definition(DefinitionKind::Decision))
}

fn column(core: &mut Core, of: DefinitionKind, holder: &Parent, label: &str, kind: ColumnType) -> NewElement {
    let mut column = blank(core, of, holder.clone());
    column.label = label.to_owned();
    let said = if of == DefinitionKind::Input { names::EXPRESSION } else { names::KEY };
    let key = name::variable(label);
    if !key.is_empty() {
        column.properties.insert(said.into(), key.into());
    }
    if kind != ColumnType::Text {
        column.properties.insert(names::TYPE.into(), kind.name().into());
    }
    column
}

fn blank(core: &mut Core, kind: DefinitionKind, parent: Parent) -> NewElement {
    make::blank(core, Kind::Definition(kind), parent, Rect::default())
}

const fn create(elements: Vec<NewElement>) -> Command {
    Command::Create { elements, processes: Vec::new(), planes: Vec::new() }
}
