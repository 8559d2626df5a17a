//! `GET /api/engines`: the engines that the administrator named, as far as browsers may know them. For accounts; whoever
//! has none may deploy to none and gets an empty list.

use super::{App, Body, Endpoint, Problem};
use crate::deploy::Engine;
use axum::{Json, extract::State, http::HeaderMap, routing::get};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/engines",
    operation: "listEngines",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Engines"),
    codes: &[],
    large: false,
    route: || get(handle),
};

async fn handle(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Json<Vec<Engine>>, Problem> {
    let signed_in = app.accounts.signed_in(&headers).await?.is_some();
    Ok(Json(if signed_in { app.engines.list().to_vec() } else { Vec::new() }))
}
