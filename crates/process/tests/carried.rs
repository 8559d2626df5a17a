//! A file of an engine's own modeller, exported for that engine: nothing of what it says to the engine is lost, and what
//! somebody changed on the board is what it says now. For another engine, every element that loses something is told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use support::{fixture, read, xid_mut};
use wandel_process::{
    Target,
    bpmn::{self, Read},
    property::{Value, names as p},
};

const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const CAMUNDA: &str = "http://camunda.org/schema/1.0/bpmn";
const OPERATON: &str = "http://operaton.org/schema/1.0/bpmn";

/// What is there beyond BPMN, by the id of the element it is at, and how often it is there.
fn extras(doc: &Document<'_>) -> BTreeMap<(String, String), usize> {
    let mut extras = BTreeMap::new();
    for node in doc.descendants().filter(|node| node.tag_name().namespace() == Some(MODEL)) {
        let at = node.ancestors().find_map(|above| above.attribute("id").filter(|_| is_own(above)));
        let at = at.unwrap_or_default().to_owned();
        let inside = node.ancestors().any(|above| above.has_tag_name((MODEL, "extensionElements")));
        if node.tag_name().name() == "definitions"
            || inside && !node.has_tag_name((MODEL, "extensionElements"))
        {
            continue;
        }
        let mut add = |fact: String| *extras.entry((at.clone(), fact)).or_insert(0) += 1;
        for attribute in node.attributes() {
            let space = attribute.namespace().unwrap_or_default();
            if !space.is_empty() && !space.contains("XMLSchema") && space != "urn:wandel:process:1" {
                add(format!("{}@{}={}", one(space), attribute.name(), attribute.value()));
            }
        }
        if node.has_tag_name((MODEL, "extensionElements")) {
            node.children().filter(Node::is_element).for_each(|extra| take(extra, "", &mut add));
        }
    }
    extras
}

/// Ids of the events' definitions are no one's concern.
fn is_own(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace() == Some(MODEL) && !node.tag_name().name().ends_with("EventDefinition")
}

fn take(node: Node<'_, '_>, path: &str, add: &mut impl FnMut(String)) {
    let space = node.tag_name().namespace().unwrap_or_default();
    let path = format!("{path}/{}{}", one(space), node.tag_name().name());
    add(path.clone());
    for attribute in node.attributes() {
        add(format!("{path}@{}={}", attribute.name(), attribute.value()));
    }
    let text: String = node.children().filter(Node::is_text).filter_map(|text| text.text()).collect();
    if !text.trim().is_empty() {
        add(format!("{path}#{}", text.trim()));
    }
    node.children().filter(Node::is_element).for_each(|child| take(child, &path, add));
}

/// Two names of one language.
fn one(space: &str) -> &str {
    if space == OPERATON { CAMUNDA } else { space }
}

fn file(name: &str) -> Read {
    let (name, operaton) = name.strip_prefix("operaton ").map_or((name, false), |name| (name, true));
    let bytes = fixture(name);
    let text = String::from_utf8(bytes).unwrap();
    let text = if operaton {
        text.replace(CAMUNDA, OPERATON)
            .replace("xmlns:camunda", "xmlns:operaton")
            .replace("camunda:", "operaton:")
    } else {
        text
    };
    read(text.as_bytes(), "a")
}

fn export(read: &Read, target: Target) -> (String, bpmn::Report) {
    let written = bpmn::write(&read.model, target, &|_| Some(read.text.clone()));
    (String::from_utf8(written.xml).unwrap(), written.report)
}

const OWN: [(&str, Target); 10] = [
    ("carried-camunda.bpmn", Target::Camunda7),
    ("carried-camunda.bpmn", Target::Operaton),
    ("operaton carried-camunda.bpmn", Target::Operaton),
    ("operaton carried-camunda.bpmn", Target::Camunda7),
    ("repeated-camunda.bpmn", Target::Camunda7),
    ("repeated-camunda.bpmn", Target::Operaton),
    ("repeated-zeebe.bpmn", Target::Zeebe),
    ("repeated-flowable.bpmn", Target::Flowable),
    ("forms.bpmn", Target::Camunda7),
    ("extensions.bpmn", Target::Operaton),
];

