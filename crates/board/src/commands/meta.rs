//! What is said of the whole board and of its processes.

use crate::{
    edit::{Plan, Root, Target},
    projection::node::key,
    refusal::Refusal,
    text, value,
};
use wandel_process::property::Value;

/// `title`, `lang`, `tz` take text, `targets` a list of texts.
pub(super) fn decide(plan: &mut Plan, name: &str, new: &Value) -> Result<(), Refusal> {
    let fine = match (name, new) {
        ("title", Value::Text(text)) => text.len() <= 1000,
        ("lang" | "tz", Value::Text(text)) => !text.is_empty() && text.len() <= 60 && text.is_ascii(),
        ("targets", Value::List(values)) => {
            values.len() <= 20 && values.iter().all(|v| v.as_text().is_some_and(|text| text.len() <= 60))
        }
        _ => false,
    };
    if !fine {
        return Err(Refusal::new("meta.value").with("key", name.escape_debug()));
    }
    let any = match new {
        Value::Text(title) => value::text(&text::clean(title).replace('\n', " ")),
        other => value::from_value(other),
    };
    plan.put_record(Target::Meta, name, Some(any));
    Ok(())
}

/// `name` takes text, `executable` a flag, `p.…` any property.
pub(super) fn decide_process(
    plan: &mut Plan,
    id: &str,
    name: &str,
    new: Option<&Value>,
) -> Result<(), Refusal> {
    if !plan.board.processes.contains_key(id) {
        return Err(Refusal::new("process.missing").with("process", id.escape_debug()));
    }
    let any = match (name, new) {
        ("name", Some(Value::Text(name))) if name.len() <= 1000 => Some(value::text(&text::clean(name))),
        ("executable", Some(Value::Bool(flag))) => Some(yrs::Any::Bool(*flag)),
        _ => {
            let Some(property) = name.strip_prefix(key::PROPERTY) else {
                return Err(Refusal::new("process.key").with("key", name.escape_debug()));
            };
            super::set::check_property(property, new)?;
            new.map(value::from_value)
        }
    };
    plan.put_record(Target::Record(Root::Processes, id.to_owned()), name, any);
    Ok(())
}
