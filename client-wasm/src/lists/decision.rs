//! What the editor of decision tables shows: columns, rules, and what is wrong with which cell.

use super::form::parts;
use crate::{
    core::Core,
    view::{CellView, ColumnView, DecisionView, Named, RuleView},
};
use wandel_board::{Element, ElementId, Kind, Projection};
use wandel_process::{
    Kind as Process,
    decision::{self, Aggregation, ColumnType, HitPolicy, unary},
    kind::{DefinitionKind, TaskKind},
    property::names,
};

/// True for what can ask a decision.
#[must_use]
pub fn asks(kind: &Kind) -> bool {
    *kind == Kind::Process(Process::Task(TaskKind::BusinessRule))
}

/// The living decision that a step refers to, or that is called as it says.
#[must_use]
pub fn of_step<'a>(projection: &'a Projection, step: &Element) -> Option<&'a Element> {
    let is_decision = |e: &&Element| e.kind == Kind::Definition(DefinitionKind::Decision);
    if let Some(id) = step.text(names::DECISION_TABLE) {
        return projection.get(&ElementId::from(id)).filter(is_decision);
    }
    let key = step.text(names::DECISION)?;
    projection.in_order().filter(is_decision).find(|e| decision::key(e.text(names::KEY), &e.label) == key)
}

/// The decision that a step asks.
#[must_use]
pub fn view(core: &Core, step: &Element) -> Option<DecisionView> {
    let projection = core.projection();
    let element = of_step(projection, step).filter(|_| asks(&step.kind))?;
    let columns = |kind| -> Vec<ColumnView> {
        parts(projection, &element.id, kind).into_iter().map(|column| column_view(column, kind)).collect()
    };
    let (inputs, outputs) = (columns(DefinitionKind::Input), columns(DefinitionKind::Output));
    let rules = parts(projection, &element.id, DefinitionKind::Rule).into_iter().map(|rule| RuleView {
        id: rule.id.clone(),
        note: rule.label.to_string(),
        cells: inputs
            .iter()
            .map(|column| cell(rule, column, true))
            .chain(outputs.iter().map(|column| cell(rule, column, false)))
            .collect(),
    });
    Some(DecisionView {
        id: element.id.clone(),
        label: element.label.to_string(),
        key: decision::key(element.text(names::KEY), &element.label),
        policy: element.text(names::HIT_POLICY).and_then(HitPolicy::parse).unwrap_or_default().name(),
        aggregation: element
            .text(names::AGGREGATION)
            .and_then(Aggregation::parse)
            .map_or("", Aggregation::name),
        rules: rules.collect(),
        inputs,
        outputs,
    })
}

fn column_view(column: &Element, kind: DefinitionKind) -> ColumnView {
    let said = if kind == DefinitionKind::Input { names::EXPRESSION } else { names::KEY };
    ColumnView {
        id: column.id.clone(),
        label: column.label.to_string(),
        key: decision::key(column.text(said), &column.label),
        r#type: column.text(names::TYPE).and_then(ColumnType::parse).unwrap_or_default().name(),
    }
}

fn cell(rule: &Element, column: &ColumnView, input: bool) -> CellView {
    let text = decision::cell(&rule.properties, column.id.as_str());
    let kind = ColumnType::parse(column.r#type).unwrap_or_default();
    let fits = |test: &unary::Test| test.values().all(|value| kind.takes(value));
    let error = if input {
        match unary::parse(text) {
            Err(error) => error.code,
            Ok(test) if !fits(&test) => "cell.type",
            Ok(_) => "",
        }
    } else {
        match unary::parse_output(text) {
            Err(error) => error.code,
            Ok(Some(value)) if !kind.takes(&value) => "cell.type",
            Ok(_) => "",
        }
    };
    CellView { column: column.id.clone(), text: text.to_owned(), error }
}

/// All decisions of the board, for a step that can ask one.
#[must_use]
pub fn all(core: &Core, step: &Element) -> Vec<Named> {
    if !asks(&step.kind) {
        return Vec::new();
    }
    let all = core.projection().in_order().filter(|e| e.kind == Kind::Definition(DefinitionKind::Decision));
    all.map(|e| Named { id: e.id.clone(), label: e.label.to_string() }).collect()
}
