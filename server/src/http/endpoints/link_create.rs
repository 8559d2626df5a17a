//! `POST /api/boards/{id}/links`: makes a share link; the only time that its secret is told.

use super::{App, Body, Endpoint, Input, Problem};
use crate::{
    access::{Action, Role},
    accounts::NewLink,
};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    routing::post,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/links",
    operation: "createLink",
    query: &[],
    request: Body::Json("NewLink"),
    status: 200,
    answer: Body::Json("MadeLink"),
    codes: &["link.too-much"],
    large: false,
    route: || post(handle),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    role: Role,
    #[serde(default)]
    label: String,
    days: Option<u32>,
}

#[derive(Serialize)]
struct Made {
    id: String,
    url: String,
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Input(wish): Input<Wish>,
) -> Result<Json<Made>, Problem> {
    let (board, visitor) = app.enter(&id, Action::Share, &headers).await?;
    let new = NewLink { role: wish.role, label: wish.label, days: wish.days, ask: true };
    let (link, secret) = app.accounts.add_link(&board.id, Some(&visitor), new).await?;
    Ok(Json(Made { id: link.id, url: format!("{}/b/{}#{secret}", app.base(&headers), board.id) }))
}
