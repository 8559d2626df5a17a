//! Files in and out: nothing lost, and the second export equals the first byte for byte.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::{anew, back, facts, fixture, fixtures, miwg, read, written, xid};
use wandel_process::{
    Target,
    kind::{FlowKind, Kind, Position, TaskKind, Trigger},
    model::{ElementKind, Owner},
    property::{Value, names as p},
};

/// An unchanged model gives its file back; only a file without diagrams gets some.
#[test]
fn import_and_export_lose_nothing() {
    for (name, bytes) in fixtures().into_iter().chain(miwg()) {
        let first = read(&bytes, "a");
        let once = back(&first);
        if name == "no-diagram.bpmn" || name == "empty-diagram.bpmn" {
            let before = facts::facts(&first.text);
            let after = facts::facts(&read(&once, "x").text);
            let lost: Vec<_> = facts::differences(&before, &after)
                .into_iter()
                .filter(|line| !(line.contains("drawing of") || line.contains("plane of")))
                .collect();
            assert!(lost.is_empty(), "{name}: {lost:#?}");
        } else {
            assert!(once == bytes, "{name}: changed");
        }
        let second = read(&once, "b");
        assert!(back(&second) == once, "{name}: second export differs");
    }
}

/// Their ids cannot all be written anew: there twice, or none that a file may have.
const ANEW_OTHERWISE: [&str; 4] = ["damaged.bpmn", "dotted-ids.bpmn", "duplicate-ids.bpmn", "odd-ids.bpmn"];

/// Written anew, without the file: what the model shows is all there, and a second round changes no byte.
#[test]
fn written_anew_it_reads_as_the_same_process() {
    for (name, bytes) in fixtures().into_iter().chain(miwg()) {
        for target in Target::ALL {
            let first = read(&bytes, "a");
            let once = anew(&first.model, *target);
            let second = read(&once, "b");
            assert!(
                anew(&second.model, *target) == once,
                "{name} for {}: second export differs",
                target.name()
            );
            if !ANEW_OTHERWISE.contains(&name.as_str()) && *target == Target::Generic {
                same_process(&name, &first.model, &second.model);
            }
        }
    }
}

/// A board keeps processes and siblings in an order of its own; the file for an engine is the same.
#[test]
fn the_order_of_processes_does_not_matter() {
    for (name, bytes) in fixtures().into_iter().chain(miwg()) {
        let file = read(&bytes, "a");
        let mut model = file.model.clone();
        model.processes.reverse();
        assert!(anew(&model, Target::Operaton) == anew(&file.model, Target::Operaton), "{name}");
        assert!(written(&model, &file).xml == back(&file), "{name}");
    }
}

/// Kind, name, ends, owner, place, properties: by the file's ids.
fn same_process(file: &str, before: &wandel_process::Model, after: &wandel_process::Model) {
    let name_of = |model: &wandel_process::Model, id: &str| {
        model.element(id).and_then(|element| element.xid.clone()).unwrap_or_default()
    };
    for element in &before.elements {
        // Definitions of other kinds stay in the file they came from; second drawings have no stable id.
        let shown = matches!(element.kind, ElementKind::Process(_));
        let Some(id) = element.xid.as_deref().filter(|_| shown) else { continue };
        // A flow to what the model does not show cannot be written without the file.
        let shows = |element: &wandel_process::model::Element| element.process_kind().is_some();
        let there =
            |end: &Option<String>| end.as_deref().and_then(|end| before.element(end)).is_some_and(shows);
        let flow = element.process_kind().is_some_and(Kind::is_connector);
        if flow
            && !matches!(element.process_kind(), Some(Kind::Flow(FlowKind::Data)))
            && !(there(&element.from) && there(&element.to))
        {
            continue;
        }
        let other = xid(after, id);
        assert_eq!((element.kind, &element.name), (other.kind, &other.name), "{file}: {id}");
        let owner = |model: &wandel_process::Model, owner: &Owner| match owner {
            Owner::Plane(_) => String::new(),
            Owner::Element(id) => name_of(model, id),
        };
        assert_eq!(owner(before, &element.owner), owner(after, &other.owner), "{file}: owner of {id}");
        for (a, b) in [(&element.from, &other.from), (&element.to, &other.to)] {
            let end = |model, end: &Option<String>| end.as_deref().map(|id| name_of(model, id));
            assert_eq!(end(before, a), end(after, b), "{file}: ends of {id}");
        }
        let (a, b) = (element.bounds, other.bounds);
        for (a, b) in [(a.x, b.x), (a.y, b.y), (a.w, b.w), (a.h, b.h)] {
            assert!((a - b).abs() < 0.01, "{file}: bounds of {id}");
        }
        let skipped = [p::OF, p::DEFAULT, p::REFERENCE, p::FORM_DEFINITION, p::LABEL_AT];
        for (name, value) in element.properties.iter().filter(|(name, _)| !skipped.contains(&name.as_str())) {
            assert_eq!(Some(value), other.properties.get(name), "{file}: {name} of {id}");
        }
        for name in [p::DEFAULT, p::REFERENCE] {
            let target = |model, element: &wandel_process::model::Element| {
                element.text(name).map(|id| name_of(model, id))
            };
            assert_eq!(target(before, element), target(after, other), "{file}: {name} of {id}");
        }
    }
}

