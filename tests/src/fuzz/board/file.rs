//! What must hold of every BPMN file that we write.

use roxmltree::Document;
use std::collections::HashSet;
use wandel_process::{Target, bpmn};

const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// Attributes and elements that hold the id of something in the file.
const REFERENCES: [&str; 20] = [
    "sourceRef",
    "targetRef",
    "attachedToRef",
    "processRef",
    "messageRef",
    "errorRef",
    "signalRef",
    "escalationRef",
    "dataObjectRef",
    "dataStoreRef",
    "categoryValueRef",
    "bpmnElement",
    "default",
    "incoming",
    "outgoing",
    "flowNodeRef",
    "dataInputRefs",
    "dataOutputRefs",
    "itemSubjectRef",
    "activityRef",
];

/// # Panics
/// If it is no XML.
pub fn well_formed<'t>(text: &'t str, what: &str) -> Document<'t> {
    match Document::parse(text) {
        Ok(document) => document,
        Err(error) => panic!("{what} is not well-formed: {error}"),
    }
}

/// # Panics
/// If a promise is broken. `anew`: nothing of it is somebody else's file.
pub fn sound(bytes: &[u8], target: Target, anew: bool) {
    let mut count = 0_u64;
    let mut fresh = || {
        count += 1;
        format!("e_{count:011}")
    };
    let name = target.name();
    if let Err(error) = bpmn::read(bytes, "again", &mut fresh) {
        panic!("what was written for {name} cannot be read: {error}");
    }
    if !anew {
        return;
    }
    let Ok(text) = str::from_utf8(bytes) else { panic!("{name}: not UTF-8") };
    let document = well_formed(text, name);
    let mut ids = HashSet::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            // Camunda 7's fields, values and decisions have names of their own.
            if node.tag_name().namespace().is_none_or(|space| space.contains("omg.org")) {
                assert!(is_name(id), "{name}: {id:?} is no name");
                assert!(target == Target::Generic || id.is_ascii(), "{name}: {id:?} is not ASCII");
                assert!(ids.insert(id), "{name}: {id:?} twice");
            }
        }
    }
    for node in document.descendants() {
        let tag = node.tag_name();
        if tag.namespace() == Some(MODEL) && REFERENCES.contains(&tag.name()) {
            let id = node.text().unwrap_or_default();
            assert!(ids.contains(id), "{name}: {} leads to {id:?}", tag.name());
        }
        let omg = tag.namespace().is_some_and(|space| space.contains("omg.org"));
        for attribute in node.attributes().filter(|attribute| omg && attribute.namespace().is_none()) {
            let (key, value) = (attribute.name(), attribute.value());
            if REFERENCES.contains(&key) {
                assert!(ids.contains(value), "{name}: {key} of {} leads to {value:?}", tag.name());
            }
            if matches!(tag.name(), "Bounds" | "waypoint") {
                let number = value.parse::<f64>();
                assert!(number.is_ok_and(f64::is_finite), "{name}: {key} is {value}");
            }
        }
    }
    let namespace = document.root_element().attribute("targetNamespace");
    assert!(namespace.is_some_and(|namespace| !namespace.is_empty()), "{name}: no target namespace");
}

/// A name without a colon (XML Namespaces, 4; XML 1.0, 4 and 4a).
fn is_name(id: &str) -> bool {
    let starts = |c: char| {
        matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}')
    };
    let fits = |c: char| {
        starts(c)
            || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
    };
    id.starts_with(starts) && id.chars().all(fits)
}
