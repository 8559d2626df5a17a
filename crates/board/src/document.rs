//! The CRDT behind a board: the one constructor, the four roots, reading maps into nodes and writing operations. The only
//! place that calls the writing side of yrs. It decides nothing; `commands` does.

use crate::{
    edit::{Op, Root, Target},
    id::ElementId,
    journal::{Aliases, Record, letters},
    projection::{
        Meta, Plane, Process,
        node::{Node, key},
    },
    text, value,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};
use yrs::{
    Any, DeepObservable, Doc, GetString, Map, MapPrelim, MapRef, OffsetKind, Options, Out, ReadTxn,
    TextPrelim, Transact, TransactionMut,
    types::{Event, PathSegment},
};

/// Keys of the roots that a transaction touched.
#[derive(Debug, Default)]
pub(crate) struct Dirty {
    pub elements: BTreeSet<Arc<str>>,
    pub meta: bool,
    pub planes: bool,
    pub processes: bool,
}

pub(crate) struct Document {
    pub doc: Doc,
    pub meta: MapRef,
    pub elements: MapRef,
    pub planes: MapRef,
    pub processes: MapRef,
    dirty: Arc<Mutex<Dirty>>,
}

/// The one way documents are made: client id given, offsets in UTF-16 code units, nothing cleaned up in answer to somebody
/// else's update. `client` is below 2^53.
pub(crate) fn blank(client: u64) -> Doc {
    let mut options =
        Options::with_guid_and_client_id("board".into(), yrs::ClientID::new(client & ((1 << 53) - 1)));
    options.offset_kind = OffsetKind::Utf16;
    options.cleanup_formatting = false;
    Doc::with_options(options)
}

impl Document {
    /// With its roots; what changes is not noticed before `watch`. `client` is below 2^53.
    pub fn new(client: u64) -> Self {
        let doc = blank(client);
        let [meta, elements, planes, processes] =
            ["meta", "elements", "planes", "processes"].map(|name| doc.get_or_insert_map(name));
        let dirty = Arc::<Mutex<Dirty>>::default();
        Self { doc, meta, elements, planes, processes, dirty }
    }

    /// Notices from now on what transactions change; what is there already counts as changed. Telling of every key of a whole
    /// document would cost as much as reading it.
    pub fn watch(&self) {
        let all =
            Dirty { elements: self.ids().into_iter().collect(), meta: true, planes: true, processes: true };
        *self.dirty.lock().unwrap_or_else(PoisonError::into_inner) = all;
        let sink = self.dirty.clone();
        self.elements.observe_deep("board", move |txn, events| {
            let mut dirty = sink.lock().unwrap_or_else(PoisonError::into_inner);
            for event in events.iter() {
                match (event.path().pop_front(), event) {
                    (Some(PathSegment::Key(id)), _) => drop(dirty.elements.insert(id)),
                    (None, Event::Map(event)) => dirty.elements.extend(event.keys(txn).keys().cloned()),
                    _ => {}
                }
            }
        });
        for (root, mark) in [
            (&self.meta, (|dirty: &mut Dirty| dirty.meta = true) as fn(&mut Dirty)),
            (&self.planes, |dirty: &mut Dirty| dirty.planes = true),
            (&self.processes, |dirty: &mut Dirty| dirty.processes = true),
        ] {
            let sink = self.dirty.clone();
            root.observe_deep("board", move |_, _| {
                mark(&mut sink.lock().unwrap_or_else(PoisonError::into_inner));
            });
        }
    }

