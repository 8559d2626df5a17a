//! `GET /api/boards/{id}/processes`: the processes of a board, as steps of other boards call them.

use super::{App, Body, Endpoint, Problem};
use crate::{
    access::Action,
    export::bpmn,
    http::called::{Callable, processes},
};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    routing::get,
};
use serde::Serialize;
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/boards/{id}/processes",
    operation: "listProcesses",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Processes"),
    codes: &["board.quarantined"],
    large: false,
    route: || get(handle),
};

#[derive(Serialize)]
struct Processes {
    title: String,
    processes: Vec<Callable>,
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Processes>, Problem> {
    let (board, _) = app.enter(&id, Action::Read, &headers).await?;
    let title = board.title;
    let model = app.rooms.read(&board.id, |board, _| bpmn::model(board)).await?;
    let processes = processes(&model, &title);
    Ok(Json(Processes { title, processes }))
}
