//! The imported files beside a model: what an element was in its file, and whose language that file speaks.

use super::{Text, names};
use crate::{
    model::{Model, Span},
    target::Target,
};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub type Xml<'d> = Node<'d, 'd>;

/// Attributes of engines that the model knows, on elements of BPMN.
const SAID: [&str; 4] = ["formRef", "collection", "elementVariable", "historyTimeToLive"];

/// Elements of engines that the model knows, by `read::extensions` and `read::form`, and what it knows of each.
const READ: [(&str, &[&str]); 27] = [
    ("taskDefinition", &["type"]),
    ("formDefinition", &["formId", "formKey", "externalReference"]),
    ("assignmentDefinition", &["assignee", "candidateGroups", "candidateUsers"]),
    ("taskSchedule", &["dueDate"]),
    ("calledDecision", &["decisionId", "resultVariable"]),
    ("calledElement", &["processId"]),
    ("script", &["expression", "resultVariable"]),
    ("subscription", &["correlationKey"]),
    ("ioMapping", &[]),
    ("input", &["source", "target"]),
    ("output", &["source", "target"]),
    ("userTask", &[]),
    ("userTaskForm", &["id"]),
    ("loopCharacteristics", &["inputCollection", "inputElement"]),
    ("inputOutput", &[]),
    ("inputParameter", &["name"]),
    ("outputParameter", &["name"]),
    ("in", &["source", "sourceExpression", "target"]),
    ("out", &["source", "sourceExpression", "target"]),
    ("field", &["name"]),
    ("string", &[]),
    ("formData", &[]),
    ("formField", &["id", "label", "type", "datePattern", "defaultValue"]),
    ("formProperty", &["id", "name", "type", "datePattern", "required", "default"]),
    ("validation", &[]),
    ("constraint", &["name"]),
    ("value", &["id", "name"]),
];

/// Those of them that stand in others.
const PARTS: [(&str, &str); 9] = [
    ("input", "ioMapping"),
    ("output", "ioMapping"),
    ("inputParameter", "inputOutput"),
    ("outputParameter", "inputOutput"),
    ("string", "field"),
    ("formField", "formData"),
    ("validation", "formField"),
    ("constraint", "validation"),
    ("value", "formField"),
];

/// All engines' namespaces.
fn is_engine(space: &str) -> bool {
    space == names::ZEEBE || names::ENGINES.contains(&space)
}

/// The namespaces that an engine reads.
const fn family(target: Target) -> &'static [&'static str] {
    match target {
        Target::Generic => &[],
        Target::Operaton | Target::Camunda7 => &[names::OPERATON, names::CAMUNDA],
        Target::Zeebe => &[names::ZEEBE],
        Target::Flowable => &[names::FLOWABLE, names::ACTIVITI],
    }
}

/// The imported files of a model, parsed.
pub struct Originals<'d> {
    target: Target,
    files: BTreeMap<&'d str, File<'d>>,
    /// Where forms are that stand in a process.
    forms: HashSet<usize>,
}

struct File<'d> {
    nodes: HashMap<usize, Xml<'d>>,
    /// It is for the target's engine.
    own: bool,
}

/// The texts that the spans of a model point into.
pub fn texts(model: &Model, sources: &dyn Fn(&str) -> Option<Text>) -> BTreeMap<String, Text> {
    let elements = model.elements.iter().filter_map(|element| element.src.as_ref());
    let processes = model.processes.iter().filter_map(|process| process.src.as_ref());
    let names: BTreeSet<&str> = elements.chain(processes).map(|span| span.source.as_str()).collect();
    names.into_iter().filter_map(|name| Some((name.to_owned(), sources(name)?))).collect()
}

/// The same, parsed.
pub fn parse(texts: &BTreeMap<String, Text>) -> BTreeMap<&str, Document<'_>> {
    texts.iter().filter_map(|(name, text)| Some((name.as_str(), Document::parse(text).ok()?))).collect()
}

