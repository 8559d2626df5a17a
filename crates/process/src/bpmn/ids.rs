//! Ids in a file: the ones an imported file had where they can stay, fresh ones for what is new, each once. Engines
//! want ASCII; what had to be renamed for that is told.

use crate::{
    graph::{Graph, Scope},
    kind::{DefinitionKind, Kind},
    model::{Element, ElementKind, Model},
    name::ascii,
    property::{Value, names},
};
use std::collections::{HashMap, HashSet};

/// An id that could not stay as it was.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Renamed {
    /// Our id of the element or process.
    pub element: String,
    pub from: String,
    pub to: String,
}

/// The processes of a model that hold something, by our ids, and what calls name them by: their ids in plain BPMN.
#[must_use]
pub fn callable(model: &Model) -> Vec<(&str, String)> {
    let ids = Ids::new(model, false, &HashSet::new(), HashSet::new());
    let graph = Graph::new(model);
    let full: HashSet<&str> = graph
        .nodes()
        .filter_map(|node| match graph.scope(node)? {
            Scope::Process(id) => Some(id),
            _ => None,
        })
        .collect();
    let full = model.processes.iter().filter(|process| full.contains(process.id.as_str()));
    full.filter_map(|process| Some((process.id.as_str(), ids.get(&process.id)?.to_owned()))).collect()
}

#[derive(Debug, Default)]
pub struct Ids {
    /// Of the file itself; empty: not called anything yet.
    pub file: String,
    by_ours: HashMap<String, String>,
    used: HashSet<String>,
    /// Of what an element needs beside itself, by its id and what it is called after that.
    besides: HashMap<(String, &'static str), String>,
    /// Where counting goes on for a name that is taken.
    counts: HashMap<String, usize>,
    pub renamed: Vec<Renamed>,
}

impl Ids {
    /// Names everything in a model. `kept`: what stands in a file already and keeps its id whatever that is like;
    /// `taken`: ids that are not to be given again.
    pub fn new(model: &Model, ascii: bool, kept: &HashSet<String>, taken: HashSet<String>) -> Self {
        let mut ids = Self { used: taken, ..Self::default() };
        let processes = model.processes.iter().map(|process| (&process.id, &process.xid));
        // Others at the root of a file are written anew only where something is one of them: data behind its references.
        let meant: HashSet<&str> =
            model.elements.iter().filter_map(|element| element.text(names::OF)).collect();
        let written = |element: &&Element| {
            element.kind != ElementKind::Definition(DefinitionKind::Other)
                || meant.contains(element.id.as_str())
                || kept.contains(&element.id)
        };
        let elements = model.elements.iter().filter(written).map(|element| (&element.id, &element.xid));
        let planes = model.planes.iter().map(|plane| (&plane.id, &plane.xid));
        let mut known: Vec<_> = processes.chain(elements).chain(planes).collect();
        // Those that can stay as they are come before those that become the same by losing their umlauts.
        let wanted = |xid: &str| if ascii { self::ascii_name(xid) } else { name(xid) };
        known.sort_by_key(|(_, xid)| xid.as_ref().is_some_and(|xid| wanted(xid) != *xid));
        // First of all, so that nothing else is called as the file is.
        let file = model.definitions.xid.as_deref().filter(|xid| !xid.is_empty());
        ids.file = file.map(&wanted).unwrap_or_default();
        ids.used.extend(file.map(str::to_owned));
        ids.used.insert(ids.file.clone());
        for (id, xid) in known.iter().filter(|(id, _)| kept.contains(*id)) {
            if let Some(xid) = xid.as_ref().filter(|xid| !xid.is_empty()) {
                ids.used.insert(xid.clone());
                ids.by_ours.insert((*id).clone(), xid.clone());
            }
        }
        for (id, xid) in known {
            let Some(xid) = xid.as_ref().filter(|xid| !xid.is_empty() && !kept.contains(id)) else {
                continue;
            };
            let given = ids.claim(&wanted(xid));
            if given != *xid {
                ids.renamed.push(Renamed { element: id.clone(), from: xid.clone(), to: given.clone() });
            }
            ids.by_ours.insert(id.clone(), given);
        }
        for process in &model.processes {
            match process.properties.get(names::KEY).and_then(Value::as_text) {
                Some(key) if ids.get(&process.id).is_none() && !key.is_empty() => {
                    let given = ids.claim(&ascii_name(key));
                    ids.by_ours.insert(process.id.clone(), given);
                }
                _ => ids.fresh(&process.id, "Process"),
            }
        }
        for element in &model.elements {
            ids.fresh(&element.id, prefix(element.kind));
        }
        ids
    }