/// What tools leave out because it is 0 is 0, and what has no extent is as large as usual; all at one place is no place.
#[test]
fn what_is_zero_may_be_missing() {
    let file = read(&fixture("zero-extents.bpmn"), "a");
    let place = |id: &str| {
        let rect = xid(&file.model, id).bounds;
        [rect.x, rect.y, rect.w, rect.h]
    };
    assert_eq!(place("S"), [45.0, 22.0, 36.0, 36.0]);
    assert_eq!(place("A"), [140.0, 0.0, 100.0, 80.0]);
    assert_eq!(place("B"), [0.0, 140.0, 100.0, 80.0]);
    assert_eq!(place("C"), [300.0, 140.0, 120.0, 80.0]);
    assert!(place("E") != [0.0; 4] && place("E")[2] > 0.0, "laid out");
    let route: Vec<_> = xid(&file.model, "AB").route.iter().map(|point| (point.x, point.y)).collect();
    assert_eq!(route, [(190.0, 0.0), (0.0, 0.0), (0.0, 160.0)]);
}

/// What is in a file and not on the board is told, so that nobody misses it in silence.
#[test]
fn what_is_not_shown_is_told() {
    let told = |name: &str| -> Vec<(String, String)> {
        let found = read(&fixture(name), "a").diagnostics.into_iter();
        let found = found.filter(|finding| !finding.code.starts_with("bpmn.dangling"));
        found.map(|finding| (finding.code.clone(), finding.params["name"].clone())).collect()
    };
    let shown = |name: &str| ("bpmn.not-shown".to_owned(), name.to_owned());
    assert_eq!(told("drawn-messages.bpmn"), [shown("Antrag"), shown("Register")]);
    let undrawn = "<participant id=\"Leise\"/></collaboration>";
    let text =
        String::from_utf8(fixture("drawn-messages.bpmn")).unwrap().replace("</collaboration>", undrawn);
    let found = read(text.as_bytes(), "a").diagnostics;
    let pool = found.iter().find(|finding| finding.code == "bpmn.pool-not-drawn").unwrap();
    assert_eq!((pool.params["name"].as_str(), pool.params["line"].as_str()), ("Leise", "13"));
}

#[test]
fn encodings() {
    let latin = read(&fixture("latin-1.bpmn"), "a");
    assert_eq!(xid(&latin.model, "T").name, "Gebühr prüfen (§ 3)");
    let utf16 = read(&fixture("utf-16.bpmn"), "a");
    assert_eq!(xid(&utf16.model, "Prüfen").name, "Prüfen → entscheiden");
    // What Latin-1 cannot hold is written as a reference, in an otherwise unchanged file.
    let mut model = latin.model.clone();
    support::xid_mut(&mut model, "T").name = "prüfen → entscheiden".into();
    let out = written(&model, &latin).xml;
    assert!(out.windows(4).any(|part| part == b"pr\xfcf"), "still Latin-1");
    assert!(String::from_utf8_lossy(&out).contains("&#8594;"));
    assert_eq!(xid(&read(&out, "b").model, "T").name, "prüfen → entscheiden");
}

#[test]
fn characters() {
    let file = read(&fixture("characters.bpmn"), "a");
    // A line break as it is becomes a blank by XML's own rules, one as a reference stays.
    assert_eq!(xid(&file.model, "S").name, "Antrag eingegangen");
    assert_eq!(xid(&file.model, "T").name, "Frist\nberechnen <14>");
    assert_eq!(xid(&file.model, "T").text(p::SCRIPT), Some("if (a < b && c) { days = 14; }"));
    assert_eq!(xid(&file.model, "F3").text(p::CONDITION), Some("days < 15 && complete"));
    assert_eq!(xid(&file.model, "A").name, "Zeile 1\nZeile 2 & Schluss");
    let process = &file.model.processes[0];
    assert_eq!(process.properties.get(p::DOCUMENTATION), Some(&Value::from("<p>Antrag & Anlagen</p>")));
    // CR LF in a name is one line break.
    assert_eq!(xid(&read(&fixture("crlf.bpmn"), "a").model, "T").name, "Ein\nSchritt");
}

