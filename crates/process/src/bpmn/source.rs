//! An imported file as a tree that can be changed and written again with every byte that was not changed as it was:
//! quotes, line breaks in attributes, CDATA, comments, order and indentation. That is why files are not printed by a
//! general XML writer.

use super::{
    names,
    print::{self, Prefixes},
    tree::{self, Node},
};
use std::{collections::HashMap, ops::Range};

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
    /// With the blanks before it; `None` if it is new or changed.
    raw: Option<Range<usize>>,
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
            attributes.push(Attribute { space, local, qname: full, value, raw: Some(before..at) });
        }
        (qname, at, attributes)
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

    fn touch(&mut self, index: Index) {
        let mut next = Some(index);
        while let Some(index) = next {
            self.items[index].dirty = true;
            next = self.items[index].parent;
        }
    }

    /// Sets or removes an attribute.
    pub fn set(&mut self, index: Index, space: Option<&'static str>, name: &str, value: Option<&str>) {
        let at = self.items[index]
            .attributes
            .iter()
            .position(|attribute| attribute.space.as_deref() == space && attribute.local == name);
        match (at, value) {
            (Some(at), None) => {
                self.items[index].attributes.remove(at);
            }
            (Some(at), Some(value)) => {
                let value = self.scope(index).spell(space, value);
                let attribute = &mut self.items[index].attributes[at];
                attribute.value = value;
                attribute.raw = None;
            }
            (None, Some(value)) => {
                if let Some(space) = space {
                    self.declare(index, space, true);
                }
                let scope = self.scope(index);
                let value = scope.spell(space, value);
                let qname =
                    space.map_or(name.to_owned(), |space| print::qualified(&scope.attribute(space), name));
                let space = space.map(str::to_owned);
                self.items[index].attributes.push(Attribute {
                    space,
                    local: name.to_owned(),
                    qname,
                    value,
                    raw: None,
                });
            }
            (None, None) => return,
        }
        self.items[index].tag = true;
        self.touch(index);
    }

    /// Replaces everything in an element by text.
    pub fn set_text(&mut self, index: Index, text: Option<&str>) {
        self.items[index].pieces = text.map(|text| Piece::Text(print::text(text))).into_iter().collect();
        self.items[index].tag = true;
        self.touch(index);
    }

    /// Gives an element another name in the same namespace.
    pub fn rename(&mut self, index: Index, local: &str) {
        let item = &mut self.items[index];
        let prefix = item.qname.rsplit_once(':').map_or("", |(prefix, _)| prefix).to_owned();
        item.qname = print::qualified(&prefix, local);
        item.local = local.to_owned();
        item.tag = true;
        self.touch(index);
    }

    /// Takes an element out of its parent, with the blanks before it.
    pub fn detach(&mut self, index: Index) {
        let Some(parent) = self.items[index].parent.take() else { return };
        let text = self.text;
        let pieces = &mut self.items[parent].pieces;
        let Some(at) = pieces.iter().position(|piece| matches!(piece, Piece::Node(node) if *node == index))
        else {
            return;
        };
        pieces.remove(at);
        if let Some(before) = at.checked_sub(1) {
            let blank = match &mut pieces[before] {
                Piece::Raw(range) => {
                    range.end = range.start + text[range.clone()].trim_end().len();
                    range.start == range.end
                }
                Piece::Text(text) => text.trim().is_empty(),
                Piece::Node(_) => false,
            };
            if blank {
                pieces.remove(before);
            }
        }
        self.touch(parent);
    }

    /// Puts an element into a parent, at the place that the schema gives to its name.
    pub fn attach(&mut self, index: Index, parent: Index) {
        let item = &self.items[index];
        let place = tree::rank(&item.space, &item.local);
        let children: Vec<Index> = self.children(parent).collect();
        // After the last that does not come later, so that an odd order elsewhere does not pull it forward.
        let after = children
            .iter()
            .rposition(|child| tree::rank(&self.items[*child].space, &self.items[*child].local) <= place);
        let pieces = &self.items[parent].pieces;
        let at = |node: Index| {
            pieces.iter().position(|piece| matches!(piece, Piece::Node(other) if *other == node))
        };
        let at = match after {
            Some(n) => at(children[n]).map_or(pieces.len(), |n| n + 1),
            None => match children.first() {
                // Before the first child: its blanks stay before what comes now.
                Some(first) => at(*first).map_or(0, |n| n.saturating_sub(usize::from(n > 0))),
                None => 0,
            },
        };
        let indent = self.indentation(parent, children.first().copied());
        let closing = children.is_empty() && !indent.is_empty() && self.items[parent].place.is_some();
        self.items[index].parent = Some(parent);
        self.items[index].indent.clone_from(&indent);
        let mut new = Vec::new();
        if self.items[parent].place.is_some() {
            new.push(Piece::Text(indent.clone()));
        }
        new.push(Piece::Node(index));
        if closing {
            // The first child: the blanks before the end tag go one step back.
            let outer = self.before(parent);
            self.items[parent].pieces.retain(|piece| match piece {
                Piece::Raw(range) => !self.text[range.clone()].trim().is_empty(),
                Piece::Text(text) => !text.trim().is_empty(),
                Piece::Node(_) => true,
            });
            new.push(Piece::Text(outer));
            self.items[parent].pieces.extend(new);
        } else {
            let at = at.min(self.items[parent].pieces.len());
            self.items[parent].pieces.splice(at..at, new);
        }
        self.touch(index);
    }

    /// The line break and blanks before an element.
    fn before(&self, index: Index) -> String {
        match &self.items[index].place {
            Some((range, _)) => {
                let before = &self.text[..range.start];
                let blanks = &before[before.trim_end().len()..];
                let from =
                    blanks.rfind('\n').map_or(0, |at| if blanks[..at].ends_with('\r') { at - 1 } else { at });
                if blanks.contains('\n') { blanks[from..].to_owned() } else { String::new() }
            }
            None => self.items[index].indent.clone(),
        }
    }

    /// What stands before a child of an element.
    fn indentation(&self, parent: Index, first: Option<Index>) -> String {
        if let Some(first) = first {
            return self.before(first);
        }
        let own = self.before(parent);
        if own.is_empty() && parent != ROOT {
            return own;
        }
        let own = if own.is_empty() { "\n".to_owned() } else { own };
        let step = if own.contains('\t') { "\t" } else { "  " };
        format!("{own}{step}")
    }

    /// A new element from a tree of ours, without what has a key of its own. To be attached.
    pub fn make(&mut self, node: &Node, parent: Index) -> Index {
        self.declare(parent, node.space, false);
        for space in node.attributes.iter().filter_map(|attribute| attribute.space) {
            self.declare(parent, space, true);
        }
        let scope = self.scope(parent);
        let attributes = node
            .attributes
            .iter()
            .map(|attribute| Attribute {
                space: attribute.space.map(str::to_owned),
                local: attribute.name.to_owned(),
                qname: attribute.space.map_or(attribute.name.to_owned(), |space| {
                    print::qualified(&scope.attribute(space), attribute.name)
                }),
                value: scope.spell(attribute.space, &attribute.value),
                raw: None,
            })
            .collect();
        let qname = print::qualified(&scope.element(node.space), node.name);
        let index = self.items.len();
        self.items.push(Item {
            parent: None,
            space: node.space.to_owned(),
            local: node.name.to_owned(),
            qname,
            place: None,
            attributes,
            pieces: node.text.iter().map(|text| Piece::Text(print::text(text))).collect(),
            dirty: true,
            tag: true,
            indent: String::new(),
        });
        for child in node.children.iter().filter(|child| child.key.is_none()) {
            let inner = self.make(child, parent);
            self.items[inner].parent = Some(index);
            self.items[index].pieces.push(Piece::Node(inner));
        }
        index
    }

    /// Makes sure that a namespace has a prefix where something is written.
    fn declare(&mut self, index: Index, space: &'static str, attribute: bool) {
        let scope = self.scope(index);
        if scope.find(space, attribute).is_some() {
            return;
        }
        let taken: Vec<&str> = scope.0.iter().map(|(prefix, _)| prefix.as_str()).collect();
        let wanted = names::prefix(space);
        let mut prefix = wanted.to_owned();
        let mut count = 2;
        while taken.contains(&prefix.as_str()) {
            prefix = format!("{wanted}{count}");
            count += 1;
        }
        self.items[ROOT].attributes.push(Attribute {
            space: Some("xmlns".into()),
            local: prefix.clone(),
            qname: format!("xmlns:{prefix}"),
            value: space.to_owned(),
            raw: None,
        });
        self.items[ROOT].tag = true;
        self.touch(ROOT);
    }

    fn scope(&self, index: Index) -> Scope {
        let mut declared: Vec<(String, String)> = Vec::new();
        let mut next = Some(index);
        while let Some(index) = next {
            let item = &self.items[index];
            for attribute in
                item.attributes.iter().filter(|attribute| attribute.space.as_deref() == Some("xmlns"))
            {
                if !declared.iter().any(|(prefix, _)| *prefix == attribute.local) {
                    declared.push((attribute.local.clone(), attribute.value.clone()));
                }
            }
            // What is not attached yet is written at the root's level at worst.
            next = item.parent.or((index != ROOT).then_some(ROOT));
        }
        Scope(declared)
    }

    /// The namespace that the file uses for an engine's attributes, if any.
    pub fn engine(&self) -> Option<&'static str> {
        let uses = |space: &str| {
            self.items
                .iter()
                .any(|item| item.attributes.iter().any(|attribute| attribute.space.as_deref() == Some(space)))
        };
        names::ENGINES.into_iter().find(|space| uses(space)).or_else(|| {
            let scope = self.scope(ROOT);
            names::ENGINES.into_iter().find(|space| scope.find(space, true).is_some())
        })
    }

    /// The whole file.
    pub fn print(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + 1024);
        if let Some((range, _)) = &self.items[ROOT].place {
            out.push_str(&self.text[..range.start]);
            self.emit(ROOT, &mut out);
            out.push_str(&self.text[range.end..]);
        }
        out
    }

    fn emit(&self, index: Index, out: &mut String) {
        let item = &self.items[index];
        if let (Some((range, _)), false) = (&item.place, item.dirty) {
            out.push_str(&self.text[range.clone()]);
            return;
        }
        let empty = item.pieces.is_empty();
        match &item.place {
            // An empty element that got children needs another tag, too.
            Some((_, tag)) if !item.tag && (empty || !self.text[tag.clone()].ends_with("/>")) => {
                out.push_str(&self.text[tag.clone()]);
                if empty && self.text[tag.clone()].ends_with("/>") {
                    return;
                }
            }
            _ => {
                out.push('<');
                out.push_str(&item.qname);
                for attribute in &item.attributes {
                    match &attribute.raw {
                        Some(range) => out.push_str(&self.text[range.clone()]),
                        None => out.push_str(&format!(
                            " {}=\"{}\"",
                            attribute.qname,
                            print::value(&attribute.value)
                        )),
                    }
                }
                if empty {
                    out.push_str(if item.place.is_some() { "/>" } else { " />" });
                    return;
                }
                out.push('>');
            }
        }
        let mut nested = false;
        for piece in &item.pieces {
            match piece {
                Piece::Raw(range) => out.push_str(&self.text[range.clone()]),
                Piece::Text(text) => out.push_str(text),
                Piece::Node(child) => {
                    if item.place.is_none() {
                        nested = true;
                        out.push_str(&self.inner(index));
                    }
                    self.emit(*child, out);
                }
            }
        }
        if nested {
            out.push_str(&self.outer(index));
        }
        out.push_str("</");
        out.push_str(&item.qname);
        out.push('>');
    }

    /// The blanks before a new element, by those of its parent.
    fn outer(&self, index: Index) -> String {
        let item = &self.items[index];
        match item.parent {
            Some(parent) if self.items[parent].place.is_none() => self.inner(parent),
            _ => item.indent.clone(),
        }
    }

    fn inner(&self, index: Index) -> String {
        let outer = self.outer(index);
        if outer.is_empty() {
            outer
        } else {
            format!("{outer}{}", if outer.contains('\t') { "\t" } else { "  " })
        }
    }
}

/// Prefixes in force somewhere.
struct Scope(Vec<(String, String)>);

impl Scope {
    fn find(&self, space: &str, attribute: bool) -> Option<&str> {
        self.0
            .iter()
            .find(|(prefix, uri)| uri == space && !(attribute && prefix.is_empty()))
            .map(|(prefix, _)| prefix.as_str())
    }
    fn spell(&self, space: Option<&str>, value: &str) -> String {
        print::spelled(space, value, self)
    }
}

impl Prefixes for Scope {
    fn element(&self, space: &str) -> String {
        self.find(space, false).unwrap_or_default().to_owned()
    }
    fn attribute(&self, space: &str) -> String {
        self.find(space, true).unwrap_or_else(|| names::prefix(space)).to_owned()
    }
}