    /// The id in the file.
    pub fn get(&self, ours: &str) -> Option<&str> {
        self.by_ours.get(ours).map(String::as_str)
    }

    fn fresh(&mut self, ours: &str, prefix: &str) {
        if !self.by_ours.contains_key(ours) {
            let tail = ours.strip_prefix("e_").or_else(|| ours.strip_prefix("p_")).unwrap_or(ours);
            let given = self.claim(&format!("{prefix}_{}", ascii_name(tail).trim_start_matches('_')));
            self.by_ours.insert(ours.to_owned(), given);
        }
    }

    /// The id of what an element needs beside itself (a data object, a category): always the same.
    pub fn beside(&mut self, ours: &str, tail: &'static str) -> String {
        let key = (ours.to_owned(), tail);
        if let Some(given) = self.besides.get(&key) {
            return given.clone();
        }
        let given = self.claim(&format!("{}_{tail}", self.get(ours).unwrap_or_default()));
        self.besides.insert(key, given.clone());
        given
    }

    /// An id that nothing else has, as near to the wanted one as possible.
    pub fn claim(&mut self, wanted: &str) -> String {
        let mut given = wanted.to_owned();
        while !self.used.insert(given.clone()) {
            let count = self.counts.entry(wanted.to_owned()).or_insert(1);
            *count += 1;
            given = format!("{wanted}_{count}");
        }
        given
    }
}

const fn prefix(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Process(kind) => match kind {
            Kind::Task(_) | Kind::Subprocess(_) | Kind::CallActivity => "Activity",
            Kind::Event(..) => "Event",
            Kind::Gateway(_) => "Gateway",
            Kind::Pool => "Participant",
            Kind::Lane => "Lane",
            Kind::DataObject => "DataObjectReference",
            Kind::DataInput => "DataInput",
            Kind::DataOutput => "DataOutput",
            Kind::DataStore => "DataStoreReference",
            Kind::Annotation => "TextAnnotation",
            Kind::Group => "Group",
            Kind::Flow(_) => "Flow",
        },
        ElementKind::Definition(DefinitionKind::Message) => "Message",
        ElementKind::Definition(DefinitionKind::Error) => "Error",
        ElementKind::Definition(DefinitionKind::Signal) => "Signal",
        ElementKind::Definition(DefinitionKind::Escalation) => "Escalation",
        ElementKind::Definition(DefinitionKind::Form) => "Form",
        ElementKind::Definition(DefinitionKind::Field) => "Field",
        ElementKind::Definition(DefinitionKind::Choice) => "Choice",
        ElementKind::Definition(DefinitionKind::Decision) => "Decision",
        ElementKind::Definition(DefinitionKind::Input) => "Input",
        ElementKind::Definition(DefinitionKind::Output) => "Output",
        ElementKind::Definition(DefinitionKind::Rule) => "Rule",
        ElementKind::Definition(DefinitionKind::Other) => "Root",
        ElementKind::Depiction => "Depiction",
    }
}

/// A name without a colon (XML 1.0, 4 and 4a): stays if it is one.
fn name(text: &str) -> String {
    let starts = |c: char| {
        matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}')
    };
    let fits = |c: char| {
        let inside = c.is_ascii_digit() || matches!(c, '_' | '-' | '.' | '\u{b7}');
        inside || starts(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
    };
    cleaned(text, fits, starts)
}

/// The same in ASCII.
pub fn ascii_name(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    cleaned(&ascii(text), fits, |c| c.is_ascii_alphabetic())
}

fn cleaned(text: &str, fits: impl Fn(char) -> bool, starts: impl Fn(char) -> bool) -> String {
    let mut name: String = text.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    if !name.starts_with(|c| starts(c) || c == '_') {
        name.insert(0, '_');
    }
    name
}
