//! Looks over a file before it is parsed: no document type (entities, bombs, files of others), bounded depth and
//! counts. Iterative, so that no nesting can exhaust the stack; it does not judge well-formedness, the parser does.

use super::{ReadError, lines::Lines};
use crate::graph::MAX_DEPTH;

/// About ten times the largest process known.
pub const MAX_ELEMENTS: usize = 200_000;
const MAX_ATTRIBUTES: usize = 400;
/// Declarations in force, summed over all elements that declare any: the parser copies them. A tool that declares its own
/// prefix on every element stays far below.
const MAX_DECLARATIONS: usize = 500_000;

/// # Errors
/// `bpmn.doctype`, `bpmn.too-deep`, `bpmn.too-many`, `bpmn.malformed`, each with its place.
pub fn check(text: &str) -> Result<(), ReadError> {
    let bytes = text.as_bytes();
    let fail = |code: &'static str, at: usize| {
        let (line, column) = Lines::below(text, "").at(at);
        Err(ReadError::new(code, line, column))
    };
    let mut at = 0;
    let mut elements = 0;
    let mut copied = 0;
    // Declarations in force at every open element.
    let mut open: Vec<usize> = Vec::new();
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += found;
        let rest = &bytes[at..];
        let skip =
            |end: &[u8]| rest.windows(end.len()).position(|window| window == end).map(|n| n + end.len());
        if rest.starts_with(b"<!--") {
            let Some(length) = skip(b"-->") else { return fail("bpmn.malformed", at) };
            at += length;
        } else if rest.starts_with(b"<![CDATA[") {
            let Some(length) = skip(b"]]>") else { return fail("bpmn.malformed", at) };
            at += length;
        } else if rest.starts_with(b"<?") {
            let Some(length) = skip(b"?>") else { return fail("bpmn.malformed", at) };
            at += length;
        } else if rest.starts_with(b"<!") {
            return fail("bpmn.doctype", at);
        } else if rest.starts_with(b"</") {
            open.pop();
            at += 2;
        } else {
            elements += 1;
            if elements > MAX_ELEMENTS {
                return fail("bpmn.too-many", at);
            }
            let Some(tag) = tag(rest) else { return fail("bpmn.malformed", at) };
            let declarations = open.last().copied().unwrap_or(0) + tag.declarations;
            if tag.declarations > 0 {
                copied += declarations;
            }
            if tag.attributes > MAX_ATTRIBUTES || copied > MAX_DECLARATIONS {
                return fail("bpmn.too-many", at);
            }
            if !tag.empty {
                if open.len() >= MAX_DEPTH {
                    return fail("bpmn.too-deep", at);
                }
                open.push(declarations);
            }
            at += tag.length;
        }
    }
    Ok(())
}

struct Tag {
    length: usize,
    attributes: usize,
    declarations: usize,
    empty: bool,
}

/// A start tag: everything up to `>` outside quotes.
fn tag(bytes: &[u8]) -> Option<Tag> {
    let (mut quote, mut attributes, mut declarations) = (None, 0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'=') => attributes += 1,
            (None, b'x') if bytes[at..].starts_with(b"xmlns") => declarations += 1,
            (None, b'>') => {
                return Some(Tag { length: at + 1, attributes, declarations, empty: bytes[at - 1] == b'/' });
            }
            (None, _) => {}
        }
    }
    None
}
