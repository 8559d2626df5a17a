//! Sets or clears one property of an element.

use crate::{edit::Plan, id::ElementId, projection::node::key, refusal::Refusal, value};
use wandel_process::property::Value;

/// Longest value, bytes as written.
const LONGEST: usize = wandel_process::model::LONGEST_VALUE;

pub(super) fn decide(
    plan: &mut Plan,
    id: &ElementId,
    property: &str,
    new: Option<&Value>,
) -> Result<(), Refusal> {
    plan.living(id)?;
    check_property(property, new)?;
    plan.put(id, &format!("{}{property}", key::PROPERTY), new.map(value::from_value))
}

/// Names and values that a document takes.
pub(super) fn check_property(name: &str, value: Option<&Value>) -> Result<(), Refusal> {
    if name.is_empty() || name.len() > 100 || name.chars().any(char::is_control) {
        return Err(Refusal::new("property.name").with("property", name.escape_debug()));
    }
    if value.is_some_and(|value| weight(value, 0) > LONGEST) {
        return Err(Refusal::new("property.too-long").with("property", name));
    }
    Ok(())
}

fn weight(value: &Value, depth: usize) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::List(_) if depth > 6 => usize::MAX,
        Value::List(values) => values
            .iter()
            .fold(0, |sum: usize, value| sum.saturating_add(weight(value, depth + 1)).saturating_add(1)),
        Value::Bool(_) | Value::Number(_) => 8,
    }
}
