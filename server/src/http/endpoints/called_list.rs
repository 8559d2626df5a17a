//! `GET /api/boards/{id}/called`: the boards whose processes a board's steps call, directly or through others, as far as
//! whoever asks may see them; and the calls that lead nowhere.

use super::{App, Body, Endpoint, Problem};
use crate::{
    access::Action,
    export::bpmn,
    http::called::{Callable, follow, processes},
};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    routing::get,
};
use serde::Serialize;
use std::sync::Arc;
use wandel_process::Diagnostic;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/boards/{id}/called",
    operation: "listCalled",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Called"),
    codes: &["board.quarantined"],
    large: false,
    route: || get(handle),
};

#[derive(Serialize)]
struct Called {
    boards: Vec<Line>,
    findings: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    processes: Vec<Callable>,
    deploys: bool,
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Called>, Problem> {
    let (board, _) = app.enter(&id, Action::Read, &headers).await?;
    let model = app.rooms.read(&board.id, |board, _| bpmn::model(board)).await?;
    let followed = follow(&app, &headers, &board, &model).await?;
    let boards = followed.boards.into_iter().map(|called| Line {
        id: called.row.id.as_str().to_owned(),
        processes: processes(&called.model, &called.row.title),
        deploys: called.may_deploy(),
        title: called.row.title,
    });
    Ok(Json(Called { boards: boards.collect(), findings: followed.findings }))
}