#[test]
fn its_own_engine_gets_all_of_it() {
    let mut count = 0;
    for (name, target) in OWN {
        let read = file(name);
        let (out, report) = export(&read, target);
        let before = extras(&Document::parse(&read.text).unwrap());
        let doc = Document::parse(&out).unwrap_or_else(|error| panic!("{name}: {error}\n{out}"));
        let after = extras(&doc);
        let lost: Vec<_> = before.iter().filter(|(fact, n)| after.get(*fact).unwrap_or(&0) < *n).collect();
        assert!(lost.is_empty(), "{name} for {target:?}: {lost:#?}\n{out}");
        let left: Vec<_> = report.stays.iter().filter(|note| note.code == "export.extensions-left").collect();
        assert!(left.is_empty(), "{name} for {target:?}: {left:?}");
        // One language only, but for the marks of modellers.
        let spaces: BTreeSet<&str> =
            doc.descendants().filter_map(|node| node.tag_name().namespace()).collect();
        assert!(!(spaces.contains(CAMUNDA) && spaces.contains(OPERATON)), "{name} for {target:?}");
        count += before.len();
    }
    assert!(count > 200, "{count}");
}

/// What the board says is what counts, beside what it does not know.
#[test]
fn changes_go_along() {
    let mut read = file("carried-camunda.bpmn");
    let task = xid_mut(&mut read.model, "T");
    task.properties.insert("input.betrag".into(), Value::from("betrag * 2"));
    task.properties.remove("output.frist");
    task.properties.remove(p::TOPIC);
    task.properties.insert(p::CLASS.into(), Value::from("org.example.Melden"));
    xid_mut(&mut read.model, "U").properties.remove(p::ASSIGNEE);
    let call = xid_mut(&mut read.model, "K");
    call.properties.remove("input.akte");
    let (out, _) = export(&read, Target::Camunda7);
    for there in [
        r#"<camunda:inputParameter name="betrag">${betrag * 2}</camunda:inputParameter>"#,
        r#"<camunda:inputParameter name="an">empfang@example.org</camunda:inputParameter>"#,
        r#"camunda:class="org.example.Melden""#,
        r#"camunda:asyncBefore="true""#,
        r##"<camunda:in businessKey="#{execution.processBusinessKey}" />"##,
        "<camunda:connectorId>http-connector</camunda:connectorId>",
    ] {
        assert!(out.contains(there), "{there}\n{out}");
    }
    for gone in [
        "outputParameter",
        "camunda:topic",
        "camunda:type",
        "camunda:assignee",
        "target=\"akte\"",
        "variables=",
    ] {
        assert!(!out.contains(gone), "{gone}\n{out}");
    }
}

/// By element, and for the process by its name.
#[test]
fn another_engine_does_not_and_says_so() {
    for (name, target, wanted) in [
        ("carried-camunda.bpmn", Target::Zeebe, "E Err F3 K P S T U"),
        ("carried-camunda.bpmn", Target::Flowable, "E Err F3 K P S T U"),
        ("repeated-zeebe.bpmn", Target::Operaton, "T U"),
        ("repeated-flowable.bpmn", Target::Camunda7, "K P S T U"),
        ("repeated-flowable.bpmn", Target::Zeebe, "K P S T U"),
    ] {
        let read = file(name);
        let (out, report) = export(&read, target);
        let told: BTreeSet<String> = report
            .stays
            .iter()
            .filter(|note| note.code == "export.extensions-left")
            .map(|note| match &note.element {
                Some(id) => read.model.elements.iter().find(|e| e.id == *id).unwrap().xid.clone().unwrap(),
                None => "P".to_owned(),
            })
            .collect();
        assert_eq!(told.into_iter().collect::<Vec<_>>().join(" "), wanted, "{name} for {target:?}");
        // Nothing of another engine gets in.
        let own = match target {
            Target::Zeebe => "http://camunda.org/schema/zeebe/1.0",
            Target::Flowable => "http://flowable.org/bpmn",
            Target::Operaton => OPERATON,
            _ => CAMUNDA,
        };
        let doc = Document::parse(&out).unwrap();
        let said = doc.descendants().flat_map(|node| {
            let attributes = node.attributes().filter_map(|attribute| attribute.namespace());
            node.tag_name().namespace().into_iter().chain(attributes).collect::<Vec<_>>()
        });
        let engines = [CAMUNDA, OPERATON, "http://camunda.org/schema/zeebe/1.0", "http://flowable.org/bpmn"];
        let found: BTreeSet<&str> = said.filter(|space| engines.contains(space)).collect();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [own], "{name}");
    }
}
