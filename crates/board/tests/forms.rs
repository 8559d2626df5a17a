//! Forms on a board: what two people build at once is all there, what is deleted goes with what lies in it, and the model
//! says it in the order people gave it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::{Desk, element, sync};
use wandel_board::{
    Command, ElementId, Kind, NewElement, Parent, Placement,
    command::Stacking,
    model::{from_model, to_model},
};
use wandel_process::{Model, form::Forms, geometry::Point, property::Value};

fn set(desk: &mut Desk, id: &ElementId, property: &str, value: impl Into<Value>) {
    desk.run(Command::Set { id: id.clone(), property: property.into(), value: Some(value.into()) });
}

fn part(desk: &mut Desk, kind: &str, of: &ElementId, label: &str) -> ElementId {
    desk.create(NewElement { parent: Parent::Element(of.clone()), label: label.into(), ..element(kind) })
}

fn model(desk: &Desk) -> Model {
    to_model(desk.board.projection(), &|_| Vec::new())
}

/// Labels of the fields of the first step's form.
fn fields(desk: &Desk) -> Vec<String> {
    let model = model(desk);
    let forms = Forms::new(&model);
    let step = model.elements.iter().find(|e| e.process_kind().is_some()).unwrap();
    let form = forms.of(step);
    form.map(|form| form.fields.iter().map(|field| field.label().to_owned()).collect()).unwrap_or_default()
}

/// Two people at one board with a step that shows an empty form.
fn two() -> (Desk, Desk, ElementId, ElementId) {
    let mut a = Desk::new(1);
    let step = a.task(0.0);
    let form = a.make("definition.form", Parent::board(), (0.0, 0.0));
    set(&mut a, &step, "form-definition", form.as_str());
    let mut b = Desk::new(2);
    sync(&mut a, &mut b);
    (a, b, step, form)
}

#[test]
fn two_people_build_one_form() {
    let (mut a, mut b, _, form) = two();
    let income = part(&mut a, "definition.field", &form, "Einkommen");
    sync(&mut a, &mut b);
    // At once: one adds, the other renames, types a hint and wants it first.
    part(&mut b, "definition.field", &form, "Miete");
    a.label(&income, "Einkommen im Monat");
    set(&mut a, &income, "required", true);
    set(&mut b, &income, "type", "number");
    let kind = part(&mut b, "definition.field", &form, "Art");
    let first = part(&mut b, "definition.choice", &kind, "Erstantrag");
    part(&mut b, "definition.choice", &kind, "Folgeantrag");
    b.run(Command::Stack { ids: vec![kind.clone()], to: Stacking::Back });
    sync(&mut a, &mut b);
    for desk in [&a, &b] {
        assert_eq!(fields(desk), ["Art", "Einkommen im Monat", "Miete"]);
        desk.check();
        support::complete(&desk.board);
    }
    let model = model(&a);
    let forms = Forms::new(&model);
    let form = forms.all().next().unwrap();
    assert_eq!(form.fields[1].key, "einkommenImMonat");
    assert!(form.fields[1].required());
    let choices: Vec<&str> = form.fields[0].choices.iter().map(|choice| choice.value.as_str()).collect();
    assert_eq!(choices, ["Erstantrag", "Folgeantrag"]);
    assert_eq!(a.get(&first).parent, Parent::Element(kind));
}

#[test]
fn moving_one_place() {
    let (mut a, _, _, form) = two();
    let ids: Vec<_> =
        ["a", "b", "c"].iter().map(|name| part(&mut a, "definition.field", &form, name)).collect();
    for (id, to, wanted) in [
        (&ids[0], Stacking::Forward, ["b", "a", "c"]),
        (&ids[2], Stacking::Backward, ["b", "c", "a"]),
        (&ids[1], Stacking::Backward, ["b", "c", "a"]),
    ] {
        a.run(Command::Stack { ids: vec![id.clone()], to });
        assert_eq!(fields(&a), wanted);
    }
    a.undo();
    a.undo();
    assert_eq!(fields(&a), ["a", "b", "c"]);
    a.check();
}

#[test]
fn deleting_takes_the_inside_along_and_undo_brings_it_back() {
    let (mut a, mut b, step, form) = two();
    let field = part(&mut a, "definition.field", &form, "Art");
    let choice = part(&mut a, "definition.choice", &field, "Neu");
    sync(&mut a, &mut b);
    a.run(Command::Delete { ids: vec![form.clone()], bridge: false });
    assert!([&form, &field, &choice].iter().all(|id| a.board.projection().get(id).is_none()));
    // Somebody adds a field meanwhile: it lies in nothing, harms nobody, and is there again when the form is.
    part(&mut b, "definition.field", &form, "Betrag");
    sync(&mut a, &mut b);
    assert!(fields(&a).is_empty());
    assert_eq!(model(&b).element(step.as_str()).unwrap().text("form-definition"), Some(form.as_str()));
    a.undo();
    sync(&mut a, &mut b);
    for desk in [&a, &b] {
        assert_eq!(fields(desk), ["Art", "Betrag"]);
        desk.check();
    }
    // From the tray: a field brings back the form it cannot be without.
    a.run(Command::Delete { ids: vec![form.clone()], bridge: false });
    a.run(Command::Restore { ids: vec![choice] });
    assert_eq!(fields(&a), ["Art"]);
    a.check();
}

