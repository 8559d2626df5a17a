//! A changed model goes back into its file: what was changed is changed, and nothing else. Every case names all the facts
//! of the file that may differ.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::{facts, fixture, read, written, xid, xid_mut};
use wandel_process::{
    Model, Point, Rect,
    kind::{DefinitionKind, FlowKind, Kind, Position, SubprocessKind, TaskKind, Trigger},
    model::{Element, ElementKind, Owner},
    property::{Value, names as p},
};

/// Edits a fixture, exports, and compares with what is expected to differ; then once more for the bytes.
fn check(file: &str, edit: impl Fn(&mut Model), expected: &[&str]) {
    let first = read(&fixture(file), "a");
    let mut model = first.model.clone();
    edit(&mut model);
    let out = written(&model, &first).xml;
    let again = read(&out, "b");
    let found = facts::differences(&facts::facts(&first.text), &facts::facts(&again.text));
    let missing: Vec<_> = expected.iter().filter(|line| !found.iter().any(|found| found == *line)).collect();
    let extra: Vec<_> = found.iter().filter(|line| !expected.contains(&line.as_str())).collect();
    assert!(missing.is_empty() && extra.is_empty(), "{file}\nmissing {missing:#?}\nextra {extra:#?}");
    assert!(support::back(&again) == out, "{file}: second export differs");
}

#[test]
fn a_name() {
    check(
        "extensions.bpmn",
        |model| xid_mut(model, "U").name = "Angaben \"prüfen\"\n& entscheiden".into(),
        &["U: @name: \"Angaben prüfen\" -> \"Angaben \\\"prüfen\\\"\\n& entscheiden\""],
    );
}

#[test]
fn only_the_changed_bytes_change() {
    let first = read(&fixture("characters.bpmn"), "a");
    let mut model = first.model.clone();
    xid_mut(&mut model, "T").name = "Frist".into();
    let out = String::from_utf8(written(&model, &first).xml).unwrap();
    let wanted = first.text.replace("name=\"Frist&#10;berechnen &lt;14&gt;\"", "name=\"Frist\"");
    assert_eq!(out, wanted);
    assert_eq!(written(&model, &first).report.unchanged, first.model.elements.len() - 1);
}

#[test]
fn properties_in_the_namespace_of_the_file() {
    check(
        "extensions.bpmn",
        |model| {
            let user = xid_mut(model, "U");
            user.properties.insert(p::GROUPS.into(), "wohngeld".into());
            user.properties.remove(p::DUE);
            user.properties.insert(p::USERS.into(), "demo".into());
            user.properties.insert(p::DOCUMENTATION.into(), "Siehe § 3".into());
            xid_mut(model, "V").properties.insert(p::COMPLETION.into(), "genug".into());
        },
        &[
            "U: @{http://camunda.org/schema/1.0/bpmn}candidateGroups: \"wohngeld,leitung\" -> \"wohngeld\"",
            "U: @{http://camunda.org/schema/1.0/bpmn}candidateUsers: nothing -> \"demo\"",
            "U: @{http://camunda.org/schema/1.0/bpmn}dueDate: \"${frist}\" -> nothing",
            "U: /documentation1: nothing -> \"\"",
            "U: /documentation1#text: nothing -> \"Siehe § 3\"",
            "V: /multiInstanceLoopCharacteristics1/completionCondition1#text: \"${fertig}\" -> \"${genug}\"",
        ],
    );
}

#[test]
fn a_place() {
    check(
        "lanes.bpmn",
        |model| xid_mut(model, "T1").bounds = Rect::new(320.0, 260.0, 100.0, 80.0),
        &["drawing of T1: /Bounds1@x: \"300\" -> \"320\"", "drawing of T1: /Bounds1@y: \"250\" -> \"260\""],
    );
}

/// Numbers a little off, as the board's grid makes them, are not a change.
#[test]
fn the_grid_is_no_change() {
    let file = fixture("crlf.bpmn");
    let first = read(&file, "a");
    let mut model = first.model.clone();
    for element in &mut model.elements {
        let quantise = wandel_process::geometry::quantise;
        let at = element.bounds;
        element.bounds = Rect::new(quantise(at.x), quantise(at.y), at.w, at.h);
        element.route.clear();
    }
    assert!(written(&model, &first).xml == file);
}

#[test]
fn another_lane() {
    check(
        "lanes.bpmn",
        |model| {
            let lane = xid(model, "L2").id.clone();
            xid_mut(model, "T1").owner = Owner::Element(lane);
        },
        &["L1b: /flowNodeRef=T1: \"\" -> nothing", "L2: /flowNodeRef=T1: nothing -> \"\""],
    );
}

