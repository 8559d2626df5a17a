//! Several files as one text: the first as it is, with what stands in the others at its places for roots and diagrams.

use super::ids::{self, Splice};
use crate::bpmn::{names, read::Xml};
use roxmltree::Document;
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Where the elements of one file are in the joined text; without pieces: where they were.
#[derive(Default)]
pub struct Places {
    pieces: Vec<Placed>,
}

/// A piece of a file in the joined text.
struct Placed {
    from: usize,
    until: usize,
    /// Where it starts now.
    to: usize,
    /// What was written anew in it: where that began in the file, and bytes less and more up to there.
    shifts: Vec<(usize, usize, usize)>,
}

impl Places {
    /// The span of an element; `None` if it is not in the text.
    pub fn of(&self, start: usize, end: usize) -> Option<crate::model::Span> {
        let span = |start, end| crate::model::Span { source: String::new(), start, end };
        if self.pieces.is_empty() {
            return Some(span(start, end));
        }
        // What a board says of its file may be anything: turned around, or within what was written anew.
        let piece = self.pieces.iter().find(|piece| piece.from <= start.min(end) && end <= piece.until)?;
        let place = |at: usize| {
            let before = piece.shifts.partition_point(|(began, _, _)| *began < at);
            let (_, less, more) = before.checked_sub(1).map_or((0, 0, 0), |last| piece.shifts[last]);
            (piece.to + at.saturating_sub(piece.from) + more).saturating_sub(less)
        };
        Some(span(place(start), place(end)))
    }
}

impl Placed {
    fn range(&self) -> Range<usize> {
        let (_, less, more) = self.shifts.last().copied().unwrap_or_default();
        self.to..self.to + (self.until - self.from) + more - less
    }
}

/// A piece of a further file on its way.
struct Piece {
    from: usize,
    until: usize,
    splices: Vec<Splice>,
    part: usize,
}

/// Files laid together.
pub struct Joined {
    pub text: String,
    /// Where the elements of each are.
    pub places: Vec<Places>,
    /// Where the files are that draw nothing.
    pub undrawn: Vec<Range<usize>>,
}

