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
    kind::{DefinitionKind, FlowKind, Kind},
    model::{Element, ElementKind, Model, Owner},
    property::names as p,
};
use lane::Inner;
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

    /// The processes to be written, with their ids in the file.
    fn process_ids(&mut self) -> Vec<(Scope<'a>, String)> {
        let model = self.model();
        let inside: HashSet<Scope<'a>> = self
            .inside
            .keys()
            .filter_map(|home| if let Home::Scope(scope) = home { Some(*scope) } else { None })
            .collect();
        let of_planes = model.planes.iter().filter_map(|plane| plane.of.as_deref());
        let of_pools = model.elements.iter().filter_map(|element| element.process.as_deref());
        let shown: HashSet<&str> = of_planes.chain(of_pools).collect();
        let mut used: Vec<Scope<'a>> = Vec::new();
        for process in &model.processes {
            let scope = Scope::Process(process.id.as_str());
            // An empty process is no definition for an engine, and no news for anybody else unless a file had it.
            let kept = shown.contains(process.id.as_str()) || process.src.is_some();
            if inside.contains(&scope) || !self.rules.engine && kept {
                used.push(scope);
            }
        }
        let known: HashSet<Scope<'a>> = used.iter().copied().collect();
        let mut others: Vec<_> = inside
            .into_iter()
            .filter(|scope| !known.contains(scope) && !matches!(scope, Scope::Subprocess(_)))
            .collect();
        others.sort_unstable();
        used.extend(others);
        used.into_iter()
            .map(|scope| {
                let id = match scope {
                    Scope::Process(id) => match self.ids.get(id) {
                        Some(id) => id.to_owned(),
                        None => self.ids.claim("Process_1"),
                    },
                    Scope::Pool(pool) => {
                        let tail = self.xml_id(pool);
                        let tail = tail.strip_prefix("Participant_").unwrap_or(&tail).to_owned();
                        self.ids.claim(&format!("Process_{tail}"))
                    }
                    Scope::Plane(_) | Scope::Subprocess(_) => self.ids.claim("Process_1"),
                };
                (scope, id)
            })
            .collect()
    }

    fn process(&mut self, scope: Scope<'a>, id: &str) -> Node {
        let key = match scope {
            Scope::Process(id) | Scope::Pool(id) | Scope::Plane(id) | Scope::Subprocess(id) => id,
        };
        let process = if let Scope::Process(id) = scope { self.model().process(id) } else { None };
        let mut node = Node::new("process").keyed(format!("process:{key}")).with("id", id);
        let pool = if let Scope::Pool(id) = scope { self.graph.get(id) } else { None };
        let name = process.map(|process| process.name.as_str()).or(pool.map(|pool| pool.name.as_str()));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            node.set("name", name);
        }
        // A board where nobody said which process shall run means all of them.
        let chosen = self.model().processes.iter().any(|process| process.executable);
        let executable = process.is_some_and(|process| process.executable) || self.rules.engine && !chosen;
        node.set("isExecutable", if executable { "true" } else { "false" });
        let days = process
            .and_then(|process| process.properties.get(p::TIME_TO_LIVE))
            .and_then(crate::Value::as_text);
        if !self.rules.engine || self.rules.time_to_live.is_some() {
            self.own(&mut node, "historyTimeToLive", days.or(self.rules.time_to_live));
        }
        let documentation = process.and_then(|process| process.properties.get(p::DOCUMENTATION));
        if let Some(text) = documentation.and_then(crate::Value::as_text).filter(|text| !text.is_empty()) {
            node.push(Node::new("documentation").text(text));
        }
        self.contents(&mut node, scope, key);
        node
    }

    /// Lanes, flow nodes, flows and artifacts of a process or subprocess.
    fn contents(&mut self, node: &mut Node, scope: Scope<'a>, key: &str) {
        let home = Home::Scope(scope);
        let inside = self.inside.get(&home).cloned().unwrap_or_default();
        let (lanes, inside): (Vec<_>, Vec<_>) =
            inside.into_iter().partition(|element| element.process_kind() == Some(Kind::Lane));
        self.io(node, key, &inside);
        if !lanes.is_empty() {
            let top: Vec<_> = lanes.iter().copied().filter(|lane| !self.in_lane(lane)).collect();
            let mut set = Node::new("laneSet").keyed(format!("laneset:{key}"));
            set.set("id", self.ids.claim(&format!("LaneSet_{}", self.xml_id(key))));
            let mut inner = Inner::new();
            for lane in &lanes {
                if let Owner::Element(outer) = &lane.owner {
                    inner.entry(outer).or_default().push(lane);
                }
            }
            for lane in top {
                set.push(self.lane(lane, &inner));
            }
            node.push(set);
        } else if self.stands_beside_pools(scope) {
            // Viewers that are built on bpmn-js show a process that is no pool's only if it has a set of lanes.
            let set = Node::new("laneSet").keyed(format!("laneset:{key}"));
            node.push(set.with("id", self.ids.claim(&format!("LaneSet_{}", self.xml_id(key)))));
        }
        for rank in 0..3 {
            for element in &inside {
                let Some(kind) = element.process_kind() else { continue };
                let place = match kind {
                    Kind::Flow(FlowKind::Sequence) => 1,
                    Kind::Flow(FlowKind::Association) | Kind::Annotation | Kind::Group => 2,
                    // Inside the activities they belong to, or in the process' own data.
                    Kind::Flow(_) | Kind::DataInput | Kind::DataOutput | Kind::Pool | Kind::Lane => continue,
                    _ => 0,
                };
                if place == rank {
                    self.element(node, element, kind);
                }
            }
        }
    }

    /// A process of ours that lies on a board with pools, in none of them.
    fn stands_beside_pools(&self, scope: Scope<'a>) -> bool {
        let ours = match scope {
            Scope::Process(id) => self.model().process(id).is_none_or(|process| process.src.is_none()),
            Scope::Plane(_) => true,
            Scope::Pool(_) | Scope::Subprocess(_) => false,
        };
        let pools = || {
            self.model().elements.iter().filter(|element| {
                element.process_kind() == Some(Kind::Pool) && self.homes.contains_key(element.id.as_str())
            })
        };
        let shown =
            |pool: &Element| matches!((scope, &pool.process), (Scope::Process(id), Some(of)) if id == of);
        ours && pools().next().is_some() && !pools().any(shown)
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
