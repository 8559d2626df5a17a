//! What a file for the very engine says beyond what the model knows: listeners, connectors, templates, retries, how long
//! to try. It goes to that engine with what the board says now.

use super::{
    ids::Renamed,
    merge::identity,
    names,
    originals::{Originals, Xml, is_said, known},
    print,
    profile::Rules,
    read,
    tree::{Foreign, Node},
};
use crate::{
    kind::{Kind, Trigger},
    model::{Element, Model, Span},
    property::names as p,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Attributes that our writer fills in where nobody said anything: a file that does is right.
const DEFAULTS: [&str; 3] = ["formRefBinding", "mapDecisionResult", "inheritVariables"];
/// What one `type` of a service is said by: whoever took its topic out took it out.
const EXTERNAL: [&str; 2] = ["external", "external-worker"];

/// Adds to a tree what the elements had in their files. Gives the prefixes that came with it.
pub fn carry(
    root: &mut Node,
    model: &Model,
    originals: &Originals<'_>,
    rules: &'static Rules,
    renamed: &[Renamed],
) -> BTreeMap<String, String> {
    let elements = model.elements.iter().filter_map(|e| Some((format!("s:{}", e.id), e.src.as_ref()?)));
    let processes =
        model.processes.iter().filter_map(|p| Some((format!("process:{}", p.id), p.src.as_ref()?)));
    let spans: HashMap<String, &Span> = elements.chain(processes).collect();
    let known: HashMap<String, &Element> =
        model.elements.iter().map(|e| (format!("s:{}", e.id), e)).collect();
    let mut carrier = Carrier {
        originals,
        rules,
        own: rules.space,
        renamed,
        now: None,
        otherwise: HashSet::new(),
        prefixes: BTreeMap::new(),
    };
    let mut stack = vec![root];
    while let Some(node) = stack.pop() {
        let span = node.key.as_ref().and_then(|key| spans.get(key)).copied();
        if let Some((original, true)) = originals.at(span) {
            carrier.now = node.key.as_ref().and_then(|key| known.get(key)).copied();
            carrier.element(node, original);
        }
        stack.extend(node.children.iter_mut());
    }
    carrier.prefixes.into_iter().map(|(space, prefix)| (prefix, space)).collect()
}

/// Our children by name and by what tells them apart, with their place.
type Mine = HashMap<(&'static str, Option<String>), usize>;

struct Carrier<'o, 'd> {
    originals: &'o Originals<'d>,
    rules: &'static Rules,
    own: &'static str,
    renamed: &'o [Renamed],
    /// The element whose node it is.
    now: Option<&'o Element>,
    /// What the model knows and the file says in other words.
    otherwise: HashSet<usize>,
    /// By namespace.
    prefixes: BTreeMap<String, String>,
}

impl<'d> Carrier<'_, 'd> {
    fn element(&mut self, ours: &mut Node, original: Xml<'d>) {
        if original.tag_name().name() == "callActivity" {
            no_defaults(ours, original);
            self.parameters(ours, original);
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for part in Originals::parts(original) {
            if part == original {
                self.part(ours, part);
                continue;
            }
            let name = part.tag_name().name();
            let count = counts.entry(name).or_default();
            let same = ours.children.iter_mut().filter(|child| child.key.is_none() && child.name == name);
            match { same }.nth(*count) {
                Some(node) => self.part(node, part),
                // The engine has another element for it.
                None if name == "messageEventDefinition" => self.part(ours, part),
                None => {}
            }
            *count += 1;
        }
    }

    fn is_read(&self, extra: Xml<'d>) -> bool {
        !self.otherwise.contains(&extra.range().start) && self.originals.is_read(extra)
    }

    /// A called process may be given values as any step is: unchanged, it goes on being given them so.
    fn parameters(&mut self, ours: &mut Node, original: Xml<'d>) {
        let parameters = original
            .descendants()
            .filter(|said| ["inputParameter", "outputParameter"].contains(&said.tag_name().name()));
        for said in parameters.filter(|said| self.originals.is_read(*said)) {
            let name = if said.tag_name().name() == "inputParameter" { "in" } else { "out" };
            let target = said.attribute("name").map(str::to_owned);
            let text: String = said.children().filter_map(|text| text.text()).collect();
            for holder in ours.children.iter_mut().filter(|child| child.name == EXTENSIONS) {
                let same = |mine: &Node| {
                    let mut sources = mine.attributes.iter().filter(|a| a.name == "sourceExpression");
                    mine.name == name
                        && identity::name(mine) == target
                        && sources.any(|source| self.same(&text, &source.value))
                };
                if let Some(at) = holder.children.iter().position(same) {
                    holder.children.remove(at);
                    self.otherwise.insert(said.range().start);
                }
            }
        }
    }

    /// An element of BPMN.
    fn part(&mut self, ours: &mut Node, original: Xml<'d>) {
        self.said(ours, original, &[]);
        for attribute in original.attributes() {
            let Some(space) = attribute.namespace().and_then(|space| self.originals.space(space, self.own))
            else {
                continue;
            };
            let (name, value) = (attribute.name(), attribute.value());
            let stands = self.stands(ours, name, value);
            let mine = ours.attributes.iter_mut().find(|a| a.space == Some(space) && a.name == name);
            let external = name == "type" && EXTERNAL.contains(&value);
            match mine {
                Some(mine) if DEFAULTS.contains(&name) || self.same(value, &mine.value) => {
                    mine.value = value.to_owned();
                }
                None if space != self.own || !is_said(name) && !external || stands => {
                    let name = print::qualified(&self.prefix(space, original), name);
                    ours.carried.attributes.push((name, value.to_owned()));
                }
                _ => {}
            }
        }
        let extensions = original.children().find(|child| child.has_tag_name((names::MODEL, EXTENSIONS)));
        let Some(extensions) = extensions else { return };
        let there = ours.children.iter().position(|child| child.name == EXTENSIONS);
        let mut holder = there.map_or_else(|| Node::new(EXTENSIONS), |at| ours.children.remove(at));
        self.children(&mut holder, extensions);
        if !holder.children.is_empty() || !holder.carried.children.is_empty() {
            let words = ours.children.iter().take_while(|child| child.name == "documentation").count();
            ours.children.insert(there.unwrap_or(words), holder);
        }
    }

    fn children(&mut self, holder: &mut Node, original: Xml<'d>) {
        let mut mine: Mine = HashMap::new();
        for (at, child) in holder.children.iter().enumerate() {
            mine.entry((child.name, identity::name(child))).or_insert(at);
        }
        for extra in original.children().filter(Xml::is_element) {
            let space = extra.tag_name().namespace().unwrap_or_default();
            let Some(space) = self.originals.space(space, self.own) else { continue };
            match known(extra.tag_name().name()).filter(|_| self.is_read(extra)) {
                Some((name, said)) => self.read(holder, &mine, extra, (name, said)),
                None => {
                    let foreign = self.foreign(extra, space);
                    holder.carried.children.push(foreign);
                }
            }
        }
    }

    /// True if nobody changed an attribute that the model knows and our writer has no use for where it is.
    fn stands(&self, ours: &Node, name: &str, value: &str) -> bool {
        let Some(now) = self.now else { return true };
        let property = match names::ATTRIBUTES.iter().find(|(said, _)| *said == name) {
            Some((_, property)) => property,
            None if name == "formRef" => p::FORM_REF,
            None => return false,
        };
        let service = |name: &str| SERVICES.contains(&name);
        let chosen = service(name) && ours.attributes.iter().any(|a| a.space.is_some() && service(a.name));
        let form = name.starts_with("form") && now.text(p::FORM_DEFINITION).is_some();
        // Of other elements it was never read.
        let read = match now.process_kind() {
            Some(Kind::Task(_)) => true,
            Some(Kind::Event(_, trigger)) => trigger == Trigger::Message,
            _ => false,
        };
        !chosen && !form && (now.text(property) == Some(value) || !read)
    }

    /// The same of an element.
    fn remains(&self, extra: Xml<'d>, name: &str) -> bool {
        let Some(now) = self.now else { return false };
        let said = |name: &str| extra.attribute(name).filter(|value| !value.is_empty());
        let property = match name {
            "taskDefinition" => (p::TOPIC, "type"),
            "calledElement" => (p::CALLED, "processId"),
            "calledDecision" => (p::DECISION, "decisionId"),
            "script" => (p::SCRIPT, "expression"),
            "taskSchedule" => (p::DUE, "dueDate"),
            "assignmentDefinition" => (p::ASSIGNEE, "assignee"),
            "subscription" => (p::CORRELATION, "correlationKey"),
            "field" => return now.text(p::DECISION).is_some(),
            "inputParameter" | "outputParameter" => {
                let property = if name == "inputParameter" { p::INPUT } else { p::OUTPUT };
                let text: String = extra.children().filter_map(|text| text.text()).collect();
                let text = read::expression(&text);
                let now = said("name").and_then(|name| now.text(&format!("{property}{name}")));
                return now.unwrap_or_default() == text;
            }
            _ => return false,
        };
        now.text(property.0) == said(property.1)
    }

    /// What the model knows, and may know in part.
    fn read(
        &mut self,
        holder: &mut Node,
        mine: &Mine,
        extra: Xml<'d>,
        (name, said): (&'static str, &[&'static str]),
    ) {
        let at = mine.get(&(name, identity::of_xml(extra))).or_else(|| mine.get(&(name, None)));
        if let Some(mine) = at.and_then(|at| holder.children.get_mut(*at)) {
            self.said(mine, extra, said);
            for attribute in extra.attributes().filter(|attribute| !said.contains(&attribute.name())) {
                let (name, value) = (attribute.name(), attribute.value());
                let space = attribute.namespace().map(|space| self.originals.space(space, self.own));
                let mut own = mine.attributes.iter_mut().filter(|mine| mine.space.is_none());
                match space {
                    None => match own.find(|mine| mine.name == name) {
                        Some(mine) => mine.value = value.to_owned(),
                        None => mine.carried.attributes.push((name.to_owned(), value.to_owned())),
                    },
                    Some(Some(space)) => {
                        let name = print::qualified(&self.prefix(space, extra), name);
                        mine.carried.attributes.push((name, value.to_owned()));
                    }
                    Some(None) => {}
                }
            }
            if mine.text.is_none() {
                self.children(mine, extra);
            }
            return;
        }
        // Nobody took it out: where it is, our writer does not say such things.
        if self.remains(extra, name) {
            let foreign = self.foreign(extra, self.own);
            holder.carried.children.push(foreign);
            return;
        }
        // The model knows nothing of it any more, but for what it never knew.
        if ["inputOutput", "ioMapping"].contains(&name) {
            let mut new = Node::of(self.own, name);
            self.children(&mut new, extra);
            if !new.carried.children.is_empty() {
                holder.children.push(new);
            }
        }
    }

    /// What nobody changed is said as the file says it.
    fn said(&self, mine: &mut Node, extra: Xml<'d>, said: &[&'static str]) {
        let text: String = extra.children().filter(Xml::is_text).filter_map(|text| text.text()).collect();
        if mine.text.as_ref().is_some_and(|now| self.same(&text, now)) {
            mine.text = Some(text);
        }
        for attribute in &mut mine.attributes {
            let there = extra.attribute(attribute.name);
            if let Some(raw) = there.filter(|raw| self.same(raw, &attribute.value)) {
                attribute.value = raw.to_owned();
            } else if attribute.name == "sourceExpression"
                && there.is_none()
                && let Some(raw) = extra.attribute("source").filter(|raw| self.same(raw, &attribute.value))
                && let Some(name) = said.iter().find(|name| **name == "source")
            {
                (attribute.name, attribute.value) = (name, raw.to_owned());
            }
        }
    }

    /// True if the model says what a file says as we do, of what the file says.
    fn same(&self, raw: &str, ours: &str) -> bool {
        let write = |text: &str| self.rules.expression(text);
        raw == ours || write(raw) == ours || write(&read::expression(raw)) == ours
    }

    fn foreign(&mut self, extra: Xml<'d>, space: &str) -> Foreign {
        let name = print::qualified(&self.prefix(space, extra), extra.tag_name().name());
        let mut attributes = Vec::new();
        for attribute in extra.attributes() {
            let Some(space) = attribute.namespace() else {
                let (name, value) = (attribute.name(), attribute.value());
                // What it refers to may have another id now.
                let now = self.renamed.iter().find(|now| names::refers(name) && now.from == value);
                attributes.push((name.to_owned(), now.map_or(value, |now| &now.to).to_owned()));
                continue;
            };
            let Some(space) = self.originals.inner(space, self.own) else { continue };
            let name = print::qualified(&self.prefix(space, extra), attribute.name());
            // A name with a prefix.
            let value = match attribute.value().rsplit_once(':') {
                Some((_, local)) if space == names::XSI => {
                    print::qualified(names::prefix(names::MODEL), local)
                }
                _ => attribute.value().to_owned(),
            };
            attributes.push((name, value));
        }
        let text: String = extra.children().filter(Xml::is_text).filter_map(|text| text.text()).collect();
        let mut children = Vec::new();
        for child in extra.children().filter(Xml::is_element) {
            let space = child.tag_name().namespace().unwrap_or_default();
            if let Some(space) = self.originals.inner(space, self.own) {
                children.push(self.foreign(child, space));
            }
        }
        let text =
            Some(text).filter(|text| children.is_empty() && !text.is_empty() || !text.trim().is_empty());
        Foreign { name, attributes, text, children }
    }

    /// What a namespace is called: what it always is with us, else as in the file.
    fn prefix(&mut self, space: &str, at: Xml<'_>) -> String {
        if let Some(prefix) = self.prefixes.get(space) {
            return prefix.clone();
        }
        let known = names::prefix(space);
        let prefix = if known == names::prefix(names::WANDEL) {
            let taken = |prefix: &str| {
                names::PREFIXES.contains(&prefix) || self.prefixes.values().any(|other| other == prefix)
            };
            let theirs = at.lookup_prefix(space).filter(|prefix| !taken(prefix));
            theirs.map_or_else(|| format!("ext{}", self.prefixes.len() + 1), str::to_owned)
        } else {
            known.to_owned()
        };
        self.prefixes.insert(space.to_owned(), prefix.clone());
        prefix
    }
}

const EXTENSIONS: &str = "extensionElements";

/// A step has one of these.
const SERVICES: [&str; 4] = ["topic", "expression", "delegateExpression", "class"];

/// A file that calls a process says what that gets, and what not.
fn no_defaults(ours: &mut Node, original: Xml<'_>) {
    for holder in ours.children.iter_mut().filter(|child| child.name == EXTENSIONS) {
        holder.children.retain(|said| !said.attributes.iter().any(|attribute| attribute.name == "variables"));
    }
    ours.children.retain(|child| child.name != EXTENSIONS || !child.children.is_empty());
    if !original.attributes().any(|attribute| attribute.name() == "inheritVariables") {
        ours.attributes.retain(|attribute| attribute.name != "inheritVariables");
    }
}
