//! `GET /api/boards/{id}/export/report?target=`: what an export would take, translate, lack and leave behind.

use super::{App, Body, Endpoint, Problem, Query};
use crate::{
    access::Action,
    export::{
        bpmn,
        file::target_of,
        report::{self, Report},
    },
};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    routing::get,
};
use serde::Deserialize;
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/boards/{id}/export/report",
    operation: "getExportReport",
    query: &["target"],
    request: Body::None,
    status: 200,
    answer: Body::Json("Report"),
    codes: &["export.unknown-target", "board.quarantined"],
    large: false,
    route: || get(handle),
};

#[derive(Deserialize)]
struct Parameters {
    target: Option<String>,
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Json<Report>, Problem> {
    let (board, _) = app.enter(&id, Action::Read, &headers).await?;
    let target = target_of(parameters.target.as_deref())?;
    let (model, drawn) =
        app.rooms.read(&board.id, |board, _| (bpmn::model(board), report::drawn(board))).await?;
    let sources = bpmn::sources(&app.store, &board.id, &model).await?;
    Ok(Json(blocking(move || report::report(&model, drawn, target, &sources)).await?))
}

/// Work that takes longer than a socket should wait.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::internal(&error))
}
