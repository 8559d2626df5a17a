//! The demo board: a real process of an administration, as data (`demo.json`) in German and English, turned into one
//! `Command`. Knows the board's commands and nothing of rooms, files or the network; ids come from the caller's randomness.

pub mod templates;

use rand::Rng;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use wandel_board::{Command, ElementId, Kind, NewElement, Parent, command::NewProcess};
use wandel_process::{Point, Properties, Size, Value};
use wandel_words::Language;

const DEMO: &str = include_str!("demo.json");

/// A board to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    pub title: String,
    pub command: Command,
}

/// Why the demo's data does not make a board; only a test ever sees it.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error("seed.unreadable")]
    Unreadable(#[from] serde_json::Error),
    #[error("seed.unknown-key {0}")]
    UnknownKey(String),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Both { de: String, en: String },
    One(String),
}

impl Words {
    fn get(&self, lang: Language) -> &str {
        match (self, lang) {
            (Self::Both { de, .. }, Language::De) => de,
            (Self::Both { en, .. }, Language::En) => en,
            (Self::One(text), _) => text,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Property {
    Reference {
        #[serde(rename = "ref")]
        key: String,
    },
    Value(Value),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Words,
    targets: Vec<String>,
    process: FileProcess,
    elements: Vec<FileElement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileProcess {
    key: String,
    xid: String,
    name: Words,
    executable: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileElement {
    key: String,
    kind: Kind,
    parent: Option<String>,
    #[serde(default)]
    at: [f64; 2],
    #[serde(default)]
    wh: [f64; 2],
    label: Option<Words>,
    from: Option<String>,
    to: Option<String>,
    via: Option<Vec<[f64; 2]>>,
    xid: Option<String>,
    #[serde(default)]
    properties: BTreeMap<String, Property>,
}

/// The demo board in a language, with fresh ids.
///
/// # Errors
/// Never for the data that is shipped (a test reads it); `SeedError` says what is wrong with changed data.
pub fn demo(lang: Language, rng: &mut impl Rng) -> Result<Template, SeedError> {
    template(DEMO, lang, rng)
}

fn template(text: &str, lang: Language, rng: &mut impl Rng) -> Result<Template, SeedError> {
    let file: File = serde_json::from_str(text)?;
    let process = format!("p_{}", &ElementId::random(rng).as_str()[2..]);
    let ids: HashMap<&str, ElementId> =
        file.elements.iter().map(|element| (element.key.as_str(), ElementId::random(rng))).collect();
    let id = |key: &str| ids.get(key).cloned().ok_or_else(|| SeedError::UnknownKey(key.to_owned()));
    let reference = |key: &str| {
        if key == file.process.key { Ok(process.clone()) } else { id(key).map(|id| id.as_str().to_owned()) }
    };

    let mut elements = Vec::with_capacity(file.elements.len());
    for element in &file.elements {
        let mut properties = Properties::new();
        for (name, property) in &element.properties {
            let value = match property {
                Property::Reference { key } => Value::Text(reference(key)?),
                Property::Value(value) => value.clone(),
            };
            properties.insert(name.clone(), value);
        }
        elements.push(NewElement {
            id: id(&element.key)?,
            kind: element.kind.clone(),
            parent: element
                .parent
                .as_deref()
                .map_or(Ok(Parent::board()), |key| id(key).map(Parent::Element))?,
            at: Point::new(element.at[0], element.at[1]),
            size: Size::new(element.wh[0], element.wh[1]),
            label: element.label.as_ref().map(|words| words.get(lang).to_owned()).unwrap_or_default(),
            from: element.from.as_deref().map(id).transpose()?,
            to: element.to.as_deref().map(id).transpose()?,
            via: element.via.as_ref().map(|via| via.iter().map(|[x, y]| Point::new(*x, *y)).collect()),
            properties,
            xid: element.xid.clone(),
            src: None,
        });
    }

    let title = file.title.get(lang).to_owned();
    let targets = Value::List(file.targets.into_iter().map(Value::Text).collect());
    let meta = |key: &str, value: Value| Command::Meta { key: key.to_owned(), value };
    let commands = vec![
        meta("title", title.as_str().into()),
        meta("lang", lang.tag().into()),
        meta("targets", targets),
        Command::Create {
            elements,
            processes: vec![NewProcess {
                id: process,
                name: file.process.name.get(lang).to_owned(),
                executable: file.process.executable,
                // An engine with two boards of it has two processes.
                xid: Some(format!("{}_{:08x}", file.process.xid, rng.random::<u32>())),
                properties: Properties::new(),
                src: None,
            }],
            planes: Vec::new(),
        },
    ];
    Ok(Template { title, command: Command::All { commands } })
}

#[cfg(test)]
mod tests;
