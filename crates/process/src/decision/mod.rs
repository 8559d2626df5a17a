//! Decision tables: rules that give an answer for what a case says. A decision is a definition, its columns and rules lie in
//! it, and every cell is a property of its rule under the column's id: two people fill in two cells at once.

pub mod cover;
pub mod days;
pub mod juel;
pub mod unary;

use crate::{
    kind::{DefinitionKind, Kind, TaskKind},
    model::{Element, ElementKind, Model, Owner},
    name,
    property::{Value, names as p},
};
use std::collections::HashMap;

/// What follows if several rules hold (DMN 1.3, 8.2.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HitPolicy {
    /// At most one rule holds.
    #[default]
    Unique,
    /// The first one, in the order of the table.
    First,
    /// Any: they all say the same.
    Any,
    /// All of them, as a list.
    Collect,
    /// All of them, in the order of the table.
    RuleOrder,
}

impl HitPolicy {
    pub const ALL: &'static [Self] = &[Self::Unique, Self::First, Self::Any, Self::Collect, Self::RuleOrder];

    /// The stable name in documents.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unique => "unique",
            Self::First => "first",
            Self::Any => "any",
            Self::Collect => "collect",
            Self::RuleOrder => "rule-order",
        }
    }
    /// As a DMN file says it.
    #[must_use]
    pub const fn dmn(self) -> &'static str {
        match self {
            Self::Unique => "UNIQUE",
            Self::First => "FIRST",
            Self::Any => "ANY",
            Self::Collect => "COLLECT",
            Self::RuleOrder => "RULE ORDER",
        }
    }
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|policy| policy.name() == name || policy.dmn() == name)
    }
}

/// What becomes of the answers of all rules that hold, under `collect` (DMN 1.3, 8.2.8): one number instead of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    Sum,
    Min,
    Max,
    Count,
}

impl Aggregation {
    pub const ALL: &'static [Self] = &[Self::Sum, Self::Min, Self::Max, Self::Count];

    /// The stable name in documents.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Min => "min",
            Self::Max => "max",
            Self::Count => "count",
        }
    }
    /// As a DMN file says it.
    #[must_use]
    pub const fn dmn(self) -> &'static str {
        match self {
            Self::Sum => "SUM",
            Self::Min => "MIN",
            Self::Max => "MAX",
            Self::Count => "COUNT",
        }
    }
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name || one.dmn() == name)
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnType {
    #[default]
    Text,
    Number,
    YesNo,
    Date,
}

impl ColumnType {
    pub const ALL: &'static [Self] = &[Self::Text, Self::Number, Self::YesNo, Self::Date];

    /// The stable name in documents, as that of a form's field.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::YesNo => "boolean",
            Self::Date => "date",
        }
    }
    /// FEEL's name.
    #[must_use]
    pub const fn feel(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "number",
            Self::YesNo => "boolean",
            Self::Date => "date",
        }
    }
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
    /// True if a value of a cell can stand in such a column.
    #[must_use]
    pub const fn takes(self, value: &unary::Value) -> bool {
        use unary::Value as V;
        matches!(
            (self, value),
            (_, V::Other)
                | (Self::Text, V::Text(_))
                | (Self::Number, V::Number(_))
                | (Self::YesNo, V::Flag(_))
                | (Self::Date, V::Day(_))
        )
    }
}

/// A decision with its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision<'a> {
    pub element: &'a Element,
    /// What steps and engines call it.
    pub key: String,
    pub policy: HitPolicy,
    /// Under `collect` only.
    pub aggregation: Option<Aggregation>,
    pub inputs: Vec<Column<'a>>,
    pub outputs: Vec<Column<'a>>,
    pub rules: Vec<&'a Element>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column<'a> {
    pub element: &'a Element,
    /// Of an input: the expression it tests; of an output: the name it gives its value.
    pub key: String,
    pub kind: ColumnType,
}

impl Decision<'_> {
    /// Gives a list instead of one answer.
    #[must_use]
    pub const fn gives_list(&self) -> bool {
        matches!(self.policy, HitPolicy::Collect | HitPolicy::RuleOrder) && self.aggregation.is_none()
    }
}

impl Column<'_> {
    /// What stands in this column of a rule.
    #[must_use]
    pub fn cell<'r>(&self, rule: &'r Element) -> &'r str {
        cell(&rule.properties, &self.element.id)
    }
    #[must_use]
    pub fn label(&self) -> &str {
        if self.element.name.trim().is_empty() { &self.key } else { &self.element.name }
    }
}

/// What a rule says in a column.
#[must_use]
pub fn cell<'r>(rule: &'r crate::Properties, column: &str) -> &'r str {
    rule.get(&format!("{}{column}", p::CELL)).and_then(Value::as_text).unwrap_or_default().trim()
}

/// All decisions of a model.
#[derive(Debug, Default)]
pub struct Decisions<'a> {
    all: Vec<Decision<'a>>,
}

impl<'a> Decisions<'a> {
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        let mut inside: HashMap<&str, Vec<&'a Element>> = HashMap::new();
        for element in &model.elements {
            if let (ElementKind::Definition(kind), Owner::Element(owner)) = (element.kind, &element.owner)
                && kind.is_part()
            {
                inside.entry(owner).or_default().push(element);
            }
        }
        let decisions =
            model.elements.iter().filter(|e| e.kind == ElementKind::Definition(DefinitionKind::Decision));
        let all = decisions.map(|element| {
            let parts = |wanted: DefinitionKind| -> Vec<&'a Element> {
                let all = inside.get(element.id.as_str()).map_or(&[][..], Vec::as_slice).iter().copied();
                all.filter(|part| part.kind == ElementKind::Definition(wanted)).collect()
            };
            let columns = |wanted| parts(wanted).into_iter().map(column).collect();
            let policy = element.text(p::HIT_POLICY).and_then(HitPolicy::parse).unwrap_or_default();
            let aggregation = element.text(p::AGGREGATION).and_then(Aggregation::parse);
            Decision {
                element,
                key: key(element.text(p::KEY), &element.name),
                policy,
                aggregation: aggregation.filter(|_| policy == HitPolicy::Collect),
                inputs: columns(DefinitionKind::Input),
                outputs: columns(DefinitionKind::Output),
                rules: parts(DefinitionKind::Rule),
            }
        });
        Self { all: all.collect() }
    }

    /// The decision that a step asks: the one it refers to, else the one that is called as it says.
    #[must_use]
    pub fn of(&self, step: &Element) -> Option<&Decision<'a>> {
        if step.process_kind() != Some(Kind::Task(TaskKind::BusinessRule)) {
            return None;
        }
        match step.text(p::DECISION_TABLE) {
            Some(id) => self.all.iter().find(|decision| decision.element.id == id),
            None => {
                let key = step.text(p::DECISION)?;
                self.all.iter().find(|decision| decision.key == key)
            }
        }
    }
    pub fn all(&self) -> impl Iterator<Item = &Decision<'a>> {
        self.all.iter()
    }
}

fn column(element: &Element) -> Column<'_> {
    let said =
        if element.kind == ElementKind::Definition(DefinitionKind::Input) { p::EXPRESSION } else { p::KEY };
    Column {
        element,
        key: key(element.text(said), &element.name),
        kind: element.text(p::TYPE).and_then(ColumnType::parse).unwrap_or_default(),
    }
}

/// As it says itself, else out of its label.
#[must_use]
pub fn key(said: Option<&str>, label: &str) -> String {
    said.map(str::trim).filter(|key| !key.is_empty()).map_or_else(|| name::variable(label), str::to_owned)
}