#[test]
fn another_kind() {
    check(
        "extensions.bpmn",
        |model| xid_mut(model, "U").kind = ElementKind::Process(Kind::Task(TaskKind::Manual)),
        &[
            "U: type: \"userTask\" -> \"manualTask\"",
            "U: @implementation: \"##unspecified\" -> nothing",
            "U: @{http://camunda.org/schema/1.0/bpmn}assignee: \"${bearbeitung}\" -> nothing",
            "U: @{http://camunda.org/schema/1.0/bpmn}candidateGroups: \"wohngeld,leitung\" -> nothing",
            "U: @{http://camunda.org/schema/1.0/bpmn}formKey: \"embedded:app:forms/pruefen.html\" -> nothing",
            "U: @{http://camunda.org/schema/1.0/bpmn}dueDate: \"${frist}\" -> nothing",
        ],
    );
    check(
        "every-kind.bpmn",
        |model| {
            xid_mut(model, "intermediateCatchEvent_timer").kind =
                ElementKind::Process(Kind::Event(Position::Catch, Trigger::Conditional));
        },
        &[
            "intermediateCatchEvent_timer: /timerEventDefinition1: \"\" -> nothing",
            "intermediateCatchEvent_timer: /timerEventDefinition1/timeCycle1: \"\" -> nothing",
            "intermediateCatchEvent_timer: /timerEventDefinition1/timeCycle1#text: \"R3/PT10H\" -> nothing",
            "intermediateCatchEvent_timer: /timerEventDefinition1/timeCycle1@{http://www.w3.org/2001/XMLSchema-instance}type: \"tFormalExpression\" -> nothing",
            "intermediateCatchEvent_timer: /conditionalEventDefinition1: nothing -> \"\"",
            "intermediateCatchEvent_timer: /conditionalEventDefinition1/condition1: nothing -> \"\"",
            "intermediateCatchEvent_timer: /conditionalEventDefinition1/condition1@{http://www.w3.org/2001/XMLSchema-instance}type: nothing -> \"tFormalExpression\"",
        ],
    );
}

#[test]
fn a_deleted_step_with_its_flows() {
    check(
        "extensions.bpmn",
        |model| {
            let ids = ["V", "F2", "F3", "DO"].map(|id| xid(model, id).id.clone());
            model.elements.retain(|element| !ids.contains(&element.id));
        },
        &[
            "V: gone",
            "F2: gone",
            "F3: gone",
            "DO: gone",
            "U: /outgoing=F2: \"\" -> nothing",
            "E: /incoming=F3: \"\" -> nothing",
            "drawing of V: gone",
            "drawing of F2: gone",
            "drawing of F3: gone",
            "drawing of DO: gone",
        ],
    );
}

#[test]
fn a_new_step_a_reconnected_flow_and_a_new_flow() {
    check(
        "latin-1.bpmn",
        |model| {
            let owner = xid(model, "T").owner.clone();
            let end = xid(model, "E").id.clone();
            let mut step =
                Element::new("e_new", ElementKind::Process(Kind::Task(TaskKind::Service)), owner.clone());
            step.name = "Marke versenden".into();
            step.bounds = Rect::new(360.0, 200.0, 100.0, 80.0);
            step.properties.insert(p::TOPIC.into(), "versand".into());
            xid_mut(model, "F2").to = Some(step.id.clone());
            xid_mut(model, "F2").route = vec![Point::new(300.0, 118.0), Point::new(410.0, 200.0)];
            let mut flow =
                Element::new("e_flow", ElementKind::Process(Kind::Flow(FlowKind::Sequence)), owner);
            flow.from = Some(step.id.clone());
            flow.to = Some(end);
            flow.route = vec![Point::new(410.0, 200.0), Point::new(378.0, 136.0)];
            model.elements.extend([step, flow]);
        },
        &[
            "Activity_new: new",
            "Flow_flow: new",
            "F2: @targetRef: \"E\" -> \"Activity_new\"",
            "E: /incoming=F2: \"\" -> nothing",
            "E: /incoming=Flow_flow: nothing -> \"\"",
            "drawing of Activity_new: new",
            "drawing of Flow_flow: new",
            "drawing of F2: /waypoint2@x: \"360\" -> \"410\"",
            "drawing of F2: /waypoint2@y: \"118\" -> \"200\"",
        ],
    );
}

#[test]
fn into_a_new_subprocess() {
    check(
        "latin-1.bpmn",
        |model| {
            let owner = xid(model, "T").owner.clone();
            let mut sub = Element::new(
                "e_sub",
                ElementKind::Process(Kind::Subprocess(SubprocessKind::Embedded)),
                owner,
            );
            sub.bounds = Rect::new(180.0, 60.0, 140.0, 120.0);
            let ids = ["F1", "F2"].map(|id| xid(model, id).id.clone());
            model.elements.retain(|element| !ids.contains(&element.id));
            xid_mut(model, "T").owner = Owner::Element("e_sub".into());
            model.elements.push(sub);
        },
        &[
            "Activity_sub: new",
            "drawing of Activity_sub: new",
            "T: parent: \"P1\" -> \"Activity_sub\"",
            "F1: gone",
            "F2: gone",
            "drawing of F1: gone",
            "drawing of F2: gone",
            "S: /outgoing=F1: \"\" -> nothing",
            "T: /incoming=F1: \"\" -> nothing",
            "T: /outgoing=F2: \"\" -> nothing",
            "E: /incoming=F2: \"\" -> nothing",
        ],
    );
}

