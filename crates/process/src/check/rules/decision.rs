//! Decision tables: named, with something to answer, with cells that can be read. Under `unique` rules must not hold at once;
//! values for which none holds are a hint. Found at the steps that ask.

use crate::{
    Diagnostic, Severity,
    check::{Context, context::about},
    decision::{Decision, Decisions, HitPolicy, cover, unary},
    model::Element,
    name,
};

/// Most overlaps told of one table.
const MOST: usize = 5;

pub fn check(context: &mut Context<'_>) {
    let decisions = Decisions::new(context.graph.model);
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        if let Some(decision) = decisions.of(node) {
            of_step(context, node, decision);
        }
    }
}

fn of_step(context: &mut Context<'_>, step: &Element, decision: &Decision<'_>) {
    let severity = context.firm();
    let finding =
        |severity, code: &str| about(severity, code, step).with("decision", decision.element.name.clone());
    if decision.outputs.is_empty() || decision.rules.is_empty() {
        context.tell_firm(finding(severity, "decision.empty"));
        return;
    }
    if decision.key.is_empty() {
        context.tell_firm(finding(severity, "decision.missing-name"));
    }
    for column in decision.inputs.iter().filter(|column| column.key.is_empty()) {
        context.tell_firm(finding(severity, "decision.missing-input").with("column", column.label()));
    }
    for column in decision.outputs.iter().filter(|column| !name::is_variable(&column.key)) {
        context.tell_firm(finding(severity, "decision.bad-output-name").with("column", column.label()));
    }
    let mut fine = true;
    for (row, rule) in decision.rules.iter().enumerate() {
        let mut tell = |code: &str, column: &str, text: &str| {
            fine = false;
            let finding: Diagnostic = finding(severity, code);
            context.tell_firm(
                finding
                    .with("column", column)
                    .with("row", (row + 1).to_string())
                    .with("text", text.to_owned()),
            );
        };
        for input in &decision.inputs {
            let text = input.cell(rule);
            match unary::parse(text) {
                Err(_) => tell("decision.bad-cell", input.label(), text),
                Ok(test) if !test.values().all(|value| input.kind.takes(value)) => {
                    tell("decision.cell-type", input.label(), text);
                }
                Ok(_) => {}
            }
        }
        for output in &decision.outputs {
            let text = output.cell(rule);
            match unary::parse_output(text) {
                Err(_) => tell("decision.bad-cell", output.label(), text),
                Ok(Some(value)) if !output.kind.takes(&value) => {
                    tell("decision.cell-type", output.label(), text)
                }
                Ok(_) => {}
            }
        }
    }
    if !fine {
        return;
    }
    if decision.policy == HitPolicy::Unique {
        for (first, second) in cover::overlaps(decision).into_iter().take(MOST) {
            let rows = finding(Severity::Warning, "decision.overlap");
            context.tell(rows.with("row", (first + 1).to_string()).with("other", (second + 1).to_string()));
        }
    }
    if let Some(values) = cover::gap(decision) {
        let said =
            decision.inputs.iter().zip(values).map(|(input, value)| format!("{} = {value}", input.label()));
        let said: Vec<String> = said.collect();
        context.tell(finding(Severity::Info, "decision.gap").with("values", said.join(", ")));
    }
}
