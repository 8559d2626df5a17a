//! `GET /api/engines`: the engines that the administrator named, as far as browsers may know them. For accounts.

use super::{App, Body, Endpoint, Problem, boards_list::account};
use crate::{access::Action, deploy::Engine};
use axum::{Json, extract::State, http::HeaderMap, routing::get};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/engines",
    operation: "listEngines",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Engines"),
    codes: &["session.required"],
    large: false,
    route: || get(handle),
};

async fn handle(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Json<Vec<Engine>>, Problem> {
    account(&app, Action::ListBoards, &headers).await?;
    Ok(Json(app.engines.list().to_vec()))
}