#[test]
fn a_first_pool_with_lanes_around_a_process() {
    check(
        "latin-1.bpmn",
        |model| {
            let plane = model.planes[0].id.clone();
            let process = model.processes[0].id.clone();
            model.planes[0].of = None;
            let mut pool = Element::new("e_pool", ElementKind::Process(Kind::Pool), Owner::Plane(plane));
            pool.name = "Steueramt".into();
            pool.process = Some(process);
            pool.bounds = Rect::new(40.0, 40.0, 400.0, 160.0);
            let mut lane =
                Element::new("e_lane", ElementKind::Process(Kind::Lane), Owner::Element("e_pool".into()));
            lane.name = "Veranlagung".into();
            lane.bounds = Rect::new(70.0, 40.0, 370.0, 160.0);
            for element in &mut model.elements {
                let node = element.process_kind().is_some_and(Kind::is_flow_node);
                element.owner = Owner::Element(if node { "e_lane" } else { "e_pool" }.into());
            }
            // Relative to the owner, as everything.
            let label = [10.0, 102.0, 76.0, 30.0].map(Value::Number);
            xid_mut(model, "S").properties.insert(p::LABEL_AT.into(), Value::List(label.into()));
            model.elements.extend([pool, lane]);
        },
        &[
            "Collaboration_1: new",
            "Participant_pool: new",
            "LaneSet_P1: new",
            "Lane_lane: new",
            "plane of Collaboration_1: new",
            "plane of P1: gone",
            "drawing of Participant_pool: new",
            "drawing of Lane_lane: new",
        ],
    );
}

#[test]
fn a_new_message_for_an_event() {
    check(
        "latin-1.bpmn",
        |model| {
            let plane = model.planes[0].id.clone();
            let mut message =
                Element::new("e_msg", ElementKind::Definition(DefinitionKind::Message), Owner::Plane(plane));
            message.name = "Anmeldung".into();
            model.elements.push(message);
            let start = xid_mut(model, "S");
            start.kind = ElementKind::Process(Kind::Event(Position::Start, Trigger::Message));
            start.properties.insert(p::REFERENCE.into(), "e_msg".into());
        },
        &[
            "Message_msg: new",
            "S: /messageEventDefinition1: nothing -> \"\"",
            "S: /messageEventDefinition1@messageRef: nothing -> \"Message_msg\"",
        ],
    );
}

/// The same file twice on one board: the first copy is the file, the second is new, with ids of its own.
#[test]
fn imported_twice() {
    let first = read(&fixture("latin-1.bpmn"), "a");
    let second = read(&fixture("latin-1.bpmn"), "b");
    let mut model = first.model.clone();
    let plane = model.planes[0].id.clone();
    let process = model.processes[0].id.clone();
    for mut element in second.model.elements {
        if let Owner::Plane(_) = element.owner {
            element.owner = Owner::Plane(plane.clone());
        }
        element.bounds.y += 300.0;
        model.elements.push(element);
    }
    assert_eq!(model.plane(&plane).unwrap().of.as_ref(), Some(&process));
    let out = written(&model, &first).xml;
    let again = read(&out, "c");
    let of =
        |id: &str| again.model.elements.iter().filter(|element| element.xid.as_deref() == Some(id)).count();
    assert_eq!((of("T"), of("T_2"), of("F2_2")), (1, 1, 1));
    assert_eq!(again.model.elements.len(), 10);
    assert!(again.diagnostics.is_empty(), "{:?}", again.diagnostics);
}

/// What a multiple event waits for is known, so that it can become something else, in its file and without.
#[test]
fn a_multiple_event_becomes_one_with_a_timer() {
    let edit = |model: &mut Model| {
        let event = xid_mut(model, "Multi");
        event.kind = ElementKind::Process(Kind::Event(Position::Start, Trigger::Message));
    };
    check("event-definitions.bpmn", edit, &["D2: gone", "TC: gone"]);
    let first = read(&fixture("event-definitions.bpmn"), "a");
    let again = read(&support::anew(&first.model, wandel_process::Target::Generic), "b");
    let triggers = |model: &Model, id: &str| xid(model, id).properties.get(p::TRIGGERS).cloned();
    assert_eq!(triggers(&first.model, "Multi"), Some(Value::List(vec!["message".into(), "timer".into()])));
    assert_eq!(triggers(&again.model, "Multi"), triggers(&first.model, "Multi"));
    assert_eq!(
        triggers(&again.model, "Many"),
        Some(Value::List(vec!["signal".into(), "conditional".into()]))
    );
}
