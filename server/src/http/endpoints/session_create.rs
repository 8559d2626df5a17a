//! `POST /api/session`: signs in.

use super::{App, Body, Endpoint, Input, Me, Problem};
use crate::accounts::{Account, SignedIn, cookie};
use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::post,
};
use serde::Deserialize;
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/session",
    operation: "signIn",
    query: &[],
    request: Body::Json("Credentials"),
    status: 200,
    answer: Body::Json("Me"),
    codes: &["session.refused", "too-many"],
    large: false,
    route: || post(handle),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credentials {
    email: String,
    password: String,
}

async fn handle(State(app): State<Arc<App>>, Input(given): Input<Credentials>) -> Result<Response, Problem> {
    let session = app.accounts.sign_in(&given.email, given.password).await?;
    Ok(signed_in(&app, session, |account| Me::new(Some(account), false)))
}

/// The answer to a sign-in: who, and the cookie.
pub(super) fn signed_in(app: &App, session: SignedIn, me: impl FnOnce(Account) -> Me) -> Response {
    let mut response = Json(me(session.account)).into_response();
    if let Some(value) = cookie::write(cookie::SESSION, &session.secret, session.age, app.accounts.secure()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