impl<'d> Originals<'d> {
    pub fn new(model: &Model, target: Target, files: &'d BTreeMap<&'d str, Document<'d>>) -> Self {
        let own = family(target);
        let files = files
            .iter()
            .map(|(name, file)| {
                let nodes: HashMap<usize, Xml<'d>> = file
                    .descendants()
                    .filter(Node::is_element)
                    .map(|node| (node.range().start, node))
                    .collect();
                let speaks = |node: Xml<'_>| {
                    let attributes = node.attributes().filter_map(|attribute| attribute.namespace());
                    node.tag_name()
                        .namespace()
                        .into_iter()
                        .chain(attributes)
                        .any(|space| own.contains(&space))
                };
                (*name, File { own: nodes.values().any(|node| speaks(*node)), nodes })
            })
            .collect();
        let forms = model.elements.iter().filter_map(|element| element.src.as_ref()).map(|span| span.start);
        Self { target, files, forms: forms.collect() }
    }

    /// What stands at a span, and whether its file is for the target's engine.
    pub fn at(&self, span: Option<&Span>) -> Option<(Xml<'d>, bool)> {
        let span = span?;
        let file = self.files.get(span.source.as_str())?;
        Some((*file.nodes.get(&span.start)?, file.own))
    }

    /// What a namespace is called for the target: its own, or that of another tool, which no engine looks at. `None`:
    /// another engine's, and what is no extension at all.
    pub fn space(&self, space: &'d str, own: &'static str) -> Option<&'d str> {
        match space {
            names::MODEL | names::XSI | names::WANDEL | names::BPMNDI | names::DC | names::DI => None,
            _ if family(self.target).contains(&space) => Some(own),
            _ if is_engine(space) || space == names::MODELER => None,
            _ => Some(space),
        }
    }

    /// The same of what stands in an extension: that may be BPMN, too.
    pub fn inner(&self, space: &'d str, own: &'static str) -> Option<&'d str> {
        if [names::MODEL, names::XSI].contains(&space) { Some(space) } else { self.space(space, own) }
    }

    /// True if the model knows an engine's extension element: it is written anew, or was taken out.
    pub fn is_read(&self, extra: Xml<'_>) -> bool {
        let tag = extra.tag_name();
        if tag.namespace() == Some(names::WANDEL) {
            return true;
        }
        if !tag.namespace().is_some_and(is_engine) || !READ.iter().any(|(name, _)| *name == tag.name()) {
            return false;
        }
        let inside =
            PARTS.iter().find(|(name, _)| *name == tag.name()).map_or("extensionElements", |(_, of)| of);
        let around = extra.parent().map_or("", |around| around.tag_name().name());
        if around != inside && !(tag.name() == "value" && around == "formProperty") {
            return false;
        }
        match tag.name() {
            "field" => extra.attribute("name") == Some("decisionTableReferenceKey"),
            "inputParameter" | "outputParameter" => !extra.children().any(|child| child.is_element()),
            "in" | "out" => {
                let said = ["source", "sourceExpression"];
                let called =
                    extra.ancestors().nth(2).is_some_and(|at| at.tag_name().name() == "callActivity");
                called && extra.has_attribute("target") && said.iter().any(|name| extra.has_attribute(*name))
            }
            "formData" | "formProperty" => super::read::has_form(extra),
            "userTaskForm" => self.forms.contains(&extra.range().start),
            _ => true,
        }
    }

    /// What of an element is no element of the model by itself, and may have something of an engine's in it.
    pub fn parts(node: Xml<'d>) -> impl Iterator<Item = Xml<'d>> {
        let part = |child: &Xml<'_>| {
            let name = child.tag_name().name();
            child.tag_name().namespace() == Some(names::MODEL)
                && (name.ends_with("EventDefinition")
                    || name.ends_with("LoopCharacteristics")
                    || name == "conditionExpression")
        };
        std::iter::once(node).chain(node.children().filter(part))
    }
}

/// True if the model says what is in an attribute of an engine's, on an element of BPMN.
pub fn is_said(name: &str) -> bool {
    SAID.contains(&name) || names::ATTRIBUTES.iter().any(|(said, _)| *said == name)
}

/// The tag by the model's name for it, and what the model knows of it.
pub fn known(name: &str) -> Option<(&'static str, &'static [&'static str])> {
    READ.into_iter().find(|(read, _)| *read == name)
}

/// True for an attribute that some engine or tool added to BPMN.
pub fn is_extra(space: &str) -> bool {
    ![names::MODEL, names::XSI, names::WANDEL, "http://www.w3.org/XML/1998/namespace"].contains(&space)
}
