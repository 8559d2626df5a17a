//! Forms and decision tables: made with their first part, named for systems, and taken along to another board.

use super::Desk;
use crate::{
    port::{Input, Intent},
    view::ElementView,
};
use wandel_board::ElementId;

fn step(desk: &mut Desk, kind: &str, label: &str) -> ElementId {
    desk.send(Intent::Insert { kind: wandel_board::Kind::parse(kind), label: Some(label.into()) });
    let steps = desk.engine.core().projection().in_order().filter(|e| e.kind.name() == kind);
    steps.last().map(|e| e.id.clone()).expect("a step")
}

fn field(desk: &mut Desk, step: &ElementId, label: &str, kind: &str) {
    desk.send(Intent::AddField { step: step.clone(), label: label.into(), field: kind.into() });
}

fn shown(desk: &mut Desk, step: &ElementId) -> ElementView {
    desk.send(Intent::Select { ids: vec![step.clone()], reveal: false });
    let core = desk.engine.core();
    crate::lists::inspect::view(core, core.get(step).expect("the step"))
}

fn keys(view: &ElementView) -> Vec<String> {
    let form = view.form.as_ref();
    form.map(|form| form.fields.iter().map(|field| format!("{} {}", field.key, field.r#type)).collect())
        .unwrap_or_default()
}

#[test]
fn a_form_comes_with_its_first_field_and_goes_with_one_undo() {
    let mut desk = Desk::new();
    let ask = step(&mut desk, "task.user", "Angaben prüfen");
    field(&mut desk, &ask, "Höhe der Miete", "number");
    field(&mut desk, &ask, "Höhe der Miete", "text");
    field(&mut desk, &ask, "→", "date");
    field(&mut desk, &ask, "  ", "text");
    let view = shown(&mut desk, &ask);
    assert_eq!(keys(&view), ["hoeheDerMiete number", "hoeheDerMiete2 text", " date"]);
    assert_eq!(view.forms.len(), 1);
    let choice = view.form.expect("a form").fields[0].id.clone();
    desk.send(Intent::AddChoice { field: choice, label: "viel".into() });
    assert_eq!(shown(&mut desk, &ask).form.expect("a form").fields[0].choices[0].value, "viel");
    for _ in 0..4 {
        desk.key("Mod+Z");
    }
    let view = shown(&mut desk, &ask);
    assert_eq!((view.form, view.forms.len()), (None, 0));
}

#[test]
fn only_what_people_fill_in_has_a_form() {
    let mut desk = Desk::new();
    let work = step(&mut desk, "task.service", "Berechnen");
    field(&mut desk, &work, "Betrag", "number");
    desk.send(Intent::MakeDecision { step: work.clone(), input: "a".into(), output: "b".into() });
    let view = shown(&mut desk, &work);
    assert_eq!((view.form, view.decision), (None, None));
    assert!(desk.told.iter().any(|code| code == "define.unknown-kind"));
}

#[test]
fn a_form_goes_along_to_another_board() {
    let mut desk = Desk::new();
    let ask = step(&mut desk, "task.user", "Angaben prüfen");
    field(&mut desk, &ask, "Betrag", "number");
    desk.send(Intent::Select { ids: vec![ask.clone()], reveal: false });
    desk.key("Mod+C");
    let copied = desk.clipboard.clone();
    // Here the copy shows the same form; there it has one of its own.
    desk.send(Input::from(Intent::Paste { text: copied.clone() }));
    assert_eq!(shown(&mut desk, &ask).form.expect("a form").others.len(), 1);
    let mut other = Desk::new();
    other.send(Input::from(Intent::Paste { text: copied }));
    let pasted = other.engine.core().selection[0].clone();
    let view = shown(&mut other, &pasted);
    assert_eq!(keys(&view), ["Betrag number"]);
}

#[test]
fn a_table_is_one_from_the_start_and_its_cells_are_read() {
    let mut desk = Desk::new();
    let rule = step(&mut desk, "task.rule", "Höhe bestimmen");
    desk.send(Intent::MakeDecision {
        step: rule.clone(),
        input: "Einkommen".into(),
        output: "Betrag".into(),
    });
    let table = shown(&mut desk, &rule).decision.expect("a table");
    assert_eq!((table.key.as_str(), table.policy), ("hoeheBestimmen", "unique"));
    desk.send(Intent::AddColumn {
        table: table.id.clone(),
        input: true,
        label: "Art".into(),
        field: "boolean".into(),
    });
    desk.send(Intent::AddRule { table: table.id.clone() });
    let cell = |table: &crate::view::DecisionView, column: usize| {
        format!("cell.{}", table.rules[0].cells[column].column)
    };
    let table = shown(&mut desk, &rule).decision.expect("a table");
    assert_eq!((table.inputs.len(), table.outputs.len(), table.rules.len()), (2, 1, 2));
    for (column, text, error) in
        [(0, "\"a", "cell.open-text"), (0, "3", "cell.type"), (1, "true", ""), (2, "-", "cell.bad-number")]
    {
        let property = cell(&table, column);
        let element = table.rules[0].id.clone();
        desk.send(Intent::Set { element, property, value: Some(text.into()) });
        let table = shown(&mut desk, &rule).decision.expect("a table");
        assert_eq!(
            (table.rules[0].cells[column].text.as_str(), table.rules[0].cells[column].error),
            (text, error)
        );
    }
    // On another board the cells belong to the columns there.
    desk.send(Intent::Select { ids: vec![rule], reveal: false });
    desk.key("Mod+C");
    let copied = desk.clipboard.clone();
    let mut other = Desk::new();
    other.send(Input::from(Intent::Paste { text: copied }));
    let pasted = other.engine.core().selection[0].clone();
    let there = shown(&mut other, &pasted).decision.expect("a table");
    assert_eq!(there.rules[0].cells[1].text, "true");
}
