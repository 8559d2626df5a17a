//! A changed file as text: what is untouched from the file, the rest with the prefixes and the indentation around it.

use super::{Attribute, Index, Piece, ROOT, Source};
use crate::bpmn::print;

impl Source<'_> {
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
        let tag = item.place.as_ref().map(|(_, tag)| &self.text[tag.clone()]);
        // An empty element that got children needs another tag, too.
        let closed = tag.map_or(empty, |tag| tag.ends_with("/>") && empty);
        match tag.filter(|tag| !item.tag && tag.ends_with("/>") == closed) {
            Some(tag) => out.push_str(tag),
            None => {
                out.push('<');
                out.push_str(&item.qname);
                for attribute in &item.attributes {
                    self.attribute_text(attribute, out);
                }
                out.push_str(match tag {
                    Some(tag) if tag.ends_with("/>") == closed => end(tag),
                    Some(_) => ">",
                    None if closed => " />",
                    None => ">",
                });
            }
        }
        if closed {
            return;
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
        // As it was closed, blanks and all.
        let whole = item.place.as_ref().map_or("", |(range, _)| &self.text[range.clone()]);
        match whole.rfind("</").map(|at| &whole[at..]) {
            Some(close) if close[2..].trim_end_matches('>').trim_end() == item.qname => out.push_str(close),
            _ => out.push_str(&format!("</{}>", item.qname)),
        }
    }

    /// An attribute, between the blanks and quotes it had.
    fn attribute_text(&self, attribute: &Attribute, out: &mut String) {
        let raw = attribute.raw.as_ref().map(|range| &self.text[range.clone()]);
        let value = || print::value(&attribute.value);
        match raw {
            Some(raw) if !attribute.changed => out.push_str(raw),
            Some(raw) => {
                let before = raw.find(['"', '\'']).map_or(raw, |quote| &raw[..=quote]);
                out.push_str(before);
                if before.ends_with('\'') {
                    out.push_str(&value().replace('\'', "&apos;"));
                    out.push('\'');
                } else {
                    out.push_str(&value());
                    out.push('"');
                }
            }
            None => out.push_str(&format!(" {}=\"{}\"", attribute.qname, value())),
        }
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

/// How a start tag ends, with the blanks before that.
fn end(tag: &str) -> &str {
    let inner = tag.trim_end_matches('>').trim_end_matches('/');
    &tag[inner.trim_end().len()..]
}
