//! The whole of a model as XML of our own making, in the order of the OMG's schema. The writer prints it where there is
//! no file to start from, and lays two of them beside each other where there is one.

mod activity;
mod data;
mod decision;
mod drawing;
mod element;
mod event;
mod extend;
pub(super) mod flowable;
mod form;
mod home;
mod lane;
pub(super) mod plain;
mod process;
pub(super) mod seven;
pub(super) mod zeebe;

pub use form::IN_WORDS;

use super::{ids::Ids, names, profile::Rules, tree::Node};
use crate::{
    Diagnostic, Severity,
    decision::Decisions,
    export::NamedFile,
    form::Forms,
    graph::{Graph, Scope},
    kind::{DefinitionKind, Kind},
    model::{Element, ElementKind, Model},
    property::names as p,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What making a tree says besides the tree.
pub struct Built {
    pub root: Node,
    pub notes: Vec<Diagnostic>,
    pub renamed: Vec<super::ids::Renamed>,
    /// What stands in files of its own.
    pub beside: Vec<NamedFile>,
}

/// Makes the tree. `space`: the namespace for what plain BPMN has no place for. `kept`, `taken`: see `Ids::new`.
pub fn build<'a>(
    model: &'a Model,
    rules: &'static Rules,
    space: &'static str,
    kept: &'a HashSet<String>,
    taken: HashSet<String>,
) -> Built {
    let ids = Ids::new(model, rules.engine, kept, taken);
    let graph = Graph::new(model);
    let mut builder = Builder {
        homes: HashMap::new(),
        inside: HashMap::new(),
        members: HashMap::new(),
        data: HashMap::new(),
        graph,
        rules,
        space,
        kept,
        ids,
        notes: Vec::new(),
        written: HashSet::new(),
        forms: Forms::new(model),
        decisions: Decisions::new(model),
        beside: Vec::new(),
    };
    builder.index();
    let root = builder.definitions();
    let renamed = std::mem::take(&mut builder.ids.renamed);
    Built { root, notes: builder.notes, renamed, beside: builder.beside }
}

pub struct Builder<'a> {
    graph: Graph<'a>,
    rules: &'static Rules,
    space: &'static str,
    /// What stands in the file already, and therefore has a place in it.
    kept: &'a HashSet<String>,
    ids: Ids,
    /// Where elements stand in the file.
    homes: HashMap<&'a str, Home<'a>>,
    /// The same the other way round, in the model's order.
    inside: HashMap<Home<'a>, Vec<&'a Element>>,
    /// What a lane refers to.
    members: HashMap<&'a str, Vec<&'a Element>>,
    /// Data flows and associations by both their ends.
    data: HashMap<&'a str, Vec<&'a Element>>,
    notes: Vec<Diagnostic>,
    /// Data objects behind references that are written already.
    written: HashSet<String>,
    forms: Forms<'a>,
    decisions: Decisions<'a>,
    beside: Vec<NamedFile>,
}

