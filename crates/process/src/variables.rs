//! Which variables of a case something sets: what conditions can ask about.

use crate::{
    form,
    property::{Properties, Value, names as p},
};

/// The variables that an element sets by its properties. Of a field: the one it fills; `label` is that of the element.
pub fn set_by(properties: &Properties, label: &str, field: bool) -> Vec<String> {
    let text = |name: &str| properties.get(name).and_then(Value::as_text).filter(|text| !text.is_empty());
    if field {
        return Some(form::key(text(p::KEY), label)).filter(|key| !key.is_empty()).into_iter().collect();
    }
    let given = properties.keys().filter_map(|name| name.strip_prefix(p::OUTPUT));
    let named = [p::RESULT, p::ELEMENT_VARIABLE].into_iter().filter_map(text);
    given.chain(named).map(str::to_owned).collect()
}
