//! Files for engines: what an executable definition needs is in them, as the engines' parsers want it, and what would
//! not run is named before anybody deploys it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use roxmltree::{Document, Node};
use support::{anew, fixture, fixtures, miwg, read, xid, xid_mut};
use wandel_process::{
    Model, Rect, Severity, Target, bpmn,
    check::{self, Stage},
    kind::{DefinitionKind, Kind},
    model::{Element, ElementKind, Owner, Plane, Process},
    property::{Value, names as p},
};

const OPERATON: &str = "http://operaton.org/schema/1.0/bpmn";

/// A small application as a board has it: a pool with two lanes, a decision, a service, a timer, an error.
fn application() -> Model {
    let mut model = Model {
        planes: vec![Plane { id: "board".into(), ..Plane::default() }],
        processes: vec![Process { id: "p_wohngeld".into(), name: "Wohngeld".into(), ..Process::default() }],
        ..Model::default()
    };
    let mut add = |id: &str, kind: &str, name: &str, owner: &str, set: &[(&str, &str)]| {
        let kind = match kind.strip_prefix("definition.") {
            Some(kind) => ElementKind::Definition(DefinitionKind::parse(kind).unwrap()),
            None => ElementKind::Process(Kind::parse(kind).unwrap()),
        };
        let owner = if owner == "board" { Owner::Plane(owner.into()) } else { Owner::Element(owner.into()) };
        let mut element = Element::new(id, kind, owner);
        element.name = name.into();
        element.bounds = Rect::new(100.0, 100.0, 100.0, 80.0);
        for (name, value) in set {
            match *name {
                "from" => element.from = Some((*value).into()),
                "to" => element.to = Some((*value).into()),
                "process" => element.process = Some((*value).into()),
                _ => {
                    element.properties.insert((*name).into(), Value::from(*value));
                }
            }
        }
        model.elements.push(element);
    };
    add("e_error", "definition.error", "Konto ungültig", "board", &[(p::CODE, "KONTO")]);
    add("e_message", "definition.message", "Antrag", "board", &[]);
    add("e_pool", "pool", "Wohngeldstelle", "board", &[("process", "p_wohngeld")]);
    add("e_lane1", "lane", "Sachbearbeitung Süd", "e_pool", &[]);
    add("e_lane2", "lane", "Kasse", "e_pool", &[]);
    add("e_start", "event.start.message", "Antrag da", "e_lane1", &[(p::REFERENCE, "e_message")]);
    add("e_check", "task.user", "Angaben prüfen", "e_lane1", &[(p::FORM, "pruefen")]);
    add("e_late", "event.boundary.timer", "", "e_check", &[(p::TIMER_KIND, "duration"), (p::TIMER, "P14D")]);
    add("e_gate", "gateway.exclusive", "Anspruch?", "e_lane1", &[(p::DEFAULT, "e_no")]);
    add("e_pay", "task.service", "Auszahlen", "e_lane2", &[(p::TOPIC, "zahlung")]);
    add("e_bad", "event.boundary.error", "", "e_pay", &[(p::REFERENCE, "e_error")]);
    add("e_end", "event.end.none", "Ausgezahlt", "e_lane2", &[]);
    add("e_stop", "event.end.none", "Abgelehnt", "e_lane1", &[]);
    add("e_f1", "flow.sequence", "", "e_pool", &[("from", "e_start"), ("to", "e_check")]);
    add("e_f2", "flow.sequence", "", "e_pool", &[("from", "e_check"), ("to", "e_gate")]);
    let condition = [("from", "e_gate"), ("to", "e_pay"), (p::CONDITION, "anspruch == true")];
    add("e_yes", "flow.sequence", "ja", "e_pool", &condition);
    add("e_no", "flow.sequence", "nein", "e_pool", &[("from", "e_gate"), ("to", "e_stop")]);
    add("e_f3", "flow.sequence", "", "e_pool", &[("from", "e_pay"), ("to", "e_end")]);
    add("e_f4", "flow.sequence", "", "e_pool", &[("from", "e_late"), ("to", "e_stop")]);
    add("e_f5", "flow.sequence", "", "e_pool", &[("from", "e_bad"), ("to", "e_stop")]);
    model
}

