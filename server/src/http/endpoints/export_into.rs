//! `POST /api/boards/{id}/export/xprozess`: an XProzess document with the board's process in place of its own model. For boards
//! that came from no document; nothing of it is kept.

use super::{App, Body, Endpoint, Later, Problem, export::answer};
use crate::{
    access::Action,
    export::{bpmn, file},
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
    routing::post,
};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/export/xprozess",
    operation: "exportIntoDocument",
    query: &[],
    request: Body::File("application/xml"),
    status: 200,
    answer: Body::File("application/xml"),
    codes: &["export.not-a-document", "too-large", "board.quarantined"],
    large: true,
    route: || post(handle),
};

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    document: Later,
) -> Result<Response, Problem> {
    let (board, visitor) = app.enter(&id, Action::Read, &headers).await?;
    app.limits.file(visitor.subject.as_deref().unwrap_or_default(), app.accounts.ambient().now())?;
    let document = document.read(&app).await?;
    let written = bpmn::in_document(&app.rooms, &app.store, &board.id, Some(document.to_vec())).await?;
    Ok(answer(&board.title, file::document(written)))
}
