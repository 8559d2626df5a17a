//! What engines say when they refuse a file: a sentence, and which elements they mean. Camunda 7, Operaton and CIB seven list
//! faults a file (`details`, with the ids of elements); Camunda 8 answers with problem details, its faults are lines of the detail.

use super::{Fault, Refusal};
use serde_json::Value;

/// Longest text of an engine that is passed on, characters.
const WORDS: usize = 2_000;
/// Most faults.
const FAULTS: usize = 20;

/// The refusal in an answer; `None` if it says nothing that an engine says.
pub(super) fn read(answer: &Value) -> Option<Refusal> {
    let said = words(answer)?;
    let mut faults = listed(answer);
    if faults.is_empty() {
        faults = in_lines(&said);
    }
    faults.truncate(FAULTS);
    Some(Refusal { said, faults })
}

/// Camunda 7 and Operaton say `message`; Camunda 8 answers with problem details.
pub(super) fn words(answer: &Value) -> Option<String> {
    let said = ["message", "detail", "title"].iter().find_map(|key| answer.get(key)?.as_str())?;
    Some(said.chars().take(WORDS).collect())
}

fn listed(answer: &Value) -> Vec<Fault> {
    let files = answer.get("details").and_then(Value::as_object).into_iter().flat_map(|files| files.values());
    let errors = files.filter_map(|file| file.get("errors")?.as_array()).flatten();
    let faults = errors.filter_map(|error| {
        let first = || error.get("elementIds")?.as_array()?.last()?.as_str();
        let element = error.get("mainElementId").and_then(Value::as_str).or_else(first)?;
        Some(Fault { element: element.to_owned(), said: words(error)? })
    });
    faults.collect()
}

/// `- Element: ID`, and below it `- ERROR: what is wrong with it`.
fn in_lines(said: &str) -> Vec<Fault> {
    let mut element = None;
    let mut faults = Vec::new();
    for line in said.lines() {
        if let Some((_, id)) = line.split_once("- Element: ") {
            element = Some(id.trim());
        } else if let (Some((_, fault)), Some(element)) = (line.split_once("- ERROR: "), element) {
            faults.push(Fault { element: element.to_owned(), said: fault.trim().to_owned() });
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_engines_say() {
        let fault = |element: &str, said: &str| Fault { element: element.into(), said: said.into() };
        // Operaton 1.0.3.
        let seven = json!({ "type": "ParseException", "message": "ENGINE-09005 Could not parse BPMN process.", "code": 0, "details": { "a.bpmn": {
            "errors": [{ "message": "multiple none start events", "line": 3, "column": 122, "mainElementId": "t", "elementIds": ["p", "t"] },
                { "message": "without one", "line": 4, "column": 1, "mainElementId": null, "elementIds": [] }], "warnings": [] } } });
        let read_seven = read(&seven).unwrap_or_default();
        assert_eq!(read_seven.faults, [fault("t", "multiple none start events")]);
        // Zeebe 8.6.
        let detail = "Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy new resources, but encountered the following errors:\n'a.bpmn': - Element: u\n    - ERROR: Interrupting timer event with time cycle is not allowed.\n    - ERROR: Another.\n- Element: v\n    - ERROR: A third.\n";
        let eight = json!({ "type": "about:blank", "title": "INVALID_ARGUMENT", "status": 400, "detail": detail, "instance": "/v2/deployments" });
        let read_eight = read(&eight).unwrap_or_default();
        assert_eq!(read_eight.said, detail);
        assert_eq!(
            read_eight.faults,
            [
                fault("u", "Interrupting timer event with time cycle is not allowed."),
                fault("u", "Another."),
                fault("v", "A third.")
            ]
        );
        for odd in [json!(null), json!([]), json!({ "details": 1 }), json!({ "message": 7 })] {
            assert_eq!(read(&odd), None, "{odd}");
        }
        let odd = json!({ "message": "x", "details": { "a": { "errors": [1, { "elementIds": 3 }] } } });
        assert_eq!(read(&odd).unwrap_or_default().faults, []);
    }
}
