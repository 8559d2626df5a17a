//! `POST /api/boards/{id}/versions`: keeps the board as it is committed under a name.

use super::{App, Body, Endpoint, Input, Problem, board_rename::clean_title, versions_list::Version};
use crate::{access::Action, room::Keep, store::BoardId};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde::Deserialize;
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/versions",
    operation: "keepVersion",
    query: &[],
    request: Body::Json("NewVersion"),
    status: 200,
    answer: Body::Json("Version"),
    codes: &["title.invalid", "version.too-many", "board.quarantined", "store.full"],
    large: false,
    route: || post(handle),
};

/// Versions of one board.
const MOST: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
}

/// Fails if the board has as many versions as it may have.
pub(super) async fn room_for_one(app: &App, board: &BoardId) -> Result<(), Problem> {
    let versions = app.store.versions(board).await?.len();
    if versions < MOST { Ok(()) } else { Err(Problem::new(StatusCode::CONFLICT, "version.too-many")) }
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Input(new): Input<New>,
) -> Result<Json<Version>, Problem> {
    let (board, visitor) = app.enter(&id, Action::Write, &headers).await?;
    let name = clean_title(&new.name)?;
    room_for_one(&app, &board.id).await?;
    let author = app.accounts.author(&board.id, &visitor).await?;
    Ok(Json(app.rooms.keep_version(&board.id, Keep { name, author }).await?.into()))
}
