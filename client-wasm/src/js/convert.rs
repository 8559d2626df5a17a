//! Values across the border: plain data as JSON in both directions (small, and the engine has serde_json anyway), bytes
//! as `Uint8Array`. Input that does not fit the contract is an error with its reason, never a panic.

use crate::port::Effect;
use crate::sync::{self, Record, SavedTab, StoreOp};
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

fn store_op(op: &StoreOp) -> Object {
    let object = Object::new();
    match op {
        StoreOp::Put { key, bytes: content } => {
            set(&object, "op", "put");
            set(&object, "key", key.as_str());
            set(&object, "bytes", bytes(content));
        }
        StoreOp::Delete { key } => {
            set(&object, "op", "delete");
            set(&object, "key", key.as_str());
        }
        StoreOp::Forget { tab } => {
            set(&object, "op", "forget");
            set(&object, "tab", tab.as_str());
        }
    }
    object
}

fn sync_effect(effect: &sync::Effect) -> Object {
    match effect {
        sync::Effect::Connect { after } => {
            let object = tagged("connect");
            set(&object, "after", *after);
            object
        }
        sync::Effect::Send { bytes: frame } => {
            let object = tagged("send");
            set(&object, "bytes", bytes(frame));
            object
        }
        sync::Effect::Close { code } => {
            let object = tagged("close");
            set(&object, "code", f64::from(*code));
            object
        }
        sync::Effect::Post { id, claim, bytes: update } => {
            let object = tagged("post");
            set(&object, "id", number(*id));
            set(&object, "client", number(claim.client));
            set(&object, "by", claim.by.map_or(JsValue::NULL, |by| number(by).into()));
            set(&object, "key", claim.key.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
            set(&object, "bytes", bytes(update));
            object
        }
        sync::Effect::Store { batch, strict, ops } => {
            let object = tagged("store");
            set(&object, "batch", number(*batch));
            set(&object, "strict", *strict);
            set(&object, "ops", ops.iter().map(store_op).collect::<Array>());
            object
        }
        sync::Effect::Wake { after } => {
            let object = tagged("wake");
            set(&object, "after", *after);
            object
        }
    }
}

fn effect(effect: &Effect) -> Object {
    match effect {
        Effect::Sync(effect) => sync_effect(effect),
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

/// Reads what the local store had; what is not of the contract's shape is left out.
#[must_use]
pub fn saved_tabs(list: &Array) -> Vec<SavedTab> {
    list.iter()
        .filter_map(|value| {
            let records = field(&value, "records").dyn_into::<Array>().ok()?;
            Some(SavedTab {
                tab: field(&value, "tab").as_string()?,
                free: field(&value, "free").as_bool()?,
                records: records.iter().filter_map(|record| saved_record(&record)).collect(),
            })
        })
        .collect()
}

fn saved_record(value: &JsValue) -> Option<Record> {
    Some(Record {
        key: field(value, "key").as_string()?,
        bytes: field(value, "bytes").dyn_into::<Uint8Array>().ok()?.to_vec(),
    })
}
