//! Decision tables: named, with something to answer, with cells that can be read. Under `unique` rules must not hold at once;
//! values for which none holds are a hint. Found at the steps that ask.

use crate::{
    Diagnostic, Severity,
    check::{
        Context,
        context::{about, not_there},
    },
    decision::{ColumnType, Decision, Decisions, HitPolicy, cover, juel, unary},
    model::Element,
    name,
    property::names as p,
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
    if decision.aggregation.is_some()
        && !matches!(decision.outputs[..], [ref one] if one.kind == ColumnType::Number)
    {
        context.tell_firm(finding(severity, "decision.aggregate"));
        return;
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
    without_feel(context, step, decision);
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

/// What an engine cannot do whose tables know no FEEL: cells that have no translation, several answers under one name.
fn without_feel(context: &mut Context<'_>, step: &Element, decision: &Decision<'_>) {
    let Some(target) = context.any_engine(|engine| !engine.feel_tables) else { return };
    let refused = |code: &str| not_there(code, step, target).with("decision", decision.element.name.clone());
    let odd = decision.inputs.iter().find(|input| juel::column(&input.key).is_none());
    context.need(odd.is_none(), || {
        refused("engine.table-input").with("column", odd.map_or("", |input| input.label()))
    });
    let cells = decision.rules.iter().enumerate().flat_map(|(row, rule)| {
        let tests = decision.inputs.iter().map(|input| (input, juel::test("x", input.cell(rule)).is_some()));
        let answers =
            decision.outputs.iter().map(|output| (output, juel::answer(output.cell(rule)).is_some()));
        tests
            .chain(answers)
            .filter(|(_, fine)| !fine)
            .map(move |(column, _)| (row, column, column.cell(rule)))
    });
    let odd = cells.into_iter().next();
    context.need(odd.is_none(), || {
        let (row, column, text) = odd.map_or((0, "", ""), |(row, column, text)| (row, column.label(), text));
        refused("engine.table-cell")
            .with("row", (row + 1).to_string())
            .with("column", column)
            .with("text", text)
    });
    let names = decision.outputs.len() < 2 || decision.gives_list() || step.text(p::RESULT).is_none();
    context.need(names, || refused("engine.table-answers"));
}
