//! What an XML file of BPMN says, as facts that compare: for every element its type, parent, attributes and text, under a
//! key made of ids. Written against the trees of the files; shares nothing with the product's reader.
//!
//! Siblings of different names have no order, siblings of one name without ids have; prefixes, quotes and blanks mean nothing;
//! coordinates are equal within a pixel.

use anyhow::{Context, Result};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/// One fact, and the ids of what it is about: of the element, of those around it, of what is drawn.
pub struct Fact {
    pub value: String,
    pub about: Vec<String>,
}

/// Facts by element and aspect.
pub type Facts = BTreeMap<String, Fact>;

/// How two files differ.
#[derive(Default)]
pub struct Difference {
    pub kept: usize,
    /// Facts of the first that the second does not have, or has otherwise.
    pub lost: Vec<String>,
    /// Facts of the second only.
    pub added: Vec<String>,
}

/// # Errors
/// If the bytes are not text in an encoding known here, or not XML.
pub fn read(bytes: &[u8]) -> Result<Facts> {
    let text = decode(bytes)?;
    // Blanks before the declaration, as text copied from a page has them, are no business of this comparison.
    let doc = Document::parse(text.trim_start()).context("not XML")?;
    let mut facts = Facts::new();
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    take(doc.root_element(), "", &[], 0, &mut keys, &mut facts);
    Ok(facts)
}

/// UTF-8, UTF-16 with or without a mark, ISO 8859-1 and what is nearly that.
fn decode(bytes: &[u8]) -> Result<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).context("not UTF-16")
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).context("not UTF-8"),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [b'<', 0, ..] => wide(bytes, u16::from_le_bytes),
        [0, b'<', ..] => wide(bytes, u16::from_be_bytes),
        _ => Ok(match String::from_utf8(bytes.to_vec()) {
            Ok(text) => text,
            // Every byte is a character: enough to compare two files in the same encoding.
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        }),
    }
}

fn take(
    node: Node<'_, '_>,
    parent: &str,
    around: &[String],
    number: usize,
    keys: &mut BTreeMap<String, usize>,
    facts: &mut Facts,
) {
    let name = qualified(node.tag_name().namespace(), node.tag_name().name());
    let plain = node.tag_name().name();
    let drawn = node.attribute("bpmnElement").map(local);
    let key = match node.attribute("id") {
        Some(id) if !id.is_empty() => format!("#{id}"),
        _ => match drawn {
            Some(drawn) => format!("{plain} of {drawn}"),
            None => format!("{parent}/{name}[{number}]"),
        },
    };
    // An id that is there twice.
    let count = keys.entry(key.clone()).or_default();
    *count += 1;
    let key = if *count > 1 { format!("{key}({count})") } else { key };
    let mut about = around.to_vec();
    about.extend(drawn.map(str::to_owned));
    about.extend(node.attribute("id").map(str::to_owned));
    let mut fact = |aspect: &str, value: String| {
        facts.insert(format!("{key} {aspect}"), Fact { value, about: about.clone() });
    };
    fact("type", name);
    fact("parent", parent.to_owned());
    for attribute in node.attributes() {
        fact(
            &format!("@{}", qualified(attribute.namespace(), attribute.name())),
            value(attribute.namespace(), attribute.name(), attribute.value()),
        );
    }
    let text: String = node.children().filter(Node::is_text).filter_map(|text| text.text()).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let refers = node.tag_name().namespace() == Some(MODEL)
        && (plain.ends_with("Ref") || plain.ends_with("Refs") || matches!(plain, "incoming" | "outgoing"));
    if refers {
        // A set: told apart by what they say.
        let said = local(&text).to_owned();
        facts.remove(&format!("{key} type"));
        facts.remove(&format!("{key} parent"));
        about.push(said.clone());
        facts.insert(format!("{parent} {plain} {said}"), Fact { value: String::new(), about });
        return;
    }
    if !text.is_empty() {
        fact("text", text);
    }
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for child in node.children().filter(Node::is_element) {
        let name = qualified(child.tag_name().namespace(), child.tag_name().name());
        let number = numbers.entry(name).or_default();
        take(child, &key, &about, *number, keys, facts);
        // What has a name of its own has no number: others keep theirs when it goes.
        let named = child.attribute("id").is_some_and(|id| !id.is_empty());
        *number += usize::from(!named && child.attribute("bpmnElement").is_none());
    }
}

fn qualified(space: Option<&str>, name: &str) -> String {
    space.map_or_else(|| name.to_owned(), |space| format!("{{{space}}}{name}"))
}

fn local(name: &str) -> &str {
    let name = name.trim();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Names with a prefix mean what they mean without.
fn value(space: Option<&str>, name: &str, value: &str) -> String {
    let named = space == Some("http://www.w3.org/2001/XMLSchema-instance") && name == "type";
    let refers = space.is_none() && (name.ends_with("Ref") || matches!(name, "bpmnElement" | "default"));
    if named || refers { local(value).to_owned() } else { value.to_owned() }
}

pub fn compare(before: &Facts, after: &Facts) -> Difference {
    let mut difference = Difference::default();
    for (key, fact) in before {
        match after.get(key) {
            Some(now) if same(key, &fact.value, &now.value) => difference.kept += 1,
            _ => difference.lost.push(key.clone()),
        }
    }
    difference.added = after.keys().filter(|key| !before.contains_key(*key)).cloned().collect();
    difference
}

fn same(key: &str, a: &str, b: &str) -> bool {
    let place = [" @x", " @y", " @width", " @height"].iter().any(|end| key.ends_with(end));
    match (a.trim().parse::<f64>(), b.trim().parse::<f64>()) {
        (Ok(x), Ok(y)) if place => a == b || (x - y).abs() <= 1.0,
        _ => a == b,
    }
}
