//! `DELETE /api/boards/{id}`: closes everybody's socket and deletes the board with its log, files, links and guests.

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
    path: "/api/boards/{id}",
    operation: "deleteBoard",
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
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let (board, _) = app.enter(&id, Action::Delete, &headers).await?;
    app.rooms.delete(&board.id).await?;
    app.pictures.forget(&board.id);
    Ok(StatusCode::NO_CONTENT)
}
