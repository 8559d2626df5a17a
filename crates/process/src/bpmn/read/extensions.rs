//! What engines say in extension elements and not in attributes: everything of Camunda 8, and the values that go in and
//! out of steps on all of them. The rest of the extensions stays in the file it came from.

use super::{Xml, names, values};
use crate::{model::Element, name, property::names as p};

/// Sets the properties that the extension elements of a node say.
pub fn fill(node: Xml<'_>, element: &mut Element) {
    let Some(extensions) = values::child(node, "extensionElements") else { return };
    for said in extensions.children().filter(Xml::is_element) {
        let name = said.tag_name().name();
        match said.tag_name().namespace() {
            Some(names::ZEEBE) => zeebe(said, name, element),
            Some(space) if names::ENGINES.contains(&space) => seven(node, said, name, element),
            _ => {}
        }
    }
}

/// The list that a multi-instance goes through, on Camunda 8.
pub fn repetition(several: Xml<'_>, element: &mut Element) {
    let said = values::child(several, "extensionElements").and_then(|extensions| {
        extensions.children().find(|child| child.has_tag_name((names::ZEEBE, "loopCharacteristics")))
    });
    let Some(said) = said else { return };
    if let Some(list) = said.attribute("inputCollection") {
        // A number of times, as our writer says it.
        let count = list.strip_prefix("=for i in 1..").and_then(|rest| rest.strip_suffix(" return i"));
        match count {
            Some(count) => set(element, p::CARDINALITY, Some(count)),
            None => set(element, p::COLLECTION, Some(list)),
        }
    }
    set(element, p::ELEMENT_VARIABLE, said.attribute("inputElement"));
}

fn zeebe(said: Xml<'_>, name: &str, element: &mut Element) {
    match name {
        "taskDefinition" => set(element, p::TOPIC, said.attribute("type")),
        "formDefinition" => {
            let key = said.attribute("externalReference").or_else(|| said.attribute("formKey"));
            set(element, p::FORM, key);
            set(element, p::FORM_REF, said.attribute("formId"));
        }
        "assignmentDefinition" => {
            set(element, p::ASSIGNEE, said.attribute("assignee"));
            set(element, p::GROUPS, said.attribute("candidateGroups"));
            set(element, p::USERS, said.attribute("candidateUsers"));
        }
        "taskSchedule" => set(element, p::DUE, said.attribute("dueDate")),
        "calledDecision" => {
            set(element, p::DECISION, said.attribute("decisionId"));
            set(element, p::RESULT, said.attribute("resultVariable"));
        }
        "calledElement" => set(element, p::CALLED, said.attribute("processId")),
        "script" => {
            set(element, p::SCRIPT_FORMAT, Some("feel"));
            set(element, p::SCRIPT, said.attribute("expression"));
            set(element, p::RESULT, said.attribute("resultVariable"));
        }
        "subscription" => set(element, p::CORRELATION, said.attribute("correlationKey")),
        "ioMapping" => {
            for pair in said.children().filter(Xml::is_element) {
                let property = if pair.tag_name().name() == "input" { p::INPUT } else { p::OUTPUT };
                if let Some(target) = pair.attribute("target") {
                    set(element, &format!("{property}{target}"), pair.attribute("source"));
                }
            }
        }
        _ => {}
    }
}

/// Camunda 7, Operaton and Flowable.
fn seven(node: Xml<'_>, said: Xml<'_>, name: &str, element: &mut Element) {
    match name {
        "inputOutput" => {
            for pair in said.children().filter(Xml::is_element) {
                let property = if pair.tag_name().name() == "inputParameter" { p::INPUT } else { p::OUTPUT };
                // Lists, maps and scripts stay in the file.
                if let (Some(name), false) =
                    (pair.attribute("name"), pair.has_children() && has_elements(pair))
                {
                    let text = values::expression(&values::text(pair));
                    set(element, &format!("{property}{name}"), Some(&text));
                }
            }
        }
        // Elsewhere they mean other things: a case that is started, an event that is sent.
        "in" | "out" if node.tag_name().name() == "callActivity" => {
            let property = if name == "in" { p::INPUT } else { p::OUTPUT };
            let source = said.attribute("sourceExpression").or(said.attribute("source"));
            if let (Some(target), Some(source)) = (said.attribute("target"), source) {
                set(element, &format!("{property}{target}"), Some(&values::expression(source)));
            }
        }
        // As our writer hands on the answer of a table, on Flowable.
        "executionListener" if said.attribute("event") == Some("end") => {
            let result = said.attribute("expression").and_then(|text| {
                let (result, rest) = text.strip_prefix("${execution.setVariable('")?.split_once('\'')?;
                let variable = rest.strip_prefix(", execution.getVariable('")?.strip_suffix("'))}")?;
                [result, variable].into_iter().all(name::is_variable).then_some(result)
            });
            set(element, p::RESULT, result);
        }
        "field" if said.attribute("name") == Some("decisionTableReferenceKey") => {
            let text = said.children().find(Xml::is_element).map(values::text);
            set(element, p::DECISION, text.as_deref().map(str::trim));
        }
        _ => {}
    }
}

fn has_elements(node: Xml<'_>) -> bool {
    node.children().any(|child| child.is_element())
}

fn set(element: &mut Element, name: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
        element.properties.insert(name.to_owned(), value.into());
    }
}
