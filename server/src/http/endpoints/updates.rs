//! `POST /api/boards/{id}/updates?client=N&key=K&by=B`: an update too large for a frame. Same guard, same commit as on a socket.

use super::{App, Body, Endpoint, Later, Problem, Query};
use crate::{access::Action, room::RoomError};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    routing::post,
};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wandel_wire::{Claim, Refusal};

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/updates",
    operation: "pushUpdate",
    query: &["!client", "!key", "by"],
    request: Body::File("application/octet-stream"),
    status: 200,
    answer: Body::Json("Position"),
    codes: &["client.bad-key", "too-large"],
    large: true,
    route: || post(handle),
};

#[derive(Deserialize)]
struct Parameters {
    client: u64,
    /// 32 hexadecimal digits.
    key: String,
    /// The author number that the key was made for; absent: none.
    by: Option<u64>,
}

#[derive(Serialize)]
struct Position {
    position: u64,
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
    update: Later,
) -> Result<Json<Position>, Problem> {
    let (board, visitor) = app.enter(&id, Action::Write, &headers).await?;
    let bad_key = || Problem::from(RoomError::Refused(Refusal::BadKey));
    let key = u128::from_str_radix(&parameters.key, 16)
        .ok()
        .filter(|_| parameters.key.len() == 32)
        .ok_or_else(bad_key)?;
    let claim = Claim { client: parameters.client, by: parameters.by, key: key.to_be_bytes() };
    let who = app.accounts.principal(&board.id, &visitor).await?.ok_or_else(Problem::not_found)?;
    let update = update.read(&app).await?;
    let room = app.rooms.open(&board.id).await?;
    Ok(Json(Position { position: room.push(&who, claim, Bytes::clone(&update)).await? }))
}