/// Lays files together; `None` if one is not XML or the first has no room.
pub fn join(texts: &[&str]) -> Option<Joined> {
    let (first, others) = texts.split_first()?;
    let doc = Document::parse(first).ok()?;
    let root = doc.root_element();
    let close = root.range().start + first[root.range()].rfind("</")?;
    let mut declared: HashMap<String, String> = root
        .namespaces()
        .filter_map(|space| Some((space.name()?.to_owned(), space.uri().to_owned())))
        .collect();
    let default = root.default_namespace();
    let whole = root.attribute("id");
    let mut taken: HashSet<String> = ids::ids(root).map(str::to_owned).collect();
    let (mut roots, mut diagrams, mut hoisted) = (Vec::new(), Vec::new(), String::new());
    let draws =
        |root: Xml<'_>| root.children().any(|child| child.has_tag_name((names::BPMNDI, "BPMNDiagram")));
    let mut drawn = vec![draws(root)];
    for (part, text) in others.iter().enumerate() {
        let doc = Document::parse(text).ok()?;
        let root = doc.root_element();
        drawn.push(draws(root));
        for space in root.namespaces() {
            let Some(prefix) = space.name().filter(|prefix| *prefix != "xml") else { continue };
            if !declared.contains_key(prefix) {
                declared.insert(prefix.to_owned(), space.uri().to_owned());
                hoisted.push_str(&declaration(prefix, space.uri()));
            }
        }
        let splices = ids::apart(root, text, whole, &mut taken);
        for child in root.children().filter(Xml::is_element) {
            let name = child.tag_name().name();
            let model = child.tag_name().namespace() == Some(names::MODEL);
            // Of the file itself; the first one keeps its own.
            if model && matches!(name, "documentation" | "extensionElements") {
                continue;
            }
            let range = child.range();
            let tag = range.start + 1 + text[range.start + 1..].find([' ', '\t', '\r', '\n', '/', '>'])?;
            let inside = |splice: &&Splice| range.start <= splice.0.start && splice.0.end <= range.end;
            let mut own = vec![(tag..tag, declarations(child, root, &text[tag..], &declared, default))];
            own.extend(splices.iter().filter(inside).cloned());
            let piece = Piece { from: range.start, until: range.end, splices: own, part: part + 1 };
            let diagram = child.has_tag_name((names::BPMNDI, "BPMNDiagram"));
            let pieces = if diagram { &mut diagrams } else { &mut roots };
            pieces.push(piece);
        }
    }
    // Behind the last of the first file's own roots: diagrams come after them, in the schema.
    let last = root.children().rfind(|node| {
        node.tag_name().namespace() == Some(names::MODEL) && node.tag_name().name() != "relationship"
    });
    let tag =
        root.range().start + 1 + first[root.range().start + 1..].find([' ', '\t', '\r', '\n', '/', '>'])?;
    let behind = last.map_or(close, |node| node.range().end);
    let mut places: Vec<Places> = texts.iter().map(|_| Places::default()).collect();
    let mut out = String::with_capacity(texts.iter().map(|text| text.len()).sum());
    out.push_str(&first[..tag]);
    out.push_str(&hoisted);
    places[0].pieces.push(Placed { from: tag, until: behind, to: out.len(), shifts: Vec::new() });
    out.push_str(&first[tag..behind]);
    put(&mut out, texts, roots, &mut places);
    places[0].pieces.push(Placed { from: behind, until: first.len(), to: out.len(), shifts: Vec::new() });
    out.push_str(&first[behind..close]);
    put(&mut out, texts, diagrams, &mut places);
    out.push('\n');
    out.push_str(&first[close..]);
    let pieces = places.iter().zip(drawn).filter(|(_, drawn)| !drawn).flat_map(|(places, _)| &places.pieces);
    let undrawn = pieces.map(Placed::range).collect();
    Some(Joined { text: out, places, undrawn })
}

fn put(out: &mut String, texts: &[&str], pieces: Vec<Piece>, places: &mut [Places]) {
    for Piece { from, until, splices, part } in pieces {
        out.push_str("\n  ");
        let to = out.len();
        let (mut at, mut less, mut more, mut shifts) = (from, 0, 0, Vec::with_capacity(splices.len()));
        for (range, new) in splices {
            out.push_str(&texts[part][at..range.start]);
            out.push_str(&new);
            at = range.end;
            (less, more) = (less + range.len(), more + new.len());
            shifts.push((range.start, less, more));
        }
        out.push_str(&texts[part][at..until]);
        places[part].pieces.push(Placed { from, until, to, shifts });
    }
}

/// What has to be declared on a root of another file to mean there what it meant in its own. `tag`: the text behind its name.
fn declarations(
    child: Xml<'_>,
    root: Xml<'_>,
    tag: &str,
    declared: &HashMap<String, String>,
    default: Option<&str>,
) -> String {
    let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
    let mut out = String::new();
    for space in root.namespaces() {
        let Some(prefix) = space.name().filter(|prefix| *prefix != "xml") else { continue };
        let same = declared.get(prefix).is_some_and(|uri| uri == space.uri());
        if !same && !tag.contains(&format!("xmlns:{prefix}")) {
            out.push_str(&declaration(prefix, space.uri()));
        }
    }
    let own = root.default_namespace();
    let bare = || child.descendants().any(|node| node.is_element() && node.tag_name().namespace().is_none());
    if own != default && !tag.contains("xmlns=") && (own.is_some() || bare()) {
        out.push_str(&format!(" xmlns=\"{}\"", crate::bpmn::print::value(own.unwrap_or_default())));
    }
    out
}

fn declaration(prefix: &str, uri: &str) -> String {
    format!(" xmlns:{prefix}=\"{}\"", crate::bpmn::print::value(uri))
}
