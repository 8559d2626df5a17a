//! `POST /api/setup`: makes the first administrator, with the token that the server printed, and signs them in.

use super::{App, Body, Endpoint, Input, Me, Problem, session_create::signed_in};
use crate::accounts::FirstAdmin;
use axum::{extract::State, response::Response, routing::post};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/setup",
    operation: "setUp",
    query: &[],
    request: Body::Json("FirstAdmin"),
    status: 200,
    answer: Body::Json("Me"),
    codes: &[
        "setup.token",
        "setup.done",
        "email.invalid",
        "email.taken",
        "name.invalid",
        "password.short",
        "password.long",
        "too-many",
    ],
    large: false,
    route: || post(handle),
};

async fn handle(State(app): State<Arc<App>>, Input(first): Input<FirstAdmin>) -> Result<Response, Problem> {
    let session = app.accounts.set_up(first).await?;
    Ok(signed_in(&app, session, |account| Me::new(Some(account), false)))
}
