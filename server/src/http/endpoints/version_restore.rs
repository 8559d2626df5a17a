//! `POST /api/boards/{id}/versions/{version}/restore`: brings a version back for everybody, in a new epoch. What was there is
//! kept as a version before, so that this can be taken back.

use super::{App, Body, Endpoint, Problem, language, version_create::room_for_one};
use crate::{access::Action, room::Keep};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    routing::post,
};
use serde::Serialize;
use std::sync::Arc;
use wandel_words::{Words, keys};

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/versions/{version}/restore",
    operation: "restoreVersion",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Epoch"),
    codes: &["version.too-many", "store.corrupt", "store.full"],
    large: false,
    route: || post(handle),
};

#[derive(Serialize)]
struct Epoch {
    epoch: u64,
}

async fn handle(
    State(app): State<Arc<App>>,
    Path((id, version)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Epoch>, Problem> {
    let (board, visitor) = app.enter(&id, Action::Write, &headers).await?;
    let versions = app.store.versions(&board.id).await?;
    let name = versions.into_iter().find(|known| known.id == version).ok_or_else(Problem::not_found)?.name;
    room_for_one(&app, &board.id).await?;
    let language = language(&headers);
    let name = Words::of(language).say(keys::VERSION_BEFORE, &[("name", name.as_str().into())]);
    let author = app.accounts.author(&board.id, &visitor).await?;
    let epoch = app.rooms.restore_version(&board.id, &version, Keep { name, author }).await?;
    Ok(Json(Epoch { epoch }))
}
