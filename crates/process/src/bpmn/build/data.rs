//! Data: references to data objects and stores, what lies behind them, and what a process takes and gives.

use super::{Builder, Node};
use crate::{
    kind::{DefinitionKind, Kind},
    model::{Element, ElementKind},
    property::names as p,
};

impl<'a> Builder<'a> {
    /// What lies behind a data object: the one of the file, or one of its own. `None` if it is written already.
    pub(super) fn data_object(&mut self, element: &'a Element) -> Option<Node> {
        let (key, id) = self.behind(element);
        if !self.written.insert(key.clone()) {
            return None;
        }
        let mut node = Node::new("dataObject").keyed(key).with("id", id.clone());
        // Flowable refuses one without a name.
        if self.rules.target == crate::Target::Flowable {
            node.set("name", if element.name.trim().is_empty() { id } else { element.name.clone() });
        }
        if element.flag(p::COLLECTION_DATA) == Some(true) {
            node.set("isCollection", "true");
        }
        Some(node)
    }

    fn behind(&mut self, element: &Element) -> (String, String) {
        let data = element.text(p::OF).and_then(|of| self.graph.get(of));
        // Anything else stands in the file itself.
        match data.filter(|data| data.kind == ElementKind::Definition(DefinitionKind::Other)) {
            Some(data) => (format!("s:{}", data.id), self.xml_id(&data.id)),
            None => (format!("o:{}", element.id), self.ids.beside(&element.id, "data")),
        }
    }

    pub(super) fn data_reference(&mut self, element: &'a Element) -> Node {
        let (_, id) = self.behind(element);
        let mut node = self.named("dataObjectReference", element);
        node.set("dataObjectRef", id);
        node
    }

    pub(super) fn store_reference(&mut self, element: &'a Element) -> Node {
        let (_, id) = self.behind(element);
        let mut node = self.named("dataStoreReference", element);
        node.set("dataStoreRef", id);
        node
    }

    /// The stores behind all references, at the root.
    pub(super) fn stores(&mut self) -> Vec<Node> {
        let mut stores = Vec::new();
        for element in &self.model().elements {
            if element.process_kind() != Some(Kind::DataStore) {
                continue;
            }
            let (key, id) = self.behind(element);
            if self.written.insert(key.clone()) {
                let name = element
                    .text(p::OF)
                    .and_then(|of| self.graph.get(of))
                    .map_or(&element.name, |of| &of.name);
                let mut node = Node::new("dataStore").keyed(key).with("id", id);
                if !name.is_empty() {
                    node.set("name", name.clone());
                }
                stores.push(node);
            }
        }
        stores
    }

    /// The data inputs and outputs of a process.
    pub(super) fn io(&mut self, node: &mut Node, key: &str, inside: &[&'a Element]) {
        let data: Vec<_> = inside
            .iter()
            .filter(|element| matches!(element.process_kind(), Some(Kind::DataInput | Kind::DataOutput)))
            .collect();
        if data.is_empty() {
            return;
        }
        let mut io = Node::new("ioSpecification").keyed(format!("io:{key}"));
        let (mut inputs, mut outputs) = (Node::new("inputSet"), Node::new("outputSet"));
        for kind in [Kind::DataInput, Kind::DataOutput] {
            for element in data.iter().filter(|element| element.process_kind() == Some(kind)) {
                let input = kind == Kind::DataInput;
                let mut child = self.named(if input { "dataInput" } else { "dataOutput" }, element);
                if element.flag(p::COLLECTION_DATA) == Some(true) {
                    child.set("isCollection", "true");
                }
                let id = self.xml_id(&element.id);
                io.push(child);
                if input {
                    inputs.push(Node::new("dataInputRefs").text(id));
                } else {
                    outputs.push(Node::new("dataOutputRefs").text(id));
                }
            }
        }
        io.push(inputs);
        io.push(outputs);
        node.push(io);
    }
}
