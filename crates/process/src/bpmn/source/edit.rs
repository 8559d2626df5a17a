//! Changes of a file: attributes, texts, names, and elements that come, go and move. Everything not touched keeps its bytes.

use super::{Attribute, Index, Item, Piece, ROOT, Source};
use crate::bpmn::{
    names,
    print::{self, Prefixes},
    tree::{self, Node},
};
use std::collections::HashSet;

impl Source<'_> {
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
                attribute.changed = true;
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
                    changed: true,
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

    /// Moves an element with all that its prefixes mean where it stands.
    pub fn reparent(&mut self, index: Index, parent: Index) {
        let Some(old) = self.items[index].parent else { return self.attach(index, parent) };
        let (before, after) = (self.scope(old), self.scope(parent));
        let used = self.prefixes(index);
        self.detach(index);
        self.attach(index, parent);
        for (prefix, uri) in before.0 {
            let known = |(other, same): &(String, String)| *other == prefix && *same == uri;
            let own = |attribute: &Attribute| {
                attribute.space.as_deref() == Some("xmlns") && attribute.local == prefix
            };
            if used.contains(&prefix)
                && !after.0.iter().any(known)
                && !self.items[index].attributes.iter().any(own)
            {
                self.items[index].attributes.push(Attribute {
                    space: Some("xmlns".into()),
                    qname: if prefix.is_empty() { "xmlns".into() } else { format!("xmlns:{prefix}") },
                    local: prefix,
                    value: uri,
                    raw: None,
                    changed: true,
                });
                self.items[index].tag = true;
            }
        }
    }

    /// The prefixes of names in an element, and of what looks like a name in a value or text.
    fn prefixes(&self, index: Index) -> HashSet<String> {
        let of = |name: &str| name.split_once(':').map_or("", |(prefix, _)| prefix).trim().to_owned();
        let mut used = HashSet::new();
        let mut stack = vec![index];
        while let Some(index) = stack.pop() {
            let item = &self.items[index];
            used.insert(of(&item.qname));
            for attribute in &item.attributes {
                if attribute.qname.contains(':') {
                    used.insert(of(&attribute.qname));
                }
                used.insert(of(&attribute.value));
            }
            used.insert(of(&self.raw_text(index)));
            stack.extend(self.children(index));
        }
        used
    }

    /// Takes out what refers to something that is not in the file any more: attributes, elements that are nothing but
    /// the reference, and shapes.
    pub fn sweep(&mut self) {
        let mut living = Vec::new();
        let mut stack = vec![ROOT];
        while let Some(index) = stack.pop() {
            living.push(index);
            stack.extend(self.children(index));
        }
        let id = |index: &Index| self.attribute(*index, "id").map(str::to_owned);
        let there: HashSet<String> = living.iter().filter_map(id).collect();
        let gone: HashSet<String> = self.ids().into_iter().filter(|id| !there.contains(id)).collect();
        if gone.is_empty() {
            return;
        }
        let lost = |value: &str| {
            let value = value.trim();
            gone.contains(value) || value.rsplit_once(':').is_some_and(|(_, local)| gone.contains(local))
        };
        let (mut attributes, mut elements) = (Vec::new(), Vec::new());
        for index in living {
            let item = &self.items[index];
            for attribute in item.attributes.iter().filter(|attribute| attribute.space.is_none()) {
                if names::refers(&attribute.local) && lost(&attribute.value) {
                    if attribute.local == "bpmnElement" && item.local != "BPMNPlane" {
                        elements.push(index);
                    } else if item.space == names::MODEL {
                        attributes.push((index, attribute.local.clone()));
                    }
                }
            }
            // A relationship with the outside may well name what is not here.
            let leaf = item.space == names::MODEL
                && names::refers(&item.local)
                && !matches!(item.local.as_str(), "source" | "target");
            if leaf && self.children(index).next().is_none() && lost(&self.raw_text(index)) {
                elements.push(index);
            }
        }
        for (index, name) in attributes {
            self.set(index, None, &name, None);
        }
        for index in elements {
            self.detach(index);
        }
    }

    /// Puts an element into a parent, at the place that the schema gives to its name.
    pub fn attach(&mut self, index: Index, parent: Index) {
        let item = &self.items[index];
        let place = tree::rank(&item.space, &item.local);
        let pieces = &self.items[parent].pieces;
        // After the last that does not come later, so that an odd order elsewhere does not pull it forward. Looked for
        // from the end, where most new things go.
        let after = pieces.iter().rposition(|piece| match piece {
            Piece::Node(child) => tree::rank(&self.items[*child].space, &self.items[*child].local) <= place,
            Piece::Raw(_) | Piece::Text(_) => false,
        });
        let first = pieces.iter().enumerate().find_map(|(at, piece)| match piece {
            Piece::Node(child) => Some((at, *child)),
            Piece::Raw(_) | Piece::Text(_) => None,
        });
        let at = match (after, first) {
            (Some(n), _) => n + 1,
            // Before the first child: its blanks stay before what comes now.
            (None, Some((n, _))) => n.saturating_sub(1),
            (None, None) => 0,
        };
        let indent = self.indentation(parent, first.map(|(_, child)| child));
        let closing = first.is_none() && !indent.is_empty() && self.items[parent].place.is_some();
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

    /// Puts an element behind another.
    pub fn attach_after(&mut self, index: Index, sibling: Index) {
        self.attach_beside(index, sibling, true);
    }

    /// Puts an element before another.
    pub fn attach_before(&mut self, index: Index, sibling: Index) {
        self.attach_beside(index, sibling, false);
    }

    fn attach_beside(&mut self, index: Index, sibling: Index, after: bool) {
        let Some(parent) = self.items[sibling].parent else { return };
        let is = |piece: &Piece| matches!(piece, Piece::Node(node) if *node == sibling);
        let Some(at) = self.items[parent].pieces.iter().position(is) else { return };
        let indent = self.before(sibling);
        self.items[index].parent = Some(parent);
        self.items[index].indent.clone_from(&indent);
        // Before another, it takes that one's blanks.
        let (at, mut new) = if after {
            (at + 1, vec![Piece::Text(indent), Piece::Node(index)])
        } else {
            (at, vec![Piece::Node(index), Piece::Text(indent)])
        };
        if self.items[parent].place.is_none() {
            new.retain(|piece| matches!(piece, Piece::Node(_)));
        }
        self.items[parent].pieces.splice(at..at, new);
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
                changed: true,
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
            id: None,
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
            changed: true,
        });
        self.items[ROOT].tag = true;
        self.touch(ROOT);
    }
}
