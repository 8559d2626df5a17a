//! `PATCH /api/boards/{id}`: changes the title, in the document, so that everybody there sees it.

use super::{App, Body, Endpoint, Input, Problem};
use crate::access::Action;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::patch,
};
use serde::Deserialize;
use std::sync::Arc;
use wandel_board::Command;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "patch",
    path: "/api/boards/{id}",
    operation: "renameBoard",
    query: &[],
    request: Body::Json("BoardChange"),
    status: 204,
    answer: Body::None,
    codes: &["title.invalid"],
    large: false,
    route: || patch(handle),
};

/// Longest title, characters.
const MAX_TITLE: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    title: String,
}

/// A title as it may be kept.
pub(super) fn clean_title(title: &str) -> Result<String, Problem> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let good =
        !title.is_empty() && title.chars().count() <= MAX_TITLE && !title.chars().any(char::is_control);
    good.then_some(title).ok_or(Problem::bad_request("title.invalid"))
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Input(change): Input<Change>,
) -> Result<StatusCode, Problem> {
    let (board, visitor) = app.enter(&id, Action::Rename, &headers).await?;
    let title = clean_title(&change.title)?;
    let by = app.accounts.author(&board.id, &visitor).await?;
    let room = app.rooms.open(&board.id).await?;
    room.execute(Command::Meta { key: "title".into(), value: title.into() }, by).await?;
    Ok(StatusCode::NO_CONTENT)
}
