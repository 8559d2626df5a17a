//! Forms in the format of form-js, as Camunda 8 takes them: one JSON file a form, components by their keys. What is read
//! back is what we write; a file with anything else in it is not a form of ours.

use super::{Field, FieldType, Form};
use crate::{
    kind::DefinitionKind,
    model::{Element, ElementKind, LONGEST_VALUE, Owner},
    property::{Value, names as p},
};
use serde_json::{Map, Value as Json, json};

/// The version of the format, and of the platform that understands it.
const SCHEMA: u32 = 16;
const PLATFORM: [&str; 2] = ["Camunda Cloud", "8.6.0"];

/// A form as JSON. `id`: the one the process links it by.
#[must_use]
pub fn write(form: &Form<'_>, id: &str) -> String {
    let components: Vec<Json> =
        form.fields.iter().filter(|field| !field.key.is_empty()).map(component).collect();
    let [platform, version] = PLATFORM;
    let file = json!({
        "type": "default",
        "id": id,
        "schemaVersion": SCHEMA,
        "executionPlatform": platform,
        "executionPlatformVersion": version,
        "components": components,
    });
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

fn component(field: &Field<'_>) -> Json {
    let mut said = Map::new();
    let mut set = |name: &str, value: Json| drop(said.insert(name.to_owned(), value));
    set("id", Json::from(format!("Field_{}", field.key)));
    set("key", Json::from(field.key.as_str()));
    set("type", Json::from(type_name(field.kind)));
    if field.kind == FieldType::Date {
        set("subtype", Json::from("date"));
        set("dateLabel", Json::from(field.label()));
    } else {
        set("label", Json::from(field.label()));
    }
    if let Some(help) = field.help() {
        set("description", Json::from(help));
    }
    if field.required() {
        set("validate", json!({ "required": true }));
    }
    if let Some(initial) = field.initial() {
        let value = match field.kind {
            FieldType::Number => number(initial),
            FieldType::YesNo => Json::from(initial == "true"),
            _ => Json::from(initial),
        };
        // A day is filled in by the user there, or by a variable.
        if field.kind != FieldType::Date {
            set("defaultValue", value);
        }
    }
    if field.kind == FieldType::Choice {
        let choices = field.choices.iter().map(|choice| {
            let label =
                if choice.element.name.trim().is_empty() { &choice.value } else { &choice.element.name };
            json!({ "label": label, "value": choice.value })
        });
        set("values", choices.collect());
    }
    Json::Object(said)
}

fn number(text: &str) -> Json {
    let whole = text.parse::<i64>().map(Json::from);
    whole.or_else(|_| text.parse::<f64>().map(Json::from)).unwrap_or(Json::Null)
}

const fn type_name(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text => "textfield",
        FieldType::LongText => "textarea",
        FieldType::Number => "number",
        FieldType::YesNo => "checkbox",
        FieldType::Date => "datetime",
        FieldType::Choice => "select",
    }
}

/// What a file says of a form, as far as one of ours can hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub id: String,
    pub fields: Vec<SaidField>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidField {
    pub key: String,
    pub label: String,
    pub kind: FieldType,
    pub required: bool,
    pub initial: Option<String>,
    pub help: Option<String>,
    /// Value and label.
    pub choices: Vec<(String, String)>,
}

/// Most fields of a form that is read.
const MOST: usize = 500;
/// Longest label, characters.
const LONGEST_LABEL: usize = 1_000;

/// What a form of ours cannot hold: where, and what it is called there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    /// Key or label of the component; empty: the file as a whole.
    pub field: String,
    /// A type, a rule or another property of the format.
    pub what: String,
}

/// Reads a form.
///
/// # Errors
/// It is no form, or says more than one of ours can: half a form would be lost by half on its way back.
pub fn read(text: &str) -> Result<Said, Beyond> {
    let no_form = |what: &str| Beyond { field: String::new(), what: what.to_owned() };
    let file: Json = serde_json::from_str(text).map_err(|_| no_form("JSON"))?;
    let components = file.get("components").and_then(Json::as_array).ok_or_else(|| no_form("components"))?;
    if components.len() > MOST {
        return Err(no_form("components"));
    }
    let read = |said: &Json| {
        read_field(said).map_err(|what| {
            let name = ["key", "label", "id"].iter().find_map(|name| said.get(*name)?.as_str());
            Beyond { field: name.unwrap_or_default().to_owned(), what }
        })
    };
    let fields: Result<Vec<SaidField>, Beyond> = components.iter().map(read).collect();
    Ok(Said { id: file.get("id").and_then(Json::as_str).unwrap_or_default().to_owned(), fields: fields? })
}

