//! DMN in: the decision tables of a file as definitions of a model. Only files that say no more than ours: what asks other
//! decisions, or is no table, is not taken apart.

use super::VERSIONS;
use crate::{
    Diagnostic, Model, Severity,
    bpmn::{MAX_BYTES, ReadError, Text, scan},
    decision::{Aggregation, HitPolicy, days},
    kind::DefinitionKind,
    model::{Element, ElementKind, LONGEST_VALUE, Owner},
    property::names as p,
};

/// Longest name of a decision or column, characters.
pub(super) const LONGEST_NAME: usize = 1_000;

type Xml<'a> = roxmltree::Node<'a, 'a>;

/// Reads the tables of a file. `fresh` makes our ids; what cannot be shown is told.
///
/// # Errors
/// When the file cannot be read at all: too large, not XML, not DMN (`bpmn.not-bpmn`).
pub fn read(bytes: &[u8], fresh: &mut dyn FnMut() -> String) -> Result<(Model, Vec<Diagnostic>), ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::new("bpmn.too-large", 1, 1));
    }
    let text = Text::decode(bytes)?;
    scan::check(&text)?;
    let doc = roxmltree::Document::parse(&text).map_err(|error| {
        let at = error.pos();
        ReadError::new("bpmn.malformed", at.row, at.col)
    })?;
    let root = doc.root_element();
    if !is(root, "definitions") {
        return Err(ReadError::new("bpmn.not-bpmn", 1, 1));
    }
    let mut reader = Reader { fresh, model: Model::default() };
    let mut told = Vec::new();
    for node in root.children().filter(Xml::is_element) {
        match node.tag_name().name() {
            "decision" if reader.decision(node).is_some() => {}
            "description" | "extensionElements" | "DMNDI" | "inputData" => {}
            name => told.push(
                Diagnostic::new(Severity::Warning, "dmn.unsupported", None)
                    .with("tag", name)
                    .with("name", node.attribute("name").or(node.attribute("id")).unwrap_or_default()),
            ),
        }
    }
    Ok((reader.model, told))
}

fn is(node: Xml<'_>, name: &str) -> bool {
    node.tag_name().name() == name
        && node.tag_name().namespace().is_some_and(|space| VERSIONS.contains(&space))
}

fn child<'a>(node: Xml<'a>, name: &str) -> Option<Xml<'a>> {
    node.children().find(|child| is(*child, name))
}

/// The text in an entry or expression, without the blanks around it.
fn text(node: Xml<'_>) -> String {
    let inner = child(node, "text");
    let all = inner.into_iter().flat_map(|text| text.descendants()).filter(Xml::is_text);
    all.filter_map(|part| part.text()).collect::<String>().trim().to_owned()
}

/// A name as far as it can be shown.
fn shown(name: Option<&str>) -> String {
    name.unwrap_or_default().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

struct Reader<'f> {
    fresh: &'f mut dyn FnMut() -> String,
    model: Model,
}

impl Reader<'_> {
    /// `None`, and nothing made, if it is no table or one that says more than ours.
    fn decision(&mut self, node: Xml<'_>) -> Option<()> {
        let table = child(node, "decisionTable")?;
        let policy = HitPolicy::parse(table.attribute("hitPolicy").unwrap_or("UNIQUE"))?;
        let asks = node.children().any(|child| {
            is(child, "informationRequirement") && child.children().any(|inner| is(inner, "requiredDecision"))
        });
        let aggregation = match table.attribute("aggregation") {
            None => None,
            Some(said) => Some(Aggregation::parse(said)?),
        };
        if asks {
            return None;
        }
        let made = self.model.elements.len();
        let decision =
            self.add(DefinitionKind::Decision, Owner::Plane(String::new()), node.attribute("name"));
        self.set(p::KEY, &shown(node.attribute("id")));
        if policy != HitPolicy::Unique {
            self.set(p::HIT_POLICY, policy.name());
        }
        if let Some(aggregation) = aggregation.filter(|_| policy == HitPolicy::Collect) {
            self.set(p::AGGREGATION, aggregation.name());
        }
        let inside = || Owner::Element(decision.clone());
        let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
        let mut fits = true;
        for column in table.children().filter(|child| is(*child, "input")) {
            inputs.push(self.add(DefinitionKind::Input, inside(), column.attribute("label")));
            let expression = child(column, "inputExpression");
            let looks_at = expression.map(text).unwrap_or_default();
            let of_day = expression.and_then(|one| one.attribute("typeRef")) == Some("date");
            self.set(p::EXPRESSION, if of_day { days::column(&looks_at) } else { &looks_at });
            fits &= self.kind(expression.and_then(|expression| expression.attribute("typeRef")));
        }
        for column in table.children().filter(|child| is(*child, "output")) {
            outputs.push(self.add(DefinitionKind::Output, inside(), column.attribute("label")));
            self.set(p::KEY, &shown(column.attribute("name")));
            fits &= self.kind(column.attribute("typeRef"));
        }
        for row in table.children().filter(|child| is(*child, "rule")) {
            let note = child(row, "description").and_then(|note| note.text()).map(str::trim);
            self.add(DefinitionKind::Rule, inside(), note);
            for (name, columns) in [("inputEntry", &inputs), ("outputEntry", &outputs)] {
                for (entry, column) in row.children().filter(|child| is(*child, name)).zip(columns) {
                    let text = days::cell(&text(entry));
                    if text != "-" {
                        self.set(&format!("{}{column}", p::CELL), &text);
                    }
                }
            }
        }
        if !fits {
            self.model.elements.truncate(made);
        }
        fits.then_some(())
    }

    fn add(&mut self, kind: DefinitionKind, owner: Owner, name: Option<&str>) -> String {
        let id = (self.fresh)();
        let mut element = Element::new(&id, ElementKind::Definition(kind), owner);
        element.name = shown(name);
        self.model.elements.push(element);
        id
    }

    /// Of what was added last.
    fn set(&mut self, name: &str, value: &str) {
        if let Some(last) = self.model.elements.last_mut()
            && !value.is_empty()
            && value.len() <= LONGEST_VALUE
        {
            last.properties.insert(name.to_owned(), value.into());
        }
    }

    /// The type of a column; false for one that ours does not have.
    fn kind(&mut self, said: Option<&str>) -> bool {
        let kind = match said {
            None | Some("string" | "Any" | "feel:string") => return true,
            Some("number" | "double" | "integer" | "long" | "feel:number") => "number",
            Some("boolean" | "feel:boolean") => "boolean",
            Some("date" | "feel:date") => "date",
            Some(_) => return false,
        };
        self.set(p::TYPE, kind);
        true
    }
}
