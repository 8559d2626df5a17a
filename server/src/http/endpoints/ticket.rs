//! `POST /api/boards/{id}/ticket`: opens one socket within a minute.

use super::{App, Body, Endpoint, Problem};
use crate::access::Action;
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    routing::post,
};
use serde::Serialize;
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/ticket",
    operation: "createTicket",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Ticket"),
    codes: &["too-many"],
    large: false,
    route: || post(handle),
};

#[derive(Serialize)]
struct Ticket {
    ticket: String,
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Ticket>, Problem> {
    let (board, visitor) = app.enter(&id, Action::Read, &headers).await?;
    Ok(Json(Ticket { ticket: app.accounts.browser_ticket(&board, &visitor)? }))
}