fn node<'a>(doc: &'a Document<'a>, id: &str) -> Node<'a, 'a> {
    doc.descendants().find(|node| node.attribute("id") == Some(id)).unwrap_or_else(|| panic!("no {id}"))
}

fn inner<'a>(node: Node<'a, 'a>, name: &str) -> Node<'a, 'a> {
    node.descendants().find(|inner| inner.tag_name().name() == name).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn an_operaton_definition() {
    let written = bpmn::write(&application(), Target::Operaton, &|_| None);
    let text = String::from_utf8(written.xml).unwrap();
    let doc = Document::parse(&text).unwrap();
    let process = node(&doc, "Process_wohngeld");
    assert_eq!(process.attribute("isExecutable"), Some("true"));
    assert_eq!(process.attribute((OPERATON, "historyTimeToLive")), Some("P180D"));
    let user = node(&doc, "Activity_check");
    assert_eq!(user.attribute((OPERATON, "candidateGroups")), Some("sachbearbeitung-sued"));
    assert_eq!(user.attribute((OPERATON, "formKey")), Some("pruefen"));
    let service = node(&doc, "Activity_pay");
    assert_eq!(service.attribute((OPERATON, "type")), Some("external"));
    assert_eq!(service.attribute((OPERATON, "topic")), Some("zahlung"));
    assert_eq!(node(&doc, "Gateway_gate").attribute("default"), Some("Flow_no"));
    let condition = inner(node(&doc, "Flow_yes"), "conditionExpression");
    assert_eq!(condition.text(), Some("${anspruch == true}"));
    let schema = "http://www.w3.org/2001/XMLSchema-instance";
    assert_eq!(condition.attribute((schema, "type")), Some("bpmn:tFormalExpression"));
    assert!(!node(&doc, "Flow_no").has_children(), "no condition on the default flow");
    assert_eq!(inner(node(&doc, "Event_late"), "timeDuration").text(), Some("P14D"));
    assert_eq!(
        inner(node(&doc, "Event_bad"), "errorEventDefinition").attribute("errorRef"),
        Some("Error_error")
    );
    assert_eq!(node(&doc, "Error_error").attribute("errorCode"), Some("KONTO"));
    assert_eq!(node(&doc, "Message_message").attribute("name"), Some("Antrag"));
    assert_eq!(node(&doc, "Participant_pool").attribute("processRef"), Some("Process_wohngeld"));
    let members: Vec<_> = node(&doc, "Lane_lane2").children().filter_map(|member| member.text()).collect();
    for member in ["Activity_pay", "Event_bad", "Event_end"] {
        assert!(members.contains(&member), "{member} in {members:?}");
    }
    assert_eq!(doc.root_element().attribute("targetNamespace"), Some("urn:wandel:definitions"));

    assert!(!written.report.has_errors(), "{:?}", written.report.missing);
    let lane = &written.report.translated[0];
    assert_eq!(lane.code, "export.lane-to-group");
    assert_eq!(lane.params["group"], "sachbearbeitung-sued");
    assert_eq!(check::readiness(&application(), Target::Operaton).stage, Stage::Executable);
}

/// The same process comes back from its own definition.
#[test]
fn a_definition_imports_as_the_same_process() {
    let first = application();
    let once = anew(&first, Target::Operaton);
    let second = read(&once, "b");
    assert!(second.diagnostics.is_empty());
    let condition = xid(&second.model, "Flow_yes").text(p::CONDITION);
    assert_eq!(condition, Some("anspruch == true"), "without the engine's brackets");
    assert_eq!(xid(&second.model, "Activity_check").text(p::GROUPS), Some("sachbearbeitung-sued"));
    assert!(anew(&second.model, Target::Operaton) == once);
}

