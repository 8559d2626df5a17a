//! `GET /livez`: the process answers.

use super::{Body, Endpoint};
use axum::routing::get;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/livez",
    operation: "isAlive",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::File("text/plain"),
    codes: &[],
    large: false,
    route: || get(async || "ok\n"),
};
