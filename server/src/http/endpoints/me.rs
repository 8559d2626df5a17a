//! `GET /api/me`: who is signed in.

use super::{App, Body, Endpoint, Me, Problem};
use axum::{Json, extract::State, http::HeaderMap, routing::get};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/me",
    operation: "getMe",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Me"),
    codes: &[],
    large: false,
    route: || get(handle),
};

async fn handle(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Json<Me>, Problem> {
    let account = app.accounts.signed_in(&headers).await?;
    // Whoever is signed in has set it up, or somebody before them.
    let setup = account.is_none() && app.accounts.needs_setup().await?;
    Ok(Json(Me::new(account, setup)))
}