/// Properties beat the lane; in plain BPMN nothing of an engine is said, but nothing is lost either.
#[test]
fn who_does_it() {
    let mut model = application();
    let set = |model: &mut Model, name: &str, value: &str| {
        let check = model.elements.iter_mut().find(|element| element.id == "e_check").unwrap();
        check.properties.insert(name.into(), value.into());
    };
    set(&mut model, p::ASSIGNEE, "demo");
    let text = String::from_utf8(anew(&model, Target::Operaton)).unwrap();
    let doc = Document::parse(&text).unwrap();
    let user = node(&doc, "Activity_check");
    assert_eq!(user.attribute((OPERATON, "assignee")), Some("demo"));
    assert_eq!(user.attribute((OPERATON, "candidateGroups")), None);

    set(&mut model, p::WORK, "");
    let minutes = model.elements.iter_mut().find(|element| element.id == "e_check").unwrap();
    minutes.properties.insert(p::WORK.into(), Value::Number(12.5));
    let plain = anew(&model, Target::Generic);
    let text = String::from_utf8(plain.clone()).unwrap();
    assert!(!text.contains("operaton.org") && !text.contains("camunda.org"));
    let back = read(&plain, "b");
    assert_eq!(xid(&back.model, "Activity_check").text(p::ASSIGNEE), Some("demo"));
    assert_eq!(xid(&back.model, "Activity_check").text(p::FORM), Some("pruefen"));
    assert_eq!(xid(&back.model, "Activity_check").properties.get(p::WORK), Some(&Value::Number(12.5)));
    assert_eq!(xid(&back.model, "Activity_pay").text(p::TOPIC), Some("zahlung"));
}

/// For engines all ids are ASCII, unique names, and what was renamed is listed.
#[test]
fn ids_for_engines() {
    for (name, bytes) in fixtures().into_iter().chain(miwg()) {
        let file = read(&bytes, "a");
        let written = bpmn::write(&file.model, Target::Operaton, &|_| None);
        let text = String::from_utf8(written.xml).unwrap();
        let doc = Document::parse(&text).unwrap();
        let mut seen = std::collections::HashSet::new();
        let ids: Vec<_> = doc.descendants().filter_map(|node| node.attribute("id")).collect();
        for id in &ids {
            assert!(id.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b)), "{name}: {id}");
            assert!(!id.starts_with(|c: char| c.is_ascii_digit() || "-.".contains(c)), "{name}: {id}");
            assert!(seen.insert(*id), "{name}: {id} twice");
        }
        // Every reference leads to something.
        for node in doc.descendants() {
            let references = [
                "sourceRef",
                "targetRef",
                "default",
                "attachedToRef",
                "processRef",
                "messageRef",
                "errorRef",
                "bpmnElement",
                "dataObjectRef",
                "categoryValueRef",
            ];
            for reference in references.iter().filter_map(|name| node.attribute(*name)) {
                assert!(seen.contains(reference), "{name}: {reference}");
            }
            if matches!(
                node.tag_name().name(),
                "incoming" | "outgoing" | "flowNodeRef" | "sourceRef" | "targetRef"
            ) {
                assert!(seen.contains(node.text().unwrap_or_default()), "{name}: {:?}", node.text());
            }
        }
    }
    let file = read(&fixture("umlaut-ids.bpmn"), "a");
    let report = bpmn::write(&file.model, Target::Operaton, &|_| None).report;
    let renamed: Vec<_> =
        report.renamed.iter().map(|renamed| (renamed.from.as_str(), renamed.to.as_str())).collect();
    // Of two that become the same, the one that was it already keeps it.
    for pair in [("Prüfung", "Pruefung"), ("Fluß.1", "Fluss.1_2"), ("Start_für_alle", "Start_fuer_alle")] {
        assert!(renamed.contains(&pair), "{pair:?} in {renamed:?}");
    }
    assert!(!renamed.iter().any(|(from, _)| *from == "Fluss.1"));
}