#[test]
fn a_field_stays_in_its_form() {
    let (mut a, _, step, form) = two();
    let field = part(&mut a, "definition.field", &form, "Art");
    let pool = a.make("pool", Parent::board(), (0.0, 200.0));
    let to =
        Placement { id: field.clone(), parent: Parent::Element(pool), at: Point::new(9.0, 9.0), size: None };
    a.run(Command::Place { items: vec![to] });
    assert_eq!(fields(&a), ["Art"]);
    for (id, kind) in [(&form, "task.user"), (&step, "definition.form")] {
        let turn = Command::Turn { id: id.clone(), kind: Kind::parse(kind), size: None };
        assert_eq!(a.board.execute(&turn, Some(7), &mut a.rng).unwrap_err().code, "turn.impossible");
    }
    let flow = {
        let end = a.task(3.0);
        a.flow(&step, &end)
    };
    let hang = Command::Reconnect { id: flow, end: wandel_board::command::End::To, to: field };
    assert_eq!(a.board.execute(&hang, Some(7), &mut a.rng).unwrap_err().code, "connector.expected");
}

/// A model with a form comes onto another board with fresh ids, and the step there shows the copy.
#[test]
fn a_form_travels_in_a_model() {
    let (mut a, _, _, form) = two();
    let field = part(&mut a, "definition.field", &form, "Art");
    set(&mut a, &field, "type", "choice");
    part(&mut a, "definition.choice", &field, "Neu");
    let said = model(&a);
    let mut b = Desk::new(3);
    let command = from_model(&said, b.board.projection(), &mut b.rng);
    b.run(command);
    assert_eq!(fields(&b), ["Art"]);
    let there = model(&b);
    let forms = Forms::new(&there);
    let form_there = forms.all().next().unwrap();
    assert_ne!(form_there.element.id, form.as_str());
    assert_eq!(form_there.fields[0].choices[0].value, "Neu");
}

/// Two cells of one rule, a column that goes and a rule that comes, all at once.
#[test]
fn two_people_fill_in_one_table() {
    let mut a = Desk::new(1);
    let step = a.make("task.rule", Parent::board(), (0.0, 0.0));
    let table = a.make("definition.decision", Parent::board(), (0.0, 0.0));
    set(&mut a, &step, "decision-table", table.as_str());
    let income = part(&mut a, "definition.input", &table, "Einkommen");
    let kind = part(&mut a, "definition.input", &table, "Art");
    let grant = part(&mut a, "definition.output", &table, "Betrag");
    let rule = part(&mut a, "definition.rule", &table, "");
    let mut b = Desk::new(2);
    sync(&mut a, &mut b);
    set(&mut a, &rule, &format!("cell.{income}"), "< 1000");
    set(&mut b, &rule, &format!("cell.{grant}"), "300");
    a.label(&rule, "wenig");
    b.run(Command::Delete { ids: vec![kind], bridge: false });
    part(&mut b, "definition.rule", &table, "viel");
    sync(&mut a, &mut b);
    for desk in [&a, &b] {
        desk.check();
        let model = model(desk);
        let decisions = wandel_process::decision::Decisions::new(&model);
        let decision = decisions.of(model.element(step.as_str()).unwrap()).unwrap();
        assert_eq!(decision.inputs.len(), 1);
        let cells = [decision.inputs[0].cell(decision.rules[0]), decision.outputs[0].cell(decision.rules[0])];
        assert_eq!(cells, ["< 1000", "300"]);
        let notes: Vec<_> = decision.rules.iter().map(|rule| rule.name.as_str()).collect();
        assert_eq!(notes, ["wenig", "viel"]);
    }
    // A rule moves among rules, whatever column was made in between.
    part(&mut a, "definition.input", &table, "Miete");
    part(&mut a, "definition.rule", &table, "zuletzt");
    let last = a.board.projection().children(&Parent::Element(table.clone())).last().unwrap().clone();
    a.run(Command::Stack { ids: vec![last], to: Stacking::Backward });
    let moved = model(&a);
    let decisions = wandel_process::decision::Decisions::new(&moved);
    let notes: Vec<_> = decisions.all().next().unwrap().rules.iter().map(|rule| rule.name.clone()).collect();
    assert_eq!(notes, ["wenig", "zuletzt", "viel"]);
    // On another board the cells are those of the columns there.
    let said = model(&a);
    let mut c = Desk::new(3);
    let command = from_model(&said, c.board.projection(), &mut c.rng);
    c.run(command);
    let there = model(&c);
    let decisions = wandel_process::decision::Decisions::new(&there);
    let decision = decisions.all().next().unwrap();
    assert_eq!(decision.inputs[0].cell(decision.rules[0]), "< 1000");
}
