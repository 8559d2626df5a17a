//! `POST /api/boards/import?title=`: makes a board from a BPMN file.

use super::{
    App, Body, Endpoint, Later, Problem, Query, board_rename::clean_title, boards_list::account, language,
};
use crate::{
    access::Action,
    export::make::{FileWish, ImportError, make_or_nothing},
};
use axum::{Json, extract::State, http::HeaderMap, routing::post};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wandel_process::Diagnostic;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/import",
    operation: "importBoard",
    query: &["title"],
    request: Body::File("application/bpmn+xml"),
    status: 200,
    answer: Body::Json("ImportedBoard"),
    codes: &[
        "session.required",
        "title.invalid",
        "bpmn.malformed",
        "bpmn.not-bpmn",
        "bpmn.doctype",
        "xprozess.no-model",
        "xprozess.not-a-zip",
        "xprozess.too-large",
        "bundle.damaged",
        "bundle.too-large",
        "bundle.nothing",
        "too-large",
    ],
    large: true,
    route: || post(handle),
};

#[derive(Deserialize)]
struct Parameters {
    title: Option<String>,
}

#[derive(Serialize)]
struct Made {
    id: String,
    diagnostics: Vec<Diagnostic>,
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::File(error) => error.into(),
            ImportError::Room(error) => error.into(),
        }
    }
}

async fn handle(
    State(app): State<Arc<App>>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
    file: Later,
) -> Result<Json<Made>, Problem> {
    let account = account(&app, Action::CreateBoard, &headers).await?;
    let title = parameters.title.as_deref().filter(|title| !title.is_empty()).map(clean_title).transpose()?;
    let language = language(&headers);
    let file = file.read(&app).await?;
    let wish =
        FileWish { title, name: String::new(), language, owner: Some(account.id), file: Bytes::clone(&file) };
    let (id, diagnostics) = make_or_nothing(&app.store, &app.rooms, app.accounts.ambient(), wish).await?;
    Ok(Json(Made { id: id.as_str().to_owned(), diagnostics }))
}