    pub fn take_dirty(&self) -> Dirty {
        std::mem::take(&mut self.dirty.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// One element as the document has it. `Err`: there, but not a map.
    pub fn read(&self, txn: &impl ReadTxn, id: &str) -> Option<Result<Node, ()>> {
        match self.elements.get(txn, id)? {
            Out::YMap(map) => Some(Ok(read_element(txn, id, &map))),
            _ => Some(Err(())),
        }
    }

    pub fn read_meta(&self, txn: &impl ReadTxn) -> Meta {
        let string = |key: &str| match self.meta.get(txn, key) {
            Some(Out::Any(Any::String(text))) => Some(text.to_string()),
            _ => None,
        };
        let default = Meta::default();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let schema = match self.meta.get(txn, "schema") {
            Some(Out::Any(any)) => value::to_number(&any).map(|v| v.clamp(0.0, f64::from(u32::MAX)) as u32),
            _ => None,
        };
        let targets = match self.meta.get(txn, "targets") {
            Some(Out::Any(Any::Array(values))) => {
                values.iter().filter_map(|any| value::to_text(any).map(ToString::to_string)).collect()
            }
            _ => default.targets,
        };
        Meta {
            schema: schema.unwrap_or(default.schema),
            title: string("title").unwrap_or(default.title),
            lang: string("lang").unwrap_or(default.lang),
            tz: string("tz").unwrap_or(default.tz),
            targets,
        }
    }

    pub fn read_planes(&self, txn: &impl ReadTxn) -> Vec<Plane> {
        records(txn, &self.planes)
            .map(|(id, fields)| {
                let string = |key: &str| fields.get(key).and_then(value::to_text).cloned();
                Plane {
                    id,
                    xid: string("xid"),
                    name: string("name").unwrap_or_default().to_string(),
                    of: string("of"),
                    order: string("order").unwrap_or_default().to_string(),
                }
            })
            .collect()
    }

    pub fn read_processes(&self, txn: &impl ReadTxn) -> Vec<Process> {
        records(txn, &self.processes)
            .map(|(id, fields)| {
                let string = |key: &str| fields.get(key).and_then(value::to_text).cloned();
                Process {
                    id,
                    xid: string("xid"),
                    name: string("name").unwrap_or_default().to_string(),
                    executable: fields.get("executable") == Some(&Any::Bool(true)),
                    src: fields.get("src").and_then(value::to_span),
                    properties: fields
                        .iter()
                        .filter_map(|(key, any)| {
                            Some((key.strip_prefix(key::PROPERTY)?.to_owned(), value::to_value(any)?))
                        })
                        .collect(),
                }
            })
            .collect()
    }

    /// Carries out operations, in order, and returns what to remember for undoing them.
    pub fn apply(&self, txn: &mut TransactionMut, ops: &[Op]) -> Record {
        let mut record = Record::default();
        for op in ops {
            match op {
                Op::Make { id, entries, label } => {
                    let map = self.elements.insert(txn, id.as_str(), MapPrelim::default());
                    for (key, any) in entries {
                        map.insert(txn, key.as_str(), any.clone());
                    }
                    map.insert(txn, key::LABEL, TextPrelim::new(label.as_str()));
                    record.made(id);
                }
                Op::Add { root, id, entries } => {
                    let map = self.records(*root).insert(txn, id.as_str(), MapPrelim::default());
                    for (key, any) in entries {
                        map.insert(txn, key.as_str(), any.clone());
                    }
                }
                Op::Put { target, key, value } => {
                    let Some(map) = self.map(txn, target) else { continue };
                    let before = match map.get(txn, key) {
                        Some(Out::Any(any)) => Some(any),
                        Some(_) => continue,
                        None => None,
                    };
                    if before == *value {
                        continue;
                    }
                    match value {
                        Some(any) => drop(map.insert(txn, key.as_str(), any.clone())),
                        None => drop(map.remove(txn, key)),
                    }
                    record.put(target, key, before, value.clone());
                }
                Op::Type { id, edits } => {
                    if let Some(text) = self.label(txn, id) {
                        record.typed(id, text::apply(txn, &text, edits));
                    }
                }
            }
        }
        record
    }

    pub fn map(&self, txn: &impl ReadTxn, target: &Target) -> Option<MapRef> {
        let (root, id) = match target {
            Target::Meta => return Some(self.meta.clone()),
            Target::Element(id) => (&self.elements, id.as_str()),
            Target::Record(root, id) => (self.records(*root), id.as_str()),
        };
        match root.get(txn, id) {
            Some(Out::YMap(map)) => Some(map),
            _ => None,
        }
    }

    const fn records(&self, root: Root) -> &MapRef {
        match root {
            Root::Planes => &self.planes,
            Root::Processes => &self.processes,
        }
    }

    /// The text of a label; made if it is missing, because another program wrote the element.
    fn label(&self, txn: &mut TransactionMut, id: &ElementId) -> Option<yrs::TextRef> {
        let map = self.map(txn, &Target::Element(id.clone()))?;
        match map.get(txn, key::LABEL) {
            Some(Out::YText(text)) => Some(text),
            Some(Out::Any(Any::String(old))) => {
                Some(map.insert(txn, key::LABEL, TextPrelim::new(old.to_string())))
            }
            Some(Out::Any(_)) | None => Some(map.insert(txn, key::LABEL, TextPrelim::new(""))),
            Some(_) => None,
        }
    }

    pub fn existing_label(&self, txn: &impl ReadTxn, id: &ElementId) -> Option<yrs::TextRef> {
        match self.map(txn, &Target::Element(id.clone()))?.get(txn, key::LABEL) {
            Some(Out::YText(text)) => Some(text),
            _ => None,
        }
    }

    /// Takes back the letters of a step, last typed first, and records what that did.
    pub fn reverse_letters(
        &self,
        txn: &mut TransactionMut,
        step: &Record,
        aliases: &mut Aliases,
        record: &mut Record,
    ) {
        for (id, typed) in step.letters.iter().rev() {
            if let Some(text) = self.existing_label(txn, id) {
                record.typed(id, letters::reverse(txn, &text, typed, aliases));
            }
        }
    }

    /// All keys of the root `elements`.
    pub fn ids(&self) -> Vec<Arc<str>> {
        let txn = self.doc.transact();
        self.elements.keys(&txn).map(Arc::from).collect()
    }
}

fn read_element(txn: &impl ReadTxn, id: &str, map: &MapRef) -> Node {
    let mut node = Node::blank(id.into());
    for (name, out) in map.iter(txn) {
        match out {
            Out::Any(any) => node.set(name, Some(&any)),
            Out::YText(text) if name == key::LABEL => node.view.label = text.get_string(txn).into(),
            _ => {}
        }
    }
    node
}

/// Maps below a root with their plain values, sorted by key. What is called as an element could be is none of them: whoever
/// refers to it means the element.
fn records(txn: &impl ReadTxn, root: &MapRef) -> impl Iterator<Item = (Arc<str>, HashMap<String, Any>)> {
    let mut list: Vec<(Arc<str>, HashMap<String, Any>)> = root
        .iter(txn)
        .filter_map(|(id, out)| {
            let Out::YMap(map) = out else { return None };
            if ElementId::is_valid(id) {
                return None;
            }
            let fields = map
                .iter(txn)
                .filter_map(
                    |(key, out)| if let Out::Any(any) = out { Some((key.to_owned(), any)) } else { None },
                )
                .collect();
            Some((Arc::from(id), fields))
        })
        .collect();
    list.sort_by(|a, b| a.0.cmp(&b.0));
    list.into_iter()
}
