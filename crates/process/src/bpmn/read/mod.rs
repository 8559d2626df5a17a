//! BPMN in: parses the text, finds what is an element of ours, where it is drawn and who owns it, and fills in what one
//! can set on it. What a file says twice, wrongly or beyond what the board shows becomes a diagnostic; the text stays.

mod di;
mod extensions;
mod form;
mod items;
mod own;
mod properties;
mod values;

use super::{MAX_BYTES, Read, ReadError, Text, names, scan};
use crate::{
    Diagnostic, Kind, Severity, layout,
    model::{Definitions, Element, Model, Process, Span},
    order,
};
use di::Drawing;
use items::{Container, Item};
use std::{collections::HashMap, ops::Range};

/// A node of the parsed file.
pub(super) type Xml<'a> = roxmltree::Node<'a, 'a>;

pub(super) use form::has_form;
pub(super) use values::expression;

/// Where things of the model are in the text: the first byte of their XML element, by a key (`tree::key`).
pub(super) type Places = HashMap<String, usize>;

/// Reads a BPMN 2.0 file. `source` names the file in the spans; `fresh` makes our ids. What is drawn nowhere gets a
/// place by `layout`.
///
/// # Errors
/// When the file cannot be read at all: too large, not XML, not BPMN.
pub fn read(bytes: &[u8], source: &str, fresh: &mut dyn FnMut() -> String) -> Result<Read, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::new("bpmn.too-large", 1, 1));
    }
    let text = Text::decode(bytes)?;
    let lines = text.lines();
    let found = read_text(&text, source, &[], fresh).map_err(|error| {
        let (line, column) = lines.moved(error.line, error.column);
        ReadError::new(error.code, line, column)
    })?;
    let diagnostics = found.findings.into_iter().map(|Finding { diagnostic, at }| match at {
        Some(at) => {
            let (line, column) = lines.at(at);
            diagnostic.with("line", line.to_string()).with("column", column.to_string())
        }
        None => diagnostic,
    });
    let (model, diagnostics) = (found.model, diagnostics.collect());
    Ok(Read { model, diagnostics, text })
}

/// What a text holds, with the places of everything in it.
pub(super) struct Found {
    pub model: Model,
    pub places: Places,
    findings: Vec<Finding>,
}

/// What was noticed, and at which byte.
struct Finding {
    diagnostic: Diagnostic,
    at: Option<usize>,
}

/// The same for text: the writer compares a model with it. `undrawn`: parts of it that are read as if nothing were drawn.
pub(super) fn read_text(
    text: &str,
    source: &str,
    undrawn: &[Range<usize>],
    fresh: &mut dyn FnMut() -> String,
) -> Result<Found, ReadError> {
    scan::check(text)?;
    let doc = roxmltree::Document::parse(text).map_err(|error| {
        let at = error.pos();
        ReadError::new("bpmn.malformed", at.row, at.col)
    })?;
    let root = doc.root_element();
    if !root.has_tag_name((names::MODEL, "definitions")) {
        return Err(ReadError::new("bpmn.not-bpmn", 1, 1));
    }
    let mut reader = Reader {
        source,
        undrawn,
        fresh,
        ids: HashMap::new(),
        shapes: HashMap::new(),
        ours: HashMap::new(),
        model: Model::default(),
        findings: Vec::new(),
        places: Places::new(),
        forms: form::Known::new(),
    };
    reader.model.definitions = Definitions {
        xid: root.attribute("id").map(str::to_owned),
        name: values::line(root.attribute("name").unwrap_or_default()),
        target_namespace: root.attribute("targetNamespace").unwrap_or_default().to_owned(),
        src: Some(reader.span(root)),
    };
    reader.places.insert("definitions".into(), root.range().start);
    reader.index(root);
    let mut items = reader.collect(root);
    let mut drawing = reader.drawing(root, &mut items);
    reader.build(&items, &mut drawing);
    order::walk(&mut reader.model);
    if layout::layout(&mut reader.model) {
        let diagnostic = Diagnostic::new(Severity::Info, "bpmn.laid-out", None);
        reader.findings.push(Finding { diagnostic, at: None });
    }
    Ok(Found { model: reader.model, places: reader.places, findings: reader.findings })
}

