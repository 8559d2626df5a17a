//! DMN out: one file a decision, with a drawing of its one box, as DMN 1.3's schema wants it.

use super::{MODEL, read::LONGEST_NAME};
use crate::{
    Target,
    bpmn::{names, print, tree::Node},
    decision::{Aggregation, Column, ColumnType, Decision, days::Days, juel},
    model::Element,
};
use std::collections::BTreeMap;

const DMNDI: &str = "https://www.omg.org/spec/DMN/20191111/DMNDI/";
const DC: &str = "http://www.omg.org/spec/DMN/20180521/DC/";
/// Attributes of engines on a decision.
const CAMUNDA: &str = "http://camunda.org/schema/1.0/dmn";
const OPERATON: &str = "http://operaton.org/schema/1.0/dmn";

/// A decision as a file for a target, where it is called `id`.
#[must_use]
pub fn write(decision: &Decision<'_>, id: &str, target: Target) -> String {
    let of = |name: &'static str| Node::of(MODEL, name);
    let mut root = of("definitions");
    root.set("id", format!("Definitions_{id}"));
    root.set("name", named(decision.element, id));
    root.set("namespace", names::DEFINITIONS);
    root.set("exporter", "Wandel");
    let mut node = of("decision").with("id", id).with("name", named(decision.element, id));
    // Those that ask a process for it ask a decision for it.
    match target {
        Target::Operaton => node.set_in(OPERATON, "historyTimeToLive", "P180D"),
        Target::Camunda7 => node.set_in(CAMUNDA, "historyTimeToLive", "P180D"),
        Target::Generic | Target::Zeebe | Target::Flowable => {}
    }
    // What an engine cannot say is refused by the checks; it stands as it is then.
    let feel = target.traits().is_none_or(|engine| engine.feel_tables);
    let days = target.traits().map_or(Days::Days, |engine| engine.days);
    let looks_at: Vec<Option<String>> =
        decision.inputs.iter().map(|input| juel::column(&input.key).filter(|_| !feel)).collect();
    let mut table =
        of("decisionTable").with("id", format!("{id}_table")).with("hitPolicy", decision.policy.dmn());
    table.maybe("aggregation", decision.aggregation.map(Aggregation::dmn));
    let kind = |kind: ColumnType| match (kind, target) {
        (ColumnType::Number, Target::Operaton | Target::Camunda7) => "double",
        _ => kind.feel(),
    };
    for (n, input) in decision.inputs.iter().enumerate() {
        let mut column = of("input").with("id", format!("{id}_input_{n}"));
        column.set("label", label(input));
        let mut expression = of("inputExpression").with("id", format!("{id}_expression_{n}"));
        expression.set("typeRef", kind(input.kind));
        let looks_at =
            if input.kind == ColumnType::Date { days.column(&input.key) } else { input.key.clone() };
        expression.push(of("text").text(looks_at));
        column.push(expression);
        table.push(column);
    }
    for (n, output) in decision.outputs.iter().enumerate() {
        let mut column = of("output").with("id", format!("{id}_output_{n}"));
        column.set("label", label(output));
        column.set("name", output.key.clone());
        column.set("typeRef", kind(output.kind));
        table.push(column);
    }
    for (n, rule) in decision.rules.iter().enumerate() {
        let mut row = of("rule").with("id", format!("{id}_rule_{n}"));
        if !rule.name.trim().is_empty() {
            row.push(of("description").text(rule.name.clone()));
        }
        for (column, (input, looks_at)) in decision.inputs.iter().zip(&looks_at).enumerate() {
            let said = input.cell(rule).to_owned();
            let said = looks_at
                .as_deref()
                .and_then(|name| juel::test(name, &said))
                .unwrap_or_else(|| days.cell(&said));
            let text = if said.is_empty() { "-" } else { &said };
            row.push(entry("inputEntry", format!("{id}_in_{n}_{column}"), text));
        }
        for (column, output) in decision.outputs.iter().enumerate() {
            let said = output.cell(rule);
            let said = juel::answer(said).filter(|_| !feel).unwrap_or_else(|| days.cell(said));
            row.push(entry("outputEntry", format!("{id}_out_{n}_{column}"), &said));
        }
        table.push(row);
    }
    node.push(table);
    root.push(node);
    let mut diagram = Node::of(DMNDI, "DMNDiagram").with("id", format!("{id}_diagram"));
    let mut shape = Node::of(DMNDI, "DMNShape").with("id", format!("{id}_shape")).with("dmnElementRef", id);
    let bounds = [("x", "160"), ("y", "100"), ("width", "180"), ("height", "80")];
    let mut place = Node::of(DC, "Bounds");
    for (name, value) in bounds {
        place.set(name, value);
    }
    shape.push(place);
    diagram.push(shape);
    let mut drawing = Node::of(DMNDI, "DMNDI");
    drawing.push(diagram);
    root.push(drawing);
    print::document(&root, &BTreeMap::new())
}

fn entry(name: &'static str, id: String, text: &str) -> Node {
    let mut entry = Node::of(MODEL, name).with("id", id);
    entry.push(Node::of(MODEL, "text").text(text));
    entry
}

/// On one line and not too long: a column without a label is called by its expression.
fn label(column: &Column<'_>) -> String {
    let letters = column.label().chars().map(|c| if c.is_control() { ' ' } else { c });
    letters.take(LONGEST_NAME).collect()
}

fn named(element: &Element, id: &str) -> String {
    if element.name.trim().is_empty() { id.to_owned() } else { element.name.clone() }
}