/// The parent of an element in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Home<'a> {
    /// The collaboration of a plane.
    Collaboration(&'a str),
    Scope(Scope<'a>),
}

impl<'a> Builder<'a> {
    const fn model(&self) -> &'a Model {
        self.graph.model
    }

    /// The file's id of an element of the model.
    fn xml_id(&self, ours: &str) -> String {
        // A plane has none where no file gave it one.
        self.ids.get(ours).map_or_else(|| super::ids::ascii_name(ours), str::to_owned)
    }

    /// The file's id of the message, error, … that an element refers to; `None` if that is not there, or something else. A
    /// reference that dangles crashes parsers.
    fn referred(&self, element: &Element, wanted: DefinitionKind) -> Option<String> {
        let target = self.graph.get(element.text(p::REFERENCE)?)?;
        let ElementKind::Definition(kind) = target.kind else { return None };
        // What a file of somebody's refers to is right as it is.
        let filed = self.kept.contains(&target.id) && Self::is_root(kind);
        (kind == wanted || filed).then(|| self.xml_id(&target.id))
    }

    /// Stands at the root of a file.
    const fn is_root(kind: DefinitionKind) -> bool {
        use DefinitionKind::{Error, Escalation, Message, Other, Signal};
        matches!(kind, Message | Error | Signal | Escalation | Other)
    }

    fn note(&mut self, severity: Severity, code: &str, element: Option<&Element>) {
        let mut note = Diagnostic::new(severity, code, element.map(|element| element.id.as_str()));
        if let Some(element) = element {
            note = note.with("name", element.name.clone());
        }
        self.notes.push(note);
    }

    fn definitions(&mut self) -> Node {
        let model = self.model();
        let mut root = Node::new("definitions").keyed("definitions".into());
        if self.ids.file.is_empty() {
            self.ids.file = self.ids.claim("Definitions_1");
        }
        root.set("id", self.ids.file.clone());
        if !model.definitions.name.is_empty() {
            root.set("name", model.definitions.name.clone());
        }
        let namespace = model.definitions.target_namespace.as_str();
        root.set("targetNamespace", if namespace.is_empty() { names::DEFINITIONS } else { namespace });
        root.set("exporter", "Wandel");
        if let Some((platform, version)) = self.rules.platform {
            root.set_in(names::MODELER, "executionPlatform", platform);
            root.set_in(names::MODELER, "executionPlatformVersion", version);
        }
        let processes = self.process_ids();
        let collaborations = self.collaborations(&processes);
        root.children.extend(collaborations.iter().map(|(_, node)| node.clone()));
        for (scope, id) in &processes {
            let node = self.process(*scope, id);
            root.push(node);
        }
        self.roots(&mut root);
        let collaborations: BTreeMap<&str, String> = collaborations
            .iter()
            .filter_map(|(plane, node)| {
                Some((*plane, node.attributes.iter().find(|attribute| attribute.name == "id")?.value.clone()))
            })
            .collect();
        self.diagrams(&mut root, &processes, &collaborations);
        root
    }

    /// Messages, errors and the like, and what groups refer to.
    fn roots(&mut self, root: &mut Node) {
        for element in &self.model().elements {
            let node = match element.kind {
                ElementKind::Definition(kind) => self.definition(element, kind),
                ElementKind::Process(Kind::Group) => self.category(element),
                _ => None,
            };
            if let Some(node) = node {
                root.push(node);
            }
        }
        for store in self.stores() {
            root.push(store);
        }
    }

    fn definition(&mut self, element: &Element, kind: DefinitionKind) -> Option<Node> {
        let (tag, code) = match kind {
            DefinitionKind::Message => ("message", None),
            DefinitionKind::Error => ("error", Some("errorCode")),
            DefinitionKind::Signal => ("signal", None),
            DefinitionKind::Escalation => ("escalation", Some("escalationCode")),
            // Where they are asked for, or beside the file.
            DefinitionKind::Form
            | DefinitionKind::Field
            | DefinitionKind::Choice
            | DefinitionKind::Decision
            | DefinitionKind::Input
            | DefinitionKind::Output
            | DefinitionKind::Rule
            | DefinitionKind::Other => return None,
        };
        let mut node = Node::new(tag).keyed(format!("s:{}", element.id)).with("id", self.xml_id(&element.id));
        if !element.name.is_empty() {
            node.set("name", element.name.clone());
        }
        if let Some(code) = code {
            node.maybe(code, element.text(p::CODE));
        }
        self.common(&mut node, element);
        self.correlation(&mut node, element);
        Some(node)
    }

    /// Sets an attribute of the engine if there is a value, and if it knows such attributes.
    fn own(&self, node: &mut Node, name: &'static str, value: Option<&str>) {
        let Some(value) = value else { return };
        if !self.in_elements() {
            node.set_in(self.space, name, value);
        } else if !self.rules.engine && plain::BEYOND.contains(&name) {
            node.set_in(names::WANDEL, name, value);
        }
    }

    fn category(&mut self, group: &Element) -> Option<Node> {
        if group.name.is_empty() {
            return None;
        }
        let value = Node::new("categoryValue")
            .keyed(format!("catv:{}", group.id))
            .with("id", self.ids.beside(&group.id, "value"))
            .with("value", group.name.clone());
        let mut category = Node::new("category")
            .keyed(format!("cat:{}", group.id))
            .with("id", self.ids.beside(&group.id, "category"));
        category.push(value);
        Some(category)
    }

    /// A node with id, name and documentation.
    fn named(&self, tag: &'static str, element: &Element) -> Node {
        let mut node = Node::new(tag).keyed(format!("s:{}", element.id)).with("id", self.xml_id(&element.id));
        if !element.name.is_empty() {
            node.set("name", element.name.clone());
        }
        self.common(&mut node, element);
        node
    }

    /// Documentation, and what only a board knows.
    fn common(&self, node: &mut Node, element: &Element) {
        if !self.rules.engine {
            for name in [p::WORK, p::WAIT] {
                if let Some(number) = element.properties.get(name).and_then(crate::Value::as_number) {
                    node.set_in(names::WANDEL, name, number.to_string());
                }
            }
            for name in [p::COLOUR, p::CORRELATION, p::CALLED_BOARD] {
                let said = name == p::CORRELATION && self.says_correlation(element);
                if let Some(value) = element.text(name).filter(|_| !said) {
                    node.set_in(names::WANDEL, name, value);
                }
            }
            let places = if self.says_values(element) { &[][..] } else { &names::VALUES[..] };
            for (attribute, property) in places {
                let lines: Vec<String> = extend::values(element, property)
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                if !lines.is_empty() {
                    node.set_in(names::WANDEL, attribute, lines.join("\n"));
                }
            }
        }
        if let Some(text) = element.text(p::DOCUMENTATION) {
            node.push(Node::new("documentation").text(text));
        }
    }
}
