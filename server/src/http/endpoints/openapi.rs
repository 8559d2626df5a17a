//! `GET /api/openapi.json`: the description of all of this, made from the same table as the router.

use super::{Body, Endpoint};
use axum::{Json, routing::get};

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/openapi.json",
    operation: "getOpenApi",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::File("application/json"),
    codes: &[],
    large: false,
    route: || get(async || Json(crate::http::openapi::describe())),
};