/// What an engine does not take is told.
#[test]
fn what_stays_behind() {
    let file = read(&fixture("extensions.bpmn"), "a");
    let report = bpmn::write(&file.model, Target::Operaton, &|_| Some(file.text.clone())).report;
    let about = |code: &str| report.stays.iter().filter(|note| note.code == code).count();
    // Written for this engine's family: only definitions are no part of it.
    assert_eq!(about("export.extensions-left"), 0);
    assert_eq!(about("export.definition-left"), 2);
}

/// Only what is no engine's own, where it stands, and nothing that is only written about.
#[test]
fn what_stays_behind_is_named_where_it_stands() {
    let text = |inner: &str| {
        format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn' \
             xmlns:zeebe='http://camunda.org/schema/zeebe/1.0' xmlns:flowable='http://flowable.org/bpmn' \
             xmlns:other='urn:other' targetNamespace='x'><process id='P'><subProcess id='S'>{inner}</subProcess></process></definitions>"
        )
    };
    let task =
        |own: &str| format!("<userTask id='T'><extensionElements>{own}</extensionElements></userTask>");
    for (inner, told) in [
        (task("<other:value>1</other:value>"), Some(("T", "other:value"))),
        (task("<flowable:formData><flowable:formField id='a'/></flowable:formData>"), None),
        (task("<!-- <other:note/> -->"), None),
        (task("<flowable:taskListener/>"), Some(("T", "flowable:taskListener"))),
        (task("<zeebe:taskHeaders/>"), Some(("T", "zeebe:taskHeaders"))),
        (task("").replace("<userTask", "<userTask flowable:priority='1'"), Some(("T", "flowable:priority"))),
        (task("").replace("<userTask", "<userTask flowable:assignee='a'"), None),
        // In a file for this engine everything goes along but what is for another one.
        (task("<camunda:connector/><other:value/>"), None),
        (task("<camunda:connector/><zeebe:taskHeaders/>"), Some(("T", "zeebe:taskHeaders"))),
        (format!("<extensionElements><other:a/></extensionElements>{}", task("")), Some(("S", "other:a"))),
    ] {
        let file = read(text(&inner).as_bytes(), "a");
        let report = bpmn::write(&file.model, Target::Operaton, &|_| Some(file.text.clone())).report;
        let xid =
            |id: &str| file.model.elements.iter().find(|e| e.id == id).and_then(|e| e.xid.clone()).unwrap();
        let left: Vec<_> = report
            .stays
            .iter()
            .filter(|note| note.code == "export.extensions-left")
            .map(|note| (xid(note.element.as_deref().unwrap()), note.params["tag"].clone()))
            .collect();
        let expected: Vec<_> = told.iter().map(|(id, tag)| ((*id).to_owned(), (*tag).to_owned())).collect();
        assert_eq!(left, expected, "{inner}");
    }
}