#[test]
fn diagrams_and_planes() {
    let file = read(&fixture("two-diagrams.bpmn"), "a");
    let model = &file.model;
    let plane_of = |id: &str| match &xid(model, id).owner {
        Owner::Plane(plane) => model.plane(plane).unwrap().clone(),
        Owner::Element(owner) => panic!("{id} in {owner}"),
    };
    assert_eq!(model.planes.len(), 4, "three of the file, one for what is drawn nowhere");
    assert_eq!(plane_of("S").name, "Haupt");
    assert_eq!(plane_of("IT").of.as_deref(), Some(xid(model, "Sub").id.as_str()));
    assert_eq!(plane_of("HT").of.as_deref(), Some(xid(model, "Hidden").id.as_str()));
    assert!(xid(model, "HT").bounds.w > 0.0, "laid out");
    assert_eq!(xid(model, "Sub").flag(p::EXPANDED), Some(false));
    assert_eq!(xid(model, "Other").bounds.x, 20.5);
}

/// Without pools, in one diagram, and still two: also in a file for an engine, and until somebody connects them.
#[test]
fn several_processes_in_one_diagram_stay_apart() {
    let file = read(&fixture("two-loose-processes.bpmn"), "a");
    let inside = |model: &wandel_process::Model, target: Target| -> Vec<(String, Vec<String>)> {
        let text = String::from_utf8(anew(model, target)).unwrap();
        let doc = roxmltree::Document::parse(&text).unwrap();
        let processes = doc.descendants().filter(|node| node.tag_name().name() == "process");
        let id = |node: &roxmltree::Node<'_, '_>| node.attribute("id").unwrap_or_default().to_owned();
        let flow = |node: &roxmltree::Node<'_, '_>| node.tag_name().name().ends_with("Event");
        processes
            .map(|process| (id(&process), process.children().filter(flow).map(|one| id(&one)).collect()))
            .collect()
    };
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    for target in [Target::Generic, Target::Operaton, Target::Zeebe] {
        let wanted = [("P", ids(&["S1", "E1"])), ("R", ids(&[])), ("Q", ids(&["S2", "B2"]))];
        let found = inside(&file.model, target);
        assert_eq!(found, wanted.map(|(id, inside)| (id.to_owned(), inside)), "{}", target.name());
    }
    let mut model = file.model.clone();
    let (from, to) = (xid(&model, "S1").id.clone(), xid(&model, "U2").id.clone());
    let mut flow = xid(&model, "F1").clone();
    (flow.id, flow.xid, flow.src) = ("e_new".into(), None, None);
    (flow.from, flow.to) = (Some(from), Some(to));
    model.elements.push(flow);
    assert_eq!(inside(&model, Target::Operaton)[0], ("P".into(), ids(&["S1", "E1", "S2", "B2"])));
    // Back in the file, they are where they belong now, and everything else is as it was.
    let text = String::from_utf8(written(&model, &file).xml).unwrap();
    let (p, q) = (text.find("id=\"Q\"").unwrap(), text.find("id=\"R\"").unwrap());
    assert!(text[..p].contains("<bpmn:subProcess id=\"U2\"") && text[p..q].contains("id=\"DR2\""), "{text}");
}

/// What is noticed says where in the file it is, also below what stands before the declaration.
#[test]
fn findings_have_a_line() {
    let text = String::from_utf8(fixture("damaged.bpmn")).unwrap();
    for lead in ["", "\r\n\n \t"] {
        let found = read(format!("{lead}{text}").as_bytes(), "a").diagnostics;
        assert!(found.len() > 5);
        for one in found.iter().filter(|one| one.code != "bpmn.laid-out") {
            let line: usize = one.params["line"].parse().unwrap();
            let column: usize = one.params["column"].parse().unwrap();
            let whole = format!("{lead}{text}");
            let line = whole.split('\n').nth(line - 1).unwrap();
            assert!(line[column - 1..].starts_with("<bpmn"), "{one:?}: {line}");
        }
    }
    let error = support::try_read(format!("\n\n  {}", text.replace("</bpmn:laneSet>", "")).as_bytes(), "a");
    let place = text.lines().position(|line| line.contains("</bpmn:process>")).unwrap() + 3;
    assert!(error.is_err_and(|error| error.line as usize == place));
}

