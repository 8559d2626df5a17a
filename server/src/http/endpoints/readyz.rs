//! `GET /readyz`: the disk takes changes. 503 while it is full or gone.

use super::{App, Body, Endpoint, Problem};
use axum::{extract::State, routing::get};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/readyz",
    operation: "isReady",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::File("text/plain"),
    codes: &["store.full", "store.closed"],
    large: false,
    route: || get(handle),
};

async fn handle(State(app): State<Arc<App>>) -> Result<&'static str, Problem> {
    app.store.probe().await?;
    Ok("ok\n")
}
