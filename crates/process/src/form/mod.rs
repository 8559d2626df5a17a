//! Forms: which details a step asks for. A form is a definition, its fields lie in it in the order people gave them, and
//! what can be chosen lies in its field: each an element of its own, so that two people can build one form at once.

pub mod js;

use crate::{
    kind::{DefinitionKind, Kind, Position, TaskKind},
    model::{Element, ElementKind, Model, Owner},
    name,
    property::names as p,
};
use std::collections::{BTreeMap, HashMap};

/// What is asked for in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    Text,
    /// Text of several lines.
    LongText,
    /// With or without decimals.
    Number,
    YesNo,
    /// A day.
    Date,
    /// One of the choices in the field.
    Choice,
}

impl FieldType {
    pub const ALL: &'static [Self] =
        &[Self::Text, Self::LongText, Self::Number, Self::YesNo, Self::Date, Self::Choice];

    /// The stable name in documents.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long-text",
            Self::Number => "number",
            Self::YesNo => "boolean",
            Self::Date => "date",
            Self::Choice => "choice",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// True if a field of this type can hold the value at first.
    #[must_use]
    pub fn takes(self, value: &str) -> bool {
        match self {
            Self::Text | Self::LongText | Self::Choice => true,
            Self::Number => {
                value.parse::<f64>().is_ok_and(f64::is_finite)
                    && value.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b))
            }
            Self::YesNo => matches!(value, "true" | "false"),
            Self::Date => is_day(value),
        }
    }
}

/// A day as `2027-01-31`.
#[must_use]
pub fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    if (year.len(), month.len(), day.len()) != (4, 2, 2)
        || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    {
        return false;
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<u32>(), month.parse::<u32>(), day.parse::<u32>())
    else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// A form as a step shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Form<'a> {
    pub element: &'a Element,
    pub fields: Vec<Field<'a>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    pub element: &'a Element,
    /// The variable it fills; empty as long as the field has no name.
    pub key: String,
    pub kind: FieldType,
    pub choices: Vec<Choice<'a>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Choice<'a> {
    pub element: &'a Element,
    /// What is stored.
    pub value: String,
}

impl Field<'_> {
    #[must_use]
    pub fn required(&self) -> bool {
        self.element.flag(p::REQUIRED) == Some(true)
    }
    /// What stands in it at first, if the field can hold that.
    #[must_use]
    pub fn initial(&self) -> Option<&str> {
        self.element.text(p::INITIAL).filter(|value| self.kind.takes(value))
    }
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.element.text(p::HELP)
    }
    /// What people read: the label, or the key where there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.element.name.trim().is_empty() { &self.key } else { &self.element.name }
    }
}

/// The key of a field: as it says itself, else out of its label.
#[must_use]
pub fn key(said: Option<&str>, label: &str) -> String {
    said.map(str::trim).filter(|key| !key.is_empty()).map_or_else(|| name::variable(label), str::to_owned)
}

/// All forms of a model.
#[derive(Debug, Default)]
pub struct Forms<'a> {
    forms: BTreeMap<&'a str, Form<'a>>,
    /// Ours by the ids that files link forms by.
    linked: HashMap<&'a str, &'a str>,
}

impl<'a> Forms<'a> {
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        let mut inside: HashMap<&str, Vec<&'a Element>> = HashMap::new();
        let mut forms = Vec::new();
        for element in &model.elements {
            match (element.kind, &element.owner) {
                (ElementKind::Definition(DefinitionKind::Form), _) => forms.push(element),
                (ElementKind::Definition(kind), Owner::Element(owner)) if kind.is_part() => {
                    inside.entry(owner).or_default().push(element);
                }
                _ => {}
            }
        }
        let parts = |of: &str, wanted: DefinitionKind| {
            let all = inside.get(of).map_or(&[][..], Vec::as_slice).iter().copied();
            all.filter(move |part| part.kind == ElementKind::Definition(wanted))
        };
        let field = |element: &'a Element| Field {
            element,
            key: key(element.text(p::KEY), &element.name),
            kind: element.text(p::TYPE).and_then(FieldType::parse).unwrap_or(FieldType::Text),
            choices: parts(&element.id, DefinitionKind::Choice)
                .map(|element| Choice {
                    element,
                    value: element.text(p::VALUE).unwrap_or_else(|| element.name.trim()).to_owned(),
                })
                .collect(),
        };
        // The first one in the model's order, should two say the same.
        let linked =
            forms.iter().rev().filter_map(|form| Some((form.xid.as_deref()?, form.id.as_str()))).collect();
        let forms = forms.into_iter().map(|element| {
            let fields = parts(&element.id, DefinitionKind::Field).map(field).collect();
            (element.id.as_str(), Form { element, fields })
        });
        Self { forms: forms.collect(), linked }
    }

    /// The form that a step shows, if it is there: the one it refers to, else the one of a file that it links.
    #[must_use]
    pub fn of(&self, step: &Element) -> Option<&Form<'a>> {
        if !shows(step) {
            return None;
        }
        match step.text(p::FORM_DEFINITION) {
            Some(id) => self.forms.get(id),
            None => self.forms.get(self.linked.get(step.text(p::FORM_REF)?)?),
        }
    }
    /// Sorted by our ids.
    pub fn all(&self) -> impl Iterator<Item = &Form<'a>> {
        self.forms.values()
    }
}

/// True for what can show a form: user tasks, and starts of a process by hand.
#[must_use]
pub fn shows(step: &Element) -> bool {
    step.process_kind().is_some_and(|kind| {
        matches!(kind, Kind::Task(TaskKind::User) | Kind::Event(Position::Start, crate::kind::Trigger::None))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for day in ["2027-01-31", "2028-02-29", "2000-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for day in [
            "",
            "2027-02-29",
            "1900-02-29",
            "2027-13-01",
            "2027-1-01",
            "31.01.2027",
            "2027-00-10",
            "２０２７-01-01",
        ] {
            assert!(!is_day(day), "{day}");
        }
    }

    #[test]
    fn values_at_first() {
        use FieldType::{Choice, Date, LongText, Number, Text, YesNo};
        for (kind, value, fits) in [
            (Text, "x", true),
            (LongText, "a\nb", true),
            (Number, "12.5", true),
            (Number, "-3", true),
            (Number, "12,5", false),
            (Number, "inf", false),
            (Number, "", false),
            (YesNo, "true", true),
            (YesNo, "ja", false),
            (Date, "2027-01-31", true),
            (Date, "2027-02-31", false),
            (Choice, "x", true),
        ] {
            assert_eq!(kind.takes(value), fits, "{kind:?} {value}");
        }
    }
}
