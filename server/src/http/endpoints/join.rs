//! `POST /api/join`: lets somebody in by a share link: an account becomes a member, everybody else a guest with a cookie.

use super::{App, Body, Endpoint, Input, Problem, language};
use crate::{
    access::Role,
    accounts::{AccountError, cookie},
    store::BoardId,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::post,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/join",
    operation: "join",
    query: &[],
    request: Body::Json("Join"),
    status: 200,
    answer: Body::Json("Joined"),
    codes: &["link.invalid", "name.invalid", "too-many"],
    large: false,
    route: || post(handle),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Join {
    board: String,
    secret: String,
    name: Option<String>,
    colour: Option<u8>,
}

#[derive(Serialize)]
struct Joined {
    board: String,
    role: Role,
}

async fn handle(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Input(join): Input<Join>,
) -> Result<Response, Problem> {
    let id = BoardId::parse(&join.board).ok_or(AccountError::LinkInvalid)?;
    let board = app.store.board(&id).await?.ok_or(AccountError::LinkInvalid)?;
    let language = language(&headers);
    let name = join.name.as_deref();
    let joined = app.accounts.join(&board, &join.secret, name, join.colour, language, &headers).await?;
    let mut response = Json(Joined { board: id.as_str().to_owned(), role: joined.role }).into_response();
    if let Some((name, value, age)) = joined.cookie
        && let Some(value) = cookie::write(&name, &value, age, app.accounts.secure())
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}