#[test]
fn lanes_by_reference_and_not_by_place() {
    let file = read(&fixture("lanes.bpmn"), "a");
    let owner = |id: &str| {
        let owner = xid(&file.model, id).owner.id().to_owned();
        file.model.element(&owner).and_then(|owner| owner.xid.clone()).unwrap_or_default()
    };
    // Drawn in the lane of the head, referred to by the office.
    assert_eq!(owner("T2"), "L1a");
    assert_eq!(owner("L1a"), "L1");
    assert_eq!(owner("L1"), "Amt");
    assert_eq!(owner("F1"), "Amt");
    assert_eq!(xid(&file.model, "Person").process, None);
    assert_eq!(xid(&file.model, "NoteTo").from.as_deref(), Some(xid(&file.model, "M1").id.as_str()));
}

#[test]
fn drawn_twice_is_one_element_and_a_depiction() {
    let file = read(&fixture("drawn-twice.bpmn"), "a");
    let depictions: Vec<_> =
        file.model.elements.iter().filter(|element| element.kind == ElementKind::Depiction).collect();
    assert_eq!(depictions.len(), 2);
    let of = |n: usize| depictions[n].text(p::OF).unwrap().to_owned();
    assert_eq!(of(0), xid(&file.model, "B").id);
    assert_eq!(of(1), xid(&file.model, "F").id);
    assert_eq!((depictions[0].bounds.y, depictions[1].route.len()), (400.0, 3));
    assert_eq!(xid(&file.model, "R1").text(p::OF), xid(&file.model, "R2").text(p::OF));
}

#[test]
fn engine_attributes_become_properties() {
    let file = read(&fixture("extensions.bpmn"), "a");
    let user = xid(&file.model, "U");
    for (name, wanted) in [
        (p::ASSIGNEE, "${bearbeitung}"),
        (p::GROUPS, "wohngeld,leitung"),
        (p::FORM, "embedded:app:forms/pruefen.html"),
        (p::DUE, "${frist}"),
    ] {
        assert_eq!(user.text(name), Some(wanted));
    }
    let service = xid(&file.model, "V");
    for (name, wanted) in [
        (p::TOPIC, "zahlung"),
        (p::LOOP, "sequential"),
        (p::COLLECTION, "raten"),
        (p::ELEMENT_VARIABLE, "rate"),
        (p::COMPLETION, "fertig"),
    ] {
        assert_eq!(service.text(name), Some(wanted));
    }
    assert_eq!(xid(&file.model, "Gr").name, "Prüfung");
    let start = xid(&file.model, "S");
    assert_eq!(start.kind, ElementKind::Process(Kind::Event(Position::Start, Trigger::Message)));
    assert_eq!(start.text(p::REFERENCE), Some(xid(&file.model, "Msg").id.as_str()));
}

#[test]
fn every_kind_is_told_apart() {
    let file = read(&fixture("every-kind.bpmn"), "a");
    let kinds: std::collections::BTreeSet<_> =
        file.model.elements.iter().filter_map(|element| element.process_kind()).collect();
    let tasks = TaskKind::ALL.iter().map(|task| Kind::Task(*task));
    assert!(tasks.into_iter().all(|task| kinds.contains(&task)));
    for trigger in Trigger::ALL.iter().filter(|trigger| **trigger != Trigger::Multiple) {
        let known = Position::ALL.iter().any(|position| kinds.contains(&Kind::Event(*position, *trigger)));
        assert!(known, "{trigger:?}");
    }
    assert_eq!(xid(&file.model, "boundaryEvent_timer").flag(p::INTERRUPTING), Some(false));
    assert_eq!(xid(&file.model, "boundaryEvent_timer").owner.id(), xid(&file.model, "Trans").id);
    assert_eq!(xid(&file.model, "userTask").text(p::FILL), Some("#FFE0B2"));
    assert_eq!(xid(&file.model, "exclusiveGateway").flag(p::MARKER), Some(false));
}

/// Spans point at the bytes they claim.
#[test]
fn spans_hold_the_element() {
    for (name, bytes) in fixtures() {
        let file = read(&bytes, "a");
        for element in file.model.elements.iter().filter(|element| element.kind != ElementKind::Depiction) {
            let span = element.src.as_ref().unwrap();
            let part = &file.text[span.start..span.end];
            assert!(part.starts_with('<') && part.ends_with('>'), "{name}: {part}");
            if let Some(id) = &element.xid {
                // A letter may stand there as a reference.
                assert!(part.contains("&#") || part.contains(id.as_str()), "{name}: {id}");
            }
        }
    }
}
