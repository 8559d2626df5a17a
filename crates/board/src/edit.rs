//! What a command comes to: a list of operations on the document, worked out on the projection before anything is
//! written. A refused command leaves no trace: the projection is read again where the plan had touched it.

use crate::{
    command::TextEdit,
    element::Parent,
    id::ElementId,
    order,
    projection::{
        Changes, Projection,
        node::{Node, key},
    },
    refusal::Refusal,
    text,
};
use rand::RngCore;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};
use yrs::Any;

/// Roots whose entries are plain records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Root {
    Planes,
    Processes,
}

/// The map that an operation writes into.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Meta,
    Record(Root, String),
    Element(ElementId),
}

#[derive(Clone, Debug)]
pub(crate) enum Op {
    /// A new element, keys sorted.
    Make {
        id: ElementId,
        entries: Vec<(String, Any)>,
        label: String,
    },
    /// A new plane or process, keys sorted.
    Add {
        root: Root,
        id: String,
        entries: Vec<(String, Any)>,
    },
    Put {
        target: Target,
        key: String,
        value: Option<Any>,
    },
    /// Offsets refer to the label before all of them; sorted, not overlapping, at borders of characters.
    Type {
        id: ElementId,
        edits: Vec<TextEdit>,
    },
}

/// A command being decided.
pub(crate) struct Plan<'a> {
    pub board: &'a mut Projection,
    pub by: Option<u64>,
    pub rng: &'a mut dyn RngCore,
    pub ops: Vec<Op>,
    /// What the projection would look like, for commands that follow in the same transaction.
    pub changes: Changes,
    /// Elements whose state here runs ahead of the document.
    pub touched: BTreeSet<ElementId>,
    /// The projection has planes or processes that the document has not yet.
    pub records_ahead: bool,
    pending: BTreeMap<ElementId, Node>,
    tails: HashMap<Parent, String>,
}

impl<'a> Plan<'a> {
    pub fn new(board: &'a mut Projection, by: Option<u64>, rng: &'a mut dyn RngCore) -> Self {
        Self {
            board,
            by,
            rng,
            ops: Vec::new(),
            changes: Changes::default(),
            touched: BTreeSet::new(),
            records_ahead: false,
            pending: BTreeMap::new(),
            tails: HashMap::new(),
        }
    }

    /// A living element as written, with what this plan already did to it.
    pub fn living(&self, id: &ElementId) -> Result<&Node, Refusal> {
        let node = self.any(id)?;
        if node.view.gone { Err(Refusal::new("element.gone").with("element", id)) } else { Ok(node) }
    }

    pub fn any(&self, id: &ElementId) -> Result<&Node, Refusal> {
        self.pending
            .get(id)
            .or_else(|| self.board.nodes.get(id))
            .ok_or_else(|| Refusal::new("element.missing").with("element", id))
    }

    /// Writes a key of an element, unless it has that value already.
    pub fn put(&mut self, id: &ElementId, key: &str, value: Option<Any>) -> Result<(), Refusal> {
        let node = self.any(id)?;
        if node.get(key) == value {
            return Ok(());
        }
        let mut node = node.clone();
        node.set(key, value.as_ref());
        self.pending.insert(id.clone(), node);
        self.ops.push(Op::Put { target: Target::Element(id.clone()), key: key.to_owned(), value });
        Ok(())
    }

    /// Writes a key of a record or of `meta`.
    pub fn put_record(&mut self, target: Target, key: &str, value: Option<Any>) {
        self.ops.push(Op::Put { target, key: key.to_owned(), value });
    }

    /// Adds a new element. Its place in the order is in `node`.
    pub fn make(&mut self, node: Node) {
        let names = [
            key::AT,
            key::BY,
            key::FROM,
            key::GONE,
            key::KIND,
            key::SRC,
            key::TO,
            key::UNTILED,
            key::VIA,
            key::WH,
            key::XID,
            key::Z,
        ];
        let mut entries: Vec<(String, Any)> =
            names.iter().filter_map(|name| Some(((*name).to_owned(), node.get(name)?))).collect();
        for property in node.view.properties.keys() {
            let name = format!("{}{property}", key::PROPERTY);
            if let Some(any) = node.get(&name) {
                entries.push((name, any));
            }
        }
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let id = node.view.id.clone();
        self.ops.push(Op::Make { id: id.clone(), entries, label: node.view.label.to_string() });
        self.pending.insert(id, node);
    }

    /// Changes a label inside its one text. Offsets are clamped and moved to borders of characters.
    pub fn edit(&mut self, id: &ElementId, edits: &[TextEdit]) -> Result<(), Refusal> {
        let node = self.living(id)?;
        let edits = text::fit(&node.view.label, edits);
        if edits.is_empty() {
            return Ok(());
        }
        let label = text::edited(&node.view.label, &edits);
        if label.len() > text::LONGEST {
            return Err(Refusal::new("label.too-long").with("element", id));
        }
        let mut node = node.clone();
        node.view.label = label.into();
        self.pending.insert(id.clone(), node);
        self.ops.push(Op::Type { id: id.clone(), edits });
        Ok(())
    }

    /// Makes what was planned so far visible in the projection.
    pub fn settle(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        self.touched.extend(pending.keys().cloned());
        self.tails.clear();
        let incoming = pending.into_iter().map(|(id, node)| (id, Some(node))).collect();
        self.board.update(incoming, &mut self.changes);
    }

    /// An order key in front of everything in a parent, also of what this plan has put there since it settled.
    pub fn next_z(&mut self, parent: &Parent) -> Arc<str> {
        let last = match self.tails.get(parent) {
            Some(last) => Some(last.clone()),
            None => self
                .board
                .children(parent)
                .last()
                .and_then(|id| self.board.any(id))
                .map(|element| element.z.to_string()),
        };
        let z = order::between(last.as_deref(), None, self.rng);
        self.tails.insert(parent.clone(), z.clone());
        z.into()
    }
}
