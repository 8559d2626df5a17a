//! `DELETE /api/boards/{id}/versions/{version}`: for good.

use super::{App, Body, Endpoint, Problem};
use crate::access::Action;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::delete,
};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "delete",
    path: "/api/boards/{id}/versions/{version}",
    operation: "deleteVersion",
    query: &[],
    request: Body::None,
    status: 204,
    answer: Body::None,
    codes: &[],
    large: false,
    route: || delete(handle),
};

async fn handle(
    State(app): State<Arc<App>>,
    Path((id, version)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let (board, _) = app.enter(&id, Action::DropVersion, &headers).await?;
    let done = app.store.delete_version(&board.id, &version).await?;
    if done { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
