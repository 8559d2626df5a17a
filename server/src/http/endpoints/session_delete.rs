//! `DELETE /api/session`: signs out, and closes the sockets that were opened in this session.

use super::{App, Body, Endpoint, Problem};
use crate::accounts::cookie;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::delete,
};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "delete",
    path: "/api/session",
    operation: "signOut",
    query: &[],
    request: Body::None,
    status: 204,
    answer: Body::None,
    codes: &[],
    large: false,
    route: || delete(handle),
};

async fn handle(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(revocation) = app.accounts.sign_out(&headers).await? {
        app.rooms.revoke(None, &revocation);
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(value) = cookie::write(cookie::SESSION, "", 0, app.accounts.secure()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}
