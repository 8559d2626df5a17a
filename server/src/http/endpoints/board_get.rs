//! `GET /api/boards/{id}`: a board as the one who asks sees it, and who they are there.

use super::{App, Body, Endpoint, Problem, role_name};
use crate::access::Action;
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
    path: "/api/boards/{id}",
    operation: "getBoard",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Board"),
    codes: &[],
    large: false,
    route: || get(handle),
};

#[derive(Serialize)]
struct Board {
    id: String,
    title: String,
    role: Option<&'static str>,
    epoch: u64,
    me: MyPerson,
}

#[derive(Serialize)]
struct MyPerson {
    name: String,
    colour: u8,
    by: Option<u64>,
    guest: bool,
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Board>, Problem> {
    let (board, visitor) = app.enter(&id, Action::Read, &headers).await?;
    let by = app.accounts.author(&board.id, &visitor).await?;
    Ok(Json(Board {
        id: board.id.as_str().to_owned(),
        title: board.title,
        role: role_name(visitor.standing),
        epoch: board.epoch,
        me: MyPerson { name: visitor.name, colour: visitor.colour, by, guest: visitor.guest },
    }))
}
