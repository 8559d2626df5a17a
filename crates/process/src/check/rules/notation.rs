//! Conditions, values and scripts that a chosen engine would not understand, because they are written in the language of
//! another one.

use crate::{
    check::{Context, context::not_there},
    expression,
    kind::{Kind, TaskKind},
    property::{Value, names},
    target::Target,
};

/// Properties that hold an expression over the variables.
const EXPRESSIONS: [&str; 5] =
    [names::CONDITION, names::COMPLETION, names::COLLECTION, names::CARDINALITY, names::CORRELATION];

pub fn check(context: &mut Context<'_>) {
    let elements: Vec<_> = context.graph.model.elements.iter().collect();
    for element in elements {
        let values: Vec<&str> = element
            .properties
            .iter()
            .filter(|(name, _)| {
                EXPRESSIONS.contains(&name.as_str())
                    || name.starts_with(names::INPUT)
                    || name.starts_with(names::OUTPUT)
            })
            .filter_map(|(_, value)| Value::as_text(value))
            .filter(|text| !text.trim().is_empty())
            .collect();
        for text in values {
            let foreign = context.any_engine(|engine| expression::translate(text, engine.notation).is_none());
            context.need(foreign.is_none(), || {
                not_there("engine.expression", element, foreign.unwrap_or(Target::Generic)).with("text", text)
            });
        }
        if element.process_kind() == Some(Kind::Task(TaskKind::Script)) {
            let format = element.text(names::SCRIPT_FORMAT).unwrap_or_default().to_lowercase();
            let script = element.text(names::SCRIPT).unwrap_or_default();
            let foreign = context.any_engine(|engine| {
                let known = engine.scripts.is_empty() || engine.scripts.contains(&format.as_str());
                let translated = !["feel", "juel"].contains(&format.as_str())
                    || expression::translate(script, engine.notation).is_some();
                !(known && translated)
            });
            if element.text(names::SCRIPT).is_some() && !format.is_empty() {
                context.need(foreign.is_none(), || {
                    not_there("engine.script", element, foreign.unwrap_or(Target::Generic))
                        .with("format", format)
                });
            }
        }
    }
}
