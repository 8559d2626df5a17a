//! `POST /api/join/preview`: what a share link gives, before anybody joins.

use super::{App, Body, Endpoint, Input, Present, Problem, present};
use crate::{
    access::{Role, Standing},
    accounts::AccountError,
    store::BoardId,
};
use axum::{Json, extract::State, http::HeaderMap, routing::post};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/join/preview",
    operation: "previewLink",
    query: &[],
    request: Body::Json("LinkShown"),
    status: 200,
    answer: Body::Json("LinkPreview"),
    codes: &["link.invalid", "too-many"],
    large: false,
    route: || post(handle),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    board: String,
    secret: String,
}

#[derive(Serialize)]
struct Preview {
    title: String,
    role: Role,
    ask: bool,
    /// Whoever asks has at least this right already: nothing to join.
    member: bool,
    here: Vec<Present>,
}

async fn handle(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Input(shown): Input<Shown>,
) -> Result<Json<Preview>, Problem> {
    // A board that does not exist answers like a link that does not fit.
    let id = BoardId::parse(&shown.board).ok_or(AccountError::LinkInvalid)?;
    let preview = app.accounts.preview(&id, &shown.secret, &headers).await?;
    let board = app.store.board(&id).await?.ok_or(AccountError::LinkInvalid)?;
    let visitor = app.accounts.visitor(Some(&board), &headers).await?;
    Ok(Json(Preview {
        member: visitor.standing >= Standing::Role(preview.role),
        title: board.title,
        role: preview.role,
        ask: preview.ask,
        here: present(app.rooms.here(&id)),
    }))
}
