//! Values as they stand in a file, cleaned for a board: text of nodes, names, numbers, expressions.

use super::{Xml, names};
use crate::model::LONGEST_NAME;

/// All text directly in a node, CDATA included.
pub fn text(node: Xml<'_>) -> String {
    node.children().filter(|child| child.is_text()).filter_map(|child| child.text()).collect()
}

/// A label as a board keeps it: `\n` only, no other control characters, not longer than a board takes.
pub fn line(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            '\n' => c,
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => continue,
            c => c,
        };
        if line.len() + c.len_utf8() > LONGEST_NAME {
            break;
        }
        line.push(c);
    }
    line
}

/// An XML boolean: `true`, `1`, `false`, `0`.
pub fn flag(node: Xml<'_>, name: &str) -> Option<bool> {
    match node.attribute(name)?.trim() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// The first documentation that says something.
pub fn documentation(node: Xml<'_>) -> Option<String> {
    children(node, "documentation")
        .filter(|child| child.attribute("textFormat") != Some(crate::bpmn::build::IN_WORDS))
        .map(|child| {
            child.descendants().filter(roxmltree::Node::is_text).filter_map(|n| n.text()).collect::<String>()
        })
        .map(|text| text.replace("\r\n", "\n").trim().to_owned())
        .find(|text| !text.is_empty())
}

/// Children of the BPMN namespace with this name.
pub fn children<'a>(node: Xml<'a>, name: &'static str) -> impl Iterator<Item = Xml<'a>> {
    node.children().filter(move |child| child.has_tag_name((names::MODEL, name)))
}

pub fn child<'a>(node: Xml<'a>, name: &'static str) -> Option<Xml<'a>> {
    children(node, name).next()
}

/// An attribute of an engine's namespace, whichever.
pub fn engine<'a>(node: Xml<'a>, name: &str) -> Option<&'a str> {
    names::ENGINES
        .iter()
        .find_map(|namespace| node.attribute((*namespace, name)))
        .filter(|value| !value.is_empty())
}

/// An expression without the `${…}` that some engines want around it.
pub fn expression(text: &str) -> String {
    let text = text.trim();
    match text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
        // `${a} and ${b}` is not one expression.
        Some(inner) if !inner.contains(['{', '}']) => inner.trim().to_owned(),
        _ => text.to_owned(),
    }
}

/// A finite number.
pub fn number(node: Xml<'_>, name: &str) -> Option<f64> {
    node.attribute(name)?.trim().parse::<f64>().ok().filter(|value| value.is_finite() && value.abs() < 1e9)
}

/// `#RRGGBB` of what tools write: with and without alpha, three digits, `rgb(…)`, a few names stay as they are.
pub fn colour(text: &str) -> Option<String> {
    let text = text.trim();
    let hex = text.strip_prefix('#').unwrap_or_default();
    if hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(format!("#{}", hex.to_ascii_uppercase()));
    }
    if hex.len() == 3 && hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(format!(
            "#{}",
            hex.chars().flat_map(|c| [c, c]).collect::<String>().to_ascii_uppercase()
        ));
    }
    let parts = text.strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Option<Vec<u8>> = parts.split(',').map(|part| part.trim().parse().ok()).collect();
    match parts?.as_slice() {
        [r, g, b] => Some(format!("#{r:02X}{g:02X}{b:02X}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        for (text, wanted) in [
            ("${complete == true}", "complete == true"),
            (" ${ a } ", "a"),
            ("${a} and ${b}", "${a} and ${b}"),
            ("= a", "= a"),
            ("x > 1", "x > 1"),
            ("${", "${"),
        ] {
            assert_eq!(expression(text), wanted);
        }
    }

    #[test]
    fn colours() {
        for (text, wanted) in [
            ("#ffe0b2", Some("#FFE0B2")),
            ("#abc", Some("#AABBCC")),
            ("rgb(255, 0, 10)", Some("#FF000A")),
            ("rgb(256,0,0)", None),
            ("#äb", None),
            ("red", None),
        ] {
            assert_eq!(colour(text).as_deref(), wanted);
        }
    }
}
