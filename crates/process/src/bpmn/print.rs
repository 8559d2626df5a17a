//! Characters of XML: escaping, and a tree of ours as text. The same two functions write into files of others, so that
//! what is new in them looks like what is new anywhere.

use super::{
    names,
    tree::{Foreign, Node},
};
use std::collections::BTreeMap;

/// The prefixes of namespaces where something is written.
pub trait Prefixes {
    /// Of an element: may be empty, for a default namespace.
    fn element(&self, space: &str) -> String;
    /// Of an attribute: never empty.
    fn attribute(&self, space: &str) -> String;
}

/// Prefix and local name.
pub fn qualified(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}:{name}") }
}

/// Text between tags. What XML cannot hold is left out.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| allowed(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}

/// A value between double quotes; line breaks survive as references.
pub fn value(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars().filter(|c| allowed(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
    out
}

/// XML 1.0, production 2.
const fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Attributes as ` name="value"`, in their order.
pub fn attributes(node: &Node, prefixes: &impl Prefixes) -> String {
    let mut out = String::new();
    for attribute in &node.attributes {
        let name = match attribute.space {
            Some(space) => qualified(&prefixes.attribute(space), attribute.name),
            None => attribute.name.to_owned(),
        };
        out.push_str(&format!(
            " {name}=\"{}\"",
            value(&spelled(attribute.space, &attribute.value, prefixes))
        ));
    }
    out
}

/// The value as it is spelled at a place: `xsi:type` is a name with a prefix.
pub fn spelled(space: Option<&str>, value: &str, prefixes: &impl Prefixes) -> String {
    if space == Some(names::XSI) {
        qualified(&prefixes.element(names::MODEL), value)
    } else {
        value.to_owned()
    }
}

/// A whole file. `more`: namespaces of what it carries, by prefix.
pub fn document(root: &Node, more: &BTreeMap<String, String>) -> String {
    let mut spaces: BTreeMap<&str, &str> =
        more.iter().map(|(prefix, space)| (prefix.as_str(), space.as_str())).collect();
    collect(root, &mut spaces);
    let prefixes = Declared(spaces);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let declarations: String =
        prefixes.0.iter().map(|(prefix, space)| format!(" xmlns:{prefix}=\"{}\"", value(space))).collect();
    print(root, &prefixes, &declarations, "", &mut out);
    out.push('\n');
    out
}

fn collect(node: &Node, spaces: &mut BTreeMap<&str, &str>) {
    spaces.insert(names::prefix(node.space), node.space);
    for space in node.attributes.iter().filter_map(|attribute| attribute.space) {
        spaces.insert(names::prefix(space), space);
    }
    for child in &node.children {
        collect(child, spaces);
    }
}

struct Declared<'s>(BTreeMap<&'s str, &'s str>);

impl Prefixes for Declared<'_> {
    fn element(&self, space: &str) -> String {
        names::prefix(space).to_owned()
    }
    fn attribute(&self, space: &str) -> String {
        names::prefix(space).to_owned()
    }
}

fn print(node: &Node, prefixes: &Declared<'_>, extra: &str, indent: &str, out: &mut String) {
    let name = qualified(&prefixes.element(node.space), node.name);
    let carried = values(&node.carried.attributes);
    out.push_str(&format!("{indent}<{name}{extra}{}{carried}", attributes(node, prefixes)));
    let empty = node.children.is_empty() && node.carried.children.is_empty();
    match &node.text {
        Some(content) if empty => out.push_str(&format!(">{}</{name}>", text(content))),
        _ if empty => out.push_str(" />"),
        _ => {
            out.push('>');
            let inner = format!("{indent}  ");
            for child in &node.children {
                out.push('\n');
                print(child, prefixes, "", &inner, out);
            }
            for child in &node.carried.children {
                out.push('\n');
                foreign(child, &inner, out);
            }
            out.push_str(&format!("\n{indent}</{name}>"));
        }
    }
}

fn values(attributes: &[(String, String)]) -> String {
    attributes.iter().map(|(name, said)| format!(" {name}=\"{}\"", value(said))).collect()
}

fn foreign(node: &Foreign, indent: &str, out: &mut String) {
    out.push_str(&format!("{indent}<{}{}", node.name, values(&node.attributes)));
    if node.text.is_none() && node.children.is_empty() {
        return out.push_str(" />");
    }
    out.push('>');
    out.push_str(&text(node.text.as_deref().unwrap_or_default()));
    for child in &node.children {
        out.push('\n');
        foreign(child, &format!("{indent}  "), out);
    }
    if !node.children.is_empty() {
        out.push_str(&format!("\n{indent}"));
    }
    out.push_str(&format!("</{}>", node.name));
}
