//! Values across the border: plain data as JSON in both directions (small, and the engine has serde_json anyway), bytes
//! as `Uint8Array`. Input that does not fit the contract is an error with its reason, never a panic.

use crate::port::{Effect, OutboxEntry, Store};
use crate::view::Output;
use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsError, JsValue};

/// Reads plain data.
///
/// # Errors
/// If the value is not data of this shape.
pub fn read<T: DeserializeOwned>(value: &JsValue) -> Result<T, JsError> {
    let text = JSON::stringify(value).map_err(|_| JsError::new("border.not-plain-data"))?;
    serde_json::from_str(&String::from(text))
        .map_err(|error| JsError::new(&format!("border.invalid: {error}")))
}

/// Writes plain data; `undefined` if it cannot be represented.
#[must_use]
pub fn write<T: Serialize + ?Sized>(value: &T) -> JsValue {
    serde_json::to_string(value).ok().and_then(|text| JSON::parse(&text).ok()).unwrap_or(JsValue::UNDEFINED)
}

fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(key), &value.into());
}

fn tagged(kind: &str) -> Object {
    let object = Object::new();
    set(&object, "type", kind);
    object
}

#[allow(clippy::cast_precision_loss)]
const fn number(value: u64) -> f64 {
    // Ids, positions and epochs stay far below 2^53.
    value as f64
}

fn bytes(value: &[u8]) -> JsValue {
    Uint8Array::from(value).into()
}

fn outbox_entry(entry: &OutboxEntry) -> Object {
    let object = Object::new();
    set(&object, "epoch", number(entry.epoch));
    set(&object, "id", number(entry.id));
    set(&object, "client", number(entry.client));
    set(&object, "key", entry.key.as_str());
    set(&object, "update", bytes(&entry.update));
    set(&object, "commands", entry.commands.as_str());
    object
}

fn store(work: &Store) -> Object {
    let object = tagged("store");
    match work {
        Store::Snapshot { epoch, position, bytes: snapshot } => {
            set(&object, "op", "snapshot");
            set(&object, "epoch", number(*epoch));
            set(&object, "position", number(*position));
            set(&object, "bytes", bytes(snapshot));
        }
        Store::Put { entry } => {
            set(&object, "op", "put");
            set(&object, "entry", outbox_entry(entry));
        }
        Store::Delete { epoch, up_to } => {
            set(&object, "op", "delete");
            set(&object, "epoch", number(*epoch));
            set(&object, "upTo", number(*up_to));
        }
        Store::Clear { epoch } => {
            set(&object, "op", "clear");
            set(&object, "epoch", number(*epoch));
        }
    }
    object
}

fn effect(effect: &Effect) -> Object {
    match effect {
        Effect::Connect { after } => {
            let object = tagged("connect");
            set(&object, "after", *after);
            object
        }
        Effect::Send { bytes: frame } => {
            let object = tagged("send");
            set(&object, "bytes", bytes(frame));
            object
        }
        Effect::Close { code } => {
            let object = tagged("close");
            set(&object, "code", f64::from(*code));
            object
        }
        Effect::Post { seq, bytes: update } => {
            let object = tagged("post");
            set(&object, "seq", number(*seq));
            set(&object, "bytes", bytes(update));
            object
        }
        Effect::Store(work) => store(work),
        Effect::Copy { text, svg } => {
            let object = tagged("copy");
            set(&object, "text", text.as_str());
            set(&object, "svg", svg.as_deref().map_or(JsValue::NULL, JsValue::from_str));
            object
        }
        Effect::Shell { id } => {
            let object = tagged("shell");
            set(&object, "id", id.as_str());
            object
        }
        Effect::Focus { place, id } => {
            let object = tagged("focus");
            set(&object, "where", write(place));
            set(&object, "id", id.as_ref().map_or(JsValue::NULL, |id| JsValue::from_str(id.as_str())));
            object
        }
        Effect::Wake { after } => {
            let object = tagged("wake");
            set(&object, "after", *after);
            object
        }
    }
}

/// `Output` of the contract.
#[must_use]
pub fn output(output: &Output) -> JsValue {
    let object = Object::new();
    set(&object, "view", write(&output.view));
    set(&object, "effects", output.effects.iter().map(effect).collect::<Array>());
    set(&object, "repaint", output.repaint);
    object.into()
}

fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A whole number of JavaScript: not below zero, at most 2^53.
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn whole(value: f64) -> u64 {
    if value.is_finite() { value.clamp(0.0, 9_007_199_254_740_992.0) as u64 } else { 0 }
}

/// Reads the stored outbox; entries that are not what we wrote are left out.
#[must_use]
pub fn outbox(list: &Array) -> Vec<OutboxEntry> {
    list.iter()
        .filter_map(|value| {
            Some(OutboxEntry {
                epoch: whole(field(&value, "epoch").as_f64()?),
                id: whole(field(&value, "id").as_f64()?),
                client: whole(field(&value, "client").as_f64()?),
                key: field(&value, "key").as_string()?,
                update: field(&value, "update").dyn_into::<Uint8Array>().ok()?.to_vec(),
                commands: field(&value, "commands").as_string()?,
            })
        })
        .collect()
}
