//! The OpenAPI description, put together from the table of endpoints and the schemas in `schemas.json`. Written for
//! programs: names and types, no sentences.

use super::{
    ENDPOINTS,
    endpoint::{Body, Endpoint},
};
use serde_json::{Map, Value, json};

const SCHEMAS: &str = include_str!("schemas.json");
/// Problems that any endpoint may answer with.
const COMMON: [&str; 6] = ["bad-request", "forbidden", "internal", "not-found", "origin", "too-many"];

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn content(body: Body) -> Option<Value> {
    match body {
        Body::None => None,
        Body::Json(schema) => Some(json!({ "application/json": { "schema": reference(schema) } })),
        Body::File(media) => Some(json!({ media: { "schema": { "type": "string", "format": "binary" } } })),
    }
}

fn parameters(endpoint: &Endpoint) -> Vec<Value> {
    let path = endpoint.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let in_path = path
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    let in_query = endpoint.query.iter().map(|name| {
        let required = name.starts_with('!');
        let name = name.trim_start_matches('!');
        json!({ "name": name, "in": "query", "required": required, "schema": { "type": "string" } })
    });
    in_path.chain(in_query).collect()
}

fn operation(endpoint: &Endpoint) -> Value {
    let mut success = json!({ "description": "" });
    if let Some(content) = content(endpoint.answer) {
        success["content"] = content;
    }
    let codes: Vec<&str> = COMMON.iter().chain(endpoint.codes).copied().collect();
    let problem = json!({
        "description": "",
        "content": { "application/problem+json": { "schema": {
            "allOf": [reference("Problem"), { "properties": { "code": { "examples": codes } } }]
        } } }
    });
    let mut operation = json!({
        "operationId": endpoint.operation,
        "parameters": parameters(endpoint),
        "responses": { endpoint.status.to_string(): success, "default": problem },
    });
    if let Some(content) = content(endpoint.request) {
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    operation
}

/// The description as JSON.
#[must_use]
pub fn describe() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in ENDPOINTS {
        let path = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        path[endpoint.method] = operation(endpoint);
    }
    let schemas: Value = serde_json::from_str(SCHEMAS).unwrap_or_default();
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Wandel", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "EUPL-1.2" } },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn references(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(target)) = map.get("$ref") {
                    into.insert(target.clone());
                }
                map.values().for_each(|value| references(value, into));
            }
            Value::Array(list) => list.iter().for_each(|value| references(value, into)),
            _ => {}
        }
    }

    #[test]
    fn every_reference_leads_somewhere_and_every_schema_is_used() {
        let description = describe();
        let mut used = BTreeSet::new();
        references(&description, &mut used);
        let there: BTreeSet<String> = description["components"]["schemas"]
            .as_object()
            .unwrap()
            .keys()
            .map(|name| format!("#/components/schemas/{name}"))
            .collect();
        assert_eq!(used, there);
    }

    #[test]
    fn operations_have_names_of_their_own_and_methods_that_exist() {
        let names: BTreeSet<_> = ENDPOINTS.iter().map(|endpoint| endpoint.operation).collect();
        assert_eq!(names.len(), ENDPOINTS.len());
        for endpoint in ENDPOINTS {
            assert!(["get", "post", "patch", "delete"].contains(&endpoint.method), "{}", endpoint.operation);
        }
    }
}
