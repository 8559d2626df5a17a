//! What a BPMN file says, as facts that do not depend on order, prefixes, quotes or indentation: every element by its id
//! with type, attributes, parent and what it holds; every drawing by what it draws. Numbers are equal within a pixel.

use roxmltree::{Document, Node};
use std::collections::BTreeMap;

const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const BPMNDI: &str = "http://www.omg.org/spec/BPMN/20100524/DI";

pub type Facts = BTreeMap<String, BTreeMap<String, String>>;

/// Facts of a file in any encoding the reader knows.
pub fn facts(text: &str) -> Facts {
    let doc = Document::parse(text).unwrap();
    let mut facts = Facts::new();
    for node in doc.descendants().filter(Node::is_element) {
        let space = node.tag_name().namespace().unwrap_or_default();
        let key = match node.tag_name().name() {
            "BPMNShape" | "BPMNEdge" => {
                let mut key =
                    format!("drawing of {}", local(node.attribute("bpmnElement").unwrap_or_default()));
                while facts.contains_key(&key) {
                    key.push('+');
                }
                key
            }
            "BPMNPlane" => format!("plane of {}", local(node.attribute("bpmnElement").unwrap_or_default())),
            _ if space == MODEL => match node.attribute("id") {
                Some(id) => id.to_owned(),
                None => continue,
            },
            _ => continue,
        };
        let mut fact = BTreeMap::new();
        fact.insert("type".to_owned(), node.tag_name().name().to_owned());
        if space == MODEL
            && let Some(parent) = node.ancestors().skip(1).find_map(|above| above.attribute("id"))
        {
            fact.insert("parent".to_owned(), parent.to_owned());
        }
        own(node, "", &mut fact);
        facts.insert(key, fact);
    }
    facts
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Attributes and everything inside that has no id of its own, by path.
fn own(node: Node<'_, '_>, path: &str, fact: &mut BTreeMap<String, String>) {
    for attribute in node.attributes() {
        if path.is_empty() && attribute.name() == "id" && node.tag_name().namespace() == Some(BPMNDI) {
            continue;
        }
        let space = attribute.namespace().map(|space| format!("{{{space}}}")).unwrap_or_default();
        add(fact, format!("{path}@{space}{}", attribute.name()), local_type(&space, attribute.value()));
    }
    let text: String = node.children().filter(Node::is_text).filter_map(|text| text.text()).collect();
    if !text.trim().is_empty() {
        add(fact, format!("{path}#text"), text.trim().to_owned());
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for child in node.children().filter(Node::is_element) {
        let space = child.tag_name().namespace().unwrap_or_default();
        let name = child.tag_name().name();
        let named =
            space == MODEL && child.attribute("id").is_some() || space == BPMNDI && name != "BPMNLabel";
        if named {
            continue;
        }
        // References are a set; everything else is told apart by its number.
        if matches!(name, "incoming" | "outgoing" | "flowNodeRef") {
            let text = child.text().unwrap_or_default().trim().to_owned();
            add(fact, format!("{path}/{name}={}", local(&text)), String::new());
            continue;
        }
        let count = counts.entry(name.to_owned()).or_default();
        *count += 1;
        own(child, &format!("{path}/{name}{count}"), fact);
        fact.entry(format!("{path}/{name}{count}")).or_default();
    }
}

fn local_type(space: &str, value: &str) -> String {
    if space.contains("XMLSchema-instance") { local(value).to_owned() } else { value.to_owned() }
}

fn add(fact: &mut BTreeMap<String, String>, name: String, value: String) {
    fact.insert(name, value);
}

/// What differs, one line each: `id: what: before -> after`.
pub fn differences(before: &Facts, after: &Facts) -> Vec<String> {
    let mut out = Vec::new();
    for key in before.keys().chain(after.keys()).collect::<std::collections::BTreeSet<_>>() {
        match (before.get(key), after.get(key)) {
            (Some(_), None) => out.push(format!("{key}: gone")),
            (None, Some(_)) => out.push(format!("{key}: new")),
            (Some(a), Some(b)) => {
                for name in a.keys().chain(b.keys()).collect::<std::collections::BTreeSet<_>>() {
                    let (x, y) = (a.get(name), b.get(name));
                    if !same(name, x, y) {
                        let show = |value: Option<&String>| {
                            value.map_or("nothing".into(), |value| format!("{value:?}"))
                        };
                        out.push(format!("{key}: {name}: {} -> {}", show(x), show(y)));
                    }
                }
            }
            (None, None) => {}
        }
    }
    out
}

fn same(name: &str, a: Option<&String>, b: Option<&String>) -> bool {
    if a == b {
        return true;
    }
    let number = |value: Option<&String>| value.and_then(|value| value.parse::<f64>().ok());
    let place = ["@x", "@y", "@width", "@height"].iter().any(|end| name.ends_with(end));
    matches!((number(a), number(b)), (Some(a), Some(b)) if place && (a - b).abs() <= 1.0)
}
