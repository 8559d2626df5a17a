//! `POST /api/boards/{id}/import`: reads a BPMN file for a board. The file is kept; what it becomes is answered as a command,
//! which the browser carries out: one transaction, one undo step of whoever imports.

use super::{App, Body, Endpoint, Later, Problem, report::blocking};
use crate::{access::Action, export::import};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use bytes::Bytes;
use serde::Serialize;
use std::sync::Arc;
use wandel_board::Command;
use wandel_process::{Diagnostic, bpmn::ReadError};

/// What can be wrong with a file.
pub(super) const CODES: &[&str] = &[
    "bpmn.too-large",
    "bpmn.encoding",
    "bpmn.doctype",
    "bpmn.too-deep",
    "bpmn.too-many",
    "bpmn.malformed",
    "bpmn.not-bpmn",
    "xprozess.no-model",
    "xprozess.not-a-zip",
    "xprozess.too-large",
    "bundle.damaged",
    "bundle.too-large",
    "bundle.nothing",
    "too-large",
];

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/import",
    operation: "importIntoBoard",
    query: &[],
    request: Body::File("application/bpmn+xml"),
    status: 200,
    answer: Body::Json("Imported"),
    codes: CODES,
    large: true,
    route: || post(handle),
};

#[derive(Serialize)]
struct Imported {
    command: Command,
    diagnostics: Vec<Diagnostic>,
    blob: String,
}

impl From<ReadError> for Problem {
    /// `detail` is the place: line and column.
    fn from(error: ReadError) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, error.code)
            .with_detail(format!("{}:{}", error.line, error.column))
    }
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    file: Later,
) -> Result<Json<Imported>, Problem> {
    let (board, _) = app.enter(&id, Action::Write, &headers).await?;
    let file = file.read(&app).await?;
    let ambient = app.accounts.ambient().clone();
    // Read before it is kept: what is not BPMN leaves nothing behind.
    let (bytes, with) = (file.clone(), ambient.clone());
    let read = blocking(move || import::open(&bytes, &with)).await??;
    let blob = app.store.put_blob(&board.id, import::MEDIA_TYPE.to_owned(), Bytes::clone(&file)).await?;
    let source = blob.clone();
    let onto = app.rooms.read(&board.id, move |board, _| import::onto(read, &source, board, &ambient));
    let import::Imported { command, diagnostics } = onto.await?;
    Ok(Json(Imported { command, diagnostics, blob }))
}
