//! A changed file as text: what is untouched from the file, the rest with the prefixes and the indentation around it.

use super::{Index, Piece, ROOT, Source};
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
