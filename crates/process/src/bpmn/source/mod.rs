//! An imported file as a tree that can be changed and written again with every byte that was not changed as it was:
//! quotes, line breaks in attributes, CDATA, comments, order and indentation. That is why files are not printed by a
//! general XML writer.

mod edit;
mod emit;
mod scope;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// An index into `Source::nodes`.
pub type Index = usize;

enum Piece {
    /// Bytes of the file between elements.
    Raw(Range<usize>),
    Node(Index),
    /// New text, escaped.
    Text(String),
}

struct Attribute {
    space: Option<String>,
    local: String,
    qname: String,
    value: String,
    /// With the blanks before it; `None` if it is new.
    raw: Option<Range<usize>>,
    /// Another value than there.
    changed: bool,
}

struct Item {
    parent: Option<Index>,
    space: String,
    local: String,
    qname: String,
    /// The whole element and its start tag; `None` if it is new.
    place: Option<(Range<usize>, Range<usize>)>,
    attributes: Vec<Attribute>,
    pieces: Vec<Piece>,
    /// Anything in it changed.
    dirty: bool,
    /// Its own start tag changed.
    tag: bool,
    /// White space before it, if it is new.
    indent: String,
    /// The id it had when the file was read.
    id: Option<String>,
}

pub struct Source<'t> {
    text: &'t str,
    items: Vec<Item>,
    by_start: HashMap<usize, Index>,
}

/// The root element.
pub const ROOT: Index = 0;

impl<'t> Source<'t> {
    /// `None` if the text is not XML, which cannot be for a text that was read before.
    pub fn parse(text: &'t str) -> Option<Self> {
        let doc = roxmltree::Document::parse(text).ok()?;
        let mut source = Self { text, items: Vec::new(), by_start: HashMap::new() };
        source.take(doc.root_element(), None);
        Some(source)
    }

    /// Depth is bounded by the scan of the reader.
    fn take(&mut self, node: roxmltree::Node<'_, '_>, parent: Option<Index>) -> Index {
        let range = node.range();
        let index = self.items.len();
        let (qname, end, attributes) = self.start_tag(node);
        let empty = self.text[..end].ends_with("/>");
        self.by_start.insert(range.start, index);
        self.items.push(Item {
            parent,
            space: node.tag_name().namespace().unwrap_or_default().to_owned(),
            local: node.tag_name().name().to_owned(),
            qname,
            place: Some((range.clone(), range.start..end)),
            attributes,
            pieces: Vec::new(),
            dirty: false,
            tag: false,
            indent: String::new(),
            id: node.attribute("id").map(str::to_owned),
        });
        if empty {
            return index;
        }
        let close = self.text[end..range.end].rfind("</").map_or(range.end, |at| end + at);
        let (mut at, mut pieces) = (end, Vec::new());
        for child in node.children().filter(roxmltree::Node::is_element) {
            let inner = child.range();
            if inner.start > at {
                pieces.push(Piece::Raw(at..inner.start));
            }
            at = inner.end;
            pieces.push(Piece::Node(self.take(child, Some(index))));
        }
        if close > at {
            pieces.push(Piece::Raw(at..close));
        }
        self.items[index].pieces = pieces;
        index
    }

    /// Name, end and attributes of a start tag, declarations included.
    fn start_tag(&self, node: roxmltree::Node<'_, '_>) -> (String, usize, Vec<Attribute>) {
        let bytes = self.text.as_bytes();
        let start = node.range().start;
        let mut at = start + 1;
        while !matches!(bytes.get(at), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>')) {
            at += 1;
        }
        let qname = self.text[start + 1..at].to_owned();
        let known: HashMap<usize, roxmltree::Attribute<'_, '_>> =
            node.attributes().map(|attribute| (attribute.range_qname().start, attribute)).collect();
        let mut attributes = Vec::new();
        loop {
            let before = at;
            while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
                at += 1;
            }
            match bytes.get(at) {
                None => break,
                Some(b'>') => {
                    at += 1;
                    break;
                }
                Some(b'/') => {
                    at += 2;
                    break;
                }
                Some(_) => {}
            }
            let name = at;
            let Some(equals) = self.text[at..].find('=') else { break };
            let full = self.text[name..name + equals].trim_end().to_owned();
            let Some(open) = self.text[name + equals..].find(['"', '\'']).map(|n| name + equals + n) else {
                break;
            };
            let quote = char::from(bytes[open]);
            let Some(length) = self.text[open + 1..].find(quote) else { break };
            at = open + 1 + length + 1;
            let (space, local, value) = match known.get(&name) {
                Some(attribute) => (
                    attribute.namespace().map(str::to_owned),
                    attribute.name().to_owned(),
                    attribute.value().to_owned(),
                ),
                None => {
                    let prefix = full.strip_prefix("xmlns").unwrap_or_default().trim_start_matches(':');
                    (Some("xmlns".to_owned()), prefix.to_owned(), self.text[open + 1..at - 1].to_owned())
                }
            };
            attributes.push(Attribute {
                space,
                local,
                qname: full,
                value,
                raw: Some(before..at),
                changed: false,
            });
        }
        (qname, at, attributes)
    }

    /// The ids of everything in the file as it was.
    pub fn ids(&self) -> HashSet<String> {
        self.items.iter().filter(|item| item.place.is_some()).filter_map(|item| item.id.clone()).collect()
    }
    /// An attribute without a namespace.
    pub fn attribute(&self, index: Index, name: &str) -> Option<&str> {
        let mut plain = self.items[index].attributes.iter().filter(|attribute| attribute.space.is_none());
        plain.find(|attribute| attribute.local == name).map(|attribute| attribute.value.as_str())
    }
    /// The element that starts at a byte of the text.
    pub fn at(&self, start: usize) -> Option<Index> {
        self.by_start.get(&start).copied()
    }
    pub fn parent(&self, index: Index) -> Option<Index> {
        self.items[index].parent
    }
    /// True if nothing in it was changed.
    pub fn is_clean(&self, index: Index) -> bool {
        !self.items[index].dirty
    }
    /// Child elements.
    pub fn children(&self, index: Index) -> impl Iterator<Item = Index> + '_ {
        self.items[index]
            .pieces
            .iter()
            .filter_map(|piece| if let Piece::Node(child) = piece { Some(*child) } else { None })
    }
    pub fn name(&self, index: Index) -> (&str, &str) {
        (&self.items[index].space, &self.items[index].local)
    }
    /// True if there is nothing to it but its id.
    pub fn is_bare(&self, index: Index) -> bool {
        let said = |attribute: &Attribute| {
            attribute.space.as_deref() != Some("xmlns")
                && (attribute.space.is_some() || attribute.local != "id")
        };
        self.children(index).next().is_none() && !self.items[index].attributes.iter().any(said)
    }
    /// Names of the attributes without a namespace.
    pub fn plain_attributes(&self, index: Index) -> Vec<String> {
        let plain = self.items[index].attributes.iter().filter(|attribute| attribute.space.is_none());
        plain.map(|attribute| attribute.local.clone()).collect()
    }
    /// The text of an element without children, as it stands in the file.
    pub fn raw_text(&self, index: Index) -> String {
        let pieces = self.items[index].pieces.iter();
        pieces
            .map(|piece| match piece {
                Piece::Raw(range) => &self.text[range.clone()],
                Piece::Text(text) => text,
                Piece::Node(_) => "",
            })
            .collect()
    }
}