/// Each mutant of a process that runs is refused, by the rule meant for it and naming the element.
#[test]
fn mutants_are_refused() {
    type Mutation = fn(&mut Model);
    fn of<'m>(model: &'m mut Model, id: &str) -> &'m mut Element {
        model.elements.iter_mut().find(|element| element.id == id).unwrap()
    }
    let table: [(&str, &str, Mutation); 15] = [
        ("flow.missing-condition", "e_yes", |model| {
            of(model, "e_yes").properties.remove(p::CONDITION);
        }),
        ("gateway.missing-default", "e_gate", |model| {
            of(model, "e_gate").properties.remove(p::DEFAULT);
            of(model, "e_no").properties.insert(p::CONDITION.into(), "anspruch == false".into());
        }),
        ("flow.default-with-condition", "e_no", |model| {
            of(model, "e_no").properties.insert(p::CONDITION.into(), "true".into());
        }),
        ("default.dangling", "e_gate", |model| {
            of(model, "e_gate").properties.insert(p::DEFAULT.into(), "e_f1".into());
        }),
        ("flow.dangling", "e_f2", |model| of(model, "e_f2").to = Some("e_gone".into())),
        ("reference.dangling", "e_start", |model| {
            of(model, "e_start").properties.insert(p::REFERENCE.into(), "e_gone".into());
        }),
        ("reference.dangling", "e_bad", |model| {
            of(model, "e_bad").properties.insert(p::REFERENCE.into(), "e_message".into());
        }),
        ("event.missing-message", "e_start", |model| {
            of(model, "e_start").properties.remove(p::REFERENCE);
        }),
        ("event.missing-timer", "e_late", |model| {
            of(model, "e_late").properties.remove(p::TIMER);
        }),
        ("event.timer-invalid", "e_late", |model| {
            of(model, "e_late").properties.insert(p::TIMER.into(), "14 Tage".into());
        }),
        ("task.missing-service", "e_pay", |model| {
            of(model, "e_pay").properties.remove(p::TOPIC);
        }),
        ("start.missing", "e_pool", |_| ()),
        ("flow.crosses", "e_f3", |model| {
            let owner = Owner::Plane("board".into());
            of(model, "e_end").owner = owner;
        }),
        ("flow.from-end", "e_f3", |model| {
            of(model, "e_pay").kind = ElementKind::Process(Kind::parse("event.end.none").unwrap());
        }),
        ("gateway.unsupported", "e_gate", |model| {
            of(model, "e_gate").kind = ElementKind::Process(Kind::parse("gateway.complex").unwrap());
        }),
    ];
    for (code, element, mutate) in table {
        let mut model = application();
        mutate(&mut model);
        if code == "start.missing" {
            model.elements.retain(|element| !["e_start", "e_f1"].contains(&element.id.as_str()));
        }
        let found = check::check(&model, &[Target::Operaton]);
        let refusal =
            found.iter().find(|finding| finding.code == code && finding.element.as_deref() == Some(element));
        let Some(refusal) = refusal else { panic!("{code} on {element} not in {found:#?}") };
        assert_eq!(refusal.severity, Severity::Error, "{code}");
        assert!(bpmn::write(&model, Target::Operaton, &|_| None).report.has_errors(), "{code}");
        assert_ne!(check::readiness(&model, Target::Operaton).stage, Stage::Executable, "{code}");
    }
}

/// A form and somebody to fill it in are gaps, not errors: it would run, and wait for ever.
#[test]
fn gaps() {
    let mut model = application();
    ours_mut(&mut model, "e_check").properties.remove(p::FORM);
    ours_mut(&mut model, "e_lane1").name.clear();
    let readiness = check::readiness(&model, Target::Operaton);
    let codes: Vec<_> = readiness.gaps.iter().map(|gap| (gap.code.as_str(), gap.severity)).collect();
    assert_eq!(codes, [("task.missing-form", Severity::Warning), ("task.missing-actor", Severity::Warning)]);
    assert_eq!(readiness.stage, Stage::Modelled);
    assert_eq!(readiness.of - readiness.done, 2);
    // Nothing of that matters to plain BPMN.
    assert!(check::readiness(&model, Target::Generic).gaps.is_empty());
}

fn ours_mut<'m>(model: &'m mut Model, id: &str) -> &'m mut Element {
    model.elements.iter_mut().find(|element| element.id == id).unwrap()
}

/// A file's own setting of what is executable and how long it is kept is respected.
#[test]
fn executable_as_said() {
    let mut file = read(&fixture("extensions.bpmn"), "a");
    file.model.processes.push(Process { id: "p_other".into(), ..Process::default() });
    xid_mut(&mut file.model, "U").properties.remove(p::FORM);
    let text = String::from_utf8(anew(&file.model, Target::Operaton)).unwrap();
    assert_eq!(text.matches("isExecutable=\"true\"").count(), 1);
    assert!(!text.contains("p_other"), "an empty process is no definition");
    assert!(text.contains("historyTimeToLive=\"P30D\""), "{text}");
}