/// A component; else what of it has no place.
fn read_field(said: &Json) -> Result<SaidField, String> {
    let text = |name: &str| said.get(name).and_then(Json::as_str).map(str::to_owned);
    let known = [
        "id",
        "key",
        "type",
        "subtype",
        "label",
        "dateLabel",
        "description",
        "validate",
        "defaultValue",
        "values",
        // How it is laid out, which every tool decides for itself.
        "layout",
        "searchable",
    ];
    let named = text("type").unwrap_or_default();
    let kind = match (named.as_str(), text("subtype").as_deref()) {
        ("textfield", _) => FieldType::Text,
        ("textarea", _) => FieldType::LongText,
        ("number", _) => FieldType::Number,
        ("checkbox", _) => FieldType::YesNo,
        ("datetime", Some("date")) => FieldType::Date,
        ("select" | "radio", _) => FieldType::Choice,
        _ => return Err(named),
    };
    let all = said.as_object().ok_or_else(|| "components".to_owned())?;
    if let Some(odd) = all.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(odd.clone());
    }
    let required = match said.get("validate") {
        None => false,
        Some(Json::Object(rules)) => {
            if let Some(odd) = rules.keys().find(|rule| *rule != "required") {
                return Err(odd.clone());
            }
            rules.get("required").and_then(Json::as_bool).unwrap_or_default()
        }
        Some(_) => return Err("validate".to_owned()),
    };
    let initial = match said.get("defaultValue") {
        Some(Json::String(text)) => Some(text.clone()),
        Some(Json::Number(number)) => Some(number.to_string()),
        Some(Json::Bool(flag)) => Some(flag.to_string()),
        _ => None,
    };
    let choices =
        said.get("values").and_then(Json::as_array).map_or(&[][..], Vec::as_slice).iter().take(MOST);
    let choices = choices.map(|choice| {
        let value = choice.get("value")?.as_str()?.to_owned();
        let label = choice.get("label").and_then(Json::as_str).unwrap_or(&value).to_owned();
        Some((value, label))
    });
    Ok(SaidField {
        key: text("key").ok_or_else(|| "key".to_owned())?,
        label: text("label").or_else(|| text("dateLabel")).unwrap_or_default(),
        kind,
        required,
        initial,
        help: text("description"),
        choices: choices.collect::<Option<_>>().ok_or_else(|| "values".to_owned())?,
    })
}

impl Said {
    /// The form as elements on a plane, the form first; `fresh` makes our ids.
    #[must_use]
    pub fn elements(&self, plane: &str, fresh: &mut dyn FnMut() -> String) -> Vec<Element> {
        let mut made: Vec<Element> = Vec::new();
        let mut add = |kind, owner, name: &str| {
            let id = fresh();
            let mut element = Element::new(&id, ElementKind::Definition(kind), owner);
            element.name = name.chars().filter(|c| !c.is_control()).take(LONGEST_LABEL).collect();
            made.push(element);
            (id, made.len() - 1)
        };
        let mut set: Vec<(usize, &str, Value)> = Vec::new();
        let (form, _) = add(DefinitionKind::Form, Owner::Plane(plane.to_owned()), "");
        for field in &self.fields {
            let (ours, at) = add(DefinitionKind::Field, Owner::Element(form.clone()), &field.label);
            set.push((at, p::KEY, field.key.as_str().into()));
            if field.kind != FieldType::Text {
                set.push((at, p::TYPE, field.kind.name().into()));
            }
            if field.required {
                set.push((at, p::REQUIRED, true.into()));
            }
            let texts = [(p::INITIAL, &field.initial), (p::HELP, &field.help)];
            let texts = texts.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?)));
            set.extend(
                texts.filter(|(_, text)| !text.is_empty()).map(|(name, text)| (at, name, text.into())),
            );
            for (value, label) in &field.choices {
                let (_, at) = add(DefinitionKind::Choice, Owner::Element(ours.clone()), label);
                if value != label.trim() {
                    set.push((at, p::VALUE, value.as_str().into()));
                }
            }
        }
        for (at, name, value) in set {
            let fits = value.as_text().is_none_or(|text| text.len() <= LONGEST_VALUE);
            if let Some(element) = made.get_mut(at).filter(|_| fits) {
                element.properties.insert(name.to_owned(), value);
            }
        }
        if let Some(form) = made.first_mut().filter(|_| !self.id.is_empty()) {
            form.xid = Some(self.id.clone());
        }
        made
    }
}
