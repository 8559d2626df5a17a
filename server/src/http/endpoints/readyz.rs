//! `GET /readyz`: the disk takes changes. 503 while it is full or gone. (The store itself sees to it that asking often
//! does not keep the disk busy.)

use super::{App, Body, Endpoint, Problem};
use crate::store::StoreError;
use axum::{extract::State, http::StatusCode, routing::get};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/readyz",
    operation: "isReady",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::File("text/plain"),
    codes: &["store.full", "store.failed", "store.closed"],
    large: false,
    route: || get(handle),
};

async fn handle(State(app): State<Arc<App>>) -> Result<&'static str, Problem> {
    let unready = |error: StoreError| Problem::coded(StatusCode::SERVICE_UNAVAILABLE, error.code());
    app.store.probe().await.map_err(unready)?;
    Ok("ok\n")
}