pub(super) struct Reader<'a, 'f> {
    source: &'a str,
    undrawn: &'a [Range<usize>],
    fresh: &'f mut dyn FnMut() -> String,
    /// Nodes by the file's ids; the first one wins.
    ids: HashMap<&'a str, Xml<'a>>,
    /// The first shape of every node that has one.
    shapes: HashMap<roxmltree::NodeId, Xml<'a>>,
    /// Our ids of elements and processes, by node.
    ours: HashMap<roxmltree::NodeId, String>,
    model: Model,
    findings: Vec<Finding>,
    places: Places,
    forms: form::Known,
}

impl<'a> Reader<'a, '_> {
    fn index(&mut self, root: Xml<'a>) {
        for node in root.descendants() {
            if node.tag_name().namespace() != Some(names::MODEL) {
                continue;
            }
            let Some(id) = node.attribute("id") else { continue };
            if self.ids.contains_key(id) {
                let found = Diagnostic::new(Severity::Warning, "bpmn.duplicate-id", None).with("id", id);
                self.tell(node, found);
            } else {
                self.ids.insert(id, node);
            }
        }
    }

    fn tell(&mut self, node: Xml<'_>, diagnostic: Diagnostic) {
        // A damaged file may have the same fault in every line; nobody reads more.
        if self.findings.len() < 500 {
            self.findings.push(Finding { diagnostic, at: Some(node.range().start) });
        }
    }

    /// True if the file that a node stands in draws anything.
    fn drawn(&self, drawing: &Drawing<'_>, node: Xml<'_>) -> bool {
        drawing.any() && !self.undrawn.iter().any(|part| part.contains(&node.range().start))
    }

    /// The node that a reference means: ids are QNames in places, with or without a prefix.
    fn resolve(&self, reference: &str) -> Option<Xml<'a>> {
        let reference = reference.trim();
        self.ids.get(reference).or_else(|| self.ids.get(reference.rsplit_once(':')?.1)).copied()
    }

    /// Our id of what a reference means.
    fn our(&self, reference: &str) -> Option<String> {
        self.resolve(reference).and_then(|node| self.ours.get(&node.id())).cloned()
    }

    fn span(&self, node: Xml<'_>) -> Span {
        let range = node.range();
        Span { source: self.source.to_owned(), start: range.start, end: range.end }
    }

    fn build(&mut self, items: &[Item<'a>], drawing: &mut Drawing<'a>) {
        for item in items.iter().filter(|item| item.process) {
            let node = item.node;
            self.places.insert(format!("process:{}", item.id), node.range().start);
            let mut properties = crate::Properties::new();
            if let Some(text) = values::documentation(node) {
                properties.insert(crate::property::names::DOCUMENTATION.into(), text.into());
            }
            if let Some(days) = values::engine(node, "historyTimeToLive") {
                properties.insert(crate::property::names::TIME_TO_LIVE.into(), days.into());
            }
            self.model.processes.push(Process {
                id: item.id.clone(),
                xid: node.attribute("id").map(str::to_owned),
                name: values::line(node.attribute("name").unwrap_or_default()),
                executable: values::flag(node, "isExecutable") == Some(true),
                properties,
                src: Some(self.span(node)),
            });
        }
        self.planes(items, drawing);
        let drawing = &*drawing;
        for item in items {
            let Some(kind) = item.kind else { continue };
            let Some(owner) = self.owner(item, drawing) else { continue };
            let mut element = Element::new(&item.id, kind, owner);
            element.xid = item.node.attribute("id").map(str::to_owned);
            element.src = Some(self.span(item.node));
            self.places.insert(format!("s:{}", item.id), item.node.range().start);
            element.as_imported = element.process_kind().is_some_and(Kind::is_connector);
            self.fill(item, &mut element);
            self.loose(item, &mut element);
            if let Some(drawn) = drawing.first(item.node) {
                self.places.insert(format!("d:{}", item.id), drawn.node.range().start);
                di::apply(drawn, &mut element);
            }
            self.model.elements.push(element);
        }
        // Without diagrams the pools lie on the first plane.
        let collaboration = items
            .iter()
            .find(|item| item.container == Container::Collaboration && !self.drawn(drawing, item.node))
            .and_then(|item| item.node.parent());
        if let (Some(node), Some(plane)) = (collaboration, self.model.planes.first()) {
            self.places.entry(format!("collaboration:{}", plane.id)).or_insert(node.range().start);
        }
        self.labels(drawing, items);
        self.depictions(items, drawing);
    }
}
