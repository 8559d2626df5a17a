//! Forms in the format of form-js, as Camunda 8 takes them: one JSON file a form, components by their keys. What is read
//! back is what we write; a file with anything else in it is not a form of ours.

use super::{Field, FieldType, Form};
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

/// What a file says of a form.
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

/// Reads a form; `None` if it is no JSON, or says more than a form of ours can.
#[must_use]
pub fn read(text: &str) -> Option<Said> {
    let file: Json = serde_json::from_str(text).ok()?;
    let components = file.get("components")?.as_array().filter(|all| all.len() <= MOST)?;
    let fields: Option<Vec<SaidField>> = components.iter().map(read_field).collect();
    Some(Said { id: file.get("id").and_then(Json::as_str).unwrap_or_default().to_owned(), fields: fields? })
}

fn read_field(said: &Json) -> Option<SaidField> {
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
    if said.as_object()?.keys().any(|name| !known.contains(&name.as_str())) {
        return None;
    }
    let kind = match (text("type")?.as_str(), text("subtype").as_deref()) {
        ("textfield", _) => FieldType::Text,
        ("textarea", _) => FieldType::LongText,
        ("number", _) => FieldType::Number,
        ("checkbox", _) => FieldType::YesNo,
        ("datetime", Some("date")) => FieldType::Date,
        ("select" | "radio", _) => FieldType::Choice,
        _ => return None,
    };
    let required = match said.get("validate") {
        None => false,
        Some(Json::Object(rules)) if rules.keys().all(|rule| rule == "required") => {
            rules.get("required").and_then(Json::as_bool).unwrap_or_default()
        }
        Some(_) => return None,
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
    Some(SaidField {
        key: text("key")?,
        label: text("label").or_else(|| text("dateLabel")).unwrap_or_default(),
        kind,
        required,
        initial,
        help: text("description"),
        choices: choices.collect::<Option<_>>()?,
    })
}
